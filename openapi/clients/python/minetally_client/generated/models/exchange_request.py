from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.exchange_link import ExchangeLink
    from ..models.exchange_request_answered_type_0 import ExchangeRequestAnsweredType0
    from ..models.kept_receipt import KeptReceipt
    from ..models.mutation import Mutation


T = TypeVar("T", bound="ExchangeRequest")


@_attrs_define
class ExchangeRequest:
    """The mutations of a device, and the cursor from which it wants changes.

    Attributes:
        mutations (list[Mutation]): In the order in which they were made; empty to only fetch.
        cursor (None | str | Unset): The cursor from the last answer; null for everything from the start.
        limit (int | Unset): The largest number of changes in the answer. More than 1,000 counts as 1,000; 0 only sends.
            Default: 500.
        known (list[str] | None | Unset): Each `head`, or `cursor` without one, that an answer told and that no answer
            to a request which showed it has replaced. A server that has lost what they name takes nothing.
        device_time (datetime.datetime | None | Unset): The device's clock when it sends, with its UTC offset. It shows
            how wrong `made_at` is.
        exchange (ExchangeLink | None | Unset): The name of this exchange. Without it nobody notices a second tablet
            with the same token.
        answered (ExchangeRequestAnsweredType0 | None | Unset): By their ids, the first answers to mutations that an
            earlier epoch answered. The server plays those that it lost at their old places.
        receipts (list[KeptReceipt] | None | Unset): Receipts of those answers: a place that one shows is proven, not
            claimed.
    """

    mutations: list[Mutation]
    cursor: None | str | Unset = UNSET
    limit: int | Unset = 500
    known: list[str] | None | Unset = UNSET
    device_time: datetime.datetime | None | Unset = UNSET
    exchange: ExchangeLink | None | Unset = UNSET
    answered: ExchangeRequestAnsweredType0 | None | Unset = UNSET
    receipts: list[KeptReceipt] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.exchange_link import ExchangeLink  # noqa: PLC0415
        from ..models.exchange_request_answered_type_0 import ExchangeRequestAnsweredType0  # noqa: PLC0415

        mutations = []
        for mutations_item_data in self.mutations:
            mutations_item = mutations_item_data.to_dict()
            mutations.append(mutations_item)

        cursor: None | str | Unset
        if isinstance(self.cursor, Unset):
            cursor = UNSET
        else:
            cursor = self.cursor

        limit = self.limit

        known: list[str] | None | Unset
        if isinstance(self.known, Unset):
            known = UNSET
        elif isinstance(self.known, list):
            known = self.known

        else:
            known = self.known

        device_time: None | str | Unset
        if isinstance(self.device_time, Unset):
            device_time = UNSET
        elif isinstance(self.device_time, datetime.datetime):
            device_time = self.device_time.isoformat()
        else:
            device_time = self.device_time

        exchange: dict[str, Any] | None | Unset
        if isinstance(self.exchange, Unset):
            exchange = UNSET
        elif isinstance(self.exchange, ExchangeLink):
            exchange = self.exchange.to_dict()
        else:
            exchange = self.exchange

        answered: dict[str, Any] | None | Unset
        if isinstance(self.answered, Unset):
            answered = UNSET
        elif isinstance(self.answered, ExchangeRequestAnsweredType0):
            answered = self.answered.to_dict()
        else:
            answered = self.answered

        receipts: list[dict[str, Any]] | None | Unset
        if isinstance(self.receipts, Unset):
            receipts = UNSET
        elif isinstance(self.receipts, list):
            receipts = []
            for receipts_type_0_item_data in self.receipts:
                receipts_type_0_item = receipts_type_0_item_data.to_dict()
                receipts.append(receipts_type_0_item)

        else:
            receipts = self.receipts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mutations": mutations,
            }
        )
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if limit is not UNSET:
            field_dict["limit"] = limit
        if known is not UNSET:
            field_dict["known"] = known
        if device_time is not UNSET:
            field_dict["device_time"] = device_time
        if exchange is not UNSET:
            field_dict["exchange"] = exchange
        if answered is not UNSET:
            field_dict["answered"] = answered
        if receipts is not UNSET:
            field_dict["receipts"] = receipts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.exchange_link import ExchangeLink  # noqa: PLC0415
        from ..models.exchange_request_answered_type_0 import ExchangeRequestAnsweredType0  # noqa: PLC0415
        from ..models.kept_receipt import KeptReceipt  # noqa: PLC0415
        from ..models.mutation import Mutation  # noqa: PLC0415

        d = dict(src_dict)
        mutations = []
        _mutations = d.pop("mutations")
        for mutations_item_data in _mutations:
            mutations_item = Mutation.from_dict(mutations_item_data)

            mutations.append(mutations_item)

        def _parse_cursor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cursor = _parse_cursor(d.pop("cursor", UNSET))

        limit = d.pop("limit", UNSET)

        def _parse_known(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                known_type_0 = cast(list[str], data)

                return known_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        known = _parse_known(d.pop("known", UNSET))

        def _parse_device_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                device_time_type_0 = datetime.datetime.fromisoformat(data)

                return device_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        device_time = _parse_device_time(d.pop("device_time", UNSET))

        def _parse_exchange(data: object) -> ExchangeLink | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                exchange_type_0 = ExchangeLink.from_dict(data)

                return exchange_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExchangeLink | None | Unset, data)

        exchange = _parse_exchange(d.pop("exchange", UNSET))

        def _parse_answered(data: object) -> ExchangeRequestAnsweredType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                answered_type_0 = ExchangeRequestAnsweredType0.from_dict(data)

                return answered_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExchangeRequestAnsweredType0 | None | Unset, data)

        answered = _parse_answered(d.pop("answered", UNSET))

        def _parse_receipts(data: object) -> list[KeptReceipt] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                receipts_type_0 = []
                _receipts_type_0 = data
                for receipts_type_0_item_data in _receipts_type_0:
                    receipts_type_0_item = KeptReceipt.from_dict(receipts_type_0_item_data)

                    receipts_type_0.append(receipts_type_0_item)

                return receipts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[KeptReceipt] | None | Unset, data)

        receipts = _parse_receipts(d.pop("receipts", UNSET))

        exchange_request = cls(
            mutations=mutations,
            cursor=cursor,
            limit=limit,
            known=known,
            device_time=device_time,
            exchange=exchange,
            answered=answered,
            receipts=receipts,
        )

        exchange_request.additional_properties = d
        return exchange_request

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
