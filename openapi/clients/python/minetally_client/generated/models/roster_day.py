from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RosterDay")


@_attrs_define
class RosterDay:
    """Who is on duty on a day.

    Attributes:
        day (datetime.date): The local day.
        teams (list[str]): Teams, with all their tablets.
        devices (list[UUID]): Single tablets.
        person (str): Who said so.
        set_at (datetime.datetime): When.
        since_seq (int): The log entry that says so.
    """

    day: datetime.date
    teams: list[str]
    devices: list[UUID]
    person: str
    set_at: datetime.datetime
    since_seq: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        teams = self.teams

        devices = []
        for devices_item_data in self.devices:
            devices_item = str(devices_item_data)
            devices.append(devices_item)

        person = self.person

        set_at = self.set_at.isoformat()

        since_seq = self.since_seq

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "day": day,
                "teams": teams,
                "devices": devices,
                "person": person,
                "set_at": set_at,
                "since_seq": since_seq,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        teams = cast(list[str], d.pop("teams"))

        devices = []
        _devices = d.pop("devices")
        for devices_item_data in _devices:
            devices_item = UUID(devices_item_data)

            devices.append(devices_item)

        person = d.pop("person")

        set_at = datetime.datetime.fromisoformat(d.pop("set_at"))

        since_seq = d.pop("since_seq")

        roster_day = cls(
            day=day,
            teams=teams,
            devices=devices,
            person=person,
            set_at=set_at,
            since_seq=since_seq,
        )

        roster_day.additional_properties = d
        return roster_day

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
