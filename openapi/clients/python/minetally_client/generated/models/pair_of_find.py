from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pair_state import PairState

if TYPE_CHECKING:
    from ..models.pair_decision import PairDecision


T = TypeVar("T", bound="PairOfFind")


@_attrs_define
class PairOfFind:
    """A suspected duplicate of a find, and what became of it.

    Attributes:
        id (UUID): The pair.
        other (UUID): The other find.
        state (PairState): What became of a suspected duplicate.
        opened_seq (int): The log entry that brought the two together.
        closed_seq (int | None): The log entry that decided about them or took them apart.
        closed_why (None | str): gone, undone: why.
        decision (None | PairDecision): What was decided, also when it was taken back.
    """

    id: UUID
    other: UUID
    state: PairState
    opened_seq: int
    closed_seq: int | None
    closed_why: None | str
    decision: None | PairDecision
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.pair_decision import PairDecision  # noqa: PLC0415

        id = str(self.id)

        other = str(self.other)

        state = self.state.value

        opened_seq = self.opened_seq

        closed_seq: int | None
        closed_seq = self.closed_seq

        closed_why: None | str
        closed_why = self.closed_why

        decision: dict[str, Any] | None
        if isinstance(self.decision, PairDecision):
            decision = self.decision.to_dict()
        else:
            decision = self.decision

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "other": other,
                "state": state,
                "opened_seq": opened_seq,
                "closed_seq": closed_seq,
                "closed_why": closed_why,
                "decision": decision,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pair_decision import PairDecision  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        other = UUID(d.pop("other"))

        state = PairState(d.pop("state"))

        opened_seq = d.pop("opened_seq")

        def _parse_closed_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        closed_seq = _parse_closed_seq(d.pop("closed_seq"))

        def _parse_closed_why(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        closed_why = _parse_closed_why(d.pop("closed_why"))

        def _parse_decision(data: object) -> None | PairDecision:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decision_type_0 = PairDecision.from_dict(data)

                return decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PairDecision, data)

        decision = _parse_decision(d.pop("decision"))

        pair_of_find = cls(
            id=id,
            other=other,
            state=state,
            opened_seq=opened_seq,
            closed_seq=closed_seq,
            closed_why=closed_why,
            decision=decision,
        )

        pair_of_find.additional_properties = d
        return pair_of_find

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
