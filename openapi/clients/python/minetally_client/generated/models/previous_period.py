from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PreviousPeriod")


@_attrs_define
class PreviousPeriod:
    """The period of the same length before.

    Attributes:
        from_ (datetime.date): Its first day.
        to (datetime.date): Its last day.
        total (int): Pieces of ordnance.
        finds (int): How many finds that was.
        change (int): This period's total less that one's, pieces.
    """

    from_: datetime.date
    to: datetime.date
    total: int
    finds: int
    change: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.isoformat()

        to = self.to.isoformat()

        total = self.total

        finds = self.finds

        change = self.change

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "to": to,
                "total": total,
                "finds": finds,
                "change": change,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_ = datetime.date.fromisoformat(d.pop("from"))

        to = datetime.date.fromisoformat(d.pop("to"))

        total = d.pop("total")

        finds = d.pop("finds")

        change = d.pop("change")

        previous_period = cls(
            from_=from_,
            to=to,
            total=total,
            finds=finds,
            change=change,
        )

        previous_period.additional_properties = d
        return previous_period

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
