from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.applied import Applied
    from ..models.change import Change
    from ..models.conflicted import Conflicted
    from ..models.merged import Merged
    from ..models.receipt import Receipt
    from ..models.rejected import Rejected
    from ..models.told_recovery import ToldRecovery


T = TypeVar("T", bound="ExchangeAnswer")


@_attrs_define
class ExchangeAnswer:
    """What became of each mutation, and what changed in the operation.

    Attributes:
        server_time (datetime.datetime): The server's clock at receipt.
        epoch (UUID): Identity of the server's history; a restore starts a new one.
        results (list[Applied | Conflicted | Merged | Rejected]): `results[i]` answers `mutations[i]`.
        receipt (None | Receipt): Of these results; null when there is none.
        changes (list[Change]): In the order of the log; a deleted find comes as one.
        cursor (None | str): Send it with the next exchange. With `limit: 0` it comes back as sent.
        has_more (bool): Whether more changes wait: exchange again.
        forked (bool): true: another tablet uses the token of this one. Nothing is lost, and both count as authors of
            their own. Ask the person to enrol this tablet with a new code.
        recovery (None | ToldRecovery): The restores of the operation, also closed ones; null: none.
        saved_through_seq (int): The log up to here is in a verified backup; keep answered mutations beyond it.
        clock_offset_s (int): Server's clock less the device's, whole seconds; 0 within five minutes.
        head (None | str | Unset): The end of the server's log: keep it, and show it as `known`. Left out when `cursor`
            says it.
        photos_wanted (list[str] | Unset): SHA-256 of photos that the server lacks, of the finds in `changes` and of the
            request's mutations; at most 1,000. Bring those that this tablet has: `PUT /v1/photos/{sha256}`. Left out where
            there are none.
    """

    server_time: datetime.datetime
    epoch: UUID
    results: list[Applied | Conflicted | Merged | Rejected]
    receipt: None | Receipt
    changes: list[Change]
    cursor: None | str
    has_more: bool
    forked: bool
    recovery: None | ToldRecovery
    saved_through_seq: int
    clock_offset_s: int
    head: None | str | Unset = UNSET
    photos_wanted: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.applied import Applied  # noqa: PLC0415
        from ..models.conflicted import Conflicted  # noqa: PLC0415
        from ..models.merged import Merged  # noqa: PLC0415
        from ..models.receipt import Receipt  # noqa: PLC0415
        from ..models.told_recovery import ToldRecovery  # noqa: PLC0415

        server_time = self.server_time.isoformat()

        epoch = str(self.epoch)

        results = []
        for results_item_data in self.results:
            results_item: dict[str, Any]
            if isinstance(results_item_data, Applied):
                results_item = results_item_data.to_dict()
            elif isinstance(results_item_data, Merged):
                results_item = results_item_data.to_dict()
            elif isinstance(results_item_data, Conflicted):
                results_item = results_item_data.to_dict()
            else:
                results_item = results_item_data.to_dict()

            results.append(results_item)

        receipt: dict[str, Any] | None
        if isinstance(self.receipt, Receipt):
            receipt = self.receipt.to_dict()
        else:
            receipt = self.receipt

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        cursor: None | str
        cursor = self.cursor

        has_more = self.has_more

        forked = self.forked

        recovery: dict[str, Any] | None
        if isinstance(self.recovery, ToldRecovery):
            recovery = self.recovery.to_dict()
        else:
            recovery = self.recovery

        saved_through_seq = self.saved_through_seq

        clock_offset_s = self.clock_offset_s

        head: None | str | Unset
        if isinstance(self.head, Unset):
            head = UNSET
        else:
            head = self.head

        photos_wanted: list[str] | Unset = UNSET
        if not isinstance(self.photos_wanted, Unset):
            photos_wanted = self.photos_wanted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "server_time": server_time,
                "epoch": epoch,
                "results": results,
                "receipt": receipt,
                "changes": changes,
                "cursor": cursor,
                "has_more": has_more,
                "forked": forked,
                "recovery": recovery,
                "saved_through_seq": saved_through_seq,
                "clock_offset_s": clock_offset_s,
            }
        )
        if head is not UNSET:
            field_dict["head"] = head
        if photos_wanted is not UNSET:
            field_dict["photos_wanted"] = photos_wanted

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.applied import Applied  # noqa: PLC0415
        from ..models.change import Change  # noqa: PLC0415
        from ..models.conflicted import Conflicted  # noqa: PLC0415
        from ..models.merged import Merged  # noqa: PLC0415
        from ..models.receipt import Receipt  # noqa: PLC0415
        from ..models.rejected import Rejected  # noqa: PLC0415
        from ..models.told_recovery import ToldRecovery  # noqa: PLC0415

        d = dict(src_dict)
        server_time = datetime.datetime.fromisoformat(d.pop("server_time"))

        epoch = UUID(d.pop("epoch"))

        results = []
        _results = d.pop("results")
        for results_item_data in _results:

            def _parse_results_item(data: object) -> Applied | Conflicted | Merged | Rejected:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_mutation_result_type_0 = Applied.from_dict(data)

                    return componentsschemas_mutation_result_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_mutation_result_type_1 = Merged.from_dict(data)

                    return componentsschemas_mutation_result_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_mutation_result_type_2 = Conflicted.from_dict(data)

                    return componentsschemas_mutation_result_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_mutation_result_type_3 = Rejected.from_dict(data)

                return componentsschemas_mutation_result_type_3

            results_item = _parse_results_item(results_item_data)

            results.append(results_item)

        def _parse_receipt(data: object) -> None | Receipt:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                receipt_type_0 = Receipt.from_dict(data)

                return receipt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Receipt, data)

        receipt = _parse_receipt(d.pop("receipt"))

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = Change.from_dict(changes_item_data)

            changes.append(changes_item)

        def _parse_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cursor = _parse_cursor(d.pop("cursor"))

        has_more = d.pop("has_more")

        forked = d.pop("forked")

        def _parse_recovery(data: object) -> None | ToldRecovery:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                recovery_type_0 = ToldRecovery.from_dict(data)

                return recovery_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ToldRecovery, data)

        recovery = _parse_recovery(d.pop("recovery"))

        saved_through_seq = d.pop("saved_through_seq")

        clock_offset_s = d.pop("clock_offset_s")

        def _parse_head(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        head = _parse_head(d.pop("head", UNSET))

        photos_wanted = cast(list[str], d.pop("photos_wanted", UNSET))

        exchange_answer = cls(
            server_time=server_time,
            epoch=epoch,
            results=results,
            receipt=receipt,
            changes=changes,
            cursor=cursor,
            has_more=has_more,
            forked=forked,
            recovery=recovery,
            saved_through_seq=saved_through_seq,
            clock_offset_s=clock_offset_s,
            head=head,
            photos_wanted=photos_wanted,
        )

        exchange_answer.additional_properties = d
        return exchange_answer

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
