"""Wire shapes of requests, for the edge and for the OpenAPI document. Those of answers are in `answers`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    TypeAdapter,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from models.field_kinds import is_day
from models.find import Category, FindFields
from models.marking import marking_key
from models.mutation import MutationIn, Uuid
from models.position import Position
from models.settings import OperationSettings


@dataclass(frozen=True)
class ShownAs:
    """Marks a value that is described as `shape`, and read by what knows more about it than a schema can say."""

    shape: Any

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(TypeAdapter(self.shape).core_schema)


def _printable(value: str) -> str:
    if "\0" in value or not value.strip():
        raise PydanticCustomError(
            "empty_text", "is empty or holds a NUL character", {"remedy": "send a text with letters in it"}
        )
    return value


def _marking(value: str) -> str:
    if not marking_key(_printable(value)):
        raise PydanticCustomError(
            "empty_marking", "has no letter or digit in it", {"remedy": "send what stands on the casing"}
        )
    return value


def _calendar_day(value: str) -> str:
    if not is_day(value):
        raise PydanticCustomError(
            "not_a_date", "is not a calendar date", {"remedy": "write the local day as YYYY-MM-DD"}
        )
    return value


FieldValue = Annotated[Any, ShownAs(str | int | bool | Position | list[str] | None)]
"""A value that some field of a find has; what the field takes is checked where the field is known."""
Name = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(_printable)]
Date = Annotated[str, Field(json_schema_extra={"format": "date"})]
Reason = Annotated[str, Field(max_length=2000, description="Why, for those who read the history.")]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


# The exchange


class Mutation(MutationIn):
    """One edit as a device sends it. An edit carries only what it changes, and in `was` what its author saw."""

    was: Annotated[
        Annotated[dict[str, Any], ShownAs(FindFields)] | None,
        Field(description="What the author saw in these fields; a field that is absent was null. A delete names all."),
    ] = None


class ExchangeRequest(BaseModel):
    """What a device brings, and from where on it wants what changed."""

    cursor: Annotated[
        str | None, Field(description="As it came with the last exchange; null for everything from the start.")
    ] = None
    limit: Annotated[
        int, Field(ge=0, description="How many changes it takes; more than 1,000 counts as 1,000, 0 is a push.")
    ] = 500
    device_time: Annotated[
        Annotated[str, Field(json_schema_extra={"format": "date-time"})] | None,
        Field(description="The device's clock at sending, with its UTC offset: tells how wrong `made_at` is."),
    ] = None
    mutations: Annotated[
        list[Mutation],
        Field(max_length=1000, description="In the order in which they were made; empty for a pull."),
    ]


# Who belongs to the operation


class EnrolmentRequest(Shape):
    """For whom an enrolment code is."""

    team: Annotated[Name, Field(description="The team; a new name makes a new team.", examples=["T1"])]
    device: Annotated[Name, Field(description="What the tablet is called.", examples=["tablet-7"])]


class EnrolRequest(Shape):
    """The code that a tablet was given."""

    code: Annotated[
        str,
        Field(
            min_length=1,
            max_length=256,
            description="As made by an administrator; lower case is fine.",
            examples=["lachin-2022.7KQPM-X2TGA-94VBN-CCEHR-D6WYZ"],
        ),
        AfterValidator(_printable),
    ]


class TokenRequest(Shape):
    """Who is to get a token, and what they may do."""

    role: Annotated[
        str,
        Field(pattern="^(viewer|reviewer|admin)$", description="What they may do.", examples=["reviewer"]),
        ShownAs(Literal["viewer", "reviewer", "admin"]),
    ]
    person: Annotated[Name, Field(description="Whose token it is: shown beside what they do.")]
    days: Annotated[int, Field(ge=1, le=3650, description="How long it works, days.")] = 365


# What staff do


class AlsoSettled(Shape):
    """Another conflict of the same find that is settled in the same breath."""

    conflict_id: Annotated[Uuid, Field(description="The conflict.")]
    value: Annotated[FieldValue, Field(description="Any value that its field takes.")]
    etag: Annotated[str, Field(description="Its `etag` as read.")]


class ResolutionRequest(Shape):
    """What a person decides in a conflict."""

    id: Annotated[Uuid, Field(description="The resolution is a mutation: it is done once under this id.")]
    value: Annotated[
        FieldValue, Field(description="Any value that the field takes, also one that nobody offered.", examples=[15])
    ]
    reason: Reason = ""
    also: Annotated[
        list[AlsoSettled],
        Field(default_factory=list, max_length=16, description="Other conflicts of the same find, settled with it."),
    ]


class FindEdit(Shape):
    """What a person changes in a find: either `set` or `deleted`."""

    id: Annotated[Uuid, Field(description="The edit is a mutation: it is done once under this id.")]
    set: Annotated[
        Annotated[dict[str, Any], ShownAs(FindFields)] | None,
        Field(description="The fields that change.", examples=[{"count": 14}]),
    ] = None
    deleted: Annotated[bool | None, Field(description="true deletes the find, false restores it.")] = None
    reason: Reason = ""


class ReleaseRequest(Shape):
    """A refused mutation, mended."""

    mutation: Annotated[
        Any,
        ShownAs(Mutation),
        Field(description="The mended mutation; a new id, or the old one, which is then given a new one."),
    ]


class DismissalRequest(Shape):
    """Why a refused mutation shall not go in."""

    reason: Annotated[
        str,
        Field(min_length=1, max_length=2000, description="Why, for those who read the history."),
        AfterValidator(_printable),
    ]


# Areas

Ring = list[Annotated[list[float], Field(min_length=2)]]


class Polygon(BaseModel):
    """A GeoJSON polygon: its rings, the outer one first, of (longitude, latitude)."""

    type: Literal["Polygon"]
    coordinates: Annotated[list[Ring], Field(description="Each ring's last position is its first.")]


class MultiPolygon(BaseModel):
    """Several GeoJSON polygons."""

    type: Literal["MultiPolygon"]
    coordinates: Annotated[list[list[Ring]], Field(description="The rings of each polygon.")]


Geometry = Annotated[Polygon | MultiPolygon, Field(discriminator="type")]


class AreaRequest(Shape):
    """An area to add."""

    kind: Annotated[
        str,
        Field(pattern="^(operation|district)$", description="The operation's own area, or a district."),
        ShownAs(Literal["operation", "district"]),
    ]
    name: Annotated[Name, Field(description="What it is called; once for each kind.")]
    geometry: Annotated[
        dict[str, Any], ShownAs(Geometry), Field(description="GeoJSON Polygon or MultiPolygon, WGS 84.")
    ]


# Duplicates


class DecisionRequest(Shape):
    """What a person decides about a suspected duplicate."""

    id: Annotated[Uuid, Field(description="The decision is a mutation: it is done once under this id.")]
    decision: Annotated[
        str,
        Field(
            pattern="^(same|distinct|undo)$",
            description="same: one discovery. distinct: two. undo: takes an earlier decision back.",
        ),
        ShownAs(Literal["same", "distinct", "undo"]),
    ]
    survivor: Annotated[
        Uuid | None, Field(description="same: the find that goes on counting; the others are its duplicates.")
    ] = None
    finds: Annotated[
        list[Uuid] | None,
        Field(min_length=2, max_length=1000, description="All that are meant, when more than the two of the pair."),
    ] = None
    reason: Reason = ""


# What staff set


class RuleRequest(Shape):
    id: Annotated[Uuid, Field(description="It is done once under this id.")]
    reason: Reason = ""
    preview: Annotated[bool, Field(description="Only say which weeks and totals would change, and change nothing.")] = (
        False
    )


Markings = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_marking)]], Field(max_length=50)
]


class TypeRequest(RuleRequest):
    """A type to add, or to describe anew; one whose marking folds to the same key takes the place of the old."""

    marking: Annotated[
        str,
        Field(min_length=1, max_length=64, description="As people write it.", examples=["PMN-2"]),
        AfterValidator(_marking),
    ]
    name: Annotated[Name, Field(description="What it is.")]
    category: Annotated[Category, Field(description="What kind of ordnance it is.", strict=False)]
    country: Annotated[
        str, Field(pattern="^([A-Z]{3})?$", description="Of origin, ISO 3166 alpha-3; empty: not known.")
    ] = ""
    markings: Annotated[Markings, Field(default_factory=list, description="Other markings of the same type.")]
    source: Annotated[str, Field(max_length=500, description="Where the description comes from.")] = ""


class RemovalRequest(RuleRequest):
    """Why something is taken away."""


class AliasRequest(RuleRequest):
    """A marking that names a type; what bears it is counted with that type from now on, also in old weeks."""

    marking: Annotated[
        str,
        Field(min_length=1, max_length=64, description="As it was typed.", examples=["Э-001М"]),
        AfterValidator(_marking),
    ]
    reason: Annotated[
        str,
        Field(min_length=1, max_length=2000, description="Why, for those who read the catalogue."),
        AfterValidator(_printable),
    ]


class SettingsRequest(RuleRequest):
    """The settings of the operation, all of them."""

    settings: Annotated[OperationSettings, Field(description="What is left out goes back to what it was at first.")]


class RosterRequest(RuleRequest):
    """Who is on duty on some days; on a day of which nothing is said it is every tablet that is not retired."""

    days: Annotated[
        list[Annotated[str, AfterValidator(_calendar_day), Field(json_schema_extra={"format": "date"})]],
        Field(min_length=1, max_length=366, description="Local days."),
    ]
    teams: Annotated[list[Name], Field(default_factory=list, max_length=1000, description="With all their tablets.")]
    devices: Annotated[list[Uuid], Field(default_factory=list, max_length=1000, description="Single tablets.")]
    unsaid: Annotated[bool, Field(description="Nothing is said of these days any more.")] = False


# Publishing


class PublishRequest(Shape):
    """The report to publish: `from` and `to`, both inclusive, or one ISO week."""

    id: Annotated[Uuid, Field(description="It is published once under this id.")]
    first: Annotated[Date | None, Field(alias="from", description="The first day.")] = None
    last: Annotated[Date | None, Field(alias="to", description="The last day.")] = None
    week: Annotated[str | None, Field(description="An ISO week instead.", examples=["2022-W33"])] = None
    anyway: Annotated[
        Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_printable)] | None,
        Field(description="Why it is published although conditions are not met; it is printed."),
    ] = None
    withdraws: Annotated[
        int | None, Field(ge=1, description="The number of an edition of another period whose place it takes.")
    ] = None
