"""Editions: each is as the log published it, and stands on what it says that it stands on."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Row, select

from models.canonical import canonical, digest
from models.tables import EDITION
from sync.figures.editions import moment_of, period_of
from sync.figures.weekly import total_of
from sync.finds.rules import catalogue_mark
from sync.log.chain import hashes_at
from sync.log.epochs import Place
from sync.verify.entries import Told
from sync.verify.verification import Verification


def check_editions(verification: Verification, told: Told) -> None:
    """Every edition is the one that the log published, its total is that of the log, and none is missing."""
    connection, findings = verification.connection, verification.findings
    mine = EDITION.c.operation == verification.operation
    names = connection.execute(select(EDITION.c.number, EDITION.c.revision).where(mine)).all()
    seqs = set()
    for number, revision in sorted(map(tuple, names)):
        one = select(EDITION).where(mine, EDITION.c.number == number, EDITION.c.revision == revision)
        row = connection.execute(one).one()
        seqs.add(row.seq)
        with findings.reading("edition", _name(row)):
            _check_edition(verification, told, row)
    for seq in sorted(told.editions.keys() - seqs):
        one_told = told.editions[seq]
        findings.missing("edition", f"{one_told.number} revision {one_told.revision}", f"log entry {seq} published it")


def _name(row: Row[Any]) -> str:
    return f"{row.number} revision {row.revision}"


def _check_edition(verification: Verification, told: Told, row: Row[Any]) -> None:
    connection, findings, name = verification.connection, verification.findings, _name(row)
    published = told.editions.get(row.seq)
    if published is None:
        by_name = {(one.number, one.revision): seq for seq, one in told.editions.items()}
        seq = by_name.get((row.number, row.revision))
        if seq is None:
            findings.unexplained("edition", name, f"log entry {row.seq} did not publish it")
        else:
            findings.differs("edition", name, "seq", row.seq, seq)
        return
    findings.compare("edition", name, row._asdict(), published._asdict())
    document = orjson.loads(row.document)
    if canonical(document).decode() != row.document:
        findings.wrong("edition", name, "document", "is not canonical JSON")
    claimed = document.pop("sha256")
    if not digest(canonical(document)) == claimed == published.sha256:
        findings.wrong("edition", name, "document", f"is not what log entry {row.seq} published: its SHA-256 differs")
        return
    stands = document["stands_on"]
    if verification.epochs.lost(Place(stands["epoch"], stands["seq"])):  # it came back from the journal
        return
    hash = hashes_at(connection, row.operation, {stands["seq"]}).get(stands["seq"])
    if hash != stands["hash"]:
        findings.wrong("edition", name, "document", f"stands on another entry {stands['seq']} than the log has")
    counted, _ = total_of(moment_of(connection, document), period_of(document))
    if counted != document["report"]["total"]:
        findings.wrong("edition", name, "document", f"says {document['report']['total']}, the moves say {counted}")
    mark, was = catalogue_mark(connection, row.operation, stands["seq"]), document["rules"]["catalogue"]
    if mark != was:
        detail = f"are another catalogue than the {was['types']} types on which edition {name} stands"
        findings.wrong("rule", f"types and aliases after log entry {stands['seq']}", "document", detail)
