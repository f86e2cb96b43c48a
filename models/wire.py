"""Wire shapes of requests, for the edge and for the OpenAPI document. Those of answers are in answers.py."""

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

from models.find import FindFields
from models.mutation import MutationIn, Uuid


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


Name = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(_printable)]
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
        str | None,
        Field(
            description="The device's clock at sending, with its UTC offset: tells how wrong `made_at` is.",
            json_schema_extra={"format": "date-time"},
        ),
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
    value: Annotated[Any, Field(description="Any value that its field takes.")]
    etag: Annotated[str, Field(description="Its `etag` as read.")]


class ResolutionRequest(Shape):
    """What a person decides in a conflict."""

    id: Annotated[Uuid, Field(description="The resolution is a mutation: it is done once under this id.")]
    value: Annotated[
        Any, Field(description="Any value that the field takes, also one that nobody offered.", examples=[15])
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
