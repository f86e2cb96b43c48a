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
    """Who is on duty on some days. On a day without a roster every tablet that is not retired is expected.

    Attributes:
        id (UUID): The id of this change. The same id is done only once.
        days (list[datetime.date]): Local days.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
        preview (bool | Unset): true: only show which weeks and totals would change, and change nothing. Default: False.
        teams (list[str] | Unset): Teams that are on duty, with all their tablets.
        devices (list[UUID] | Unset): Single tablets that are on duty.
        unsaid (bool | Unset): true: remove the roster of these days. Default: False.
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
