"""Shapes of requests, for the routes and for the OpenAPI document. The shapes of answers are in `answers`."""

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

from models.bounds import LONGEST_HEAD, MOST_HEADS
from models.field_kinds import is_day
from models.find import Category, FieldValues, FindFields
from models.kept_receipts import KeptReceipt
from models.marking import marking_key
from models.mutation import MutationIn, Uuid
from models.position_forms import Position
from models.settings import OperationSettings
from models.shapes import Json


@dataclass(frozen=True)
class ShownAs:
    """Describes a value as `shape` in the document. Code reads it, because a schema cannot describe all its rules."""

    shape: Any

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(TypeAdapter(self.shape).core_schema)


def printable(value: str) -> str:
    """The text; raises an error if it has no letter, or a NUL character."""
    if "\0" in value or not value.strip():
        raise PydanticCustomError(
            "empty_text", "is empty or contains a NUL character", {"remedy": "send text with letters in it"}
        )
    return value


def _marking(value: str) -> str:
    if not marking_key(printable(value)):
        raise PydanticCustomError(
            "empty_marking", "contains no letter or digit", {"remedy": "send the marking on the casing"}
        )
    return value


def _calendar_day(value: str) -> str:
    if not is_day(value):
        raise PydanticCustomError(
            "not_a_date", "is not a calendar date", {"remedy": "write the local day as YYYY-MM-DD"}
        )
    return value


FieldValue = Annotated[Any, ShownAs(str | int | bool | Position | list[str] | None)]
"""A value of a field of a find. It is checked later, when the field is known."""
Name = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(printable)]
Date = Annotated[str, Field(json_schema_extra={"format": "date"})]
Reason = Annotated[str, Field(max_length=2000, description="Why. It is shown in the history.")]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


# The exchange


class Mutation(MutationIn):
    """One change of a find, as a device sends it. `set` has only the fields that change, `was` what the author saw."""

    was: Annotated[
        Annotated[FieldValues, ShownAs(FindFields)] | None,
        Field(description="What the author saw in these fields. A missing field was null. A delete names all fields."),
    ] = None


class ExchangeLink(BaseModel):
    """Names an exchange, so that the server notices when two tablets use the token of one device."""

    id: Annotated[Uuid, Field(description="A new UUID for each exchange. Keep it when you repeat the same request.")]
    after: Annotated[
        Uuid | None, Field(description="The id of the last exchange whose answer came; null at first.")
    ] = None


class FirstAnswer(BaseModel):
    """The first answer that a mutation ever got, from a history of the server that was lost since."""

    epoch: Annotated[Uuid, Field(description="The epoch of its place.")]
    seq: Annotated[int, Field(ge=1, le=2**31 - 1, description="The number of its place.")]
    received_at: Annotated[
        Annotated[str, Field(json_schema_extra={"format": "date-time"})] | None,
        Field(description="When it was received then; null if the answer did not tell."),
    ] = None
    clock_offset_s: Annotated[
        int | None,
        Field(description="The offset of the device's clock then, whole seconds; null if the answer did not tell."),
    ] = None


class ExchangeRequest(BaseModel):
    """The mutations of a device, and the cursor from which it wants changes."""

    cursor: Annotated[
        str | None, Field(description="The cursor from the last answer; null for everything from the start.")
    ] = None
    limit: Annotated[
        int,
        Field(
            ge=0,
            description="The largest number of changes in the answer. More than 1,000 counts as 1,000; 0 only sends.",
        ),
    ] = 500
    known: Annotated[
        list[Annotated[str, Field(max_length=LONGEST_HEAD)]] | None,
        Field(
            max_length=MOST_HEADS,
            description="Each `head`, or `cursor` without one, that an answer told and that no answer to a request "
            "which showed it has replaced. A server that has lost what they name takes nothing.",
        ),
    ] = None
    device_time: Annotated[
        Annotated[str, Field(json_schema_extra={"format": "date-time"})] | None,
        Field(description="The device's clock when it sends, with its UTC offset. It shows how wrong `made_at` is."),
    ] = None
    exchange: Annotated[
        ExchangeLink | None,
        Field(description="The name of this exchange. Without it nobody notices a second tablet with the same token."),
    ] = None
    answered: Annotated[
        dict[str, FirstAnswer] | None,
        Field(
            max_length=1000,
            description="By their ids, the first answers to mutations that an earlier epoch answered. The server plays"
            " those that it lost at their old places.",
        ),
    ] = None
    receipts: Annotated[
        list[KeptReceipt] | None,
        Field(max_length=1000, description="Receipts of those answers: a place that one shows is proven, not claimed."),
    ] = None
    mutations: Annotated[
        list[Mutation],
        Field(max_length=1000, description="In the order in which they were made; empty to only fetch."),
    ]


