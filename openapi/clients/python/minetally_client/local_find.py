"""A find as the user of a device sees it: the server's copy with the device's own notes over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import attrs

from minetally_client.models import Find, FindFields, FindState

Json = dict[str, Any]

FIELD_NAMES = tuple(field.name for field in attrs.fields(FindFields))
"""What can be noted about a find."""
_NOTHING: Json = dict.fromkeys(FIELD_NAMES)
"""What a copy says of fields that are younger than it."""


def sendable(fields: FindFields | Mapping[str, Any]) -> Json:
    """The fields as JSON; raises ValueError for what is no field, or has not the form of one."""
    if isinstance(fields, FindFields):
        return fields.to_dict()
    if unknown := fields.keys() - {*FIELD_NAMES}:
        raise ValueError(f"a find has no field {min(unknown)!r}; it has {', '.join(FIELD_NAMES)}")
    try:
        FindFields.from_dict(fields)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"these are no fields of a find: {error!r}") from error
    return dict(fields)


def played(held: Json | None, unseen: Sequence[Json]) -> Json | None:
    """The fields and `state` of a find after the mutations that its copy does not show; None: there is no such find."""
    shown = held and {name: held.get(name) for name in (*FIELD_NAMES, "state")}
    for mutation in unseen:
        if mutation["op"] == "create":
            shown = {**(shown or {}), **mutation["set"], "state": "live"}
        elif shown is None:
            continue  # of a find that the server has lost, and that others made
        elif mutation["op"] == "delete":
            shown = {**shown, "state": "deleted"}
        else:  # an edit brings a deleted find back, as the merge does
            alive = "live" if shown["state"] == "deleted" else shown["state"]
            shown = {**shown, **mutation.get("set", {}), "state": alive}
    return shown


@dataclass(frozen=True, slots=True)
class LocalFind:
    """What a device shows of a find."""

    id: UUID
    fields: FindFields
    state: FindState
    notes: int
    """How many of the device's own mutations the server's copy does not show yet."""
    held: Find | None
    """As the server last told it, with what it adds: type, location, flags, conflicts; None: it has told nothing."""

    @classmethod
    def of(cls, id: UUID, held: Json | None, unseen: Sequence[Json]) -> Self | None:
        shown = played(held, unseen)
        if shown is None:
            return None
        fields, state = FindFields.from_dict(shown), FindState(shown["state"])
        return cls(id, fields, state, len(unseen), None if held is None else Find.from_dict({**_NOTHING, **held}))
