"""The find as it is served, and who said what of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field, create_model

from models.answers.values import Id, Instant, Page, Seq
from models.fields import fields_as_served
from models.find import DELETED, FIELDS, FIND_FIELDS, Category

if TYPE_CHECKING:
    FieldName = str
else:
    FieldName = StrEnum("FieldName", {name.upper(): name for name in (*FIELDS, DELETED.name, "duplicate_of")})


class TypeOfFind(BaseModel):
    """The type that the marking names."""

    key: Annotated[str, Field(description="One text for all spellings of a marking.", examples=["3001M"])]
    marking: Annotated[str, Field(description="As the catalogue writes it; as typed when it is not there.")]
    category: Annotated[Category, Field(description="The catalogue's; as typed when the marking is not there.")]
    known: Annotated[bool, Field(description="Whether the catalogue has it.")]


class Location(BaseModel):
    """Where the position is in WGS 84."""

    lat: Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]
    lon: Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]
    accuracy_m: Annotated[float | None, Field(description="As stated; for MGRS at least its square's side. Metres.")]
    transform: Annotated[
        str,
        Field(
            description="The pinned operation that led here: EPSG:15865 from SK-42 (stated accuracy 4.5 m), the EPSG "
            "conversion from UTM, MGRS, or none.",
            examples=["EPSG:15865"],
        ),
    ]


class ConflictName(BaseModel):
    """An open conflict of a find."""

    id: Annotated[Id, Field(description="The conflict.")]
    field: Annotated[FieldName, Field(description="The field that it is about.")]


class Said(BaseModel):
    """Who said something, with which mutation, and when."""

    mutation_id: Annotated[Id, Field(description="The mutation that said it.")]
    device_id: Annotated[Id | None, Field(description="The tablet; null when staff said it.")]
    team: Annotated[str | None, Field(description="The tablet's team at that time.")]
    person: Annotated[str | None, Field(description="Who, when staff said it or fixed it.")]
    made_at: Annotated[Instant, Field(description="The author's own clock.")]
    received_at: Annotated[Instant, Field(description="The server's clock.")]
    fork: Annotated[
        int | None,
        Field(description="Which of several tablets with the token of one device said it; left out when only one has."),
    ] = None


class Authored(Said):
    """Who made a version of a find, with which mutation, and when."""

    made_at_corrected: Annotated[Instant, Field(description="`made_at` by the server's clock.")]


class _Standing(BaseModel):
    id: Annotated[Id, Field(description="The find; made by the device.")]
    version: Annotated[int, Field(ge=1, description="1 when it is new; each accepted mutation makes the next.")]
    seq: Annotated[Seq, Field(description="The log entry on which it stands.")]
    state: Annotated[Literal["live", "deleted", "duplicate"], Field(description="Only a live find counts in a total.")]
    duplicate_of: Annotated[
        Id | None, Field(description="The find that staff say this one is a second report of; null: none.")
    ]


if TYPE_CHECKING:
    _AsTyped = _Standing
else:
    _AsTyped = create_model("_AsTyped", __base__=_Standing, **fields_as_served(FIND_FIELDS))


class Find(_AsTyped):
    """One reported discovery: as typed, with what the server adds."""

    type: Annotated[TypeOfFind, Field(description="Derived from the marking.")]
    location: Annotated[Location, Field(description="Derived from the position.")]
    district_computed: Annotated[str | None, Field(description="The district area in which the location lies.")]
    flags: Annotated[
        list[str],
        Field(description="What people should look at: unknown_marking, future_date, outside_area; more may come."),
    ]
    conflicts: Annotated[list[ConflictName], Field(description="Its open conflicts.")]
    created: Annotated[Authored, Field(description="Who reported it.")]
    changed: Annotated[Authored, Field(description="Who made this version.")]


class FindPage(Page[Find]):
    """Finds by day and id."""