# Who belongs to the operation


class TokenRequest(Shape):
    """Who gets a token, and with which role."""

    role: Annotated[
        str,
        Field(
            pattern="^(viewer|reviewer|admin)$", description="The role: what the token allows.", examples=["reviewer"]
        ),
        ShownAs(Literal["viewer", "reviewer", "admin"]),
    ]
    person: Annotated[
        Name, Field(description="The person who uses the token. The name is shown with everything they do.")
    ]
    days: Annotated[int, Field(ge=1, le=3650, description="How long the token is valid, days.")] = 365


# What staff do


class AlsoSettled(Shape):
    """Another conflict of the same find that is resolved in the same step."""

    conflict_id: Annotated[Uuid, Field(description="The conflict.")]
    value: Annotated[FieldValue, Field(description="Any valid value of its field.")]
    etag: Annotated[str, Field(description="Its `etag`, as you read it.")]


class ResolutionRequest(Shape):
    """The decision of a person about a conflict."""

    id: Annotated[Uuid, Field(description="The id of this resolution. The same id is done only once.")]
    value: Annotated[
        FieldValue, Field(description="Any valid value of the field, also one that nobody offered.", examples=[15])
    ]
    reason: Reason = ""
    also: Annotated[
        list[AlsoSettled],
        Field(
            default_factory=list,
            max_length=16,
            description="Other conflicts of the same find to resolve in the same step.",
        ),
    ]


class FindEdit(Shape):
    """A change of a find by a person: either `set` or `deleted`."""

    id: Annotated[Uuid, Field(description="The id of this edit. The same id is done only once.")]
    set: Annotated[
        Annotated[FieldValues, ShownAs(FindFields)] | None,
        Field(description="The fields that change.", examples=[{"count": 14}]),
    ] = None
    deleted: Annotated[bool | None, Field(description="true deletes the find, false restores it.")] = None
    reason: Reason = ""


class ReleaseRequest(Shape):
    """A rejected mutation after it was fixed."""

    mutation: Annotated[
        Any,
        ShownAs(Mutation),
        Field(description="The fixed mutation. Give it a new id; if you keep the old id, the server gives a new one."),
    ]


class DismissalRequest(Shape):
    """Why a rejected mutation must not be stored."""

    reason: Annotated[
        str,
        Field(min_length=1, max_length=2000, description="Why. It is shown in the history."),
        AfterValidator(printable),
    ]


# Areas

Ring = list[Annotated[list[float], Field(min_length=2)]]


class Polygon(BaseModel):
    """A GeoJSON polygon: its rings, the outer one first, of (longitude, latitude)."""

    type: Literal["Polygon"]
    coordinates: Annotated[list[Ring], Field(description="In each ring the last position is the same as the first.")]


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
    name: Annotated[Name, Field(description="The name. Each name is used once for each kind.")]
    geometry: Annotated[Json, ShownAs(Geometry), Field(description="GeoJSON Polygon or MultiPolygon, WGS 84.")]


# Duplicates


