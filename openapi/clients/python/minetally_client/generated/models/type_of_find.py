from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category

T = TypeVar("T", bound="TypeOfFind")


@_attrs_define
class TypeOfFind:
    """The type that the marking names.

    Attributes:
        key (str): One text for all spellings of a marking.
        marking (str): As the catalogue writes it; as typed when it is not there.
        category (Category): What kind of ordnance a find is.
        known (bool): Whether the catalogue has it.
    """

    key: str
    marking: str
    category: Category
    known: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        marking = self.marking

        category = self.category.value

        known = self.known

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "marking": marking,
                "category": category,
                "known": known,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        marking = d.pop("marking")

        category = Category(d.pop("category"))

        known = d.pop("known")

        type_of_find = cls(
            key=key,
            marking=marking,
            category=category,
            known=known,
        )

        type_of_find.additional_properties = d
        return type_of_find

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
