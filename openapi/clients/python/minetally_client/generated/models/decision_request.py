from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.decision import Decision
from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionRequest")


@_attrs_define
class DecisionRequest:
    """The decision of a person about a suspected duplicate.

    Attributes:
        id (UUID): The id of this decision. The same id is done only once.
        decision (Decision): What a person decides about suspected duplicates.
        survivor (None | Unset | UUID): Only for same: the find that still counts. The others are its duplicates.
        finds (list[UUID] | None | Unset): All finds of the decision, if there are more than the two of the pair.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
    """

    id: UUID
    decision: Decision
    survivor: None | Unset | UUID = UNSET
    finds: list[UUID] | None | Unset = UNSET
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        decision = self.decision.value

        survivor: None | str | Unset
        if isinstance(self.survivor, Unset):
            survivor = UNSET
        elif isinstance(self.survivor, UUID):
            survivor = str(self.survivor)
        else:
            survivor = self.survivor

        finds: list[str] | None | Unset
        if isinstance(self.finds, Unset):
            finds = UNSET
        elif isinstance(self.finds, list):
            finds = []
            for finds_type_0_item_data in self.finds:
                finds_type_0_item = str(finds_type_0_item_data)
                finds.append(finds_type_0_item)

        else:
            finds = self.finds

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "decision": decision,
            }
        )
        if survivor is not UNSET:
            field_dict["survivor"] = survivor
        if finds is not UNSET:
            field_dict["finds"] = finds
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        decision = Decision(d.pop("decision"))

        def _parse_survivor(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                survivor_type_0 = UUID(data)

                return survivor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        survivor = _parse_survivor(d.pop("survivor", UNSET))

        def _parse_finds(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                finds_type_0 = []
                _finds_type_0 = data
                for finds_type_0_item_data in _finds_type_0:
                    finds_type_0_item = UUID(finds_type_0_item_data)

                    finds_type_0.append(finds_type_0_item)

                return finds_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        finds = _parse_finds(d.pop("finds", UNSET))

        reason = d.pop("reason", UNSET)

        decision_request = cls(
            id=id,
            decision=decision,
            survivor=survivor,
            finds=finds,
            reason=reason,
        )

        return decision_request
