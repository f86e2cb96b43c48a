"""Forms of ODK Collect as they are kept, and as staff read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Row, and_, insert, select, tuple_, update

from models.mutation import stored_instant
from models.problem import Refused
from models.shapes import submissions as shapes
from models.submission import Submission, mutation_id, read_submission
from models.tables import SUBMISSION
from sync.database.page import Listed, Page
from sync.database.rows import Rows
from sync.merge.find_state import Author

WAITING = "waiting"
"""The form that it corrects has not arrived."""
UNCHANGED = "unchanged"
"""It corrects nothing."""
REJECTED = "rejected"
"""Its mutation is in the quarantine."""

MOST_BESIDE = 200
"""Files that are kept beside a form; a find has no more photos either."""

Files = dict[str, str | None]
"""Names of photos, each with the SHA-256 of what came under it."""
Beside = list[tuple[str, str]]
"""Names and SHA-256 of files that came with a form and are not on its find."""


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
    beside: str
    xml_sha256: str
    xml: bytes


SUBMISSIONS = Rows(SUBMISSION, SubmissionRow)


@dataclass(slots=True)
class Form:
    """A stored submission."""

    submission: Submission
    author: Author
    received_at: datetime
    files: Files
    beside: Beside = field(default_factory=list)
    outcome: str = WAITING
    find_id: str | None = None
    mutation_id: str | None = None

    @property
    def missing(self) -> list[str]:
        """Photos that it names and that have not come."""
        beside = {name for name, _ in self.beside}
        return [name for name, sha256 in self.files.items() if sha256 is None and name not in beside]

    def keep_beside(self, files: Beside) -> bool:
        """Keeps files beside the form. Returns whether there was one that is new."""
        fresh = [one for one in files if one not in self.beside][: MOST_BESIDE - len(self.beside)]
        self.beside += fresh
        return bool(fresh)


def waiting_id(id: str) -> str:
    """The id of the mutation that stands in the quarantine while a form waits for the one that it corrects."""
    return mutation_id(id, WAITING)


def forms_where(connection: Connection, operation: str, wanted: Any) -> list[Form]:
    """Stored forms in the order in which they came."""
    mine = and_(SUBMISSION.c.operation == operation, wanted)
    return [_form(row) for row in SUBMISSIONS.where(connection, mine, (SUBMISSION.c.received_at, SUBMISSION.c.id))]


def stored_form(connection: Connection, operation: str, id: str) -> Form | None:
    """The form of this id, if it came."""
    return next(iter(forms_where(connection, operation, SUBMISSION.c.id == id)), None)


def _form(row: SubmissionRow) -> Form:
    return Form(
        read_submission(bytes(row.xml)),
        Author(row.device_id, row.team),
        datetime.fromisoformat(row.received_at),
        orjson.loads(row.files),
        [(name, sha256) for name, sha256 in orjson.loads(row.beside)],
        row.outcome,
        row.find_id,
        row.mutation_id,
    )


def insert_form(connection: Connection, operation: str, form: Form) -> None:
    """Stores a form that is new."""
    given = form.submission
    row = SubmissionRow(
        operation=operation,
        id=given.id,
        instance_id=given.instance_id,
        deprecates=given.deprecates,
        device_id=form.author.device_id or "",
        team=form.author.team or "",
        received_at=stored_instant(form.received_at),
        form_version=given.version,
        xml_sha256=given.xml_sha256,
        xml=given.xml,
        **_becoming(form),
    )
    connection.execute(insert(SUBMISSION).values(row._asdict()))


def update_form(connection: Connection, operation: str, form: Form) -> None:
    """Stores what became of a form, and what came of its photos."""
    mine = and_(SUBMISSION.c.operation == operation, SUBMISSION.c.id == form.submission.id)
    connection.execute(update(SUBMISSION).where(mine).values(**_becoming(form)))


def _becoming(form: Form) -> dict[str, Any]:
    return {
        "find_id": form.find_id,
        "mutation_id": form.mutation_id,
        "outcome": form.outcome,
        "files": orjson.dumps(form.files).decode(),
        "beside": orjson.dumps(form.beside).decode(),
    }


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
        "beside": [{"name": name, "sha256": sha256} for name, sha256 in orjson.loads(row.beside)],
        "xml_sha256": row.xml_sha256,
    }


def read_xml(connection: Connection, operation: str, id: str) -> bytes:
    """A submission as it came; raises Refused if it is unknown."""
    mine = and_(SUBMISSION.c.operation == operation, SUBMISSION.c.id == id)
    xml = connection.execute(select(SUBMISSION.c.xml).where(mine)).scalar_one_or_none()
    if xml is None:
        raise Refused("not_found", f"Submission {id} not found in this operation.")
    return bytes(xml)
