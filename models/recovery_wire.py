"""Wire shapes of the requests about a recovery: what tablets had seen before a restore, and what staff do about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from models.mutation import Uuid
from models.shapes import Json
from models.wire import Reason, Shape, ShownAs, printable


class WitnessFind(Shape):
    """A find as an old copy has it, as `changes` brought it."""

    model_config = ConfigDict(extra="allow", strict=True)

    id: Annotated[Uuid, Field(description="The find.")]
    seq: Annotated[int, Field(ge=1, le=2**31 - 1, description="The log entry on which it stood.")]
    state: Annotated[Literal["live", "deleted", "duplicate"], Field(description="What it was.")]


class WitnessRequest(Shape):
    """What the old copy of a tablet has."""

    epoch: Annotated[Uuid, Field(description="The history that the copy is of.")]
    finds: Annotated[
        Annotated[list[Json], ShownAs(list[WitnessFind])],
        Field(max_length=1000, description="Finds as the copy has them, with all their fields."),
    ]
    done: Annotated[bool, Field(description="Whether nothing more comes of this copy.")] = False


class AdmitRequest(Shape):
    """Who may come in again after a restore without a journal. Who is not named goes on waiting."""

    devices: Annotated[list[Uuid], Field(default_factory=list, max_length=1000, description="Tablets.")]
    tokens: Annotated[list[Uuid], Field(default_factory=list, max_length=1000, description="Tokens of persons.")]
    webhooks: Annotated[list[Uuid], Field(default_factory=list, max_length=1000, description="Webhooks.")]


class TakeRequest(Shape):
    """Which finds are taken as they were seen."""

    id: Annotated[Uuid, Field(description="The id of this decision. The same id is done only once.")]
    find_ids: Annotated[list[Uuid], Field(min_length=1, max_length=1000, description="Finds that differ.")]
    versions: Annotated[
        dict[Uuid, int],
        Field(
            default_factory=dict,
            max_length=1000,
            description="The version that was shown of each: a find that has changed since is not taken, and none is.",
        ),
    ]
    reason: Reason = ""


class CloseRequest(Shape):
    """Why nothing more is waited for."""

    id: Annotated[Uuid, Field(description="The id of this decision. The same id is done only once.")]
    reason: Annotated[str, Field(max_length=2000, description="Why. It is kept in the log."), AfterValidator(printable)]
