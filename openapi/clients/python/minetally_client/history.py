"""The histories of a server. A restore from a backup begins a new one; each has a name, its epoch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

Json = dict[str, Any]


def is_earlier(epoch: str, than: str) -> bool:
    """Whether a history began before another. Epochs are UUIDs of version 7, which sort by their time; one of another
    version is older than all of those."""
    return _order(epoch) < _order(than)


def _order(epoch: str) -> str:
    id = UUID(epoch)
    return str(id) if id.version == 7 else ""


def is_answer_to(answer: Mapping[str, Any], sent: Iterable[Mapping[str, Any]]) -> bool:
    """Whether an answer has one result for each mutation of a request, in their order: `id` and `find_id` say so.

    Something between a device and its server can give the answer to another request.
    """
    results = answer.get("results")
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        return False
    told = [(result.get("id"), result.get("find_id") or "") for result in results]
    asked = [(one["id"], one["find_id"]) for one in sent]
    return len(told) == len(asked) and all(
        said == id and (not find or find == find_id) for (said, find), (id, find_id) in zip(told, asked, strict=True)
    )


def first_answer(result: Json, epoch: str) -> str:
    """The first answer to a mutation, as a device keeps it and tells it after a restore: place and time."""
    place = result.get("place") or {"epoch": epoch, "seq": result["seq"]}
    return json.dumps({**place, **{name: result.get(name) for name in ("received_at", "clock_offset_s")}})


def answered(sent: Iterable[tuple[str, str | None]], epoch: str | None) -> Json:
    """The member `answered` of a request: the first answers from histories other than this one, by mutation. `sent` has
    the id of each mutation and its first answer, as JSON, if it had one."""
    told = {id: json.loads(first) for id, first in sent if first}
    return {id: first for id, first in told.items() if first["epoch"] != epoch}
