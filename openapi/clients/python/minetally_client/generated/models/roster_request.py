from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RosterRequest")


@_attrs_define
class RosterRequest:
    """Who is on duty on some days; on a day of which nothing is said it is every tablet that is not retired.

    Attributes:
        id (UUID): It is done once under this id.
        days (list[datetime.date]): Local days.
        reason (str | Unset): Why, for those who read the history. Default: ''.
        preview (bool | Unset): Only say which weeks and totals would change, and change nothing. Default: False.
        teams (list[str] | Unset): With all their tablets.
        devices (list[UUID] | Unset): Single tablets.
        unsaid (bool | Unset): Nothing is said of these days any more. Default: False.
    """

    id: UUID
    days: list[datetime.date]
    reason: str | Unset = ""
    preview: bool | Unset = False
    teams: list[str] | Unset = UNSET
    devices: list[UUID] | Unset = UNSET
    unsaid: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.isoformat()
            days.append(days_item)

        reason = self.reason

        preview = self.preview

        teams: list[str] | Unset = UNSET
        if not isinstance(self.teams, Unset):
            teams = self.teams

        devices: list[str] | Unset = UNSET
        if not isinstance(self.devices, Unset):
            devices = []
            for devices_item_data in self.devices:
                devices_item = str(devices_item_data)
                devices.append(devices_item)

        unsaid = self.unsaid

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "days": days,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if preview is not UNSET:
            field_dict["preview"] = preview
        if teams is not UNSET:
            field_dict["teams"] = teams
        if devices is not UNSET:
            field_dict["devices"] = devices
        if unsaid is not UNSET:
            field_dict["unsaid"] = unsaid

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = datetime.date.fromisoformat(days_item_data)

            days.append(days_item)

        reason = d.pop("reason", UNSET)

        preview = d.pop("preview", UNSET)

        teams = cast(list[str], d.pop("teams", UNSET))

        _devices = d.pop("devices", UNSET)
        devices: list[UUID] | Unset = UNSET
        if _devices is not UNSET:
            devices = []
            for devices_item_data in _devices:
                devices_item = UUID(devices_item_data)

                devices.append(devices_item)

        unsaid = d.pop("unsaid", UNSET)

        roster_request = cls(
            id=id,
            days=days,
            reason=reason,
            preview=preview,
            teams=teams,
            devices=devices,
            unsaid=unsaid,
        )

        return roster_request
