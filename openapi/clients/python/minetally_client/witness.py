"""What a device tells of its old copy after a restore of the server, so that nothing that it had seen is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from minetally_client.history import Json, is_earlier
from minetally_client.link import MOST_BYTES, Link
from minetally_client.outbox import OldCopy, Outbox
from minetally_client.problems import Refused, Unreachable

MOST_WITNESSED = 1000
"""The largest number of old finds in one request."""


def witness(outbox: Outbox, link: Link) -> None:
    """Tells the server what stood in the old copies after the entry to which it went back, then drops them. What does
    not arrive now is told after the next `sync`."""
    restores = outbox.restores()
    for old in outbox.old_copies():
        from_seq = first_lost(restores, old.epoch)
        if from_seq is None:  # nobody has said what was lost: what the server has again need not be kept
            outbox.drop_old_copy(old, only_what_is_known=True)
            continue
        with suppress(Unreachable, Refused):
            _tell(outbox, link, old, from_seq)
            outbox.drop_old_copy(old)


def first_lost(restores: Iterable[Mapping[str, Any]], epoch: str) -> int | None:
    """The last log entry of a history that certainly came back, after the restores since then; None without one."""
    return min((one["from_seq"] for one in restores if is_earlier(epoch, one["epoch"])), default=None)


def _tell(outbox: Outbox, link: Link, old: OldCopy, from_seq: int) -> None:
    after, done = "", False
    while not done:
        finds = outbox.old_finds(old, from_seq, after, MOST_WITNESSED)
        part = _first_of(finds)
        done = len(part) == len(finds) < MOST_WITNESSED
        after = part[-1]["id"] if part else after
        _post(link, {"epoch": old.epoch, "finds": part, "done": done})


def _post(link: Link, said: Json) -> None:
    content = json.dumps(said).encode()
    link.post("/v1/recovery/witness", lambda: content, 200)


def _first_of(finds: list[Json]) -> list[Json]:
    """As many of them as go into one request, at least one if there are any."""
    size = 0
    for n, find in enumerate(finds):
        size += len(json.dumps(find)) + 2
        if n and size > MOST_BYTES:
            return finds[:n]
    return finds
