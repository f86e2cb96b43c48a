"""Wire shapes of what staff set: the catalogue of types, settings and rosters."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from models.answers.reports import EditionPeriod
from models.answers.values import Day, Id, Instant, OrdnanceClass, Page, Pieces, Seq
from models.find import Category
from models.settings import OperationSettings


class Alias(BaseModel):
    """A marking that a person declared to name a type."""

    key: Annotated[str, Field(description="Its marking key.")]
    marking: Annotated[str, Field(description="As the person wrote it.")]
    person: Annotated[str, Field(description="Who added it.")]
    reason: Annotated[str, Field(description="Why.")]
    added_at: Annotated[Instant, Field(description="When.")]
    since_seq: Annotated[Seq, Field(description="The log entry that added it.")]


class OrdnanceType(BaseModel):
    """A type that the operation knows."""

    key: Annotated[str, Field(description="One text for all spellings of its marking.", examples=["3001M"])]
    marking: Annotated[str, Field(description="As people write it.")]
    name: Annotated[str, Field(description="What it is.")]
    category: Category
    ordnance_class: Annotated[OrdnanceClass, Field(alias="class", description="The class of national bulletins.")]
    country: Annotated[str, Field(description="Of origin, ISO 3166 alpha-3; empty: not known.")]
    markings: Annotated[list[str], Field(description="Other markings of the same type.")]
    source: Annotated[str, Field(description="Where the description comes from.")]
    since_seq: Annotated[Seq, Field(description="The log entry that described it so; 0: it came with the catalogue.")]
    aliases: Annotated[list[Alias], Field(description="Markings that staff declared to be of this type.")]


class TypePage(Page[OrdnanceType]):
    """The types that the operation knows."""


class LookAlike(BaseModel):
    """A type that an unknown marking may stand for."""

    type: Annotated[str, Field(description="Key of the type.")]
    marking: Annotated[str, Field(description="As the catalogue writes it.")]
    distance: Annotated[int, Field(description="How many characters differ; 0: only such as look alike.")]
    why: Annotated[str, Field(description="In what it resembles, for people.")]


class UnknownMarking(BaseModel):
    """A marking of finds that the catalogue does not have."""

    key: Annotated[str, Field(description="Its marking key.")]
    typed: Annotated[list[str], Field(description="How it was typed.")]
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    first_day: Annotated[Day, Field(description="The first day on which it was found.")]
    last_day: Annotated[Day, Field(description="The last.")]
    look_alikes: Annotated[list[LookAlike], Field(description="What it may stand for, the nearest first.")]


class UnknownMarkingPage(Page[UnknownMarking]):
    """The markings that the catalogue does not have, the most pieces first."""


class TypeTotal(BaseModel):
    """What a change does to the total of a type in a week."""

    type: Annotated[str, Field(description="Key of the type.")]
    before: Annotated[int, Field(description="Its total before, pieces.")]
    after: Annotated[int, Field(description="Its total after, pieces.")]


class ChangedWeek(BaseModel):
    """A week in which totals change."""

    week: Annotated[str, Field(description="The ISO week.", examples=["2022-W33"])]
    first: Annotated[Day, Field(alias="from", description="Its first day.")]
    last: Annotated[Day, Field(alias="to", description="Its last day.")]
    types: Annotated[list[TypeTotal], Field(description="The types whose total changes.")]


class Effect(BaseModel):
    """What a change of the rules does to totals."""

    finds: Annotated[int, Field(description="Finds that count elsewhere.")]
    weeks: Annotated[list[ChangedWeek], Field(description="The weeks whose totals change.")]
    editions: Annotated[list[EditionPeriod], Field(description="Published editions that say otherwise.")]


class RuleEffect(BaseModel):
    """What a change of the rules did, or would do."""

    preview: Annotated[bool, Field(description="Whether it was only asked for, and nothing is changed.")]
    effect: Effect


# Settings and rosters


class RosterDay(BaseModel):
    """Who is on duty on a day."""

    day: Annotated[Day, Field(description="The local day.")]
    teams: Annotated[list[str], Field(description="Teams, with all their tablets.")]
    devices: Annotated[list[Id], Field(description="Single tablets.")]
    person: Annotated[str, Field(description="Who said so.")]
    set_at: Annotated[Instant, Field(description="When.")]
    since_seq: Annotated[Seq, Field(description="The log entry that says so.")]


class RosterPage(Page[RosterDay]):
    """The days that have a roster, with who is on duty; on other days every tablet that is not retired."""


class SettingsInForce(BaseModel):
    """The settings of the operation, and who set them."""

    settings: OperationSettings
    since_seq: Annotated[Seq, Field(description="The log entry that set them; 0: as they came.")]
    person: Annotated[str | None, Field(description="Who set them.")]
    set_at: Annotated[Instant | None, Field(description="When.")]
