"""Suspected duplicates as staff read them: listed in pages and one by one, with both finds and their group."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, and_, select, tuple_

from models.settings import OperationSettings
from models.shapes.duplicates import DuplicatePair
from models.shapes.finds import Find
from models.tables import PAIR
from sync.database.page import Listed, Page
from sync.database.statements import among
from sync.finds.duplicates import PAIRS, PairRow, groups_of, pairs_of
from sync.finds.projection import as_served
from sync.finds.rules import rules_of
from sync.finds.settling import finds_now
from sync.log.chain import hashes_at, read_head
from sync.operations import names_of_devices
from sync.staff.decisions import pair_etag, stored_pair


def list_pairs(
    connection: Connection, operation: str, state: str, find_id: str | None, page: Page
) -> Listed[DuplicatePair]:
    """A page of pairs in the order in which they were opened."""
    wanted = [PAIR.c.operation == operation, PAIR.c.state == state]
    if find_id:
        wanted.append(among(connection, PAIR.c.id, [pair.id for pair in pairs_of(connection, operation, [find_id])]))
    if page.after:
        wanted.append(tuple_(PAIR.c.opened_seq, PAIR.c.id) > page.after)
    rows = PAIRS.where(connection, and_(*wanted), (PAIR.c.opened_seq, PAIR.c.id), page.limit + 1)
    here, more = page.cut(rows, lambda pair: (pair.opened_seq, pair.id))
    return Listed(_shown(connection, operation, here), more)


def read_pair(connection: Connection, operation: str, id: str) -> DuplicatePair:
    """One pair; raises Refused if the id is unknown."""
    (shown,) = _shown(connection, operation, [stored_pair(connection, operation, id)])
    return shown


def _shown(connection: Connection, operation: str, pairs: Sequence[PairRow]) -> list[DuplicatePair]:
    if not pairs:
        return []  # PostgreSQL reads a whole operation to find none of no ids
    ids = {id for pair in pairs for id in pair.ends}
    head = read_head(connection, operation)
    now = finds_now(head).c
    wanted = and_(now.operation == operation, among(connection, now.id, ids))
    finds: dict[str, Find] = {
        id: orjson.loads(as_served(document))
        for id, document in connection.execute(select(now.id, now.document).where(wanted))
    }
    hashes = hashes_at(connection, operation, {find["seq"] for find in finds.values()})
    settings = rules_of(connection, operation, head.rules, head.timezone).settings
    names = names_of_devices(connection, operation)
    group = groups_of(connection, operation, {pair.one for pair in pairs if pair.state == "open"})
    return [
        {
            "id": pair.id,
            "state": pair.state,
            "find_ids": [*pair.ends],
            "finds": [finds[id] for id in pair.ends],
            "group": group[pair.one] if pair.state == "open" else [],
            "distance_m": pair.distance_m,
            "days": pair.days,
            "why": _why(pair, [finds[id] for id in pair.ends], settings, names),
            "opened_seq": pair.opened_seq,
            "closed_seq": pair.closed_seq,
            "closed_why": pair.why,
            "decision": orjson.loads(pair.decision) if pair.decision else None,
            "etag": pair_etag(pair, [finds[id]["seq"] for id in pair.ends], hashes),
        }
        for pair in pairs
    ]


def _why(pair: PairRow, finds: list[Find], settings: OperationSettings, names: dict[str, str]) -> str:
    """Both 3-001M, 8 m and 1 day apart (near is 25 m, 3 days): 6 by Tablet 2 of Team 1, 6 by Tablet 5 of Team 2."""
    accuracy = max(min(find["location"]["accuracy_m"] or 0.0, 1000.0) for find in finds)
    metres = max(settings.duplicate_distance_m, accuracy)
    because = f"near is {metres:g} m" + (", their accuracy," if accuracy > settings.duplicate_distance_m else "")
    in_order = sorted(finds, key=lambda find: (find["created"]["received_at"], find["id"]))
    said = ", ".join(_reported(find, names) for find in in_order)
    return (
        f"Both {finds[0]['type']['marking']}, {pair.distance_m:g} m and {_days(pair.days)} apart "
        f"({because} and {_days(settings.duplicate_days)}): {said}"
    )


def _reported(find: Find, names: dict[str, str]) -> str:
    by = find["created"]
    device = names.get(by["device_id"] or "")
    who = f"{device} of {by['team']}" if device else by["person"] or by["team"] or "staff"
    return f"{find['count']:,} by {who}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
