from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.device_state import DeviceState

T = TypeVar("T", bound="Device")


@_attrs_define
class Device:
    """A tablet of one team.

    Attributes:
        id (UUID): Its id.
        team (str): The team.
        name (str): What it is called.
        state (DeviceState): Whether a device is in service.
        created_at (datetime.datetime): When it was first enrolled.
        last_seen_at (datetime.datetime | None): When it last exchanged.
        clock_offset_s (int): Server's clock less its own at its last exchange, whole seconds; 0 within five minutes.
        replaced_at (datetime.datetime | None): When a tablet was last enrolled in place of the one before.
        forked_at (datetime.datetime | None): When another tablet with its token was last noticed; null since a new
            code.
        retired_at (datetime.datetime | None): When it was taken out of service.
        refused_bytes_today (int): How many bytes of its mutations were refused today (UTC) and are kept.
        refused_too_much_at (datetime.datetime | None): When it first sent more today than is kept of what is refused:
            until tomorrow the server takes only what it does not refuse. Look at the tablet.
    """

    id: UUID
    team: str
    name: str
    state: DeviceState
    created_at: datetime.datetime
    last_seen_at: datetime.datetime | None
    clock_offset_s: int
    replaced_at: datetime.datetime | None
    forked_at: datetime.datetime | None
    retired_at: datetime.datetime | None
    refused_bytes_today: int
    refused_too_much_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        team = self.team

        name = self.name

        state = self.state.value

        created_at = self.created_at.isoformat()

        last_seen_at: None | str
        if isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        clock_offset_s = self.clock_offset_s

        replaced_at: None | str
        if isinstance(self.replaced_at, datetime.datetime):
            replaced_at = self.replaced_at.isoformat()
        else:
            replaced_at = self.replaced_at

        forked_at: None | str
        if isinstance(self.forked_at, datetime.datetime):
            forked_at = self.forked_at.isoformat()
        else:
            forked_at = self.forked_at

        retired_at: None | str
        if isinstance(self.retired_at, datetime.datetime):
            retired_at = self.retired_at.isoformat()
        else:
            retired_at = self.retired_at

        refused_bytes_today = self.refused_bytes_today

        refused_too_much_at: None | str
        if isinstance(self.refused_too_much_at, datetime.datetime):
            refused_too_much_at = self.refused_too_much_at.isoformat()
        else:
            refused_too_much_at = self.refused_too_much_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "team": team,
                "name": name,
                "state": state,
                "created_at": created_at,
                "last_seen_at": last_seen_at,
                "clock_offset_s": clock_offset_s,
                "replaced_at": replaced_at,
                "forked_at": forked_at,
                "retired_at": retired_at,
                "refused_bytes_today": refused_bytes_today,
                "refused_too_much_at": refused_too_much_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        team = d.pop("team")

        name = d.pop("name")

        state = DeviceState(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_last_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_seen_at = _parse_last_seen_at(d.pop("last_seen_at"))

        clock_offset_s = d.pop("clock_offset_s")

        def _parse_replaced_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                replaced_at_type_0 = datetime.datetime.fromisoformat(data)

                return replaced_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        replaced_at = _parse_replaced_at(d.pop("replaced_at"))

        def _parse_forked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                forked_at_type_0 = datetime.datetime.fromisoformat(data)

                return forked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        forked_at = _parse_forked_at(d.pop("forked_at"))

        def _parse_retired_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                retired_at_type_0 = datetime.datetime.fromisoformat(data)

                return retired_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        retired_at = _parse_retired_at(d.pop("retired_at"))

        refused_bytes_today = d.pop("refused_bytes_today")

        def _parse_refused_too_much_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                refused_too_much_at_type_0 = datetime.datetime.fromisoformat(data)

                return refused_too_much_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        refused_too_much_at = _parse_refused_too_much_at(d.pop("refused_too_much_at"))

        device = cls(
            id=id,
            team=team,
            name=name,
            state=state,
            created_at=created_at,
            last_seen_at=last_seen_at,
            clock_offset_s=clock_offset_s,
            replaced_at=replaced_at,
            forked_at=forked_at,
            retired_at=retired_at,
            refused_bytes_today=refused_bytes_today,
            refused_too_much_at=refused_too_much_at,
        )

        device.additional_properties = d
        return device

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
