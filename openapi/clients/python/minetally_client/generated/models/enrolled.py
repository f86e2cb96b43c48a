from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Enrolled")


@_attrs_define
class Enrolled:
    """What a tablet gets for a code. The same code with the same secret is answered the same until the code expires.

    Attributes:
        device_id (UUID): The device.
        token (str): Keep it safe on the tablet. It is made of the tablet's own `secret`, where it sent one.
        operation (str): The operation.
        timezone (str): In whose days the operation counts.
        team (str): The team.
        device (str): What the tablet is called.
        expires_at (datetime.datetime): When the token ends.
        server_key (str): Keep it: a receipt under another key is of a server that you were not shown.
        odk_collect (str): The text of a QR code that sets up ODK Collect for this device. It holds the token.
    """

    device_id: UUID
    token: str
    operation: str
    timezone: str
    team: str
    device: str
    expires_at: datetime.datetime
    server_key: str
    odk_collect: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        device_id = str(self.device_id)

        token = self.token

        operation = self.operation

        timezone = self.timezone

        team = self.team

        device = self.device

        expires_at = self.expires_at.isoformat()

        server_key = self.server_key

        odk_collect = self.odk_collect

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "device_id": device_id,
                "token": token,
                "operation": operation,
                "timezone": timezone,
                "team": team,
                "device": device,
                "expires_at": expires_at,
                "server_key": server_key,
                "odk_collect": odk_collect,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        device_id = UUID(d.pop("device_id"))

        token = d.pop("token")

        operation = d.pop("operation")

        timezone = d.pop("timezone")

        team = d.pop("team")

        device = d.pop("device")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        server_key = d.pop("server_key")

        odk_collect = d.pop("odk_collect")

        enrolled = cls(
            device_id=device_id,
            token=token,
            operation=operation,
            timezone=timezone,
            team=team,
            device=device,
            expires_at=expires_at,
            server_key=server_key,
            odk_collect=odk_collect,
        )

        enrolled.additional_properties = d
        return enrolled

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
