from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.difference_reason import DifferenceReason

T = TypeVar("T", bound="ReasonSum")


@_attrs_define
class ReasonSum:
    """What all steps of one reason come to.

    Attributes:
        reason (DifferenceReason): Why a find counts otherwise.
        means (str): In words.
        change (int): Pieces of ordnance.
        finds (int): How many finds it touched.
    """

    reason: DifferenceReason
    means: str
    change: int
    finds: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason.value

        means = self.means

        change = self.change

        finds = self.finds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "means": means,
                "change": change,
                "finds": finds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = DifferenceReason(d.pop("reason"))

        means = d.pop("means")

        change = d.pop("change")

        finds = d.pop("finds")

        reason_sum = cls(
            reason=reason,
            means=means,
            change=change,
            finds=finds,
        )

        reason_sum.additional_properties = d
        return reason_sum

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
