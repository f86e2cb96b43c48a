from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Cumulative")


@_attrs_define
class Cumulative:
    """What was counted from a day to the end of the period.

    Attributes:
        since (datetime.date): The first day.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
    """

    since: datetime.date
    total: int
    finds: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        total = self.total

        finds = self.finds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "since": since,
                "total": total,
                "finds": finds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        since = datetime.date.fromisoformat(d.pop("since"))

        total = d.pop("total")

        finds = d.pop("finds")

        cumulative = cls(
            since=since,
            total=total,
            finds=finds,
        )

        cumulative.additional_properties = d
        return cumulative

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
