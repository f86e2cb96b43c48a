from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.conflict_name import ConflictName
    from ..models.entry_name import EntryName


T = TypeVar("T", bound="Merged")


@_attrs_define
class Merged:
    """Nothing waits, but a field ended otherwise than sent: notes joined, sets united, a later value stood.

    Attributes:
        find_id (UUID): The find.
        replayed (bool): Whether this mutation had been answered before.
        seq (int): The log entry that keeps it.
        conflicts (list[ConflictName]): The conflicts in which it waits for a person.
        flags (list[str]): The find's flags after it.
        place (EntryName): The place of an entry of the log: in which history, at which number.
        received_at (datetime.datetime): When the mutation was received.
        clock_offset_s (int): Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff.
        id (UUID): The mutation.
        version (int): The version of the find that it made.
        problem (None | str): None.
        outcome (Literal['merged']):
    """

    find_id: UUID
    replayed: bool
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    place: EntryName
    received_at: datetime.datetime
    clock_offset_s: int
    id: UUID
    version: int
    problem: None | str
    outcome: Literal["merged"]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        find_id = str(self.find_id)

        replayed = self.replayed

        seq = self.seq

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        flags = self.flags

        place = self.place.to_dict()

        received_at = self.received_at.isoformat()

        clock_offset_s = self.clock_offset_s

        id = str(self.id)

        version = self.version

        problem: None | str
        problem = self.problem

        outcome = self.outcome

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "find_id": find_id,
                "replayed": replayed,
                "seq": seq,
                "conflicts": conflicts,
                "flags": flags,
                "place": place,
                "received_at": received_at,
                "clock_offset_s": clock_offset_s,
                "id": id,
                "version": version,
                "problem": problem,
                "outcome": outcome,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.conflict_name import ConflictName  # noqa: PLC0415
        from ..models.entry_name import EntryName  # noqa: PLC0415

        d = dict(src_dict)
        find_id = UUID(d.pop("find_id"))

        replayed = d.pop("replayed")

        seq = d.pop("seq")

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ConflictName.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        flags = cast(list[str], d.pop("flags"))

        place = EntryName.from_dict(d.pop("place"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        clock_offset_s = d.pop("clock_offset_s")

        id = UUID(d.pop("id"))

        version = d.pop("version")

        def _parse_problem(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        problem = _parse_problem(d.pop("problem"))

        outcome = cast(Literal["merged"], d.pop("outcome"))
        if outcome != "merged":
            raise ValueError(f"outcome must match const 'merged', got '{outcome}'")

        merged = cls(
            find_id=find_id,
            replayed=replayed,
            seq=seq,
            conflicts=conflicts,
            flags=flags,
            place=place,
            received_at=received_at,
            clock_offset_s=clock_offset_s,
            id=id,
            version=version,
            problem=problem,
            outcome=outcome,
        )

        merged.additional_properties = d
        return merged

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
