"""Wire shapes of what staff see after a restore, and of what tablets had seen before it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field

from models.answers.exchange import MutationResult
from models.answers.tokens import Role
from models.answers.values import CreatedAt, Id, Instant, OwnId, Seq


class RecoveryState(StrEnum):
    """Whether a recovery waits for anything."""

    NONE = "none"
    OPEN = "open"
    CLOSED = "closed"


class TabletState(StrEnum):
    """Whether a tablet has exchanged since the restore, or waits until an administrator admits it."""

    BACK = "back"
    AWAY = "away"
    TO_ADMIT = "to_admit"


class Restored(BaseModel):
    """A restore: the history went on from a backup."""

    epoch: Annotated[Id, Field(description="The epoch that began.")]
    from_epoch: Annotated[Id, Field(description="The epoch before it.")]
    from_seq: Annotated[int, Field(ge=0, description="The last log entry that the backup had.")]
    seq: Annotated[Seq, Field(description="The log entry that began the epoch.")]
    at: Annotated[Instant, Field(description="When.")]
    why: Annotated[str, Field(description="As the person typed it who restored.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry by which staff closed its recovery.")]


class Missing(BaseModel):
    """Entries of the lost history that have not come back."""

    count: Annotated[int, Field(ge=0, description="How many.")]
    ranges: Annotated[
        list[Annotated[list[int], Field(min_length=2, max_length=2)]],
        Field(description="The first and the last number of each gap; the first 1,000 gaps."),
    ]


class RecoveringTablet(BaseModel):
    """A tablet in service, after a restore."""

    device_id: Annotated[Id, Field(description="The tablet.")]
    device: Annotated[str, Field(description="What it is called.")]
    team: Annotated[str, Field(description="Its team.")]
    state: Annotated[
        TabletState,
        Field(
            description="Whether it has exchanged since; `to_admit`: its token waits until an administrator admits it."
        ),
    ]
    told_all: Annotated[bool, Field(description="Whether it has told all that its old copy has.")]
    returned: Annotated[int, Field(ge=0, description="How many lost entries it has brought back.")]


class Differing(BaseModel):
    """A find that stands otherwise than a tablet had seen it before the restore."""

    find_id: Annotated[Id, Field(description="The find.")]
    fields: Annotated[list[str], Field(description="The fields that differ; all that were seen where it is gone.")]
    now: Annotated[
        dict[str, Any] | None,
        Field(description="Its own fields, and `deleted`; null: the server does not know it."),
    ]
    version: Annotated[int, Field(ge=0, description="Its version, for `take`; 0: the server does not know it.")]
    seen: Annotated[dict[str, Any], Field(description="The same as it was seen last.")]
    seq: Annotated[Seq, Field(description="The log entry on which it stood then.")]
    epoch: Annotated[Id, Field(description="The history of that entry.")]
    by: Annotated[list[str], Field(description="The tablets that saw it so, by name.")]
    explained: Annotated[
        bool, Field(description="Whether somebody has changed it since the restore, so that it may well differ.")
    ]


class TokenToConfirm(BaseModel):
    """The token of a person, which waits: it may have been revoked after the backup."""

    id: OwnId
    prefix: Annotated[str, Field(description="Its first characters, for people who look for it.")]
    role: Annotated[Role, Field(description="What its bearer may do.")]
    person: Annotated[str | None, Field(description="Whose it is.")]
    created_at: CreatedAt
    last_seen_at: Annotated[Instant | None, Field(description="When it was last used, as the backup knows it.")]


class WebhookToConfirm(BaseModel):
    """A webhook that waits: it may have been deleted after the backup."""

    id: OwnId
    url: Annotated[str, Field(description="Where it is told.")]
    description: Annotated[str, Field(description="For people.")]
    person: Annotated[str, Field(description="Who made it.")]
    created_at: CreatedAt


class ToConfirm(BaseModel):
    """Who waits until an administrator confirms them, beside tablets: after a restore without a journal."""

    tokens: Annotated[list[TokenToConfirm], Field(description="Of persons, the oldest first.")]
    webhooks: Annotated[list[WebhookToConfirm], Field(description="The oldest first.")]


class Recovery(BaseModel):
    """What is known after the last restore."""

    state: RecoveryState
    restores: Annotated[list[Restored], Field(description="All of them, in their order.")]
    last_known_seq: Annotated[
        int,
        Field(
            ge=0,
            description="The greatest log entry before the restore that the backup, a receipt, the journal or the old"
            " copy of a tablet shows; what is only claimed does not raise it.",
        ),
    ]
    returned: Annotated[int, Field(ge=0, description="Entries of the lost history that have come back.")]
    claimed: Annotated[
        int, Field(ge=0, description="Those of them of which only the tablet says which number they had.")
    ]
    missing: Annotated[Missing, Field(description="What came after the backup, up to `last_known_seq`, and is gone.")]
    journal: Annotated[
        bool,
        Field(
            description="Whether the last restore read a journal that knew the operation: then it has what staff did"
            " after the backup, and who was taken off."
        ),
    ]
    tablets: Annotated[list[RecoveringTablet], Field(description="Those in service, by team and name.")]
    to_confirm: ToConfirm
    differing_finds: Annotated[int, Field(ge=0, description="How many finds stand otherwise than they were seen.")]
    differing: Annotated[list[Differing], Field(description="The first 1,000 of them, by their ids.")]


class Admitted(BaseModel):
    """Who may come in: all that were named, each once. The same again gets the same answer."""

    devices: Annotated[list[Id], Field(description="The tablets.")]
    tokens: Annotated[list[Id], Field(description="The tokens.")]
    webhooks: Annotated[list[Id], Field(description="The webhooks.")]


class Witnessed(BaseModel):
    """What was kept of a tablet's old copy."""

    kept: Annotated[int, Field(ge=0, description="How many finds of this request the backup did not have so.")]


class Taken(BaseModel):
    """What was seen is taken back."""

    results: Annotated[list[MutationResult], Field(description="One for each edit, create, restore and delete.")]


class LeftOver(BaseModel):
    """What was still missing when a recovery was closed."""

    last_known_seq: Annotated[int, Field(ge=0, description="The greatest entry of the lost history that was shown.")]
    missing: Missing
    differing_finds: Annotated[int, Field(ge=0, description="How many finds stood otherwise than they were seen.")]
    tablets_away: Annotated[list[Id], Field(description="Tablets in service that had not exchanged since.")]


class Closed(BaseModel):
    """A recovery is closed. What comes later still goes in."""

    id: Annotated[Id, Field(description="The id of this decision.")]
    seq: Annotated[Seq, Field(description="The log entry that closed it.")]
    replayed: Annotated[bool, Field(description="Whether it was closed by this id before.")]
    left: LeftOver
