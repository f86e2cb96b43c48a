"""The weekly report while people have many conflicts to settle, beside the same before there were any."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson

from bench.figures import Figure, compared
from bench.moments import WEEK, last_entry, read, times
from bench.processes import Client, Server
from bench.tablets import DAYS, FIRST_DAY, push


def measure(server: Server, admin: str, finds: int, conflicts: int, requests: int, rounds: int) -> list[Figure]:
    """A figure for the report of now, and one for that of a late entry; the conflicts are spread over the campaign."""
    staff = Client(server.port, admin)
    asked = times(staff, WEEK, requests)
    before = [read(server, staff, WEEK, asked) for _ in range(rounds)]
    disputed = _dispute(server, admin, staff, conflicts)
    figures = []
    for what, path in (("", WEEK), (" as of a late entry", f"{WEEK}&as_of={last_entry(staff) - 1}")):
        asked = times(staff, path, requests)
        now = [read(server, staff, path, asked) for _ in range(rounds)]
        figures.append(
            compared(
                f"weekly report{what}, {finds:,} finds, {disputed:,} in dispute",
                "µs a report",
                "the report of now before the conflicts",
                [(one.cost, other.cost) for one, other in zip(now, before, strict=True)],
                1,
            )
        )
    return figures


def _dispute(server: Server, admin: str, staff: Client, conflicts: int) -> int:
    """Two tablets that saw the same count say another each, of some finds of every day; how many finds that are."""
    each_day = max(1, conflicts // DAYS)
    days = [FIRST_DAY + timedelta(days=n) for n in range(min(DAYS, conflicts))]
    found = [
        find
        for day in days
        for find in orjson.loads(staff.ask(f"/v1/finds?from={day}&to={day}&limit={each_day}"))["items"]
    ]
    staff.close()
    for n in (1, 2):
        tablet = server.enrolled(admin, f"Team {n}", f"counted again {n}")
        for start in range(0, len(found), 500):
            tablet.ask("/v1/sync", push([_edit(find, find["count"] + n) for find in found[start : start + 500]]))
        tablet.close()
    return len(found)


def _edit(find: dict[str, Any], count: int) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "find_id": find["id"],
        "op": "edit",
        "base_version": find["version"],
        "set": {"count": count},
        "was": {"count": find["count"]},
        "made_at": "2022-10-01T09:00:00+04:00",
    }
