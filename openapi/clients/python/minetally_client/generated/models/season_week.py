from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.season_sum import SeasonSum


T = TypeVar("T", bound="SeasonWeek")


@_attrs_define
class SeasonWeek:
    """One ISO week of a season; the first and the last may be cut off.

    Attributes:
        week (str): The ISO week.
        from_ (datetime.date): Its first day that counts.
        to (datetime.date): Its last day that counts.
        days (int): How many days that is.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        change (int | None): Its total less that of the week before; null in the first.
        cumulative (int): The total from the first day of the season on, pieces.
        by_type (list[SeasonSum] | Unset): By type.
        by_category (list[SeasonSum] | Unset): By category.
        by_day (list[SeasonSum] | Unset): By local day.
        by_district (list[SeasonSum] | Unset): By district.
        by_team (list[SeasonSum] | Unset): By team.
        by_device (list[SeasonSum] | Unset): By tablet.
    """

    week: str
    from_: datetime.date
    to: datetime.date
    days: int
    total: int
    finds: int
    change: int | None
    cumulative: int
    by_type: list[SeasonSum] | Unset = UNSET
    by_category: list[SeasonSum] | Unset = UNSET
    by_day: list[SeasonSum] | Unset = UNSET
    by_district: list[SeasonSum] | Unset = UNSET
    by_team: list[SeasonSum] | Unset = UNSET
    by_device: list[SeasonSum] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        week = self.week

        from_ = self.from_.isoformat()

        to = self.to.isoformat()

        days = self.days

        total = self.total

        finds = self.finds

        change: int | None
        change = self.change

        cumulative = self.cumulative

        by_type: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_type, Unset):
            by_type = []
            for by_type_item_data in self.by_type:
                by_type_item = by_type_item_data.to_dict()
                by_type.append(by_type_item)

        by_category: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_category, Unset):
            by_category = []
            for by_category_item_data in self.by_category:
                by_category_item = by_category_item_data.to_dict()
                by_category.append(by_category_item)

        by_day: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_day, Unset):
            by_day = []
            for by_day_item_data in self.by_day:
                by_day_item = by_day_item_data.to_dict()
                by_day.append(by_day_item)

        by_district: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_district, Unset):
            by_district = []
            for by_district_item_data in self.by_district:
                by_district_item = by_district_item_data.to_dict()
                by_district.append(by_district_item)

        by_team: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_team, Unset):
            by_team = []
            for by_team_item_data in self.by_team:
                by_team_item = by_team_item_data.to_dict()
                by_team.append(by_team_item)

        by_device: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_device, Unset):
            by_device = []
            for by_device_item_data in self.by_device:
                by_device_item = by_device_item_data.to_dict()
                by_device.append(by_device_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "week": week,
                "from": from_,
                "to": to,
                "days": days,
                "total": total,
                "finds": finds,
                "change": change,
                "cumulative": cumulative,
            }
        )
        if by_type is not UNSET:
            field_dict["by_type"] = by_type
        if by_category is not UNSET:
            field_dict["by_category"] = by_category
        if by_day is not UNSET:
            field_dict["by_day"] = by_day
        if by_district is not UNSET:
            field_dict["by_district"] = by_district
        if by_team is not UNSET:
            field_dict["by_team"] = by_team
        if by_device is not UNSET:
            field_dict["by_device"] = by_device

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.season_sum import SeasonSum  # noqa: PLC0415

        d = dict(src_dict)
        week = d.pop("week")

        from_ = datetime.date.fromisoformat(d.pop("from"))

        to = datetime.date.fromisoformat(d.pop("to"))

        days = d.pop("days")

        total = d.pop("total")

        finds = d.pop("finds")

        def _parse_change(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        change = _parse_change(d.pop("change"))

        cumulative = d.pop("cumulative")

        _by_type = d.pop("by_type", UNSET)
        by_type: list[SeasonSum] | Unset = UNSET
        if _by_type is not UNSET:
            by_type = []
            for by_type_item_data in _by_type:
                by_type_item = SeasonSum.from_dict(by_type_item_data)

                by_type.append(by_type_item)

        _by_category = d.pop("by_category", UNSET)
        by_category: list[SeasonSum] | Unset = UNSET
        if _by_category is not UNSET:
            by_category = []
            for by_category_item_data in _by_category:
                by_category_item = SeasonSum.from_dict(by_category_item_data)

                by_category.append(by_category_item)

        _by_day = d.pop("by_day", UNSET)
        by_day: list[SeasonSum] | Unset = UNSET
        if _by_day is not UNSET:
            by_day = []
            for by_day_item_data in _by_day:
                by_day_item = SeasonSum.from_dict(by_day_item_data)

                by_day.append(by_day_item)

        _by_district = d.pop("by_district", UNSET)
        by_district: list[SeasonSum] | Unset = UNSET
        if _by_district is not UNSET:
            by_district = []
            for by_district_item_data in _by_district:
                by_district_item = SeasonSum.from_dict(by_district_item_data)

                by_district.append(by_district_item)

        _by_team = d.pop("by_team", UNSET)
        by_team: list[SeasonSum] | Unset = UNSET
        if _by_team is not UNSET:
            by_team = []
            for by_team_item_data in _by_team:
                by_team_item = SeasonSum.from_dict(by_team_item_data)

                by_team.append(by_team_item)

        _by_device = d.pop("by_device", UNSET)
        by_device: list[SeasonSum] | Unset = UNSET
        if _by_device is not UNSET:
            by_device = []
            for by_device_item_data in _by_device:
                by_device_item = SeasonSum.from_dict(by_device_item_data)

                by_device.append(by_device_item)

        season_week = cls(
            week=week,
            from_=from_,
            to=to,
            days=days,
            total=total,
            finds=finds,
            change=change,
            cumulative=cumulative,
            by_type=by_type,
            by_category=by_category,
            by_day=by_day,
            by_district=by_district,
            by_team=by_team,
            by_device=by_device,
        )

        season_week.additional_properties = d
        return season_week

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
