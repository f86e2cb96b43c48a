from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.disputed import Disputed


T = TypeVar("T", bound="DayRow")


@_attrs_define
class DayRow:
    """What was found on one local day.

    Attributes:
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        disputed (Disputed): How far the open conflicts let the total move.
        day (datetime.date): The day.
    """

    total: int
    finds: int
    disputed: Disputed
    day: datetime.date
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        finds = self.finds

        disputed = self.disputed.to_dict()

        day = self.day.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "finds": finds,
                "disputed": disputed,
                "day": day,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.disputed import Disputed  # noqa: PLC0415

        d = dict(src_dict)
        total = d.pop("total")

        finds = d.pop("finds")

        disputed = Disputed.from_dict(d.pop("disputed"))

        day = datetime.date.fromisoformat(d.pop("day"))

        day_row = cls(
            total=total,
            finds=finds,
            disputed=disputed,
            day=day,
        )

        day_row.additional_properties = d
        return day_row

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
