"""Written by `make generate` from `models/answers/recovery.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict

from models.shapes import Json
from models.shapes.exchange import Applied, Conflicted, Merged, Rejected


class Restored(TypedDict):
    """A restore: the history went on from a backup."""

    epoch: str
    from_epoch: str
    from_seq: int
    seq: int
    at: str
    why: str
    closed_seq: int | None


class Missing(TypedDict):
    """Entries of the lost history that have not come back."""

    count: int
    ranges: list[list[int]]


class RecoveringTablet(TypedDict):
    """A tablet in service, after a restore."""

    device_id: str
    device: str
    team: str
    state: str
    told_all: bool
    returned: int


class Differing(TypedDict):
    """A find that stands otherwise than a tablet had seen it before the restore."""

    find_id: str
    fields: list[str]
    now: Json | None
    version: int
    seen: Json
    seq: int
    epoch: str
    by: list[str]
    explained: bool


class TokenToConfirm(TypedDict):
    """The token of a person, which waits: it may have been revoked after the backup."""

    id: str
    prefix: str
    role: str
    person: str | None
    created_at: str
    last_seen_at: str | None


class WebhookToConfirm(TypedDict):
    """A webhook that waits: it may have been deleted after the backup."""

    id: str
    url: str
    description: str
    person: str
    created_at: str


class ToConfirm(TypedDict):
    """Who waits until an administrator confirms them, beside tablets: after a restore without a journal."""

    tokens: list[TokenToConfirm]
    webhooks: list[WebhookToConfirm]


class Recovery(TypedDict):
    """What is known after the last restore."""

    state: str
    restores: list[Restored]
    last_known_seq: int
    returned: int
    claimed: int
    missing: Missing
    journal: bool
    tablets: list[RecoveringTablet]
    to_confirm: ToConfirm
    differing_finds: int
    differing: list[Differing]


class Admitted(TypedDict):
    """Who may come in: all that were named, each once. The same again gets the same answer."""

    devices: list[str]
    tokens: list[str]
    webhooks: list[str]


class Witnessed(TypedDict):
    """What was kept of a tablet's old copy."""

    kept: int


class Taken(TypedDict):
    """What was seen is taken back."""

    results: list[Applied | Merged | Conflicted | Rejected]


class LeftOver(TypedDict):
    """What was still missing when a recovery was closed."""

    last_known_seq: int
    missing: Missing
    differing_finds: int
    tablets_away: list[str]


class Closed(TypedDict):
    """A recovery is closed. What comes later still goes in."""

    id: str
    seq: int
    replayed: bool
    left: LeftOver
