"""Forms that ODK Collect sends: each becomes a mutation of the exchange, once, and is kept as it came.

A form makes a find under the id in its instanceID. One that corrects another (deprecatedID) is an edit of that form's
find, which saw what the other form said. Where the other was refused and its find is not there, the correction makes
the find, with all that it says. Where the other has not come, the correction waits in the quarantine. Photos that come
with later posts are edits of their own, which add them. All ids derive from the form, so a tablet may send it as often
as it likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, select

from models.find import FieldValues
from models.mutation import checked_fields, read_mutation, stored_instant
from models.problem import Refused
from models.submission import Submission, changes, mutation_id
from models.tables import LOG, SUBMISSION
from sync.database.database import Database
from sync.database.statements import among
from sync.exchange.committer import Committer, Job
from sync.exchange.prepared import Prepared, Result, prepare
from sync.exchange.transaction import Transaction
from sync.files.forms import (
    REJECTED,
    UNCHANGED,
    WAITING,
    Beside,
    Files,
    Form,
    forms_where,
    insert_form,
    stored_form,
    update_form,
    waiting_id,
)
from sync.files.refused_forms import (
    dismiss_refused,
    late_photos,
    refusals,
    wait_for_form,
    waiting_refusals,
)
from sync.merge.find_state import Author


class Taken(NamedTuple):
    """The result of a submission."""

    outcome: str
    """applied, merged, conflict or rejected, as its mutation was answered; or waiting, or unchanged."""
    answer: Result | None
    """The answer to its mutation."""
    missing: list[str]
    """Photos that the form names and that have not arrived."""
    known: bool
    """It had arrived before."""


@dataclass(frozen=True, slots=True)
class Taking(Job[Taken]):
    """One post of a form: a job of one transaction. Its photos are stored already.

    `files` says which photos of the form arrived, `beside` what else came with it.
    """

    submission: Submission
    author: Author
    received_at: datetime
    files: Mapping[str, str | None]
    beside: tuple[tuple[str, str], ...]
    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()
    again: bool = False
    """The server itself takes it once more: its tablet was not seen."""

    @property
    def forms(self) -> frozenset[str]:
        return frozenset([self.submission.id])

    def run(self, transaction: Transaction) -> Taken:
        """The result of the form; raises Refused if its instanceID was sent with another content."""
        given = self.submission
        known = _stored(transaction, given.id)
        if known and known.submission.xml_sha256 != given.xml_sha256:
            raise Refused(
                "already_exists",
                "This form was sent before with other answers, which stay. To correct it, edit the sent form or fill"
                " in a new one.",
            )
        files = {name: self.files.get(name) for name in given.photos}
        form = known or Form(given, self.author, self.received_at, files)
        answer = self.more_photos(transaction, form) if known else self.first_post(transaction, form)
        if self.author.device_id and not self.again:
            transaction.saw(self.author.device_id, stored_instant(self.received_at))
        return Taken(form.outcome, answer, form.missing, known is not None)

    def first_post(self, transaction: Transaction, form: Form) -> Result | None:
        form.keep_beside([*self.beside])
        answer: Result | None = None
        if form.submission.deprecates is None:
            answer = _taken(transaction, form, self.prepared[0])
        else:
            old = _stored(transaction, form.submission.deprecates)
            if old and old.find_id:
                answer = _corrected(transaction, form, old)
            else:
                _check_no_ring(transaction, form.submission)
                wait_for_form(transaction, form, _first(form, waiting_id(form.submission.id)))
        insert_form(transaction.connection, transaction.head.operation, form)
        if form.find_id:
            _play_waiting(transaction, form)
        return answer

    def more_photos(self, transaction: Transaction, form: Form) -> Result | None:
        """A form that is known: only photos that have not arrived before are new."""
        waits_as = waiting_id(form.submission.id)
        if form.outcome == WAITING and not refusals(transaction, {waits_as}):
            wait_for_form(transaction, form, _first(replace(form, received_at=self.received_at), waits_as))
        fresh = {
            name: sha256
            for name, sha256 in self.files.items()
            if name in form.files and form.files[name] != sha256 and sha256
        }
        corrections = _corrections_of(transaction, form) if fresh else []
        gone = [(name, sha256) for name, sha256 in fresh.items() if any(name not in one.files for one in corrections)]
        fresh = {name: sha256 for name, sha256 in fresh.items() if (name, sha256) not in gone}
        form.files.update(fresh)
        for one in corrections:
            if awaited := {name: sha256 for name, sha256 in fresh.items() if one.files[name] is None}:
                one.files.update(awaited)
                update_form(transaction.connection, transaction.head.operation, one)
        if form.keep_beside([*self.beside, *gone]) or fresh:
            update_form(transaction.connection, transaction.head.operation, form)
        if fresh and form.find_id:
            hashes = sorted(set(fresh.values()))
            id = mutation_id(form.submission.id, " ".join(hashes))
            now = replace(form, author=self.author, received_at=self.received_at)
            edit = _prepared(now, id, form.find_id, "edit", set={"photos": hashes}, was={"photos": []})
            transaction.take(_known(transaction, edit))
        if form.mutation_id is None:
            return None
        transaction.load_answers({form.mutation_id})
        answers: list[Result] = [orjson.loads(one) for one in transaction.answers[form.mutation_id].values()]
        # the first, should another mutation have come under its id
        return min(answers, key=lambda answer: answer["seq"], default=None)


def taking(
    submission: Submission, files: Files, author: Author, received_at: datetime, beside: Beside | None = None
) -> Taking:
    """The job that takes one post of a form, whose photos with these SHA-256 came with it."""
    form = Form(submission, author, received_at, {name: files.get(name) for name in submission.photos})
    first = () if submission.deprecates else (_first(form, mutation_id(submission.id)),)
    return Taking(submission, author, received_at, files, tuple(beside or ()), first)


async def show_waiting(database: Database, committer: Committer) -> None:
    """Puts the forms that wait into the quarantine which version 0.1.0 had stored: it only kept them."""
    for operation, form in await database.read(_unshown):
        job = taking(form.submission, form.files, form.author, datetime.now(UTC))
        await committer.run(operation, replace(job, again=True))


def _unshown(connection: Connection) -> list[tuple[str, Form]]:
    """The forms that wait and are not in the quarantine, with their operations."""
    waits = SUBMISSION.c.outcome == WAITING
    found: list[tuple[str, Form]] = []
    for operation in connection.execute(select(SUBMISSION.c.operation).where(waits).distinct()).scalars().all():
        forms = {waiting_id(form.submission.id): form for form in forms_where(connection, operation, waits)}
        logged = and_(LOG.c.operation == operation, among(connection, LOG.c.mutation_id, forms.keys()))
        shown = {*connection.execute(select(LOG.c.mutation_id).where(logged)).scalars()}
        found += [(operation, form) for id, form in forms.items() if id not in shown]
    return found


def _stored(transaction: Transaction, id: str) -> Form | None:
    return stored_form(transaction.connection, transaction.head.operation, id)


def _play_waiting(transaction: Transaction, form: Form) -> None:
    """Stores the corrections that waited for a form, and those that waited for them."""
    connection, operation = transaction.connection, transaction.head.operation
    taken = [form]
    for base in taken:
        of_base = and_(SUBMISSION.c.deprecates == base.submission.id, SUBMISSION.c.outcome == WAITING)
        for waiting in forms_where(connection, operation, of_base):
            if any(one.state == "dismissed" for one in refusals(transaction, {waiting_id(waiting.submission.id)})):
                continue
            _corrected(transaction, waiting, base)
            update_form(connection, operation, waiting)
            taken.append(waiting)


def _check_no_ring(transaction: Transaction, given: Submission) -> None:
    """Raises Refused if a form corrects itself, or one that waits for it."""
    above = given.deprecates
    seen: set[str] = set()
    while above is not None and above not in seen:
        if above == given.id:
            raise Refused(
                "invalid_request",
                "This form says that it corrects itself, or a form that corrects it. Nothing of it is stored: copy its"
                " answers into a new form.",
            )
        seen.add(above)
        mine = and_(SUBMISSION.c.operation == transaction.head.operation, SUBMISSION.c.id == above)
        above = transaction.connection.execute(select(SUBMISSION.c.deprecates).where(mine)).scalar_one_or_none()


def _corrections_of(transaction: Transaction, form: Form) -> list[Form]:
    """The corrections of a form that count, and theirs."""
    found: list[Form] = []
    above = [form.submission.id]
    for id in above:
        played = SUBMISSION.c.outcome.not_in((WAITING, REJECTED))
        these = forms_where(
            transaction.connection, transaction.head.operation, and_(SUBMISSION.c.deprecates == id, played)
        )
        found += these
        above += [one.submission.id for one in these]
    return found


# The mutations of a form


def _prepared(form: Form, id: str, find_id: str, op: str, **values: Any) -> Prepared:
    content = {
        "id": id,
        "find_id": find_id,
        "op": op,
        "base_version": 0,
        **values,
        "made_at": form.submission.made_at or stored_instant(form.received_at),
    }
    known_by, read = read_mutation(content)
    return prepare(known_by, read, form.author, timedelta(), form.received_at)


def _first(form: Form, id: str, find_id: str | None = None) -> Prepared:
    """The mutation that makes a find of all that a form says: of its own one, or of the form that it corrects."""
    photos = sorted({sha256 for sha256 in form.files.values() if sha256})
    fields = {**form.submission.fields, "photos": photos} if photos else form.submission.fields
    find_id = find_id or form.submission.deprecates or form.submission.id
    return _prepared(form, id, find_id, "create", set=fields)


def _known(transaction: Transaction, one: Prepared) -> Prepared:
    """A mutation that was made under the lock: the transaction reads what it is about."""
    transaction.load_answers({one.sent.key})
    transaction.load_finds({one.sent.find_id or ""} - transaction.finds.keys())
    return one


def _taken(transaction: Transaction, form: Form, one: Prepared) -> Result:
    """Plays the mutation that a form makes."""
    answer: Result = orjson.loads(transaction.take(one))
    form.outcome, form.find_id, form.mutation_id = answer["outcome"], one.sent.find_id, one.sent.id
    return answer


def _corrected(transaction: Transaction, form: Form, old: Form) -> Result | None:
    """Plays what a form changes of the one that it corrects, whose find is known by name."""
    chain = _refused_below(transaction, old)
    base = chain[-1]
    find_id = base.find_id or base.submission.id
    transaction.load_finds({find_id} - transaction.finds.keys())
    came = {name: sha256 for one in reversed(chain) for name, sha256 in one.files.items() if sha256}
    has = {name: form.files.get(name) or came.get(name) for name in form.submission.photos}
    form.files = has  # what came with the other need not come again
    own = mutation_id(form.submission.id)
    replaced = {waiting_id(form.submission.id), *(one.mutation_id or "" for one in chain)}
    if base.outcome == REJECTED and find_id not in transaction.finds:
        replaced |= late_photos(transaction, find_id, chain)
        one = _first(form, own, find_id)
    else:
        new_values, seen = _changes(base, form)
        if not new_values:
            form.outcome, form.find_id = UNCHANGED, find_id
            dismiss_refused(transaction, form, waiting_refusals(transaction, replaced))
            return None
        one = _prepared(form, own, find_id, "edit", set=new_values, was=seen)
    one = _known(transaction, one)
    refused = waiting_refusals(transaction, replaced)
    mended = None
    if one.mutation and not transaction.answers[own]:
        mended = next(
            (it for id in (waiting_id(form.submission.id), old.mutation_id) for it in refused if it.mutation_id == id),
            None,
        )
    dismiss_refused(transaction, form, [it for it in refused if it != mended])
    answer = _taken(transaction, form, replace(one, mends=mended.mutation_id) if mended else one)
    if mended:
        transaction.release(mended.id, own, None)
    return answer


def _refused_below(transaction: Transaction, form: Form) -> list[Form]:
    """A form and, while it was refused, the one that it corrects, and so on: the last one is that which counts."""
    chain = [form]
    while chain[-1].outcome == REJECTED and (above := chain[-1].submission.deprecates):
        below = _stored(transaction, above)
        if below is None:
            break
        chain.append(below)
    return chain


def _changes(base: Form, form: Form) -> tuple[FieldValues, FieldValues]:
    """`set` and `was` of a correction. Nobody saw in a find what no find can have."""
    new_values, seen = changes(base.submission, form.submission)
    if base.outcome == REJECTED:
        seen = {name: value for name, value in seen.items() if isinstance(checked_fields({name: value}, "was"), dict)}
    before, after = (sorted({sha256 for sha256 in files.values() if sha256}) for files in (base.files, form.files))
    if before != after:
        new_values["photos"], seen["photos"] = after, before
    return new_values, seen
