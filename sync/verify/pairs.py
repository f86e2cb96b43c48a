"""Suspected duplicates that are open, compared with how the finds lie now."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import and_, select

from models.settings import OperationSettings
from models.tables import FIND, PAIR
from sync.finds import duplicates
from sync.finds.duplicates import PAIRS, Near
from sync.finds.projection import FINDS, FindRow
from sync.finds.settling import finds_now
from sync.log.chain import Head
from sync.verify.verification import Verification

PAGE = 500


def check_pairs(verification: Verification, widest_reach_m: float, settings: OperationSettings) -> None:
    """Every suspected duplicate is an open pair as the two finds say, and every open pair is suspected.

    `widest_reach_m` is the greatest of any find.
    """
    live = select(FIND.c.id).where(and_(FIND.c.operation == verification.operation, FIND.c.state == "live"))
    astray = PAIR.c.one.not_in(live) | PAIR.c.other.not_in(live)
    for page in verification.pages(PAIRS, ("one", "other", "opened_seq"), PAGE, PAIR.c.state == "open", astray):
        for pair in page:
            name = f"{pair.one} / {pair.other}"
            verification.findings.wrong("duplicate_pair", name, "state", "is open, but one of the two is not live")
    now, head = finds_now(verification.head), replace(verification.head, widest_reach_m=widest_reach_m)
    for finds in verification.pages(FINDS, ("id",), PAGE, now.c.state == "live", of=now):
        _check_pairs_of(verification, head, finds, settings)


def _check_pairs_of(verification: Verification, head: Head, finds: list[FindRow], settings: OperationSettings) -> None:
    connection, operation, findings = verification.connection, verification.operation, verification.findings
    ids = {find.id for find in finds}
    wanted = duplicates.twins(connection, head, finds, settings)
    newest = duplicates.newest_pairs(connection, operation, ids)
    known = {
        ends: Near(pair.distance_m, pair.days, pair.first_day) for ends, pair in newest.items() if pair.state == "open"
    }
    counts = duplicates.open_counts(connection, operation, {id for ends in wanted for id in ends})
    for one, other in sorted(wanted.keys() | known.keys()):
        near, held = wanted.get((one, other)), known.get((one, other))
        if near == held or one not in ids:  # it is reported with its first end
            continue
        name, last = f"{one} / {other}", newest.get((one, other))
        if near is None:
            findings.wrong("duplicate_pair", name, "state", "is open, but the two are not near")
        elif held is not None:
            says = {"distance_m": near.metres, "days": near.days, "first_day": near.first_day}
            stands = {"distance_m": held.metres, "days": held.days, "first_day": held.first_day}
            findings.compare("duplicate_pair", name, stands, says)
        elif last and last.state == "distinct":
            continue
        elif min(counts[one], counts[other]) < duplicates.MOST_OPEN:  # else others are asked first
            detail = f"the two are {near.metres:g} m and {near.days} days apart, and nobody is asked"
            findings.missing("duplicate_pair", name, detail)
