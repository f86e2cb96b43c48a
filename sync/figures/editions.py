"""Editions: published reports. Numbered, immutable, and replaced only by newer ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any, ClassVar, cast

import orjson
from sqlalchemy import Connection, and_, func, insert, select, tuple_

from models.canonical import canonical, digest
from models.mutation import sent, stored_instant
from models.period import Period
from models.problem import Refused, invalid_value
from models.settings import PublishConditions
from models.shapes.editions import Edition, ListedEdition, UnmetCondition
from models.shapes.reports import WeeklyReport
from models.shapes.rules import OperationSettings
from models.tables import EDITION, LOG
from sync.database.page import Page
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, PublishedEdition, result
from sync.exchange.transaction import Transaction
from sync.figures.moment import Moment, at, now
from sync.figures.published import read_document, standing_editions
from sync.figures.recovering import recovery_text
from sync.figures.weekly import weekly
from sync.finds.rules import catalogue_mark
from sync.log.chain import hashes_at
from sync.log.epochs import EDITIONS_LEAP, first_edition, leapt, newest_restore
from sync.merge.find_state import Author
from sync.operations import timezone_of

MOST = 2**31 - 1
"""The greatest number that a column can store."""


@dataclass(frozen=True, slots=True)
class Publication(Job[Edition]):
    """A person publishes the report of a period. It runs alone, because it reads what is stored."""

    id: str
    period: Period
    withdraws: int | None
    anyway: str | None
    person: str
    prepared: tuple[Prepared, ...]
    server_key: str | None
    """The fingerprint of the key with which this server signs; None where who publishes may not read it."""
    asks: bool = False
    """Whether it also needs a reason for what is rarely meant: see `rarely_meant`."""
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> Edition:
        """The edition, as it is stored. Raises Refused if a condition is not met and `anyway` gives no reason."""
        one, connection, operation = self.prepared[0], transaction.connection, transaction.head.operation
        known = transaction.first_answer(one)
        if known:
            stored = orjson.loads(known)["edition"]
            return read_document(connection, operation, stored["number"], stored["revision"])
        number, revision = numbered(connection, operation, self.period, self.withdraws)
        time = _not_before(connection, operation, one.received_at)
        moment = now(connection, operation, time)
        report = weekly(moment, self.period)
        unmet = unmet_conditions(moment.rules.settings.publish, report)
        if self.asks:
            unmet += rarely_meant(moment, self.period, report, self.withdraws)
        if unmet and not self.anyway:
            reasons = " ".join(condition["detail"] for condition in unmet)
            raise Refused(
                "conditions_not_met", f"{reasons} To publish anyway, send `anyway` with a reason.", conditions=unmet
            )
        document: Edition = {
            "operation": operation,
            "number": number,
            "revision": revision,
            "period": report["period"],
            "published_at": moment.time,
            "published_by": self.person,
            "software": version("minetally"),
            "server_key": self.server_key,
            "stands_on": {
                "seq": moment.seq,
                "hash": hashes_at(connection, operation, {moment.seq})[moment.seq],
                "epoch": transaction.head.epoch,
                "in_verified_backup": moment.seq <= transaction.head.saved_through_seq,
            },
            "rules": {
                "version": moment.rules.version,
                "settings": cast(OperationSettings, moment.rules.settings.model_dump()),
                "catalogue": catalogue_mark(connection, operation, moment.seq),
            },
            "unmet": unmet,
            "anyway": self.anyway if unmet else None,
            "withdraws": self.withdraws,
            "report": report,
            "sha256": "",
        }
        document["sha256"] = digest(canonical({name: value for name, value in document.items() if name != "sha256"}))
        seq = transaction.head.seq + 1
        # The next moment after that of the report: `as_of` its time gives the entry before this one, and as of that
        # entry gives its time.
        published = replace(one, received_at=stored_instant(time + timedelta(microseconds=1)))
        edition: PublishedEdition = {"number": number, "revision": revision, "sha256": document["sha256"]}
        transaction.log(published, "edition", {**result(one.sent, "published", seq), "edition": edition})
        connection.execute(
            insert(EDITION).values(
                operation=operation, number=number, revision=revision, seq=seq, first_day=self.period.first,
                last_day=self.period.last, withdraws=self.withdraws, document=canonical(document).decode(),
                sha256=document["sha256"],
            )
        )  # fmt: skip
        return document


def numbered(connection: Connection, operation: str, period: Period, withdraws: int | None) -> tuple[int, int]:
    """The number of a period and its next revision. Raises Refused if the edition to withdraw does not stand."""
    standing = {edition.number: edition for edition in standing_editions(connection, operation)}
    mine = and_(
        EDITION.c.operation == operation,
        EDITION.c.first_day == period.first,
        EDITION.c.last_day == period.last,
    )
    known = connection.execute(
        select(EDITION.c.number, func.max(EDITION.c.revision).label("revision"), func.max(EDITION.c.seq).label("seq"))
        .where(mine)
        .group_by(EDITION.c.number)
    ).first()
    greatest = select(func.coalesce(func.max(EDITION.c.number), 0)).where(EDITION.c.operation == operation)
    new = max(connection.execute(greatest).scalar_one() + 1, first_edition(connection, operation))
    number = int(known.number if known else new)
    revision = int(known.revision) if known else 0
    if known and known.seq < newest_restore(connection, operation):  # revisions of it may have been lost
        revision = leapt(revision, EDITIONS_LEAP) - 1
    if withdraws is not None and (withdraws not in standing or withdraws == number):
        raise invalid_value(
            "withdraws",
            f"{withdraws} is not a standing edition of another period",
            "send the number of one that stands, or leave it out: a new revision replaces the old one",
            "not_standing",
        )
    return number, revision + 1


def _not_before(connection: Connection, operation: str, asked_at: str) -> datetime:
    """When it was asked for, or the latest moment at which something in the log was received, if that is later."""
    mine = LOG.c.operation == operation
    latest = select(LOG.c.received_at).where(mine).order_by(LOG.c.received_at.desc()).limit(1)
    return datetime.fromisoformat(max(asked_at, connection.execute(latest).scalar() or ""))


def publication(
    id: str,
    period: Period,
    withdraws: int | None,
    anyway: str | None,
    person: str,
    received_at: datetime,
    server_key: str | None,
    asks: bool = False,
) -> Publication:
    """The job that publishes a period; `server_key` is printed with it.

    With `asks` it also needs a reason for what is rarely meant.
    """
    content = {
        "id": id, "op": "publish", "from": period.first, "to": period.last, "iso_week": period.iso_week,
        "withdraws": withdraws, "anyway": anyway,
    }  # fmt: skip
    one = Prepared(sent(content), None, None, Author(person=person), stored_instant(received_at))
    return Publication(id, period, withdraws, anyway, person, (one,), server_key, asks)


def unmet_conditions(wanted: PublishConditions, report: WeeklyReport) -> list[UnmetCondition]:
    """The conditions of an operation that a report does not meet, each with a sentence."""
    unmet: list[UnmetCondition] = []
    conflicts, most = report["disputed"]["conflicts"], wanted.most_open_conflicts
    if most is not None and conflicts > most:
        detail = f"{conflicts} conflicts are open, and {most} may be."
        unmet.append({"condition": "most_open_conflicts", "detail": detail})
    pairs, most = report["suspected_duplicates"]["pairs"], wanted.most_suspected_pairs
    if most is not None and pairs > most:
        detail = f"{pairs} suspected duplicates are undecided, and {most} may be."
        unmet.append({"condition": "most_suspected_pairs", "detail": detail})
    heard, least = report["completeness"], wanted.least_completeness
    if least is not None and heard["share"] is not None and heard["share"] < least:
        detail = f"{heard['reported']} of {heard['expected']} tablets have reported, and {least:.0%} must have."
        unmet.append({"condition": "least_completeness", "detail": detail})
    silent = [team["team"] for team in report["teams"] if not team["reported"]]
    if wanted.no_silent_teams and silent:
        teams = ", ".join(silent)
        detail = f"Since the end of the period nothing was heard of {teams}."
        unmet.append({"condition": "no_silent_teams", "detail": detail})
    if recovery := report.get("recovery"):
        detail = f"After a restore the recovery is open: {recovery_text(recovery)}."
        unmet.append({"condition": "recovery_open", "detail": detail})
    return unmet


def rarely_meant(
    moment: Moment, period: Period, report: WeeklyReport, withdraws: int | None = None
) -> list[UnmetCondition]:
    """What makes it likely that somebody publishes by mistake, each with a sentence."""
    found: list[UnmetCondition] = []
    if moment.time < period.end(timezone_of(moment.connection, moment.operation)):
        detail = f"The period is not over: its last day is {period.last}."
        found.append({"condition": "period_over", "detail": detail})
    if not report["finds"]:
        found.append({"condition": "finds", "detail": "The period has no finds."})
    for one in standing_editions(moment.connection, moment.operation, moment.seq):
        if (one.period.first, one.period.last) == (period.first, period.last) and withdraws is None:
            last = read_document(moment.connection, moment.operation, one.number, one.revision)
            if _said_of_period(last["report"]) == _said_of_period(report):
                detail = f"Nothing has changed since edition {one.number}, revision {one.revision}."
                found.append({"condition": "news", "detail": detail})
    return found


def _said_of_period(report: WeeklyReport) -> dict[str, Any]:
    """A report without its moment, and without what it says of other editions."""
    return {name: value for name, value in report.items() if name not in ("as_of", "late", "overlaps")}


# Reading


def list_editions(
    connection: Connection, operation: str, page: Page
) -> tuple[list[ListedEdition], tuple[Any, ...] | None]:
    """A page of editions by number and revision, and where the next page starts."""
    wanted = [EDITION.c.operation == operation]
    if page.after:
        if max(map(abs, page.after)) > MOST:
            return [], None
        wanted.append(tuple_(EDITION.c.number, EDITION.c.revision) > page.after)
    rows = connection.execute(
        select(EDITION).where(and_(*wanted)).order_by(EDITION.c.number, EDITION.c.revision).limit(page.limit + 1)
    ).all()
    more = (rows[page.limit - 1].number, rows[page.limit - 1].revision) if len(rows) > page.limit else None
    standing = {(edition.number, edition.revision) for edition in standing_editions(connection, operation)}
    return [_listed(row, (row.number, row.revision) in standing) for row in rows[: page.limit]], more


def _listed(row: Any, stands: bool) -> ListedEdition:
    document: Edition = orjson.loads(row.document)
    report = document["report"]
    return {
        "number": row.number,
        "revision": row.revision,
        "period": document["period"],
        "total": report["total"],
        "finds": report["finds"],
        "disputed": report["disputed"],
        "completeness": report["completeness"],
        "published_at": document["published_at"],
        "published_by": document["published_by"],
        "seq": row.seq,
        "anyway": document["anyway"],
        "withdraws": row.withdraws,
        "stands": stands,
        "sha256": row.sha256,
    }


def read_edition(connection: Connection, operation: str, number: int, revision: int | None = None) -> Edition:
    """An edition as it was published: this revision, or the newest. Raises Refused if it is not found."""
    mine = and_(EDITION.c.operation == operation, EDITION.c.number == number)
    if revision is not None:
        mine = and_(mine, EDITION.c.revision == revision)
    newest = select(EDITION.c.document).where(mine).order_by(EDITION.c.revision.desc()).limit(1)
    can_be = number <= MOST and (revision is None or 0 < revision <= MOST)
    document = connection.execute(newest).scalar_one_or_none() if can_be else None
    if document is None:
        which = f"{number}" if revision is None else f"{number}, revision {revision}"
        raise Refused("not_found", f"Edition {which} not found in this operation.")
    edition: Edition = orjson.loads(document)
    return edition


def moment_of(connection: Connection, edition: Edition) -> Moment:
    """The moment that an edition stands on."""
    return at(connection, edition["operation"], edition["stands_on"]["seq"], edition["published_at"])


def period_of(edition: Edition) -> Period:
    """The period that an edition is about."""
    return Period(edition["period"]["from"], edition["period"]["to"], edition["period"]["iso_week"])
