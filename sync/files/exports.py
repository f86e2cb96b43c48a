"""Exports: every find that the filters want, or what has changed of them since an earlier export, read at one moment.

A follower keeps a copy of what its filters want. What has changed since an export is every find that any log entry
after it touched, whatever the filters say of it now: one that was deleted, judged a duplicate, re-dated, re-typed or
moved out of the box has to leave the copy, and only the word `remove` on its row can tell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypedDict

import orjson
from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, func, literal, select

from models.columns import ACTION, FIND_COLUMNS, Column, Row, find_row
from models.problem import Refused, invalid_request
from models.shapes import Json
from sync.database.page import Key
from sync.database.statements import as_bytes
from sync.finds.projection import as_served
from sync.finds.reading import Filters, finds_in_order, wanted_finds
from sync.finds.settling import changed_after, finds_now, later_than
from sync.log.chain import HASH_START, Head, hashes_at, read_head
from sync.log.cursor import UNSIGNED, Contradicted, Cursor, end_of, misfit, read_cursor
from sync.log.epochs import refuse_lost

PAGE = 1000
"""The number of finds in memory at a time."""

BYTE_ORDER_MARK = "\ufeff"
"""With it spreadsheets read the text as UTF-8."""

Stored = list[tuple[bytes, bool]]
"""A page: each find as JSON, and whether the filters want it."""


class About(TypedDict):
    """What a file says of itself, where its format has a place for that; see `Export`."""

    operation: str
    seq: int
    epoch: str
    cursor: str
    since: int | None
    """The log entry of the earlier export."""
    filters: Json
    """By the names that the API has for them."""
    finds: int
    total: int
    removed: int


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds, known before its first row, and the log entry that it stands on."""

    operation: str
    epoch: str
    seq: int
    cursor: str
    """What the next export sends as `since`: its seq, and of which history it is."""
    filters: Filters
    since: Cursor | None
    finds: int
    """Rows that the filters want."""
    total: int
    """Pieces in those."""
    removed: int
    """Rows that only say that a find is not, or no longer, wanted; 0 without `since`."""
    box: tuple[float, float, float, float] | None
    """West, south, east, north of all rows, degrees of WGS 84; None without any."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return FIND_COLUMNS if self.since is None else (*FIND_COLUMNS, ACTION)

    @property
    def about(self) -> About:
        """What a file says of itself, where its format has a place for that."""
        wanted = {name: value for name, value in asdict(self.filters).items() if value is not None}
        named = {"first": "from", "last": "to", "type_key": "type", "box": "bbox"}
        return {
            "operation": self.operation,
            "seq": self.seq,
            "epoch": self.epoch,
            "cursor": self.cursor,
            "since": None if self.since is None else self.since.seq,
            "filters": {named.get(name, name): value for name, value in wanted.items()},
            "finds": self.finds,
            "total": self.total,
            "removed": self.removed,
        }


def begin_export(connection: Connection, operation: str, filters: Filters, since: str | None, secret: bytes) -> Export:
    """What there is to export. `since` is the cursor of an earlier export, or only its log entry.

    `secret` is that of cursors.

    Raises Refused if `since` is neither (`invalid_request`), of another history (`resync_required`) or lost
    (`history_lost`); Contradicted (`history_stopped`) if it is of a history that this log should have.
    """
    head = read_head(connection, operation)
    came_from = None if since is None else _since(connection, head, since, secret)
    finds = finds_now(head)
    wanted = _is_wanted(finds, operation, filters, came_from)
    sums = (
        func.count().label("rows"),
        func.coalesce(func.sum(wanted), 0).label("finds"),
        func.coalesce(func.sum(wanted * finds.c.count), 0).label("total"),
        func.min(finds.c.lon).label("west"),
        func.min(finds.c.lat).label("south"),
        func.max(finds.c.lon).label("east"),
        func.max(finds.c.lat).label("north"),
    )
    written = and_(*_to_write(finds, operation, filters, came_from))
    held = connection.execute(select(*sums).where(written)).one()
    return Export(
        operation,
        head.epoch,
        head.seq,
        end_of(head).text(secret),
        filters,
        came_from,
        int(held.finds),
        int(held.total),
        int(held.rows - held.finds),
        (held.west, held.south, held.east, held.north) if held.rows else None,
    )


def read_page(connection: Connection, export: Export, before: Key | None) -> tuple[Stored, Key | None]:
    """The next page, and where the one after it starts: by day and id, or by log entry and id with `since`."""
    document = as_bytes(connection, "document")
    head = read_head(connection, export.operation)

    def columns(finds: FromClause) -> list[ColumnElement[Any]]:
        return [document, _is_wanted(finds, export.operation, export.filters, export.since).label("wanted")]

    if export.since is not None:
        seq, id = before or (export.since.seq, export.since.find_id)
        rows = changed_after(connection, head, seq, id, PAGE, columns)
    else:
        rows = [*finds_in_order(connection, head, export.filters, columns, before, PAGE)]
    page = [(as_served(row.document), bool(row.wanted)) for row in rows]
    if len(rows) < PAGE:
        return page, None
    last = rows[-1]
    return page, (last.found_on if export.since is None else last.seq, last.id)


def rows_of(export: Export, page: Stored) -> list[Row]:
    """The rows of a page."""
    if export.since is None:
        return [find_row(orjson.loads(document)) for document, _ in page]
    return [
        find_row(orjson.loads(document)) | {ACTION.name: "put" if wanted else "remove"} for document, wanted in page
    ]


def _to_write(finds: FromClause, operation: str, filters: Filters, since: Cursor | None) -> list[ColumnElement[bool]]:
    """Which finds have a row."""
    if since is None:
        return wanted_finds(finds, operation, filters)
    return [finds.c.operation == operation, later_than(finds, since.seq, since.find_id)]


def _is_wanted(finds: FromClause, operation: str, filters: Filters, since: Cursor | None) -> ColumnElement[int]:
    """1 for a row that the filters want, else 0."""
    return literal(1) if since is None else case((and_(*wanted_finds(finds, operation, filters)), 1), else_=0)


def _since(connection: Connection, head: Head, text: str, secret: bytes) -> Cursor:
    if text.isascii() and text.isdigit() and len(text) < 16:
        seq = int(text)
        if seq > head.seq:  # whether the server went back or the number was never one, it does not say
            nowhere = f"There is no log entry {seq:,}: the log has {head.seq:,}. Send the cursor that an export named."
            again = (
                "If this number is from an export, the history is another one: export everything again, without since."
            )
            raise Refused("resync_required", f"{nowhere} {again}", epoch=head.epoch)
        refuse_lost(connection, head.operation, seq)
        hash = hashes_at(connection, head.operation, {seq}).get(seq, "")
        return Cursor(head.operation, head.epoch, seq, hash[:HASH_START])
    cursor = read_cursor(text, secret)
    if cursor == UNSIGNED:
        detail = f"{text[:40]!r} is neither a log entry nor the cursor of an export of this server"
        raise invalid_request("since", detail, "send the cursor, or the seq, that an earlier export named")
    why = misfit(cursor, head, hashes_at(connection, head.operation, {cursor.seq}))
    if why:
        if why.stops:
            raise Contradicted(why.why, (cursor,))
        told = f"{why.why} It stood on log entry {cursor.seq:,}, and the log has {head.seq:,}."
        raise Refused("resync_required", f"{told} Export everything again, without since.", epoch=head.epoch)
    return cursor


# Lines of a CSV


_FORMULA_AFTER_SEMICOLON = re.compile(r"(;\s*)([=+@-])")
"""Where a spreadsheet that splits at semicolons begins a cell, and takes it for a formula."""


def cell(value: Any) -> Any:
    """A value as a cell of a CSV that no spreadsheet takes for a formula, whether it splits at commas or semicolons."""
    if isinstance(value, dict | list):
        value = orjson.dumps(value).decode()
    if isinstance(value, str):
        value = _FORMULA_AFTER_SEMICOLON.sub(r"\1'\2", value)
        if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
            return "'" + value
    return value


def line(cells: Iterable[Any]) -> str:
    """A line of a CSV (RFC 4180)."""
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
