"""Plays the log again: from the entries of a find to the find."""

from __future__ import annotations

from typing import Any

import orjson

from models.mutation import Mutation, understood
from sync.merge.find_state import Author, FindState, Said, seen_by_staff
from sync.merge.merge import DECISIONS, RESOLVE, Merged, merge


def mutation_of(entry: Any, find: FindState | None) -> Mutation:
    """The mutation that an accepted entry of the log played on `find`."""
    content = orjson.loads(entry.content)
    if "made_at" not in content:  # a person's, who saw what the server showed
        was = content.get("was", {})
        if find and content["op"] != RESOLVE and content["op"] not in DECISIONS:
            was = seen_by_staff(find.values)
        return Mutation(content["id"], content["find_id"], content["op"], content["set"], was, entry.made_at)
    mutation = understood(content)
    if not isinstance(mutation, Mutation):
        raise ValueError(f"its content was refused: {mutation['detail']}")
    return mutation


def said_of(entry: Any, mutation: Mutation) -> Said:
    """Who said it, and when."""
    author = Author(entry.device_id, entry.team, entry.person)
    return Said(author, mutation.id, mutation.made_at, entry.at, entry.received_at)


def play(entry: Any, find: FindState | None) -> Merged:
    """What an accepted entry makes of the find before it."""
    mutation = mutation_of(entry, find)
    if find is None and mutation.op != "create":
        raise ValueError(f"it is a {mutation.op}, and no entry before it made the find")
    merged = merge(find, mutation, said_of(entry, mutation))
    for name in merged.opened:
        merged.find.conflicts[name].opened_seq = entry.seq
    return merged
