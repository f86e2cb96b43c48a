"""Short words for tests of the merge: edits as values, and a find that takes them one after the other.

"A1" is a tablet of Team A; a name in lower case, such as "reviewer", is a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, permutations
from typing import Any, NamedTuple

from models.field_kinds import Choice, Day, FieldKind, Marking, Number, Photos, Pieces, Place, Text
from models.fields import Field
from models.mutation import Mutation
from sync.merge.dispute import Range, options, range_of, table_of
from sync.merge.find_state import Author, FindState, Said
from sync.merge.merge import RESOLVE, Merged, merge

POSITION = {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}
FIND = {"marking": "3-001M", "category": "ap_mine", "count": 12, "position": POSITION, "found_on": "2022-08-15"}
"""What the find holds when nothing else is said."""


def values_of(field: Field) -> tuple[Any, Any, Any]:
    """What FIND holds of a field, and two other values."""
    others: dict[type[FieldKind], Callable[[FieldKind, int], Any]] = {
        Marking: lambda _, n: f"PMN-{n}",
        Text: lambda _, n: f"text {n}",
        Choice: lambda kind, n: [word.value for word in kind.words][-n],  # type: ignore[attr-defined]
        Number: lambda kind, n: kind.least + 100 + n,  # type: ignore[attr-defined]
        Pieces: lambda kind, n: kind.least + 100 + n,  # type: ignore[attr-defined]
        Day: lambda _, n: f"2022-08-1{5 + n}",
        Place: lambda _, n: {**POSITION, "x": 4401180 + 10 * n},
        Photos: lambda _, n: [f"{n}" * 64],
    }
    other = others[type(field.kind)]
    return FIND.get(field.name), other(field.kind, 1), other(field.kind, 2)


_numbers = count(1)


class Edit(NamedTuple):
    """An edit and who made it when."""

    mutation: Mutation
    said: Said

    @property
    def by(self) -> str:
        return self.said.by.person or self.said.by.device_id or ""


def author(name: str) -> Author:
    return Author(person=name) if name.islower() else Author(name, f"Team {name[0]}")


def _edit(op: str, by: str, at: int | None, id: str | None, set: dict[str, Any], was: dict[str, Any]) -> Edit:
    number = next(_numbers)
    moment = f"2022-08-16T{number if at is None else at:08}Z"
    mutation = Mutation(id or f"mutation {number:08}", "find", op, set, was, moment)
    return Edit(mutation, Said(author(by), mutation.id, moment, moment, moment))


def create(by: str, at: Any = None, **fields: Any) -> Edit:
    """A create of FIND with these fields."""
    return _edit("create", by, at, None, {**FIND, **fields}, {})


def edit(by: str, at: Any = None, id: Any = None, **pairs: Any) -> Edit:
    """`count=(12, 14)` saw 12 and says 14."""
    new, was = ({name: pair[n] for name, pair in pairs.items()} for n in (1, 0))
    return _edit("edit", by, at, id, new, was)


def delete(by: str, at: Any = None, **seen: Any) -> Edit:
    """A delete by someone who saw FIND with these fields."""
    return _edit("delete", by, at, None, {}, {**FIND, **seen})


def restore(by: str) -> Edit:
    return _edit("restore", by, None, None, {}, {})


def resolve(by: str, **values: Any) -> Edit:
    return _edit(RESOLVE, by, None, None, values, {})


def decide(by: str, op: str, was: dict[str, Any] | None = None, **values: Any) -> Edit:
    """A decision about duplicates: `same`, `distinct`, `undo` or `void`."""
    return _edit(op, by, None, None, values, was or {})


class Story:
    """FIND with these fields, made by tablet M1 at 0, and what becomes of it."""

    def __init__(self, *edits: Edit, **fields: Any) -> None:
        self.find: FindState = merge(None, *create("M1", 0, **fields)).find
        self.last: Merged | None = None
        for one in edits:
            self.take(one)

    def take(self, one: Edit, *unseen: Edit) -> Merged:
        """`unseen`: those before it that the person who decides had not seen."""
        self.last = merge(self.find, *one, {edit.mutation.id: edit.mutation for edit in unseen})
        self.find = self.last.find
        return self.last

    def value(self, name: str) -> Any:
        return self.find.value(name)

    def table(self, name: str) -> list[Any]:
        """The accepted value, then the offers, then for a count the sum of rises."""
        return options(self.find, name)

    def offers(self, name: str) -> dict[str, Any]:
        """Who offers what."""
        conflict = self.find.conflicts.get(name)
        offers = conflict.offers if conflict else []
        return {offer.said.by.person or offer.said.by.device_id or "": offer.value for offer in offers}

    def by(self, name: str) -> str:
        """Who said the accepted value."""
        said = self.find.said(name)
        return said.by.person or said.by.device_id or ""

    def range(self) -> Range:
        """What it could count, whatever its other fields say."""
        return self.range_where({})

    def range_where(self, counts_in: dict[str, Callable[[Any], bool]]) -> Range:
        """The same, where these values of fields let it count at all."""
        return range_of(table_of(self.find, counts_in), counts_in)


def orders(*edits: Edit) -> Iterator[tuple[Edit, ...]]:
    """Every order of arrival in which each author's edits keep theirs."""
    for order in permutations(edits):
        if all(
            [one for one in order if one.by == by] == [one for one in edits if one.by == by] for by in _authors(edits)
        ):
            yield order


def _authors(edits: tuple[Edit, ...]) -> set[str]:
    return {one.by for one in edits}
