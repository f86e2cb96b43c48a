from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ResumeRequest")


@_attrs_define
class ResumeRequest:
    """Which parked deliveries are tried again.

    Attributes:
        event_ids (list[UUID] | None | Unset): The ids of their events. If missing: all parked deliveries.
    """

    event_ids: list[UUID] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        event_ids: list[str] | None | Unset
        if isinstance(self.event_ids, Unset):
            event_ids = UNSET
        elif isinstance(self.event_ids, list):
            event_ids = []
            for event_ids_type_0_item_data in self.event_ids:
                event_ids_type_0_item = str(event_ids_type_0_item_data)
                event_ids.append(event_ids_type_0_item)

        else:
            event_ids = self.event_ids

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if event_ids is not UNSET:
            field_dict["event_ids"] = event_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_event_ids(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                event_ids_type_0 = []
                _event_ids_type_0 = data
                for event_ids_type_0_item_data in _event_ids_type_0:
                    event_ids_type_0_item = UUID(event_ids_type_0_item_data)

                    event_ids_type_0.append(event_ids_type_0_item)

                return event_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        event_ids = _parse_event_ids(d.pop("event_ids", UNSET))

        resume_request = cls(
            event_ids=event_ids,
        )

        return resume_request
