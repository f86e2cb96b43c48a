from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EnrolmentCode")


@_attrs_define
class EnrolmentCode:
    """A code that enrols one tablet: as a new device of a team, or in place of the tablet of a device.

    Attributes:
        id (UUID): By which it can be withdrawn.
        code (str): Works once, until it expires.
        uri (str): For a QR code: where the server is, the code, and the fingerprint of the server's key.
        address (str): The same as an address, which the camera of a tablet opens in its browser.
        expires_at (datetime.datetime): When it ends.
    """

    id: UUID
    code: str
    uri: str
    address: str
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        uri = self.uri

        address = self.address

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "code": code,
                "uri": uri,
                "address": address,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        code = d.pop("code")

        uri = d.pop("uri")

        address = d.pop("address")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        enrolment_code = cls(
            id=id,
            code=code,
            uri=uri,
            address=address,
            expires_at=expires_at,
        )

        enrolment_code.additional_properties = d
        return enrolment_code

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
