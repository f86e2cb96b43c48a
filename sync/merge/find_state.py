"""A find as the merge sees it: its values, who said them, and what is on the table beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from models.find import FIELDS, FieldValues, meaning
from models.shapes import Json

DEFAULT_STAMP = ("", "")
"""Earlier than every stamp: nobody has said a value."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who made an edit: a device of a team, or a person (perhaps fixing what a device sent)."""

    device_id: str | None = None
    team: str | None = None
    person: str | None = None

    @property
    def key(self) -> str:
        """Equal for two edits of one author: a person speaks for themselves, whatever device they fix."""
        return f"person:{self.person}" if self.person else f"device:{self.device_id}"

    @property
    def label(self) -> str:
        """Under what name a note is shown."""
        return self.person or self.team or "unknown"


@dataclass(frozen=True, slots=True)
class ForkedAuthor(Author):
    """One of several tablets that have the token of one device: a copy of it, or the tablet that was copied.

    A class of its own, so that the authors who are no fork are stored as before there were forks.
    """

    fork: int = 0
    """1, 2 ... in the order in which the server noticed them."""

    @property
    def key(self) -> str:
        """Another author than the device, and than its other forks."""
        return f"person:{self.person}" if self.person else f"device:{self.device_id}:{self.fork}"


def author(device_id: str | None, team: str | None, person: str | None = None, fork: int | None = None) -> Author:
    """Who made an edit; `fork` is None or 0 where only one tablet ever had the device's token."""
    return ForkedAuthor(device_id, team, person, fork) if fork else Author(device_id, team, person)


@dataclass(frozen=True, slots=True)
class Said:
    """When and by which mutation something was said. `at` is the corrected `made_at`."""

    by: Author
    mutation_id: str
    made_at: str
    at: str
    received_at: str

    @property
    def stamp(self) -> tuple[str, str]:
        """What `latest` compares: corrected time, then mutation id."""
        return (self.at, self.mutation_id)


@dataclass(slots=True)
class Offer:
    """A value that a machine could not take or refuse: a person decides."""

    said: Said
    was: Any
    value: Any
    ahead: bool
    """No value meaning `was` had been accepted when it came: what it builds on was still on the way."""
    earlier: list[tuple[Any, Any, Said]] = field(default_factory=list)
    """(was, value) edits of the same author that were ahead too, when this one continues none of them."""
    saw: FieldValues | None = None
    """A delete: every field as its author saw it."""


@dataclass(slots=True)
class Conflict:
    """The open question on one field."""

    id: str
    offers: list[Offer]
    opened_seq: int = 0
    """The log entry that opened it."""

    def of(self, author: Author) -> Offer | None:
        return next((offer for offer in self.offers if offer.said.by.key == author.key), None)


@dataclass(slots=True)
class Past:
    """What became of one field after the find was made; a field that never changed has none."""

    said: Said
    """Who said the accepted value."""
    stamp: tuple[str, str]
    """The greatest of all who said the accepted value or were replaced by one who saw it."""
    accepted: list[Any]
    """The meaning of every value that was ever accepted."""
    raised_from: list[Any]
    """A count: the meanings from which the author of the accepted value came, in one run."""


@dataclass(slots=True)
class FindState:
    """One find. Treat as a value: `copy` before changing."""

    id: str
    created: Said
    changed: Said
    version: int = 0
    values: FieldValues = field(default_factory=dict)
    """Field to value as typed, null when absent; `deleted` and `duplicate_of` are among them."""
    past: dict[str, Past] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    parts: list[tuple[str, list[str]]] | None = None
    """The note's parts, each with those who wrote it; None while it is one text by its author."""

    @property
    def deleted(self) -> bool:
        return bool(self.values.get("deleted"))

    def value(self, name: str) -> Any:
        return self.values.get(name, False if name == "deleted" else None)

    def said(self, name: str) -> Said:
        """Who said the accepted value of a field."""
        past = self.past.get(name)
        return past.said if past else self.created

    def stamp(self, name: str) -> tuple[str, str]:
        past = self.past.get(name)
        if past:
            return past.stamp
        return self.created.stamp if self.values.get(name) is not None else DEFAULT_STAMP

    def accepted(self, name: str) -> list[Any]:
        """The meaning of every value of a field that was ever accepted."""
        past = self.past.get(name)
        return past.accepted if past else [meaning(name, self.value(name))]

    def raised_from(self, name: str) -> list[Any]:
        past = self.past.get(name)
        return past.raised_from if past else []

    def note_parts(self) -> list[tuple[str, list[str]]]:
        if self.parts is not None:
            return self.parts
        note = self.value("note")
        return [] if note is None else [(note, [self.said("note").by.label])]

    def copy(self) -> FindState:
        """One that can be changed without changing this."""
        return FindState(
            self.id,
            self.created,
            self.changed,
            self.version,
            dict(self.values),
            {
                name: Past(past.said, past.stamp, list(past.accepted), list(past.raised_from))
                for name, past in self.past.items()
            },
            {
                name: Conflict(conflict.id, list(conflict.offers), conflict.opened_seq)
                for name, conflict in self.conflicts.items()
            },
            self.parts,
        )


def seen_by_staff(values: FieldValues) -> FieldValues:
    """What staff saw of a find: everything, as If-Match shows."""
    return {name: values.get(name) for name in FIELDS}


def _said(stored: Json) -> Said:
    return Said(**{**stored, "by": author(**stored["by"])})


def find_from_json(stored: Json) -> FindState:
    """A find from the JSON values of its dataclass."""

    def offer(one: Json) -> Offer:
        earlier = [(was, value, _said(said)) for was, value, said in one["earlier"]]
        return Offer(**{**one, "said": _said(one["said"]), "earlier": earlier})

    return FindState(
        stored["id"],
        _said(stored["created"]),
        _said(stored["changed"]),
        stored["version"],
        stored["values"],
        {
            name: Past(_said(past["said"]), tuple(past["stamp"]), past["accepted"], past["raised_from"])
            for name, past in stored["past"].items()
        },
        {
            name: Conflict(conflict["id"], [offer(one) for one in conflict["offers"]], conflict["opened_seq"])
            for name, conflict in stored["conflicts"].items()
        },
        None if stored["parts"] is None else [(text, list(by)) for text, by in stored["parts"]],
    )
