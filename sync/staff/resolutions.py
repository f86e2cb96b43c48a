"""What staff do to finds: resolve conflicts and edit. Each is a mutation like any other, made by a person, with an id.

A person names the state that they saw (If-Match). If it has changed since, the job is rejected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_

from models.find import FieldValues
from models.mutation import checked_fields, refused
from models.problem import Refused, invalid_value, sentence
from models.tables import CONFLICT
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, by_person
from sync.exchange.transaction import Transaction
from sync.finds.conflicts import CONFLICTS, ConflictRow, etag
from sync.finds.reading import find_etag
from sync.log.chain import hashes_at
from sync.merge.find_state import seen_by_staff
from sync.merge.merge import RESOLVE


class Settled(NamedTuple):
    """One conflict, the value that a person gives its field, and the state that they saw."""

    conflict_id: str
    field: str
    value: Any
    etag: str | None


@dataclass(frozen=True, slots=True)
class Resolution(Job[str]):
    """A person resolves conflicts of one find."""

    settled: tuple[Settled, ...]
    prepared: tuple[Prepared, ...]
    finds: frozenset[str]

    def run(self, transaction: Transaction) -> str:
        """The answer to the resolution, as JSON."""
        known = transaction.first_answer(self.prepared[0])
        if known:
            return known
        for one in self.settled:
            if one.etag is None:
                raise Refused("precondition_required", "Read the conflict first and send its ETag as If-Match.")
            row = transaction.conflicts.rows.get(one.conflict_id) or self.stored(transaction, one.conflict_id)
            if etag(row.state, row.document) != one.etag:
                raise Refused(
                    "precondition_failed",
                    "The conflict has changed since you read it. Read it again, and decide again.",
                )
            if row.state != "open":
                raise Refused("already_decided", f"This conflict is already {row.state}.")
        return transaction.take(self.prepared[0])

    @staticmethod
    def stored(transaction: Transaction, id: str) -> ConflictRow:
        mine = and_(CONFLICT.c.operation == transaction.head.operation, CONFLICT.c.id == id)
        (row,) = CONFLICTS.where(transaction.connection, mine)
        return row


def valid_value(name: str, value: Any) -> Any:
    """The value as it is stored in the field; raises Refused if it is not valid there."""
    if name == "deleted":
        if isinstance(value, bool):
            return value
        raise invalid_value("value", "is not true or false", "send true to delete, false to keep", "wrong_type")
    checked = checked_fields({name: value}, "")
    if isinstance(checked, list):
        errors = [error.model_copy(update={"field": error.field.replace(name, "value", 1)}) for error in checked]
        raise Refused("invalid_value", sentence(errors), errors)
    return checked[name]


def resolution(
    id: str, find_id: str, settled: list[Settled], reason: str, person: str, received_at: datetime
) -> Resolution:
    """The job that resolves conflicts of one find; raises Refused if a value is not valid in its field."""
    values = {one.field: valid_value(one.field, one.value) for one in settled}
    content = {
        "id": id,
        "find_id": find_id,
        "op": RESOLVE,
        "set": values,
        "conflicts": [one.conflict_id for one in settled],
        "reason": reason,
    }
    return Resolution(tuple(settled), (by_person(content, person, received_at),), frozenset([find_id]))


@dataclass(frozen=True, slots=True)
class StaffEdit(Job[str]):
    """A person edits, deletes or restores a find that they saw."""

    etag: str | None
    prepared: tuple[Prepared, ...]
    finds: frozenset[str]

    def run(self, transaction: Transaction) -> str:
        """The answer to the edit, as JSON."""
        one = self.prepared[0]
        known = transaction.first_answer(one)
        if known:
            return known
        if self.etag is None:
            raise Refused("precondition_required", "Read the find first and send its ETag as If-Match.")
        assert one.mutation is not None
        row = transaction.rows.get(one.mutation.find_id) or transaction.stored_rows.get(one.mutation.find_id)
        if row is None:
            raise Refused("not_found", f"Find {one.mutation.find_id} not found in this operation.")
        hashes = hashes_at(transaction.connection, row.operation, {row.seq}, transaction.entries)
        if find_etag(row.seq, hashes[row.seq]) != self.etag:
            raise Refused("precondition_failed", "The find has changed since you read it. Read it again.")
        seen = replace(one.mutation, was=seen_by_staff(transaction.finds[row.id].values))
        return transaction.take(replace(one, mutation=seen))


def staff_edit(
    id: str,
    find_id: str,
    op: str,
    values: FieldValues,
    reason: str,
    person: str,
    etag: str | None,
    received_at: datetime,
) -> StaffEdit:
    """The job that plays what a person changes in a find."""
    checked = checked_fields(values, "set.")
    if isinstance(checked, list):
        problem = refused(checked)
        raise Refused("invalid_value", problem["detail"], checked)
    content = {"id": id, "find_id": find_id, "op": op, "set": checked, "reason": reason}
    return StaffEdit(etag, (by_person(content, person, received_at),), frozenset([find_id]))
