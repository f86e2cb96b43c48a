"""What tablets had seen is taken back: edits and creates of a person that name their witnesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection

from models.find import DELETED, FIELDS, FieldValues
from models.problem import FieldError, Refused, sentence
from models.shapes import Json
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, by_person
from sync.exchange.transaction import Transaction
from sync.merge.find_state import seen_by_staff
from sync.recovery.witnesses import Difference, differences

OPS = ("create", "restore", "edit", "delete")
"""What a find may need to be as it was seen, in this order."""


def _key(id: str, find_id: str, op: str) -> str:
    """The mutation id of one step of taking a find: the same whenever it is asked for again."""
    return str(uuid5(NAMESPACE_URL, f"minetally:take:{id}:{find_id}:{op}"))


@dataclass(frozen=True, slots=True)
class Taking(Job[list[str]]):
    """A person takes what was seen of some finds: all of them, or none."""

    id: str
    find_ids: tuple[str, ...]
    versions: tuple[tuple[str, int], ...]
    """Of the finds that differ, the version that was compared; 0: the server did not know it."""
    prepared: tuple[Prepared, ...]
    finds: frozenset[str]
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> list[str]:
        """The answer to each step, as JSON. Raises Refused where a find does not differ, or has changed meanwhile."""
        known = self._known(transaction)
        if known:
            return known
        versions = dict(self.versions)
        as_seen = [find_id for find_id in self.find_ids if find_id not in versions]
        if as_seen:
            raise _refused(as_seen, "not_differing", "stands as it was seen, or no tablet has shown it", "leave it out")
        moved = [
            find_id
            for find_id, version in versions.items()
            if version != (transaction.finds[find_id].version if find_id in transaction.finds else 0)
        ]
        if moved:
            raise Refused("precondition_failed", f"Find {moved[0]} has changed since. Read the recovery again.")
        first_steps = {one.sent.find_id: one for one in reversed(self.prepared)}
        transaction.try_out([*first_steps.values()])
        return [transaction.take(self._seeing(transaction, one)) for one in self.prepared]

    def _known(self, transaction: Transaction) -> list[str]:
        """The first answers, if this was done before."""
        keys = [_key(self.id, find_id, op) for find_id in self.find_ids for op in OPS]
        transaction.load_answers(set(keys))
        return [
            answer.replace('"replayed":false', '"replayed":true', 1)
            for key in keys
            for answer in transaction.answers[key].values()
        ]

    @staticmethod
    def _seeing(transaction: Transaction, one: Prepared) -> Prepared:
        """A step that saw its find as it now stands: its version was compared."""
        mutation = one.mutation
        assert mutation is not None
        find = transaction.finds.get(mutation.find_id)
        if find is None:
            return one
        return replace(one, mutation=replace(mutation, was=seen_by_staff(find.values)))


def _steps(id: str, one: Difference, reason: str) -> Iterator[Json]:
    """The content of each mutation that makes a find what was seen of it."""
    seen, now = one.seen, one.now.values if one.now else None
    witness = {"epoch": one.epoch, "seq": one.seq, "by": [*one.by]}
    fields = [name for name in one.fields if name in FIELDS]
    needed: list[tuple[str, FieldValues]] = []
    if now is None:
        needed.append(("create", {name: seen[name] for name in fields}))
    else:
        if now[DELETED.name] and not seen[DELETED.name]:
            needed.append(("restore", {}))
        if fields:
            needed.append(("edit", {name: seen.get(name) for name in fields}))
    if seen[DELETED.name] and (now is None or not now[DELETED.name] or fields):
        needed.append(("delete", {}))
    for op, values in needed:
        key = _key(id, one.find_id, op)
        yield {
            "id": key, "find_id": one.find_id, "op": op, "set": values, "reason": reason, "witness": witness,
        }  # fmt: skip


def _refused(ids: list[str], code: str, detail: str, remedy: str) -> Refused:
    errors = [FieldError(field="find_ids", code=code, detail=f"{id} {detail}", remedy=remedy) for id in ids[:20]]
    return Refused("invalid_value", sentence(errors), errors)


def taking(
    connection: Connection,
    operation: str,
    id: str,
    find_ids: tuple[str, ...],
    versions: tuple[tuple[str, int], ...],
    reason: str,
    person: str,
    now: datetime,
) -> Taking:
    """The job that takes what was seen of these finds.

    `versions` are those that the person saw, of as many finds as they wish. Raises Refused where a find has another.
    """
    found = {one.find_id: one for one in differences(connection, operation, find_ids)}
    for find_id, version in versions:
        if find_id in found and found[find_id].version != version:
            raise Refused("precondition_failed", f"Find {find_id} has changed since. Read the recovery again.")
    contents = [step for find_id in found for step in _steps(id, found[find_id], reason)]
    prepared = tuple(by_person(content, person, now) for content in contents)
    compared = tuple((one.find_id, one.version) for one in found.values())
    return Taking(id, find_ids, compared, prepared, frozenset(find_ids))