class DecisionRequest(Shape):
    """The decision of a person about a suspected duplicate."""

    id: Annotated[Uuid, Field(description="The id of this decision. The same id is done only once.")]
    decision: Annotated[
        str,
        Field(
            pattern="^(same|distinct|undo)$",
            description="same: one discovery. distinct: two discoveries. undo: takes back an earlier decision.",
        ),
        ShownAs(Literal["same", "distinct", "undo"]),
    ]
    survivor: Annotated[
        Uuid | None, Field(description="Only for same: the find that still counts. The others are its duplicates.")
    ] = None
    finds: Annotated[
        list[Uuid] | None,
        Field(
            min_length=2,
            max_length=1000,
            description="All finds of the decision, if there are more than the two of the pair.",
        ),
    ] = None
    reason: Reason = ""


# What staff set


class RuleRequest(Shape):
    id: Annotated[Uuid, Field(description="The id of this change. The same id is done only once.")]
    reason: Reason = ""
    preview: Annotated[
        bool, Field(description="true: only show which weeks and totals would change, and change nothing.")
    ] = False


Markings = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_marking)]], Field(max_length=50)
]


class TypeRequest(RuleRequest):
    """A type to add or to replace. A type with the same marking key replaces the old one."""

    marking: Annotated[
        str,
        Field(min_length=1, max_length=64, description="The marking, as people write it.", examples=["PMN-2"]),
        AfterValidator(_marking),
    ]
    name: Annotated[Name, Field(description="A short description, such as: blast mine, plastic.")]
    category: Annotated[Category, Field(description="The kind of ordnance.", strict=False)]
    country: Annotated[
        str,
        Field(
            pattern="^([A-Z]{3})?$", description="The country of origin, ISO 3166 alpha-3; empty if it is not known."
        ),
    ] = ""
    markings: Annotated[Markings, Field(default_factory=list, description="Other markings of the same type.")]
    source: Annotated[str, Field(max_length=500, description="The source of the description.")] = ""


class RemovalRequest(RuleRequest):
    """Why something is removed."""


class AliasRequest(RuleRequest):
    """A marking that means a type. From now on finds with this marking count with the type, also in past weeks."""

    marking: Annotated[
        str,
        Field(min_length=1, max_length=64, description="The marking, as it was typed.", examples=["Э-001М"]),
        AfterValidator(_marking),
    ]
    reason: Annotated[
        str,
        Field(min_length=1, max_length=2000, description="Why. It is shown in the catalogue."),
        AfterValidator(printable),
    ]


class SettingsRequest(RuleRequest):
    """The settings of the operation, all of them."""

    settings: Annotated[OperationSettings, Field(description="A setting that is missing goes back to its default.")]


class RosterRequest(RuleRequest):
    """Who is on duty on some days. On a day without a roster every tablet that is not retired is expected."""

    days: Annotated[
        list[Annotated[str, AfterValidator(_calendar_day), Field(json_schema_extra={"format": "date"})]],
        Field(min_length=1, max_length=366, description="Local days."),
    ]
    teams: Annotated[
        list[Name],
        Field(default_factory=list, max_length=1000, description="Teams that are on duty, with all their tablets."),
    ]
    devices: Annotated[
        list[Uuid], Field(default_factory=list, max_length=1000, description="Single tablets that are on duty.")
    ]
    unsaid: Annotated[bool, Field(description="true: remove the roster of these days.")] = False


# Publishing


class PublishRequest(Shape):
    """The report to publish: `from` and `to`, both inclusive, or one ISO week."""

    id: Annotated[Uuid, Field(description="The id of this publication. The same id is published only once.")]
    first: Annotated[Date | None, Field(alias="from", description="The first day.")] = None
    last: Annotated[Date | None, Field(alias="to", description="The last day.")] = None
    week: Annotated[str | None, Field(description="An ISO week, instead of from and to.", examples=["2022-W33"])] = None
    anyway: Annotated[
        Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)] | None,
        Field(description="Why it is published although conditions are not met. The reason is printed."),
    ] = None
    withdraws: Annotated[
        int | None, Field(ge=1, description="The number of an edition of another period that this one replaces.")
    ] = None
