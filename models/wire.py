"""Wire shapes: what requests and answers look like, for the edge and for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from models.mutation import Uuid


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


class EnrolmentRequest(Shape):
    team: Annotated[Name, Field(examples=["T1"])]
    device: Annotated[Name, Field(description="What the tablet is called.", examples=["tablet-7"])]


class EnrolmentCode(BaseModel):
    code: Annotated[
        str, Field(description="Works once, until it expires.", examples=["lachin-2022.7KQPM-X2TGA-94VBN-CCEHR-D6WYZ"])
    ]
    uri: Annotated[
        str,
        Field(
            description="For a QR code.", examples=["minetally://enrol?server=http%3A%2F%2F127.0.0.1%3A8000&code=..."]
        ),
    ]
    expires_at: str


class EnrolRequest(Shape):
    code: Annotated[
        str,
        Field(min_length=1, max_length=256, examples=["lachin-2022.7KQPM-X2TGA-94VBN-CCEHR-D6WYZ"]),
        AfterValidator(_printable),
    ]


class Enrolled(BaseModel):
    device_id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    token: Annotated[str, Field(description="Told this once; keep it safe on the tablet.")]
    operation: str
    timezone: str
    team: str
    device: str
    expires_at: str


class AlsoSettled(Shape):
    """Another conflict of the same find that is settled in the same breath."""

    conflict_id: Uuid
    value: Any
    etag: str


class ResolutionRequest(Shape):
    id: Annotated[Uuid, Field(description="The resolution is a mutation: it is done once under this id.")]
    value: Annotated[
        Any, Field(description="Any value that the field takes, also one that nobody offered.", examples=[15])
    ]
    reason: Reason = ""
    also: Annotated[list[AlsoSettled], Field(default_factory=list, max_length=16)]


class FindEdit(Shape):
    id: Annotated[Uuid, Field(description="The edit is a mutation: it is done once under this id.")]
    set: Annotated[dict[str, Any] | None, Field(description="The fields that change.", examples=[{"count": 14}])] = None
    deleted: Annotated[bool | None, Field(description="true deletes the find, false restores it.")] = None
    reason: Reason = ""


class ReleaseRequest(Shape):
    mutation: Annotated[
        Any, Field(description="The mended mutation; a new id, or the old one, which is then given a new one.")
    ]


class DismissalRequest(Shape):
    reason: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_printable)]


class TokenRequest(Shape):
    role: Annotated[str, Field(pattern="^(viewer|reviewer|admin)$", examples=["reviewer"])]
    person: Annotated[Name, Field(description="Whose token it is: shown beside what they do.")]
    days: Annotated[int, Field(ge=1, le=3650, description="How long it works, days.")] = 365


class AreaRequest(Shape):
    kind: Annotated[str, Field(pattern="^(operation|district)$")]
    name: Name
    geometry: Annotated[dict[str, Any], Field(description="GeoJSON Polygon or MultiPolygon, WGS 84.")]
