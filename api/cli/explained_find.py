"""One find: what it is, and everything that was done to it, entry by entry of the log."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.duplicates import decided_text
from api.cli.screen import field_text, print_labelled
from api.formats.sentences import position_text
from api.words import by_text, day_text, plain, time_text
from models.period import week_of
from models.shapes import Json
from sync.database.database import Connection
from sync.files.exports import BYTE_ORDER_MARK, cell, line
from sync.finds.reading import read_find, read_history, read_pairs_of
from sync.operations import names_of_devices

COLUMNS = (
    "seq", "version", "kind", "outcome", "device", "team", "person", "made_at", "received_at", "field", "from", "to",
    "reason", "mutation_id", "hash",
)  # fmt: skip
"""The columns of the CSV, in order: a row for each field that an entry changed."""

DID = {
    "create": "created",
    "edit": "edited",
    "delete": "deleted",
    "restore": "restored",
    "resolve": "settled a conflict",
    "same": "judged it a duplicate",
    "distinct": "judged it no duplicate",
    "undo": "took a decision back",
    "void": "a decision became void",
    "rejected": "sent what was refused",
}
"""What the kind of a log entry says of a find."""


def explained_find(connection: Connection, operation: str, id: str) -> Json:
    """The find as it is served, its history with the names of its tablets, and its suspected duplicates."""
    document, _ = read_find(connection, operation, id)
    names = names_of_devices(connection, operation)
    history = [
        {**entry, "device": names.get(entry["device_id"] or "")} for entry in read_history(connection, operation, id)
    ]
    pairs = read_pairs_of(connection, operation, id)
    return {"operation": operation, "find": orjson.loads(document), "history": history, "pairs": pairs}


# In the terminal


def print_find(found: Json, console: Console) -> None:
    """The find, then each entry of its history."""
    find = found["find"]
    for label, text, style in _head(find):
        print_labelled(console, label, text, style)
    for pair in found["pairs"]:
        print_labelled(console, "duplicate?", f"{pair['other']}: {decided_text(pair)}; pair {pair['id']}")
    wide = len(f"entry {found['history'][-1]['seq']:,}")
    for entry in found["history"]:
        console.print(Padding(_entry(entry, wide), (1, 0, 0, 0)))


def _head(find: Json) -> Iterator[tuple[str, str, str]]:
    place, kind = find["location"], find["type"]
    named = "" if kind["known"] else ", which the catalogue does not have"
    marking = plain(find["marking"])
    yield "find", f"{find['count']:,} of {marking}, {day_text(find['found_on'])} {find['found_on'][:4]}", "bold"
    yield "id", find["id"], ""
    yield "type", f"{plain(kind['marking'])} ({plain(kind['key'])}{named}), {find['category'].replace('_', ' ')}", ""
    week = week_of(find["found_on"])
    counts = f"counts in {week}" if find["state"] == "live" else f"{find['state']}, counts nowhere"
    yield "state", f"{counts}, version {find['version']}, log entry {find['seq']:,}", ""
    accuracy = f", within {place['accuracy_m']:g} m" if place["accuracy_m"] is not None else ""
    yield "typed", plain(position_text(find["position"])), ""
    north, east = ("N" if place["lat"] >= 0 else "S"), ("E" if place["lon"] >= 0 else "W")
    where = f"{abs(place['lat']):.6f} {north}, {abs(place['lon']):.6f} {east}"
    yield "WGS 84", f"{where}{accuracy} ({place['transform']})", ""
    district = find["district"] or find["district_computed"]
    if district:
        yield "district", plain(district) + ("" if find["district"] else " (computed)"), ""
    if find["flags"]:
        yield "flags", ", ".join(flag.replace("_", " ") for flag in find["flags"]), "yellow"
    if find["conflicts"]:
        yield "in dispute", ", ".join(one["field"] for one in find["conflicts"]) + ": minetally conflicts", "yellow"


def _entry(entry: Json, wide: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=wide, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    who = by_text(entry["device"], entry["team"], entry["person"])
    did = DID.get(entry["kind"], entry["kind"])
    version = f", version {entry['version']}" if entry["version"] else ""
    table.add_row(f"entry {entry['seq']:,}", Text(f"{who} {did}: {entry['outcome']}{version}", "bold"))
    for text in _said(entry):
        table.add_row("", Text(text))
    return table


def _said(entry: Json) -> Iterator[str]:
    made = f"made {time_text(entry['made_at_corrected'])}, " if entry["made_at_corrected"] else ""
    yield f"{made}received {time_text(entry['received_at'])}"
    yield f"mutation {plain(entry['mutation_id'])}"
    if entry["problem"]:
        yield plain(f"refused: {entry['problem']['detail']}")
        yield plain(f"sent: {orjson.dumps(entry['mutation']).decode()}")
    for change in entry["replaced"]:
        before, after = (field_text(change["field"], change[name]) for name in ("from", "to"))
        yield f"{change['field']}: {after if change['from'] is None else f'{before} became {after}'}"
    yield from _without_effect(entry)
    for conflict in entry["conflicts"]:
        yield f"conflict on {conflict['field']} is open: {conflict['id']}"
    for closed in entry["closed"]:
        yield f"conflict on {closed['field']} is closed: {plain(closed['why'])}"
    if entry["mends"]:
        yield f"fixes what was refused as {plain(entry['mends'])}"
    if reason := _reason(entry):
        yield f"reason: {plain(reason)}"


def _without_effect(entry: Json) -> Iterator[str]:
    """What it said of fields that stayed as they were."""
    mutation = entry["mutation"]
    if entry["problem"] or not isinstance(mutation, dict):
        return
    set_, was = mutation.get("set") or {}, mutation.get("was") or {}
    changed = {change["field"] for change in entry["replaced"]}
    for name in set_:
        if name not in changed:
            saw = f", having seen {field_text(name, was[name])}" if name in was else ""
            yield f"{name}: said {field_text(name, set_[name])}{saw}; it stayed as it was"


def _reason(entry: Json) -> str:
    mutation = entry["mutation"]
    return str(mutation.get("reason") or "") if isinstance(mutation, dict) else ""


# As CSV


def find_as_csv(found: Json) -> bytes:
    """A heading and a row for each field that an entry changed; no cell is taken for a formula."""
    text = [BYTE_ORDER_MARK, line(COLUMNS)]
    for entry in found["history"]:
        for change in entry["replaced"] or [{"field": None, "from": None, "to": None}]:
            row = {**entry, **change, "reason": _reason(entry) or None}
            text.append(line([cell(row[name]) for name in COLUMNS]))
    return "".join(text).encode()
