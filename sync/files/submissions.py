"""Forms that ODK Collect sends: each becomes a mutation of the exchange, once, and is kept as it came.

A form makes a find under the id in its instanceID. One that corrects another (deprecatedID) is an edit of that form's
find, which saw what the other form said; it waits where the other has not come. Photos that come with later posts are
edits of their own, which add them. All ids derive from the form, so a tablet may send it as often as it likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Row, and_, insert, select, tuple_, update

from models.find import FieldValues
from models.mutation import read_mutation, stored_instant
from models.problem import Refused
from models.shapes import submissions as shapes
from models.submission import Submission, changes, mutation_id, read_submission
from models.tables import SUBMISSION
from sync.database.page import Listed, Page
from sync.database.rows import Rows
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, Result, prepare
from sync.exchange.transaction import Transaction
from sync.merge.find_state import Author

WAITING = "waiting"
"""The form that it corrects has not arrived."""
UNCHANGED = "unchanged"
"""It corrects nothing."""

Files = dict[str, str | None]
"""Names of photos, each with the SHA-256 of what came under it."""


class SubmissionRow(NamedTuple):
    """A form as it is stored."""

    operation: str
    id: str
    instance_id: str
    deprecates: str | None
    find_id: str | None
    mutation_id: str | None
    outcome: str
    device_id: str
    team: str
    received_at: str
    form_version: str
    files: str
    xml_sha256: str
    xml: bytes


SUBMISSIONS = Rows(SUBMISSION, SubmissionRow)


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


@dataclass(slots=True)
class Form:
    """A stored submission."""

    submission: Submission
    author: Author
    received_at: datetime
    files: Files
    outcome: str = WAITING
    find_id: str | None = None
    mutation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Taking(Job[Taken]):
    """One post of a form: a job of one transaction. Its photos are stored already; `files` says which arrived."""

    submission: Submission
    author: Author
    received_at: datetime
    files: Mapping[str, str | None]
    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()

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
        if self.author.device_id:
            transaction.saw(self.author.device_id, stored_instant(self.received_at))
        missing = [name for name, sha256 in form.files.items() if sha256 is None]
        return Taken(form.outcome, answer, missing, known is not None)

    def first_post(self, transaction: Transaction, form: Form) -> Result | None:
        answer: Result | None = None
        if form.submission.deprecates is None:
            answer = _taken(transaction, form, self.prepared[0])
        elif old := _stored(transaction, form.submission.deprecates):
            answer = _corrected(transaction, form, old)
        transaction.connection.execute(insert(SUBMISSION).values(_row(transaction.head.operation, form)._asdict()))
        if form.find_id:
            _play_waiting(transaction, form)
        return answer

    def more_photos(self, transaction: Transaction, form: Form) -> Result | None:
        """A form that is known: only photos that have not arrived before are new."""
        fresh = {
            name: sha256
            for name, sha256 in self.files.items()
            if name in form.files and form.files[name] != sha256 and sha256
        }
        if fresh:
            form.files.update(fresh)
            _update(transaction, form, files=orjson.dumps(form.files).decode())
            if form.find_id:
                hashes = sorted(set(fresh.values()))
                id = mutation_id(form.submission.id, " ".join(hashes))
                now = replace(form, author=self.author, received_at=self.received_at)
                transaction.take(_edit(transaction, now, id, form.find_id, {"photos": hashes}, {"photos": []}))
        if form.mutation_id is None:
            return None
        transaction.load_answers({form.mutation_id})
        answers: list[Result] = [orjson.loads(one) for one in transaction.answers[form.mutation_id].values()]
        # the first, should another mutation have come under its id
        return min(answers, key=lambda answer: answer["seq"], default=None)


def _play_waiting(transaction: Transaction, form: Form) -> None:
    """Stores the corrections that waited for a form, and those that waited for them."""
    taken = [form]
    for base in taken:
        of_base = and_(
            SUBMISSION.c.operation == transaction.head.operation,
            SUBMISSION.c.deprecates == base.submission.id,
            SUBMISSION.c.outcome == WAITING,
        )
        for row in SUBMISSIONS.where(transaction.connection, of_base, (SUBMISSION.c.received_at,)):
            waiting = _form(row)
            _corrected(transaction, waiting, base)
            _update(
                transaction, waiting, outcome=waiting.outcome, find_id=waiting.find_id, mutation_id=waiting.mutation_id
            )
            taken.append(waiting)


def taking(submission: Submission, files: Files, author: Author, received_at: datetime) -> Taking:
    """The job that takes one post of a form, whose photos with these SHA-256 came with it."""
    if submission.deprecates:
        return Taking(submission, author, received_at, files, ())
    form = Form(submission, author, received_at, {})
    photos = sorted({sha256 for name, sha256 in files.items() if name in submission.photos and sha256})
    fields = {**submission.fields, "photos": photos} if photos else submission.fields
    one = _prepared(form, mutation_id(submission.id), submission.id, "create", set=fields)
    return Taking(submission, author, received_at, files, (one,))


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


def _taken(transaction: Transaction, form: Form, one: Prepared) -> Result:
    """Plays the mutation that a form makes."""
    answer: Result = orjson.loads(transaction.take(one))
    form.outcome, form.find_id, form.mutation_id = answer["outcome"], one.sent.find_id, one.sent.id
    return answer


def _corrected(transaction: Transaction, form: Form, old: Form) -> Result | None:
    """Plays what a form changes of the one that it corrects; that one may itself be waiting still."""
    if old.find_id is None:
        return None
    new_values, seen = changes(old.submission, form.submission)
    had = {name: sha256 for name, sha256 in old.files.items() if sha256}
    has = {name: form.files.get(name) or had.get(name) for name in form.submission.photos}
    before, after = sorted(set(had.values())), sorted({sha256 for sha256 in has.values() if sha256})
    if before != after:
        new_values["photos"], seen["photos"] = after, before
    if not new_values:
        form.outcome, form.find_id = UNCHANGED, old.find_id
        return None
    id = mutation_id(form.submission.id)
    return _taken(transaction, form, _edit(transaction, form, id, old.find_id, new_values, seen))


def _edit(
    transaction: Transaction, form: Form, id: str, find_id: str, new_values: FieldValues, seen: FieldValues
) -> Prepared:
    """An edit that a form makes; the transaction knows what it is about."""
    one = _prepared(form, id, find_id, "edit", set=new_values, was=seen)
    transaction.load_answers({one.sent.key})
    transaction.load_finds({find_id} - transaction.finds.keys())
    return one


# What is kept


def _stored(transaction: Transaction, id: str) -> Form | None:
    mine = and_(SUBMISSION.c.operation == transaction.head.operation, SUBMISSION.c.id == id)
    found = SUBMISSIONS.where(transaction.connection, mine)
    return _form(found[0]) if found else None


def _form(row: SubmissionRow) -> Form:
    return Form(
        read_submission(bytes(row.xml)),
        Author(row.device_id, row.team),
        datetime.fromisoformat(row.received_at),
        orjson.loads(row.files),
        row.outcome,
        row.find_id,
        row.mutation_id,
    )


def _row(operation: str, form: Form) -> SubmissionRow:
    given = form.submission
    return SubmissionRow(
        operation=operation,
        id=given.id,
        instance_id=given.instance_id,
        deprecates=given.deprecates,
        find_id=form.find_id,
        mutation_id=form.mutation_id,
        outcome=form.outcome,
        device_id=form.author.device_id or "",
        team=form.author.team or "",
        received_at=stored_instant(form.received_at),
        form_version=given.version,
        files=orjson.dumps(form.files).decode(),
        xml_sha256=given.xml_sha256,
        xml=given.xml,
    )


def _update(transaction: Transaction, form: Form, **values: Any) -> None:
    mine = and_(SUBMISSION.c.operation == transaction.head.operation, SUBMISSION.c.id == form.submission.id)
    transaction.connection.execute(update(SUBMISSION).where(mine).values(**values))


# What staff read


def list_submissions(
    connection: Connection, operation: str, filters: dict[str, str | None], page: Page
) -> Listed[shapes.Submission]:
    """A page of what was sent in the order in which it came, without the XML.

    `filters` are columns with the value that they must have; null where any will do.
    """
    wanted = [SUBMISSION.c.operation == operation]
    wanted += [SUBMISSION.c[name] == value for name, value in filters.items() if value is not None]
    if page.after:
        wanted.append(tuple_(SUBMISSION.c.received_at, SUBMISSION.c.id) > page.after)
    shown = [column for column in SUBMISSION.c if column.name not in ("operation", "xml")]
    order = (SUBMISSION.c.received_at, SUBMISSION.c.id)
    rows = connection.execute(select(*shown).where(and_(*wanted)).order_by(*order).limit(page.limit + 1)).all()
    here, more = page.cut(rows, lambda row: (row.received_at, row.id))
    return Listed([_shown(row) for row in here], more)


def _shown(row: Row[Any]) -> shapes.Submission:
    files: Files = orjson.loads(row.files)
    return {
        "id": row.id,
        "instance_id": row.instance_id,
        "deprecates": row.deprecates,
        "find_id": row.find_id,
        "mutation_id": row.mutation_id,
        "outcome": row.outcome,
        "device_id": row.device_id,
        "team": row.team,
        "received_at": row.received_at,
        "form_version": row.form_version,
        "files": [{"name": name, "sha256": sha256} for name, sha256 in files.items()],
        "xml_sha256": row.xml_sha256,
    }


def read_xml(connection: Connection, operation: str, id: str) -> bytes:
    """A submission as it came; raises Refused if it is unknown."""
    mine = and_(SUBMISSION.c.operation == operation, SUBMISSION.c.id == id)
    xml = connection.execute(select(SUBMISSION.c.xml).where(mine)).scalar_one_or_none()
    if xml is None:
        raise Refused("not_found", f"Submission {id} not found in this operation.")
    return bytes(xml)
