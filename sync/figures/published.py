"""The editions that stand at a moment, and what a report says of them."""

from __future__ import annotations

from typing import NamedTuple

import orjson
from sqlalchemy import Connection, and_, distinct, func, select

from models.period import Period
from models.shapes.editions import Edition
from models.shapes.reports import EditionPeriod, Late, Overlap
from models.tables import EDITION
from sync.figures.moment import Moment


class Standing(NamedTuple):
    """The newest revision of an edition that nothing has withdrawn."""

    number: int
    revision: int
    seq: int
    """The log entry that published it; its report stands on the one before."""
    period: Period

    def named(self) -> EditionPeriod:
        return {"number": self.number, "revision": self.revision, "from": self.period.first, "to": self.period.last}


def standing_editions(connection: Connection, operation: str, seq: int | None = None) -> list[Standing]:
    """The editions that stood after log entry `seq`, or stand now, in order of their numbers."""
    wanted = [EDITION.c.operation == operation]
    if seq is not None:
        wanted.append(EDITION.c.seq <= seq)
    rows = connection.execute(
        select(
            EDITION.c.number,
            EDITION.c.revision,
            EDITION.c.seq,
            EDITION.c.first_day,
            EDITION.c.last_day,
            EDITION.c.withdraws,
        )
        .where(and_(*wanted))
        .order_by(EDITION.c.number, EDITION.c.revision)
    ).all()
    newest = {row.number: row for row in rows}
    withdrawn_at = {row.withdraws: row.seq for row in sorted(rows, key=lambda row: row.seq)}
    return [
        Standing(row.number, row.revision, row.seq, Period(row.first_day, row.last_day))
        for row in newest.values()
        if row.seq > withdrawn_at.get(row.number, 0)
    ]


def overlaps(moment: Moment, period: Period) -> list[Overlap]:
    """The standing editions of other periods that count days of this one too, with their total of these days."""
    found: list[Overlap] = []
    for edition in standing_editions(moment.connection, moment.operation, moment.seq):
        shared = edition.period.shared_with(period.first, period.last)
        if shared is None or (edition.period.first, edition.period.last) == (period.first, period.last):
            continue
        report = read_document(moment.connection, moment.operation, edition.number, edition.revision)["report"]
        total = sum(row["total"] for row in report["by_day"] if shared.holds(row["day"]))
        found.append({**edition.named(), "days": list(shared.each_day()), "total": total})
    return found


def late(moment: Moment, period: Period) -> Late | None:
    """What has changed in a period since it was last published; None if it was not published."""
    for edition in standing_editions(moment.connection, moment.operation, moment.seq):
        if (edition.period.first, edition.period.last) == (period.first, period.last):
            moves = moment.moves.c
            since = and_(
                moves.operation == moment.operation,
                moves.day.between(period.first, period.last),
                moves.seq > edition.seq,
                moves.seq <= moment.seq,
            )
            finds = func.count(distinct(moves.find_id)).label("finds")
            change = func.sum(moves.sign * moves.count).label("change")
            moved = moment.connection.execute(select(finds, change).where(since)).one()
            return {
                "edition": {"number": edition.number, "revision": edition.revision, "seq": edition.seq - 1},
                "finds": int(moved.finds),
                "change": int(moved.change or 0),
            }
    return None


def read_document(connection: Connection, operation: str, number: int, revision: int) -> Edition:
    """An edition that exists, as it was published."""
    mine = and_(EDITION.c.operation == operation, EDITION.c.number == number, EDITION.c.revision == revision)
    document: Edition = orjson.loads(connection.execute(select(EDITION.c.document).where(mine)).scalar_one())
    return document
