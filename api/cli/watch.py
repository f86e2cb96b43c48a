"""`minetally watch`: what happens in the operation, as it happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated

import orjson
import typer

from api.cli.local import chosen_operation, fail, settings_of, within
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.words import by_text, number, plain, time_text
from models.shapes import Json
from sync.database.database import Connection, Database
from sync.database.limits import Unavailable
from sync.events.stream import events_after
from sync.log.chain import read_head
from sync.operations import names_of_devices

LOOKS_EVERY_S = 1.0
"""How often the log is looked at, seconds."""


def watch(
    after: Annotated[
        int | None, typer.Option(help="From after this log entry on; 0 for all.", min=0, show_default="from now on")
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Follow what happens until Ctrl-C: finds, conflicts, suspected duplicates, refused mutations, rules, editions.

    A line for each: log entry, time in UTC, event, what and who. With --json it is an object a line, as the server's
    stream of events sends it.

    Example: minetally watch --after 1841
    """
    url = settings_of(database_url).database_url
    try:
        name = chosen_operation(url, operation)
        within(url, lambda database: _follow(database, name, after, as_json))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


async def _follow(database: Database, operation: str, seq: int | None, as_json: bool) -> None:
    if seq is None:
        seq = (await database.read(read_head, operation)).seq
    try:
        while True:
            events, names = await database.read(_next, operation, seq)
            for event in events:
                seq = event["seq"]
                typer.echo(_as_json(event) if as_json else line(event, names))
            if not events:
                await asyncio.sleep(LOOKS_EVERY_S)
    except Unavailable as error:
        fail(
            f"The database does not answer any more: {error} {error.cause}\nGo on later: minetally watch --after {seq}"
        )


def _next(connection: Connection, operation: str, seq: int) -> tuple[list[Json], dict[str, str]]:
    """The events of the next log entries, and the names of the devices."""
    events = events_after(connection, operation, seq)
    if not events:
        return [], {}
    shown, who = [], events[0]["data"]
    for event in events:  # the first event of an entry says who and when for the others
        if event["seq"] != who["seq"]:
            who = event["data"]
        shown.append({**event, "by": {name: who[name] for name in ("device_id", "team", "person", "received_at")}})
    return shown, names_of_devices(connection, operation)


def _as_json(event: Json) -> str:
    return orjson.dumps({"event": event["event"], "data": event["data"]}).decode()


def line(event: Json, names: dict[str, str]) -> str:
    """1842  2022-08-19 14:03  find        create: 14 of 3-001M on 2022-08-19. Tablet 7 of Team 3"""
    by, data = event["by"], event["data"]
    who = by_text(names.get(by["device_id"] or ""), by["team"], by["person"]) if "kind" in data else ""
    said = plain(WHAT[event["event"]](data)) + (f". {who}" if who else "")
    return f"{event['seq']:>6}  {time_text(by['received_at']).removesuffix(' UTC')}  {event['event']:<10}  {said}"


def _find(data: Json) -> str:
    did = data["kind"] if data["outcome"] == "applied" else f"{data['kind']} ({data['outcome']})"
    return f"{did}: {data['count']:,} of {data['marking']} on {data['found_on']}"


WHAT: dict[str, Callable[[Json], str]] = {
    "find": _find,
    "conflict": lambda data: f"{data['became']}: {data['field']}, {data['id']}",
    "duplicate": lambda data: f"{data['became']}: {data['distance_m']:g} m, {data['id']}",
    "quarantine": lambda data: str(data["detail"]),
    "rule": lambda data: f"{data['kind']} changed, {number(data['finds'], 'find')} counted elsewhere",
    "edition": lambda data: f"{data['number']}.{data['revision']} published, {data['from']} to {data['to']}",
}
"""What each kind of event says. A conflict and a pair follow the entry that brought them, which says who."""
