from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category

T = TypeVar("T", bound="CountedSide")


@_attrs_define
class CountedSide:
    """How a find counted before or after a step.

    Attributes:
        found_on (datetime.date): The local day.
        type_ (str): Key of the type.
        category (Category): What kind of ordnance a find is.
        count (int): Pieces of ordnance.
        manufactured_year (int | None): Year of manufacture.
        district (None | str): As typed, else computed.
    """

    found_on: datetime.date
    type_: str
    category: Category
    count: int
    manufactured_year: int | None
    district: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        found_on = self.found_on.isoformat()

        type_ = self.type_

        category = self.category.value

        count = self.count

        manufactured_year: int | None
        manufactured_year = self.manufactured_year

        district: None | str
        district = self.district

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "found_on": found_on,
                "type": type_,
                "category": category,
                "count": count,
                "manufactured_year": manufactured_year,
                "district": district,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        found_on = datetime.date.fromisoformat(d.pop("found_on"))

        type_ = d.pop("type")

        category = Category(d.pop("category"))

        count = d.pop("count")

        def _parse_manufactured_year(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        manufactured_year = _parse_manufactured_year(d.pop("manufactured_year"))

        def _parse_district(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        district = _parse_district(d.pop("district"))

        counted_side = cls(
            found_on=found_on,
            type_=type_,
            category=category,
            count=count,
            manufactured_year=manufactured_year,
            district=district,
        )

        counted_side.additional_properties = d
        return counted_side

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
