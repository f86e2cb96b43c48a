from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.delivery_state import DeliveryState

if TYPE_CHECKING:
    from ..models.delivery_body import DeliveryBody
    from ..models.delivery_try import DeliveryTry


T = TypeVar("T", bound="Delivery")


@_attrs_define
class Delivery:
    """The delivery of one event to one webhook.

    Attributes:
        event_id (UUID): The header webhook-id. It is the same in every attempt and replay.
        type_ (str): The type of the event.
        seq (int): The log entry of the event.
        find_id (None | UUID): The find of the event. Events of one find are sent in order.
        state (DeliveryState): What became of a delivery.
        attempts (int): The number of attempts since it last started to wait.
        next_at (datetime.datetime | None): Only for waiting: the time of the next attempt.
        delivered_at (datetime.datetime | None): When it was delivered.
        tries (list[DeliveryTry]): The last 20 attempts.
        answer (None | str): The start of the body of the last answer.
        body (DeliveryBody): The body that is sent, the same in every attempt.
    """

    event_id: UUID
    type_: str
    seq: int
    find_id: None | UUID
    state: DeliveryState
    attempts: int
    next_at: datetime.datetime | None
    delivered_at: datetime.datetime | None
    tries: list[DeliveryTry]
    answer: None | str
    body: DeliveryBody
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_id = str(self.event_id)

        type_ = self.type_

        seq = self.seq

        find_id: None | str
        if isinstance(self.find_id, UUID):
            find_id = str(self.find_id)
        else:
            find_id = self.find_id

        state = self.state.value

        attempts = self.attempts

        next_at: None | str
        if isinstance(self.next_at, datetime.datetime):
            next_at = self.next_at.isoformat()
        else:
            next_at = self.next_at

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        tries = []
        for tries_item_data in self.tries:
            tries_item = tries_item_data.to_dict()
            tries.append(tries_item)

        answer: None | str
        answer = self.answer

        body = self.body.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_id": event_id,
                "type": type_,
                "seq": seq,
                "find_id": find_id,
                "state": state,
                "attempts": attempts,
                "next_at": next_at,
                "delivered_at": delivered_at,
                "tries": tries,
                "answer": answer,
                "body": body,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.delivery_body import DeliveryBody  # noqa: PLC0415
        from ..models.delivery_try import DeliveryTry  # noqa: PLC0415

        d = dict(src_dict)
        event_id = UUID(d.pop("event_id"))

        type_ = d.pop("type")

        seq = d.pop("seq")

        def _parse_find_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                find_id_type_0 = UUID(data)

                return find_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        find_id = _parse_find_id(d.pop("find_id"))

        state = DeliveryState(d.pop("state"))

        attempts = d.pop("attempts")

        def _parse_next_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_at = _parse_next_at(d.pop("next_at"))

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        tries = []
        _tries = d.pop("tries")
        for tries_item_data in _tries:
            tries_item = DeliveryTry.from_dict(tries_item_data)

            tries.append(tries_item)

        def _parse_answer(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answer = _parse_answer(d.pop("answer"))

        body = DeliveryBody.from_dict(d.pop("body"))

        delivery = cls(
            event_id=event_id,
            type_=type_,
            seq=seq,
            find_id=find_id,
            state=state,
            attempts=attempts,
            next_at=next_at,
            delivered_at=delivered_at,
            tries=tries,
            answer=answer,
            body=body,
        )

        delivery.additional_properties = d
        return delivery

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
