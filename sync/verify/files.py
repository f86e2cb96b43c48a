"""Photos and forms: each is what its own bytes say, and forms became what the log says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Any

import orjson
from sqlalchemy import and_, select

from models.canonical import canonical
from models.submission import mutation_id, read_submission
from models.tables import LOG, PHOTO, QUARANTINE, SUBMISSION
from sync.database.statements import among
from sync.files.forms import SUBMISSIONS, UNCHANGED, WAITING, SubmissionRow, waiting_id
from sync.log.chain import Entry
from sync.verify.verification import Verification

PAGE = 50
"""Forms; each may hold a megabyte."""
NAMES = 1000
"""Photos of which the hashes are read at a time; their bytes are read one by one."""


def check_photos(verification: Verification) -> None:
    """Every photo has the bytes that its hash names."""
    after = ""
    while True:
        mine = and_(PHOTO.c.operation == verification.operation, PHOTO.c.sha256 > after)
        page = select(PHOTO.c.sha256, PHOTO.c.size).where(mine).order_by(PHOTO.c.sha256).limit(NAMES)
        rows = verification.connection.execute(page).all()
        for sha256, size in rows:
            one = and_(PHOTO.c.operation == verification.operation, PHOTO.c.sha256 == sha256)
            data = bytes(verification.connection.execute(select(PHOTO.c.data).where(one)).scalar_one())
            if hashlib.sha256(data).hexdigest() != sha256:
                detail = f"its {len(data):,} bytes are not those that the hash names"
                verification.findings.wrong("photo", sha256, "data", detail)
            if len(data) != size:
                verification.findings.differs("photo", sha256, "size", size, len(data))
        if len(rows) < NAMES:
            return
        after = rows[-1].sha256


def check_forms_of(verification: Verification, entries: list[Entry]) -> None:
    """The forms that made the finds of these entries of the log are kept."""
    made = {
        entry.find_id: entry.seq
        for entry in entries
        if entry.find_id and entry.device_id and entry.mutation_id == mutation_id(entry.find_id)
    }
    if not made:
        return
    wanted = among(verification.connection, SUBMISSION.c.id, made)
    mine = select(SUBMISSION.c.id).where(SUBMISSION.c.operation == verification.operation, wanted)
    for id in sorted(made.keys() - {*verification.connection.execute(mine).scalars()}):
        verification.findings.missing("submission", id, f"log entry {made[id]} is what it became")


def check_submissions(verification: Verification) -> None:
    """Every form is what its XML says, and became what the log says."""
    for page in verification.pages(SUBMISSIONS, ("id",), PAGE):
        forms = _Forms(verification, page)
        for row in page:
            with verification.findings.reading("submission", row.id):
                if hashlib.sha256(row.xml).hexdigest() != row.xml_sha256:
                    detail = "its bytes are not those that xml_sha256 names"
                    verification.findings.wrong("submission", row.id, "xml", detail)
                verification.findings.compare("submission", row.id, row._asdict(), forms.says(row))
                forms.check_fields(row)
                forms.check_photos(row)


class _Forms:
    """What the log says of some forms."""

    def __init__(self, verification: Verification, rows: list[SubmissionRow]) -> None:
        self.verification, self.connection = verification, verification.connection
        mine = SUBMISSION.c.operation == verification.operation
        corrected = {row.deprecates for row in rows if row.deprecates}
        columns = (SUBMISSION.c.id, SUBMISSION.c.find_id)
        found = self.connection.execute(
            select(*columns).where(mine, among(self.connection, SUBMISSION.c.id, corrected))
        )
        self.find_of: dict[str, str | None] = {id: find_id for id, find_id in found}
        self.entries: dict[str, list[Any]] = defaultdict(list)
        columns_of_log = (LOG.c.seq, LOG.c.mutation_id, LOG.c.find_id, LOG.c.device_id, LOG.c.team, LOG.c.received_at)
        ids = {id for row in rows for id in (mutation_id(row.id), waiting_id(row.id))}
        wanted = among(self.connection, LOG.c.mutation_id, ids)
        statement = select(*columns_of_log, LOG.c.answer, LOG.c.content)
        for entry in self.connection.execute(statement.where(LOG.c.operation == verification.operation, wanted)):
            self.entries[entry.mutation_id].append(entry)
        by_person = select(LOG.c.mutation_id).join(
            QUARANTINE, and_(QUARANTINE.c.operation == LOG.c.operation, QUARANTINE.c.seq == LOG.c.seq)
        )
        by_person = by_person.where(LOG.c.operation == verification.operation, wanted)
        by_person = by_person.where(QUARANTINE.c.state == "dismissed", QUARANTINE.c.decided_by.is_not(None))
        self.dismissed = {*self.connection.execute(by_person).scalars()}
        self.photos: dict[str, set[str]] = defaultdict(set)
        wanted = among(self.connection, LOG.c.find_id, {row.find_id for row in rows if row.find_id})
        contents = select(LOG.c.find_id, LOG.c.content).where(LOG.c.operation == verification.operation, wanted)
        for find_id, content in self.connection.execute(contents):
            self.photos[find_id].update(_photos(content))

    def entry(self, row: SubmissionRow) -> Any | None:
        """The entry that a form became; the first, should another mutation have come under its id."""
        return _first(self.entries[mutation_id(row.id)])

    def says(self, row: SubmissionRow) -> dict[str, Any]:
        """The columns of a form as its XML and the log say them."""
        given = read_submission(bytes(row.xml))
        says: dict[str, Any] = {
            "xml_sha256": given.xml_sha256,
            "id": given.id,
            "instance_id": given.instance_id,
            "deprecates": given.deprecates,
            "form_version": given.version,
        }
        entry = self.entry(row)
        if entry is None:  # it made no mutation: it waits, or it corrects nothing
            waits = _first(self.entries[waiting_id(row.id)])
            find_id = None if waiting_id(row.id) in self.dismissed else self.find_of.get(row.deprecates or "")
            says |= {"mutation_id": None, "find_id": find_id, "outcome": UNCHANGED if find_id else WAITING}
            if waits is None:
                return says
            # One of 0.1.0 came before its entry, which it got when a later version started.
            return {**says, **_who(waits), "received_at": min(row.received_at, waits.received_at)}
        became = {"mutation_id": entry.mutation_id, "find_id": entry.find_id}
        return {**says, **became, "outcome": orjson.loads(entry.answer)["outcome"], **_who(entry)}

    def check_fields(self, row: SubmissionRow) -> None:
        """What its XML says is what it brought into the log; a correction brought only what it changed."""
        entry = self.entry(row)
        if entry is None or row.deprecates is not None:
            return
        brought = {name: value for name, value in orjson.loads(entry.content)["set"].items() if name != "photos"}
        fields = orjson.loads(canonical(read_submission(bytes(row.xml)).fields))
        if fields != brought:
            self.verification.findings.differs("submission", row.id, "xml", fields, brought)

    def check_photos(self, row: SubmissionRow) -> None:
        """Its photos are those that its XML names; what came is stored, and the log tells of it."""
        findings = self.verification.findings
        files: dict[str, str | None] = orjson.loads(row.files)
        named = [*read_submission(bytes(row.xml)).photos]
        if [*files] != named:
            findings.differs("submission", row.id, "files", [*files], named)
        came = {sha256 for sha256 in files.values() if sha256}
        kept = came | {sha256 for _, sha256 in orjson.loads(row.beside)}
        mine = and_(PHOTO.c.operation == self.verification.operation, among(self.connection, PHOTO.c.sha256, kept))
        for sha256 in sorted(kept - {*self.connection.execute(select(PHOTO.c.sha256).where(mine)).scalars()}):
            findings.missing("photo", sha256, f"form {row.id} says that it came")
        if row.find_id is None:
            return
        for sha256 in sorted(came - self.photos[row.find_id]):
            findings.wrong("submission", row.id, "files", f"names photo {sha256}, of which the log knows nothing")
        entry = self.entry(row)
        first = _photos(entry.content) if entry is not None and row.deprecates is None else []
        if len(first) > sum(sha256 is not None for sha256 in files.values()):
            findings.wrong("submission", row.id, "files", f"lacks photos: {len(first)} came with the form")


def _first(entries: list[Any]) -> Any | None:
    return min(entries, key=lambda entry: entry.seq, default=None)


def _who(entry: Any) -> dict[str, Any]:
    """Who brought a form, and when, as its entry says."""
    return {name: getattr(entry, name) for name in ("device_id", "team", "received_at")}


def _photos(content: str) -> list[str]:
    """The photos that a mutation sets."""
    try:
        photos = orjson.loads(content)["set"]["photos"]
    except (ValueError, TypeError, KeyError):
        return []
    return photos if isinstance(photos, list) else []
