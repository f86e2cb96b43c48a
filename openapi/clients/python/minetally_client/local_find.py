"""A find as the user of a device sees it: the server's copy with the device's own mutations applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import attrs

from minetally_client.models import Find, FindFields, FindState

Json = dict[str, Any]

FIELD_NAMES = tuple(field.name for field in attrs.fields(FindFields))
"""The fields of a find."""
_NOTHING: Json = dict.fromkeys(FIELD_NAMES)
"""The values of fields that are newer than a copy."""


def sendable(fields: FindFields | Mapping[str, Any]) -> Json:
    """The fields as JSON. Raises ValueError for an unknown field or a value that is not valid."""
    if isinstance(fields, FindFields):
        return fields.to_dict()
    if unknown := fields.keys() - {*FIELD_NAMES}:
        raise ValueError(f"{min(unknown)!r} is not a field of a find; the fields are {', '.join(FIELD_NAMES)}")
    try:
        FindFields.from_dict(fields)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"these fields are not valid for a find: {error!r}") from error
    return dict(fields)


def played(held: Json | None, unseen: Sequence[Json]) -> Json | None:
    """The fields and `state` of a find after the mutations that its copy does not show yet; None if unknown."""
    shown = held and {name: held.get(name) for name in (*FIELD_NAMES, "state")}
    for mutation in unseen:
        if mutation["op"] == "create":
            shown = {**(shown or {}), **mutation["set"], "state": "live"}
        elif shown is None:
            continue  # the find was made by others, and the server has lost it
        elif mutation["op"] == "delete":
            shown = {**shown, "state": "deleted"}
        else:  # an edit restores a deleted find, as in the merge
            alive = "live" if shown["state"] == "deleted" else shown["state"]
            shown = {**shown, **mutation.get("set", {}), "state": alive}
    return shown


@dataclass(frozen=True, slots=True)
class LocalFind:
    """A find as a device shows it."""

    id: UUID
    fields: FindFields
    state: FindState
    notes: int
    """The number of the device's own mutations that the server's copy does not show yet."""
    held: Find | None
    """The find as the server last sent it, with type, location, flags and conflicts; None if it never sent it."""

    @classmethod
    def of(cls, id: UUID, held: Json | None, unseen: Sequence[Json]) -> Self | None:
        shown = played(held, unseen)
        if shown is None:
            return None
        fields, state = FindFields.from_dict(shown), FindState(shown["state"])
        return cls(id, fields, state, len(unseen), None if held is None else Find.from_dict({**_NOTHING, **held}))
