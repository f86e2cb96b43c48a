from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.event_pattern import EventPattern
from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookRequest")


@_attrs_define
class WebhookRequest:
    """The address that events are sent to, and which events.

    Attributes:
        url (str): The address that events are sent to.
        events (list[EventPattern] | Unset): The events to send: `*`, a family such as `find.*`, or single types.
        description (str | Unset): For people: who uses it, and what for. Default: ''.
        from_seq (int | None | Unset): The first log entry to send; 1 for everything. If missing, only new events are
            sent.
    """

    url: str
    events: list[EventPattern] | Unset = UNSET
    description: str | Unset = ""
    from_seq: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        events: list[str] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = []
            for events_item_data in self.events:
                events_item = events_item_data.value
                events.append(events_item)

        description = self.description

        from_seq: int | None | Unset
        if isinstance(self.from_seq, Unset):
            from_seq = UNSET
        else:
            from_seq = self.from_seq

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )
        if events is not UNSET:
            field_dict["events"] = events
        if description is not UNSET:
            field_dict["description"] = description
        if from_seq is not UNSET:
            field_dict["from_seq"] = from_seq

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        _events = d.pop("events", UNSET)
        events: list[EventPattern] | Unset = UNSET
        if _events is not UNSET:
            events = []
            for events_item_data in _events:
                events_item = EventPattern(events_item_data)

                events.append(events_item)

        description = d.pop("description", UNSET)

        def _parse_from_seq(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        from_seq = _parse_from_seq(d.pop("from_seq", UNSET))

        webhook_request = cls(
            url=url,
            events=events,
            description=description,
            from_seq=from_seq,
        )

        return webhook_request
