from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LookAlike")


@_attrs_define
class LookAlike:
    """A type that an unknown marking may stand for.

    Attributes:
        type_ (str): Key of the type.
        marking (str): As the catalogue writes it.
        distance (int): How many characters differ; 0: only such as look alike.
        why (str): In what it resembles, for people.
    """

    type_: str
    marking: str
    distance: int
    why: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        marking = self.marking

        distance = self.distance

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "marking": marking,
                "distance": distance,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        marking = d.pop("marking")

        distance = d.pop("distance")

        why = d.pop("why")

        look_alike = cls(
            type_=type_,
            marking=marking,
            distance=distance,
            why=why,
        )

        look_alike.additional_properties = d
        return look_alike

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
