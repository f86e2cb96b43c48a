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
    from ..models.problem import Problem


T = TypeVar("T", bound="Rejected")


@_attrs_define
class Rejected:
    """Not taken; kept whole in the quarantine, where staff can fix it.

    Attributes:
        find_id (None | UUID): The find; null when the mutation named no usable one.
        replayed (bool): Whether this mutation had been answered before.
        seq (int): The log entry that keeps it.
        conflicts (list[ConflictName]): The conflicts in which it waits for a person.
        flags (list[str]): The find's flags after it.
        place (EntryName): The place of an entry of the log: in which history, at which number.
        received_at (datetime.datetime): When the mutation was received.
        clock_offset_s (int): Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff.
        outcome (Literal['rejected']):
        id (None | UUID): The mutation; null when it named no usable id.
        version (None | str): It made none.
        problem (Problem): Why something was refused (RFC 9457): `code` is stable, `detail` is for people, `errors` name
            the fields.
    """

    find_id: None | UUID
    replayed: bool
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    place: EntryName
    received_at: datetime.datetime
    clock_offset_s: int
    outcome: Literal["rejected"]
    id: None | UUID
    version: None | str
    problem: Problem
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        find_id: None | str
        if isinstance(self.find_id, UUID):
            find_id = str(self.find_id)
        else:
            find_id = self.find_id

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

        outcome = self.outcome

        id: None | str
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        version: None | str
        version = self.version

        problem = self.problem.to_dict()

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
                "outcome": outcome,
                "id": id,
                "version": version,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.conflict_name import ConflictName  # noqa: PLC0415
        from ..models.entry_name import EntryName  # noqa: PLC0415
        from ..models.problem import Problem  # noqa: PLC0415

        d = dict(src_dict)

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

        outcome = cast(Literal["rejected"], d.pop("outcome"))
        if outcome != "rejected":
            raise ValueError(f"outcome must match const 'rejected', got '{outcome}'")

        def _parse_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        id = _parse_id(d.pop("id"))

        def _parse_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        version = _parse_version(d.pop("version"))

        problem = Problem.from_dict(d.pop("problem"))

        rejected = cls(
            find_id=find_id,
            replayed=replayed,
            seq=seq,
            conflicts=conflicts,
            flags=flags,
            place=place,
            received_at=received_at,
            clock_offset_s=clock_offset_s,
            outcome=outcome,
            id=id,
            version=version,
            problem=problem,
        )

        rejected.additional_properties = d
        return rejected

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
