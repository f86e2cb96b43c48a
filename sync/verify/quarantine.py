"""Refused mutations: each is kept, and waits or is decided as the log says."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import and_, select

from models.mutation import folded_uuid, sent
from models.tables import FIND, LOG, QUARANTINE
from sync.database.statements import among
from sync.exchange.awaiting import DECIDED, finds_needed
from sync.exchange.prepared import QUARANTINED, QuarantineRow, quarantine_id, release_id
from sync.log.chain import Entry
from sync.verify.verification import Verification

Columns = dict[str, Any]
"""Columns of a row of the quarantine."""


def check_quarantine(verification: Verification, entries: list[Entry]) -> None:
    """What these entries of the log refused, released or dismissed stands so in the quarantine."""
    refused = {entry.seq: entry for entry in entries if entry.kind == "rejected"}
    between = QUARANTINE.c.seq.between(entries[0].seq, entries[-1].seq)
    mine = and_(QUARANTINE.c.operation == verification.operation, between)
    stored = {row.seq: row for row in QUARANTINED.where(verification.connection, mine)}
    decided = _Decisions(verification, list(stored.values()), refused.values())
    for seq, entry in refused.items():
        id = quarantine_id(entry.operation, entry.mutation_id, entry.digest)
        if seq not in stored:
            held = _by_id(verification, id)
            if held is None:
                verification.findings.missing("quarantine", id, f"log entry {seq} refused mutation {entry.mutation_id}")
            else:
                verification.findings.differs("quarantine", id, "seq", held.seq, seq)
            continue
        with verification.findings.reading("quarantine", id):
            decided.compare(entry, id, stored[seq])
    for seq in stored.keys() - refused.keys():
        verification.findings.unexplained("quarantine", stored[seq].id, f"log entry {seq} refused nothing")
    _check_releases(verification, [entry for entry in entries if entry.mends])
    for entry in entries:
        if entry.kind == "dismiss":
            with verification.findings.reading("log", f"seq {entry.seq}"):
                _check_dismissal(verification, entry)


def check_quarantine_beyond(verification: Verification) -> None:
    """Nothing stands in quarantine that no entry of the log refused because there is no such entry."""
    rows = verification.connection.execute(
        select(QUARANTINE.c.id, QUARANTINE.c.seq)
        .outerjoin(LOG, and_(LOG.c.operation == QUARANTINE.c.operation, LOG.c.seq == QUARANTINE.c.seq))
        .where(and_(QUARANTINE.c.operation == verification.operation, LOG.c.seq.is_(None)))
    )
    for id, seq in rows:
        verification.findings.unexplained("quarantine", id, f"there is no log entry {seq}, which would have refused it")


def _by_id(verification: Verification, id: str) -> QuarantineRow | None:
    mine = and_(QUARANTINE.c.operation == verification.operation, QUARANTINE.c.id == id)
    return next(iter(QUARANTINED.where(verification.connection, mine)), None)


class _Decisions:
    """What the log says became of some rows of the quarantine."""

    def __init__(self, verification: Verification, rows: list[QuarantineRow], refused: Collection[Entry]) -> None:
        self.verification = verification
        connection, operation = verification.connection, verification.operation
        keys = {row.released_by_mutation for row in rows if row.released_by_mutation}
        keys |= {_dismissal_key(row) for row in rows if row.state == "dismissed"}
        columns = (LOG.c.seq, LOG.c.kind, LOG.c.mutation_id, LOG.c.mends, LOG.c.person)
        wanted = and_(LOG.c.operation == operation, among(connection, LOG.c.mutation_id, keys))
        self.entries: dict[str, list[Any]] = {}
        for one in connection.execute(select(*columns).where(wanted)):
            self.entries.setdefault(one.mutation_id, []).append(one)
        awaited = {id for entry in refused for id in _awaited(entry)}
        wanted = and_(FIND.c.operation == operation, among(connection, FIND.c.id, awaited))
        self.there = {*connection.execute(select(FIND.c.id).where(wanted)).scalars()}

    def compare(self, entry: Entry, id: str, row: QuarantineRow) -> None:
        findings = self.verification.findings
        problem = orjson.loads(entry.answer)["problem"]
        held = {**row._asdict(), "problem": orjson.loads(row.problem)}
        findings.compare("quarantine", row.id, held, {"id": id, "problem": problem, **self.decided(entry, row)})
        if row.waits_for in self.there:
            detail = f"holds {row.waits_for!r}, which is stored: the mutation should have gone in"
            findings.wrong("quarantine", row.id, "waits_for", detail)
        elif self.waits_for(entry, row, problem["code"]) != row.waits_for:
            findings.differs(
                "quarantine", row.id, "waits_for", row.waits_for, self.waits_for(entry, row, problem["code"])
            )

    def decided(self, entry: Entry, row: QuarantineRow) -> Columns:
        for one in self.entries.get(row.released_by_mutation or "", ()):
            if one.mends == entry.mutation_id:
                by_itself = release_id(entry.mutation_id)
                person = None if one.mutation_id == by_itself else one.person
                return _decided("released", released_by_mutation=one.mutation_id, decided_by=person)
        for one in self.entries.get(_dismissal_key(row), ()):
            if one.kind == "dismiss":
                return _decided("dismissed", decided_by=one.person, reason=row.reason)
        return _decided("waiting")

    def waits_for(self, entry: Entry, row: QuarantineRow, code: str) -> str | None:
        """The find that it waits for; None also where the server failed on it when the find came."""
        waits = code == "unknown_find" and self.decided(entry, row)["state"] == "waiting"
        return next((id for id in _awaited(entry) if id not in self.there), None) if waits else None


def _awaited(entry: Entry) -> tuple[str, ...]:
    """The finds for which a refused change may wait."""
    find_id = folded_uuid(entry.find_id)
    if find_id is None:
        return ()
    try:
        op = orjson.loads(entry.content)["op"]
        return finds_needed(op, find_id, entry.content) if op in DECIDED else (find_id,)
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return (find_id,)


def _decided(state: str, **columns: Any) -> Columns:
    return {"state": state, "released_by_mutation": None, "decided_by": None, "reason": None, **columns}


def _dismissal_key(row: QuarantineRow) -> str:
    """By what the log knows the dismissal of a row, for the reason that stands there."""
    return sent({"op": "dismiss", "quarantine_id": row.id, "reason": row.reason}).key


def _check_releases(verification: Verification, releases: list[Entry]) -> None:
    """Each of these entries released a mutation that was refused before it, and the quarantine says so."""
    if not releases:
        return
    connection, findings = verification.connection, verification.findings
    ids = {entry.mends for entry in releases if entry.mends}
    rows = connection.execute(
        select(LOG.c.mutation_id, LOG.c.seq, QUARANTINE.c.id, QUARANTINE.c.state, QUARANTINE.c.released_by_mutation)
        .outerjoin(QUARANTINE, and_(QUARANTINE.c.operation == LOG.c.operation, QUARANTINE.c.seq == LOG.c.seq))
        .where(and_(LOG.c.operation == verification.operation, LOG.c.kind == "rejected"))
        .where(among(connection, LOG.c.mutation_id, ids))
    ).all()
    for entry in releases:
        refused = [row for row in rows if row.mutation_id == entry.mends and row.seq < entry.seq]
        if not refused:
            detail = f"holds {entry.mends!r}, which no entry before it refused: there was nothing to release"
            findings.wrong("log", f"seq {entry.seq}", "mends", detail)
        elif all(row.released_by_mutation != entry.mutation_id for row in refused) and refused[0].id:
            one = refused[0]
            findings.differs("quarantine", one.id, "released_by_mutation", one.released_by_mutation, entry.mutation_id)
            if one.state != "released":
                findings.differs("quarantine", one.id, "state", one.state, "released")


def _check_dismissal(verification: Verification, entry: Entry) -> None:
    content = orjson.loads(entry.content)
    row = _by_id(verification, content["quarantine_id"])
    if row is None:
        detail = f"log entry {entry.seq} dismissed it"
        verification.findings.missing("quarantine", str(content["quarantine_id"]), detail)
        return
    says = _decided("dismissed", decided_by=entry.person, reason=content["reason"])
    if row.reason == content["reason"] and row.state == "dismissed":
        return  # compared with the entry that refused it
    verification.findings.compare("quarantine", row.id, row._asdict(), says)
