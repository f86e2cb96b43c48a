from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.look_alike import LookAlike


T = TypeVar("T", bound="UnknownMarking")


@_attrs_define
class UnknownMarking:
    """A marking of finds that the catalogue does not have.

    Attributes:
        key (str): Its marking key.
        typed (list[str]): How it was typed.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        first_day (datetime.date): The first day on which it was found.
        last_day (datetime.date): The last.
        look_alikes (list[LookAlike]): What it may stand for, the nearest first.
    """

    key: str
    typed: list[str]
    total: int
    finds: int
    first_day: datetime.date
    last_day: datetime.date
    look_alikes: list[LookAlike]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        typed = self.typed

        total = self.total

        finds = self.finds

        first_day = self.first_day.isoformat()

        last_day = self.last_day.isoformat()

        look_alikes = []
        for look_alikes_item_data in self.look_alikes:
            look_alikes_item = look_alikes_item_data.to_dict()
            look_alikes.append(look_alikes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "typed": typed,
                "total": total,
                "finds": finds,
                "first_day": first_day,
                "last_day": last_day,
                "look_alikes": look_alikes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.look_alike import LookAlike  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        typed = cast(list[str], d.pop("typed"))

        total = d.pop("total")

        finds = d.pop("finds")

        first_day = datetime.date.fromisoformat(d.pop("first_day"))

        last_day = datetime.date.fromisoformat(d.pop("last_day"))

        look_alikes = []
        _look_alikes = d.pop("look_alikes")
        for look_alikes_item_data in _look_alikes:
            look_alikes_item = LookAlike.from_dict(look_alikes_item_data)

            look_alikes.append(look_alikes_item)

        unknown_marking = cls(
            key=key,
            typed=typed,
            total=total,
            finds=finds,
            first_day=first_day,
            last_day=last_day,
            look_alikes=look_alikes,
        )

        unknown_marking.additional_properties = d
        return unknown_marking

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
