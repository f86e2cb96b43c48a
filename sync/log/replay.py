"""Plays the log again: a find is what its entries make of it, played in the order of their places."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import orjson

from models.find import FieldValues, means
from models.mutation import Mutation, made_by_person, understood
from sync.log.chain import Entry
from sync.log.epochs import Epochs, Order
from sync.merge.find_state import Conflict, FindState, Said, author, seen_by_staff
from sync.merge.merge import DECISIONS, POLICY, RESOLVE, Closed, Merged, merge

PLAYED_AGAIN = "played again"
"""Why a conflict closed that is none any more, because an older entry came back."""


@dataclass(frozen=True, slots=True)
class Step:
    """An accepted entry as it is played: what it says, with what its author saw, and where it stands."""

    order: Order
    seq: int
    """Of the entry itself."""
    placed: bool
    """It brought its place."""
    mutation: Mutation
    said: Said


_ORDER = attrgetter("order")


def mutation_of(entry: Entry, saw: FieldValues | None) -> Mutation:
    """The mutation that an accepted entry of the log played on a find whose own fields were `saw` before it."""
    content = orjson.loads(entry.content)
    if "made_at" not in content:  # a person's, who saw what the server showed
        mutation = made_by_person(content, entry.made_at or entry.received_at)
        if saw is not None and mutation.op != RESOLVE and mutation.op not in DECISIONS:
            return replace(mutation, was=seen_by_staff(saw))
        return mutation
    understood_now = understood(content)
    if not isinstance(understood_now, Mutation):
        raise ValueError(f"its content is not valid: {understood_now['detail']}")
    return understood_now


def step_of(entry: Entry, saw: FieldValues | None, epochs: Epochs) -> Step:
    """An accepted entry as it is played; `saw` as in `mutation_of`, unless the entry says what its author saw."""
    mutation = mutation_of(entry, orjson.loads(entry.saw) if entry.saw else saw)
    by = author(entry.device_id, entry.team, entry.person, entry.fork)
    said = Said(by, mutation.id, mutation.made_at, entry.at or "", entry.received_at)
    return Step(epochs.order_of(entry), entry.seq, entry.place_seq is not None, mutation, said)


class Playing:
    """One find on its way through the log: it takes its entries in the order of their numbers."""

    def __init__(self, find: FindState | None = None, steps: Iterable[Step] = ()) -> None:
        """`find` as `steps` made it."""
        self.find = find
        self.steps = sorted(steps, key=_ORDER)
        """In the order of their places."""

    def play(self, step: Step) -> Merged:
        """What the next entry makes of the find: it is played again when later ones were played before it.

        Changes nothing here. Raises ValueError for a change of a find that no entry created.
        """
        find = self.find
        if find is None and step.mutation.op != "create":
            raise ValueError(f"it is a {step.mutation.op}, and no entry before it created the find")
        if find is None or not self.steps or self.steps[-1].order < step.order:
            merged = merge(find, step.mutation, step.said)
        else:
            merged = _played_again(find, sorted([*self.steps, step], key=_ORDER), step)
        for name in merged.opened:
            merged.find.conflicts[name].opened_seq = step.seq
        return merged

    def take(self, step: Step, merged: Merged) -> None:
        """Goes on from what an entry made."""
        insort(self.steps, step, key=_ORDER)
        self.find = merged.find

    def take_entry(self, entry: Entry, epochs: Epochs) -> Merged:
        """Plays the next entry of the log and goes on from it. Raises ValueError if it cannot be played."""
        step = step_of(entry, self.find.values if self.find else None, epochs)
        merged = self.play(step)
        self.take(step, merged)
        return merged


def _played_again(before: FindState, steps: Sequence[Step], newest: Step) -> Merged:
    """The find that all its steps make, as what the newest made of it as it was before."""
    # What stands before the create waited for it, and goes in right behind it.
    first = next(n for n, one in enumerate(steps) if one.mutation.op == "create")
    steps = [steps[first], *steps[:first], *steps[first + 1 :]]
    find: FindState | None = None
    waiting: set[str] = set()
    for n, one in enumerate(steps):
        merged = merge(find, one.mutation, one.said, _unseen(one, steps[:n]))
        find = merged.find
        if one is newest:
            waiting.update(merged.waiting)
    assert find is not None
    return _as_one_change(before, find, newest.mutation, waiting)


def _unseen(step: Step, played: Sequence[Step]) -> dict[str, Mutation]:
    """What a person who settled conflicts had not seen, though it is played before: what came later."""
    if step.mutation.op != RESOLVE or step.placed:
        return {}
    return {one.mutation.id: one.mutation for one in played if one.seq > step.seq}


def _as_one_change(before: FindState, find: FindState, mutation: Mutation, waiting: set[str]) -> Merged:
    """A find that was played again, beside what it was before: told as any other change of it."""
    known = {conflict.id: conflict.opened_seq for conflict in before.conflicts.values()}
    for conflict in find.conflicts.values():
        conflict.opened_seq = known.get(conflict.id, 0)
    find.version = before.version + 1
    left = {conflict.id for conflict in find.conflicts.values()}
    waits = [
        name
        for name in POLICY
        if name in find.conflicts and (name in waiting or _is_from(find.conflicts[name], mutation))
    ]
    as_sent = all(means(name, find.value(name), value) for name, value in mutation.set.items())
    return Merged(
        find,
        "conflict" if waits else "applied" if as_sent else "merged",
        waits,
        [name for name in POLICY if name in find.conflicts and find.conflicts[name].id not in known],
        [
            Closed(before.conflicts[name].id, name, PLAYED_AGAIN)
            for name in POLICY
            if name in before.conflicts and before.conflicts[name].id not in left
        ],
    )


def _is_from(conflict: Conflict, mutation: Mutation) -> bool:
    """Whether a mutation made an offer of a conflict."""
    return any(offer.said.mutation_id == mutation.id for offer in conflict.offers)
