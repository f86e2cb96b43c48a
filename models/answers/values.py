"""What many answers hold, and a page of anything."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field

Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
OwnId = Annotated[Id, Field(description="Its id.")]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
CreatedAt = Annotated[Instant, Field(description="When it was made.")]
Name = Annotated[str, Field(description="What it is called.")]
OperationName = Annotated[str, Field(description="The operation.", examples=["lachin-2022"])]
TeamName = Annotated[str, Field(description="The team.", examples=["T1"])]
Seq = Annotated[int, Field(ge=0, description="Number in the operation's log, which has no gaps.")]
Fingerprint = Annotated[
    str,
    Field(
        pattern="^[0-9a-f]{32}$",
        description="Of the key that signs: the first 32 hexadecimal digits of its SHA-256.",
        examples=["21fe31dfa154a261626bf854046fd227"],
    ),
]
Pieces = Annotated[int, Field(description="Pieces of ordnance.")]


class OrdnanceClass(StrEnum):
    """The class of national bulletins."""

    AP = "AP"
    AT = "AT"
    UXO = "UXO"
    OTHER = "OTHER"


Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    items: Annotated[list[Item], Field(description="At most as many as `limit`, where there is one.")]
    next: Annotated[str | None, Field(description="Send it as `after` to go on; null at the end.")]
