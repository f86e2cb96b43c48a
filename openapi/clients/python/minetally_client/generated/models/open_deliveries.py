from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OpenDeliveries")


@_attrs_define
class OpenDeliveries:
    """The number of deliveries that are still open.

    Attributes:
        waiting (int): Waiting for their first or next attempt.
        held (int): Waiting behind a parked delivery of the same find.
        parked (int): Stopped after about five days of attempts, until staff resume or skip them.
    """

    waiting: int
    held: int
    parked: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        held = self.held

        parked = self.parked

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "waiting": waiting,
                "held": held,
                "parked": parked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        waiting = d.pop("waiting")

        held = d.pop("held")

        parked = d.pop("parked")

        open_deliveries = cls(
            waiting=waiting,
            held=held,
            parked=parked,
        )

        open_deliveries.additional_properties = d
        return open_deliveries

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
