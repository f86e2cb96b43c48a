from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.first_answer import FirstAnswer


T = TypeVar("T", bound="ExchangeRequestAnsweredType0")


@_attrs_define
class ExchangeRequestAnsweredType0:
    """By their ids, the first answers to mutations that an earlier epoch answered. The server plays those that it lost at
    their old places.

    """

    additional_properties: dict[str, FirstAnswer] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.first_answer import FirstAnswer  # noqa: PLC0415

        d = dict(src_dict)
        exchange_request_answered_type_0 = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = FirstAnswer.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        exchange_request_answered_type_0.additional_properties = additional_properties
        return exchange_request_answered_type_0

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> FirstAnswer:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: FirstAnswer) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
