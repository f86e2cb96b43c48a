from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict import Verdict

T = TypeVar("T", bound="PairDecision")


@_attrs_define
class PairDecision:
    """What a person decided about a pair.

    Attributes:
        mutation_id (UUID): The decision.
        decision (Verdict): What was decided about suspected duplicates.
        survivor (None | UUID): same: the find that goes on counting.
        duplicates (list[UUID]): same: the finds that no longer count.
        seq (int): The log entry of the decision.
        person (str): Who decided.
        reason (str): Why.
        at (datetime.datetime): When.
    """

    mutation_id: UUID
    decision: Verdict
    survivor: None | UUID
    duplicates: list[UUID]
    seq: int
    person: str
    reason: str
    at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mutation_id = str(self.mutation_id)

        decision = self.decision.value

        survivor: None | str
        if isinstance(self.survivor, UUID):
            survivor = str(self.survivor)
        else:
            survivor = self.survivor

        duplicates = []
        for duplicates_item_data in self.duplicates:
            duplicates_item = str(duplicates_item_data)
            duplicates.append(duplicates_item)

        seq = self.seq

        person = self.person

        reason = self.reason

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mutation_id": mutation_id,
                "decision": decision,
                "survivor": survivor,
                "duplicates": duplicates,
                "seq": seq,
                "person": person,
                "reason": reason,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        mutation_id = UUID(d.pop("mutation_id"))

        decision = Verdict(d.pop("decision"))

        def _parse_survivor(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                survivor_type_0 = UUID(data)

                return survivor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        survivor = _parse_survivor(d.pop("survivor"))

        duplicates = []
        _duplicates = d.pop("duplicates")
        for duplicates_item_data in _duplicates:
            duplicates_item = UUID(duplicates_item_data)

            duplicates.append(duplicates_item)

        seq = d.pop("seq")

        person = d.pop("person")

        reason = d.pop("reason")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        pair_decision = cls(
            mutation_id=mutation_id,
            decision=decision,
            survivor=survivor,
            duplicates=duplicates,
            seq=seq,
            person=person,
            reason=reason,
            at=at,
        )

        pair_decision.additional_properties = d
        return pair_decision

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
