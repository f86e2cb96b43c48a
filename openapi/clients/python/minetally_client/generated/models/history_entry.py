from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.entry_kind import EntryKind
from ..models.outcome import Outcome

if TYPE_CHECKING:
    from ..models.closed_conflict import ClosedConflict
    from ..models.conflict_name import ConflictName
    from ..models.pair_of_entry import PairOfEntry
    from ..models.problem import Problem
    from ..models.replaced import Replaced


T = TypeVar("T", bound="HistoryEntry")


@_attrs_define
class HistoryEntry:
    """One log entry about a find.

    Attributes:
        seq (int): Number in the operation's log, which has no gaps.
        version (int | None): The version that it made; null when it was rejected.
        kind (EntryKind): What a log entry did to its find.
        mutation_id (str): The mutation's UUID, or sha256: and its digest where it had none.
        mutation (Any): The mutation as it was sent; a text where that was no readable JSON.
        mends (None | str): Id of the rejected mutation that this one releases.
        device_id (None | UUID): The tablet.
        team (None | str): The tablet's team at that time.
        person (None | str): Who, when staff did it.
        fork (int | None): Which of several tablets with the token of one device; null when only one has.
        made_at (datetime.datetime | None): The author's own clock.
        made_at_corrected (datetime.datetime | None): `made_at` by the server's clock.
        received_at (datetime.datetime): The server's clock.
        outcome (Outcome): What became of a mutation.
        problem (None | Problem): Why it was rejected.
        conflicts (list[ConflictName]): The conflicts in which it waited for a person.
        closed (list[ClosedConflict]): The conflicts that it closed.
        pairs (list[PairOfEntry]): The suspected duplicates that it opened, closed, or decided about.
        replaced (list[Replaced]): Each field that it changed.
        hash_ (str): Chain hash: SHA-256 over the hash before and this entry.
    """

    seq: int
    version: int | None
    kind: EntryKind
    mutation_id: str
    mutation: Any
    mends: None | str
    device_id: None | UUID
    team: None | str
    person: None | str
    fork: int | None
    made_at: datetime.datetime | None
    made_at_corrected: datetime.datetime | None
    received_at: datetime.datetime
    outcome: Outcome
    problem: None | Problem
    conflicts: list[ConflictName]
    closed: list[ClosedConflict]
    pairs: list[PairOfEntry]
    replaced: list[Replaced]
    hash_: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.problem import Problem  # noqa: PLC0415

        seq = self.seq

        version: int | None
        version = self.version

        kind = self.kind.value

        mutation_id = self.mutation_id

        mutation = self.mutation

        mends: None | str
        mends = self.mends

        device_id: None | str
        if isinstance(self.device_id, UUID):
            device_id = str(self.device_id)
        else:
            device_id = self.device_id

        team: None | str
        team = self.team

        person: None | str
        person = self.person

        fork: int | None
        fork = self.fork

        made_at: None | str
        if isinstance(self.made_at, datetime.datetime):
            made_at = self.made_at.isoformat()
        else:
            made_at = self.made_at

        made_at_corrected: None | str
        if isinstance(self.made_at_corrected, datetime.datetime):
            made_at_corrected = self.made_at_corrected.isoformat()
        else:
            made_at_corrected = self.made_at_corrected

        received_at = self.received_at.isoformat()

        outcome = self.outcome.value

        problem: dict[str, Any] | None
        if isinstance(self.problem, Problem):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        closed = []
        for closed_item_data in self.closed:
            closed_item = closed_item_data.to_dict()
            closed.append(closed_item)

        pairs = []
        for pairs_item_data in self.pairs:
            pairs_item = pairs_item_data.to_dict()
            pairs.append(pairs_item)

        replaced = []
        for replaced_item_data in self.replaced:
            replaced_item = replaced_item_data.to_dict()
            replaced.append(replaced_item)

        hash_ = self.hash_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "seq": seq,
                "version": version,
                "kind": kind,
                "mutation_id": mutation_id,
                "mutation": mutation,
                "mends": mends,
                "device_id": device_id,
                "team": team,
                "person": person,
                "fork": fork,
                "made_at": made_at,
                "made_at_corrected": made_at_corrected,
                "received_at": received_at,
                "outcome": outcome,
                "problem": problem,
                "conflicts": conflicts,
                "closed": closed,
                "pairs": pairs,
                "replaced": replaced,
                "hash": hash_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.closed_conflict import ClosedConflict  # noqa: PLC0415
        from ..models.conflict_name import ConflictName  # noqa: PLC0415
        from ..models.pair_of_entry import PairOfEntry  # noqa: PLC0415
        from ..models.problem import Problem  # noqa: PLC0415
        from ..models.replaced import Replaced  # noqa: PLC0415

        d = dict(src_dict)
        seq = d.pop("seq")

        def _parse_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version = _parse_version(d.pop("version"))

        kind = EntryKind(d.pop("kind"))

        mutation_id = d.pop("mutation_id")

        mutation = d.pop("mutation")

        def _parse_mends(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mends = _parse_mends(d.pop("mends"))

        def _parse_device_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                device_id_type_0 = UUID(data)

                return device_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        device_id = _parse_device_id(d.pop("device_id"))

        def _parse_team(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        team = _parse_team(d.pop("team"))

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))

        def _parse_fork(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        fork = _parse_fork(d.pop("fork"))

        def _parse_made_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                made_at_type_0 = datetime.datetime.fromisoformat(data)

                return made_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        made_at = _parse_made_at(d.pop("made_at"))

        def _parse_made_at_corrected(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                made_at_corrected_type_0 = datetime.datetime.fromisoformat(data)

                return made_at_corrected_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        made_at_corrected = _parse_made_at_corrected(d.pop("made_at_corrected"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        outcome = Outcome(d.pop("outcome"))

        def _parse_problem(data: object) -> None | Problem:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = Problem.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Problem, data)

        problem = _parse_problem(d.pop("problem"))

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ConflictName.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        closed = []
        _closed = d.pop("closed")
        for closed_item_data in _closed:
            closed_item = ClosedConflict.from_dict(closed_item_data)

            closed.append(closed_item)

        pairs = []
        _pairs = d.pop("pairs")
        for pairs_item_data in _pairs:
            pairs_item = PairOfEntry.from_dict(pairs_item_data)

            pairs.append(pairs_item)

        replaced = []
        _replaced = d.pop("replaced")
        for replaced_item_data in _replaced:
            replaced_item = Replaced.from_dict(replaced_item_data)

            replaced.append(replaced_item)

        hash_ = d.pop("hash")

        history_entry = cls(
            seq=seq,
            version=version,
            kind=kind,
            mutation_id=mutation_id,
            mutation=mutation,
            mends=mends,
            device_id=device_id,
            team=team,
            person=person,
            fork=fork,
            made_at=made_at,
            made_at_corrected=made_at_corrected,
            received_at=received_at,
            outcome=outcome,
            problem=problem,
            conflicts=conflicts,
            closed=closed,
            pairs=pairs,
            replaced=replaced,
            hash_=hash_,
        )

        history_entry.additional_properties = d
        return history_entry

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
