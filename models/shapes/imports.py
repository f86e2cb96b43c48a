"""Written by `make generate` from `models/imports/answer.py`, which says more of each field."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from models.shapes import Json
from models.shapes.problems import FieldError


class ImportRequest(TypedDict):
    """A file and its mapping, as parts of a form."""

    file: bytes
    mapping: NotRequired[Json | None]


class ImportChange(TypedDict):
    """A field of a find that is there, which a row says otherwise."""

    field: str
    was: Any
    to: Any


class ImportRow(TypedDict):
    """A row that somebody should look at."""

    row: int
    outcome: str
    find_id: str | None
    flags: list[str]
    errors: list[FieldError]
    changes: list[ImportChange]


class ImportTotal(TypedDict):
    """What the import adds to one total."""

    week: str
    type: str
    total: int


class ImportAnswer(TypedDict):
    """What became of the rows of a file, or what would."""

    operation: str
    dry_run: bool
    format: str
    columns: list[str]
    mapping: Json
    unmapped: list[str]
    notes: list[str]
    open: list[FieldError]
    rows: int
    new: int
    changed: int
    conflict: int
    same: int
    refused: int
    flags: dict[str, int]
    total: int
    totals: list[ImportTotal]
    listed: list[ImportRow]
    listed_of: int
    seq: int | None
