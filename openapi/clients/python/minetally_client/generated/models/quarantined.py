from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.quarantine_state import QuarantineState

if TYPE_CHECKING:
    from ..models.problem import Problem


T = TypeVar("T", bound="Quarantined")


@_attrs_define
class Quarantined:
    """A refused mutation, kept whole.

    Attributes:
        id (UUID): Its place in the quarantine.
        mutation (Any): As it was sent; a text where that was no readable JSON. Null in a list where it has more than 2
            KiB, and in the answer to a decision where it has more than 256 KiB.
        mutation_bytes (int): How many bytes it has.
        mutation_beginning (None | str): Its first 2 KiB, where `mutation` is null because it is large.
        mutation_at (None | str): The path that gives all of it, where `mutation` is null because it is large.
        mutation_id (str): The mutation's UUID, or sha256: and its digest where it had none.
        find_id (None | UUID): The find that it names, if it names one.
        device_id (None | UUID): The tablet that sent it.
        team (None | str): The tablet's team at that time.
        problem (Problem): Why something was refused (RFC 9457): `code` is stable, `detail` is for people, `errors` name
            the fields.
        state (QuarantineState): What became of a refused mutation.
        seq (int): The log entry that keeps it.
        received_at (datetime.datetime): The server's clock at receipt.
        waits_for (None | UUID): The find for which it waits: it goes in by itself when that arrives.
        released_by_mutation (None | str): The mutation as which it went in.
        decided_by (None | str): Who released or dismissed it.
        reason (None | str): Why it was dismissed.
    """

    id: UUID
    mutation: Any
    mutation_bytes: int
    mutation_beginning: None | str
    mutation_at: None | str
    mutation_id: str
    find_id: None | UUID
    device_id: None | UUID
    team: None | str
    problem: Problem
    state: QuarantineState
    seq: int
    received_at: datetime.datetime
    waits_for: None | UUID
    released_by_mutation: None | str
    decided_by: None | str
    reason: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        mutation = self.mutation

        mutation_bytes = self.mutation_bytes

        mutation_beginning: None | str
        mutation_beginning = self.mutation_beginning

        mutation_at: None | str
        mutation_at = self.mutation_at

        mutation_id = self.mutation_id

        find_id: None | str
        if isinstance(self.find_id, UUID):
            find_id = str(self.find_id)
        else:
            find_id = self.find_id

        device_id: None | str
        if isinstance(self.device_id, UUID):
            device_id = str(self.device_id)
        else:
            device_id = self.device_id

        team: None | str
        team = self.team

        problem = self.problem.to_dict()

        state = self.state.value

        seq = self.seq

        received_at = self.received_at.isoformat()

        waits_for: None | str
        if isinstance(self.waits_for, UUID):
            waits_for = str(self.waits_for)
        else:
            waits_for = self.waits_for

        released_by_mutation: None | str
        released_by_mutation = self.released_by_mutation

        decided_by: None | str
        decided_by = self.decided_by

        reason: None | str
        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "mutation": mutation,
                "mutation_bytes": mutation_bytes,
                "mutation_beginning": mutation_beginning,
                "mutation_at": mutation_at,
                "mutation_id": mutation_id,
                "find_id": find_id,
                "device_id": device_id,
                "team": team,
                "problem": problem,
                "state": state,
                "seq": seq,
                "received_at": received_at,
                "waits_for": waits_for,
                "released_by_mutation": released_by_mutation,
                "decided_by": decided_by,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.problem import Problem  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        mutation = d.pop("mutation")

        mutation_bytes = d.pop("mutation_bytes")

        def _parse_mutation_beginning(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mutation_beginning = _parse_mutation_beginning(d.pop("mutation_beginning"))

        def _parse_mutation_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mutation_at = _parse_mutation_at(d.pop("mutation_at"))

        mutation_id = d.pop("mutation_id")

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

        problem = Problem.from_dict(d.pop("problem"))

        state = QuarantineState(d.pop("state"))

        seq = d.pop("seq")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        def _parse_waits_for(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                waits_for_type_0 = UUID(data)

                return waits_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        waits_for = _parse_waits_for(d.pop("waits_for"))

        def _parse_released_by_mutation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        released_by_mutation = _parse_released_by_mutation(d.pop("released_by_mutation"))

        def _parse_decided_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        quarantined = cls(
            id=id,
            mutation=mutation,
            mutation_bytes=mutation_bytes,
            mutation_beginning=mutation_beginning,
            mutation_at=mutation_at,
            mutation_id=mutation_id,
            find_id=find_id,
            device_id=device_id,
            team=team,
            problem=problem,
            state=state,
            seq=seq,
            received_at=received_at,
            waits_for=waits_for,
            released_by_mutation=released_by_mutation,
            decided_by=decided_by,
            reason=reason,
        )

        quarantined.additional_properties = d
        return quarantined

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
