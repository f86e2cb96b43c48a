"""The suspected duplicates, compared with what the finds and the log say."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from models.settings import OperationSettings
from models.tables import FIND, PAIR
from sync.finds import duplicates
from sync.finds.duplicates import PAIRS, Near
from sync.finds.projection import FINDS, FindRow
from sync.verify.findings import Findings

PAGE = 500


def check_pairs(
    connection: Connection,
    operation: str,
    widest_reach_m: float,
    settings: OperationSettings,
    decided: dict[int, str],
    findings: Findings,
) -> None:
    """Every suspected duplicate is an open pair as the two finds say, and every open pair is suspected.

    `widest_reach_m` is the greatest of any find; `decided` has the log entries that decided: same or distinct.
    """
    live = select(FIND.c.id).where(and_(FIND.c.operation == operation, FIND.c.state == "live"))
    astray = PAIR.c.one.not_in(live) | PAIR.c.other.not_in(live)
    for pair in PAIRS.where(connection, and_(PAIR.c.operation == operation, PAIR.c.state == "open", astray)):
        name = f"{pair.one} / {pair.other}"
        findings.report("duplicate_pair", name, "is open, but one of the two is not a live find")
    after = ""
    while True:
        wanted = and_(FIND.c.operation == operation, FIND.c.id > after, FIND.c.state == "live")
        finds = FINDS.where(connection, wanted, (FIND.c.id,), PAGE)
        _check_pairs_of(connection, operation, finds, widest_reach_m, settings, findings)
        if len(finds) < PAGE:
            break
        after = finds[-1].id
    closed = and_(PAIR.c.operation == operation, PAIR.c.state.in_(("same", "distinct")))
    for pair in PAIRS.where(connection, closed):
        if pair.closed_seq is None or decided.get(pair.closed_seq) != pair.state:
            detail = f"is {pair.state}, log entry {pair.closed_seq} does not say so"
            findings.report("duplicate_pair", pair.id, detail)


def _check_pairs_of(
    connection: Connection,
    operation: str,
    finds: list[FindRow],
    widest_reach_m: float,
    settings: OperationSettings,
    findings: Findings,
) -> None:
    ids = [find.id for find in finds]
    wanted = duplicates.twins(connection, operation, finds, widest_reach_m, settings)
    newest = duplicates.newest_pairs(connection, operation, ids)
    known = {
        ends: Near(pair.distance_m, pair.days, pair.first_day) for ends, pair in newest.items() if pair.state == "open"
    }
    counts = duplicates.open_counts(connection, operation, {id for ends in wanted for id in ends})
    for one, other in sorted(wanted.keys() | known.keys()):
        near, held = wanted.get((one, other)), known.get((one, other))
        if near == held or one not in ids:  # it is reported with its first end
            continue
        last = newest.get((one, other))
        if held is None and last and last.state == "distinct":
            continue
        if held is None and min(counts[one], counts[other]) >= duplicates.MOST_OPEN:  # others are asked first
            continue
        what = "is missing" if held is None else "is open, but the two are not near"
        if near and held:
            what = f"says {held}, the finds say {near}"
        findings.report("duplicate_pair", f"{one} / {other}", what)
