"""Plays the log again: from the entries of a find to the find."""

from __future__ import annotations

from dataclasses import replace

import orjson

from models.mutation import Mutation, made_by_person, understood
from sync.log.chain import Entry
from sync.merge.find_state import FindState, Said, author, seen_by_staff
from sync.merge.merge import DECISIONS, RESOLVE, Merged, merge


def mutation_of(entry: Entry, find: FindState | None) -> Mutation:
    """The mutation that an accepted entry of the log played on `find`."""
    content = orjson.loads(entry.content)
    if "made_at" not in content:  # a person's, who saw what the server showed
        mutation = made_by_person(content, entry.made_at or entry.received_at)
        if find and mutation.op != RESOLVE and mutation.op not in DECISIONS:
            return replace(mutation, was=seen_by_staff(find.values))
        return mutation
    understood_now = understood(content)
    if not isinstance(understood_now, Mutation):
        raise ValueError(f"its content is not valid: {understood_now['detail']}")
    return understood_now


def said_of(entry: Entry, mutation: Mutation) -> Said:
    """Who said it, and when."""
    by = author(entry.device_id, entry.team, entry.person, entry.fork)
    return Said(by, mutation.id, mutation.made_at, entry.at or "", entry.received_at)


def play(entry: Entry, find: FindState | None) -> Merged:
    """What an accepted entry makes of the find before it."""
    mutation = mutation_of(entry, find)
    if find is None and mutation.op != "create":
        raise ValueError(f"it is a {mutation.op}, and no entry before it created the find")
    merged = merge(find, mutation, said_of(entry, mutation))
    for name in merged.opened:
        merged.find.conflicts[name].opened_seq = entry.seq
    return merged
