"""Rules that staff set: each holds from and up to the log entries that say so."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import func, select

from models.tables import OPERATION, RULE
from sync.finds.rules import KINDS, RULES, RuleRow
from sync.verify.entries import RuleTold, Told
from sync.verify.verification import Verification

PAGE = 500

Place = tuple[str, str, int]
"""Kind, key and since when."""


def check_rules(verification: Verification, told: Told) -> None:
    """Every rule is as the log set it; those that the operation knew from the start, as far as the log ended them."""
    ended, opened = _periods(told.rules)
    findings = verification.findings
    start = _start(verification)
    seen: set[Place] = set()
    for page in verification.pages(RULES, ("kind", "key", "since_seq"), PAGE):
        for row in page:
            place = (row.kind, row.key, row.since_seq)
            seen.add(place)
            with findings.reading("rule", _name(place)):
                if row.kind not in KINDS:
                    findings.unexplained("rule", _name(place), f"no rule is of kind {row.kind!r}")
                says: dict[str, Any] = {"until_seq": ended.get(place)}
                if row.since_seq == 0:
                    says |= {"at": start, "person": "", "reason": ""}
                elif place in opened:
                    one = opened[place]
                    says |= {"document": one.change.document, "at": one.at, "person": one.person, "reason": one.reason}
                else:
                    findings.unexplained("rule", _name(place), f"log entry {row.since_seq} does not set it")
                    continue
                findings.compare("rule", _name(place), _held(row), says)
    for place in sorted(opened.keys() - seen):
        findings.missing("rule", _name(place), f"log entry {place[2]} set it")
    removals = {one.seq for one in told.rules if one.change.document is None}
    for place in sorted(place for place in ended.keys() - seen if place[2] == 0 and ended[place] in removals):
        findings.missing("rule", _name(place), f"log entry {ended[place]} took it away")


def _start(verification: Verification) -> str:
    """When the operation was made: its row says so, and so does each rule that it knew from the start."""
    connection, findings, operation = verification.connection, verification.findings, verification.operation
    mine = select(OPERATION.c.created_at).where(OPERATION.c.operation == operation)
    created_at: str = connection.execute(mine).scalar_one()
    moments = select(RULE.c.at, func.count()).where(RULE.c.operation == operation, RULE.c.since_seq == 0)
    known: dict[str, int] = {at: number for at, number in connection.execute(moments.group_by(RULE.c.at))}
    if not known or created_at in known:
        return created_at
    start = max(known, key=lambda at: known[at])
    findings.differs("operation", operation, "created_at", created_at, start)
    return start


def _periods(told: list[RuleTold]) -> tuple[dict[Place, int], dict[Place, RuleTold]]:
    """The entry that ended each rule that was ended, and what was set; a rule of the start is since 0."""
    ended: dict[Place, int] = {}
    opened: dict[Place, RuleTold] = {}
    since: dict[tuple[str, str], int | None] = {}
    for one in told:
        place = (one.change.kind, one.change.key)
        before = since.get(place, 0)
        if before is not None:
            ended[(*place, before)] = one.seq
        since[place] = one.seq if one.change.document is not None else None
        if one.change.document is not None:
            opened[(*place, one.seq)] = one
    return ended, opened


def _held(row: RuleRow) -> dict[str, Any]:
    return {**row._asdict(), "document": orjson.loads(row.document)}


def _name(place: Place) -> str:
    return " / ".join(map(str, place))
