from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReportPeriod")


@_attrs_define
class ReportPeriod:
    """Local days, both ends inclusive.

    Attributes:
        from_ (datetime.date): The first day.
        to (datetime.date): The last day.
        days (int): How many days.
        iso_week (None | str): The ISO week that was asked for.
    """

    from_: datetime.date
    to: datetime.date
    days: int
    iso_week: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.isoformat()

        to = self.to.isoformat()

        days = self.days

        iso_week: None | str
        iso_week = self.iso_week

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "to": to,
                "days": days,
                "iso_week": iso_week,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_ = datetime.date.fromisoformat(d.pop("from"))

        to = datetime.date.fromisoformat(d.pop("to"))

        days = d.pop("days")

        def _parse_iso_week(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        iso_week = _parse_iso_week(d.pop("iso_week"))

        report_period = cls(
            from_=from_,
            to=to,
            days=days,
            iso_week=iso_week,
        )

        report_period.additional_properties = d
        return report_period

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
