from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Alias")


@_attrs_define
class Alias:
    """A marking that a person declared to name a type.

    Attributes:
        key (str): Its marking key.
        marking (str): As the person wrote it.
        person (str): Who added it.
        reason (str): Why.
        added_at (datetime.datetime): When.
        since_seq (int): The log entry that added it.
    """

    key: str
    marking: str
    person: str
    reason: str
    added_at: datetime.datetime
    since_seq: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        marking = self.marking

        person = self.person

        reason = self.reason

        added_at = self.added_at.isoformat()

        since_seq = self.since_seq

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "marking": marking,
                "person": person,
                "reason": reason,
                "added_at": added_at,
                "since_seq": since_seq,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        marking = d.pop("marking")

        person = d.pop("person")

        reason = d.pop("reason")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        since_seq = d.pop("since_seq")

        alias = cls(
            key=key,
            marking=marking,
            person=person,
            reason=reason,
            added_at=added_at,
            since_seq=since_seq,
        )

        alias.additional_properties = d
        return alias

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
