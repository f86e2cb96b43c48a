from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.type_total import TypeTotal


T = TypeVar("T", bound="ChangedWeek")


@_attrs_define
class ChangedWeek:
    """A week in which totals change.

    Attributes:
        week (str): The ISO week.
        from_ (datetime.date): Its first day.
        to (datetime.date): Its last day.
        types (list[TypeTotal]): The types whose total changes.
    """

    week: str
    from_: datetime.date
    to: datetime.date
    types: list[TypeTotal]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        week = self.week

        from_ = self.from_.isoformat()

        to = self.to.isoformat()

        types = []
        for types_item_data in self.types:
            types_item = types_item_data.to_dict()
            types.append(types_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "week": week,
                "from": from_,
                "to": to,
                "types": types,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.type_total import TypeTotal  # noqa: PLC0415

        d = dict(src_dict)
        week = d.pop("week")

        from_ = datetime.date.fromisoformat(d.pop("from"))

        to = datetime.date.fromisoformat(d.pop("to"))

        types = []
        _types = d.pop("types")
        for types_item_data in _types:
            types_item = TypeTotal.from_dict(types_item_data)

            types.append(types_item)

        changed_week = cls(
            week=week,
            from_=from_,
            to=to,
            types=types,
        )

        changed_week.additional_properties = d
        return changed_week

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
