from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pair_state import PairState

if TYPE_CHECKING:
    from ..models.applied import Applied
    from ..models.conflicted import Conflicted
    from ..models.find import Find
    from ..models.merged import Merged
    from ..models.pair_decision import PairDecision
    from ..models.rejected import Rejected


T = TypeVar("T", bound="DecidedPair")


@_attrs_define
class DecidedPair:
    """A pair, and what became of the decision.

    Attributes:
        id (UUID): The pair. When the question is asked again later, it has another id.
        state (PairState): What became of a suspected duplicate.
        find_ids (list[UUID]): The two finds.
        finds (list[Find]): The two finds as they stand.
        group (list[UUID]): open: every find that open pairs connect with these two, themselves among them.
        distance_m (float): How far apart, metres.
        days (int): How far apart, days.
        why (str): Why the two are suspected, a sentence.
        opened_seq (int): The log entry that brought the two together.
        closed_seq (int | None): The log entry that decided about them or took them apart.
        closed_why (None | str): gone, undone: why.
        decision (None | PairDecision): What was decided, also when it was taken back.
        etag (str): What a decision may name in If-Match.
        results (list[Applied | Conflicted | Merged | Rejected]): For each find that the decision changes.
    """

    id: UUID
    state: PairState
    find_ids: list[UUID]
    finds: list[Find]
    group: list[UUID]
    distance_m: float
    days: int
    why: str
    opened_seq: int
    closed_seq: int | None
    closed_why: None | str
    decision: None | PairDecision
    etag: str
    results: list[Applied | Conflicted | Merged | Rejected]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.applied import Applied  # noqa: PLC0415
        from ..models.conflicted import Conflicted  # noqa: PLC0415
        from ..models.merged import Merged  # noqa: PLC0415
        from ..models.pair_decision import PairDecision  # noqa: PLC0415

        id = str(self.id)

        state = self.state.value

        find_ids = []
        for find_ids_item_data in self.find_ids:
            find_ids_item = str(find_ids_item_data)
            find_ids.append(find_ids_item)

        finds = []
        for finds_item_data in self.finds:
            finds_item = finds_item_data.to_dict()
            finds.append(finds_item)

        group = []
        for group_item_data in self.group:
            group_item = str(group_item_data)
            group.append(group_item)

        distance_m = self.distance_m

        days = self.days

        why = self.why

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

        etag = self.etag

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "find_ids": find_ids,
                "finds": finds,
                "group": group,
                "distance_m": distance_m,
                "days": days,
                "why": why,
                "opened_seq": opened_seq,
                "closed_seq": closed_seq,
                "closed_why": closed_why,
                "decision": decision,
                "etag": etag,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.applied import Applied  # noqa: PLC0415
        from ..models.conflicted import Conflicted  # noqa: PLC0415
        from ..models.find import Find  # noqa: PLC0415
        from ..models.merged import Merged  # noqa: PLC0415
        from ..models.pair_decision import PairDecision  # noqa: PLC0415
        from ..models.rejected import Rejected  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        state = PairState(d.pop("state"))

        find_ids = []
        _find_ids = d.pop("find_ids")
        for find_ids_item_data in _find_ids:
            find_ids_item = UUID(find_ids_item_data)

            find_ids.append(find_ids_item)

        finds = []
        _finds = d.pop("finds")
        for finds_item_data in _finds:
            finds_item = Find.from_dict(finds_item_data)

            finds.append(finds_item)

        group = []
        _group = d.pop("group")
        for group_item_data in _group:
            group_item = UUID(group_item_data)

            group.append(group_item)

        distance_m = d.pop("distance_m")

        days = d.pop("days")

        why = d.pop("why")

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

        etag = d.pop("etag")

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

        decided_pair = cls(
            id=id,
            state=state,
            find_ids=find_ids,
            finds=finds,
            group=group,
            distance_m=distance_m,
            days=days,
            why=why,
            opened_seq=opened_seq,
            closed_seq=closed_seq,
            closed_why=closed_why,
            decision=decision,
            etag=etag,
            results=results,
        )

        decided_pair.additional_properties = d
        return decided_pair

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
