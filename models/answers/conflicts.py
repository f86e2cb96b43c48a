"""What people disagree on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType

from models.answers.finds import FieldName, Said
from models.answers.problems import Problem
from models.answers.values import Id, Page, Seq
from models.shapes import Json
from models.wire import FieldValue

SentMutation = TypeAliasType("SentMutation", Json)
"""A mutation as it was sent: with what its author said the find was, whatever that is."""


class Accepted(Said):
    """The value that stands, and who said it."""

    value: Annotated[FieldValue, Field(description="A value of the conflict's field; null when it is not set.")]


class Offer(Said):
    """A value that no machine could take or refuse."""

    was: Annotated[Any, Field(description="What its author saw in the field.")]
    value: Annotated[FieldValue, Field(description="What its author says.")]
    mutation: Annotated[
        SentMutation | None,
        Field(description="The whole mutation that it came with: fields meant together are judged together."),
    ]


class Conflict(BaseModel):
    """The open question on one field of one find, or how it was closed."""

    id: Annotated[Id, Field(description="The conflict.")]
    find_id: Annotated[Id, Field(description="The find.")]
    field: Annotated[FieldName, Field(description="The field that it is about.")]
    state: Annotated[
        Literal["open", "resolved", "settled"], Field(description="open, resolved by a person, or settled by itself.")
    ]
    dormant: Annotated[bool, Field(description="Open, but its find is not live: it counts nowhere.")]
    opened_seq: Annotated[Seq, Field(description="The log entry that opened it.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry that closed it.")]
    why: Annotated[
        str | None,
        Field(
            description="Why it closed: resolved by a person; or its last offer was accepted, agreed, withdrawn;"
            " or played again."
        ),
    ]
    accepted: Annotated[Accepted, Field(description="The value that stands.")]
    offers: Annotated[list[Offer], Field(description="The values beside it.")]
    sum: Annotated[
        int | None,
        Field(description="A count: the accepted value and every offer's rise, when all of them raise one number."),
    ]
    etag: Annotated[str, Field(description="What a resolution names in If-Match.", examples=['"9f2c…"'])]


class ConflictPage(Page[Conflict]):
    """Conflicts in the order in which they were opened."""


class ConflictChanged(Problem):
    """The conflict is not as it was when it was read."""

    code: Literal["precondition_failed"]
    conflict: Annotated[Conflict, Field(description="Its present state.")]
