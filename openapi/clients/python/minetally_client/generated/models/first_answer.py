from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FirstAnswer")


@_attrs_define
class FirstAnswer:
    """The first answer that a mutation ever got, from a history of the server that was lost since.

    Attributes:
        epoch (UUID): The epoch of its place.
        seq (int): The number of its place.
        received_at (datetime.datetime | None | Unset): When it was received then; null if the answer did not tell.
        clock_offset_s (int | None | Unset): The offset of the device's clock then, whole seconds; null if the answer
            did not tell.
    """

    epoch: UUID
    seq: int
    received_at: datetime.datetime | None | Unset = UNSET
    clock_offset_s: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        epoch = str(self.epoch)

        seq = self.seq

        received_at: None | str | Unset
        if isinstance(self.received_at, Unset):
            received_at = UNSET
        elif isinstance(self.received_at, datetime.datetime):
            received_at = self.received_at.isoformat()
        else:
            received_at = self.received_at

        clock_offset_s: int | None | Unset
        if isinstance(self.clock_offset_s, Unset):
            clock_offset_s = UNSET
        else:
            clock_offset_s = self.clock_offset_s

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "epoch": epoch,
                "seq": seq,
            }
        )
        if received_at is not UNSET:
            field_dict["received_at"] = received_at
        if clock_offset_s is not UNSET:
            field_dict["clock_offset_s"] = clock_offset_s

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        epoch = UUID(d.pop("epoch"))

        seq = d.pop("seq")

        def _parse_received_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                received_at_type_0 = datetime.datetime.fromisoformat(data)

                return received_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        received_at = _parse_received_at(d.pop("received_at", UNSET))

        def _parse_clock_offset_s(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        clock_offset_s = _parse_clock_offset_s(d.pop("clock_offset_s", UNSET))

        first_answer = cls(
            epoch=epoch,
            seq=seq,
            received_at=received_at,
            clock_offset_s=clock_offset_s,
        )

        first_answer.additional_properties = d
        return first_answer

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
