"""Exports as the command line writes them: `exported` gives the rows, `export_file` a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from api.exports.forms import FORMS
from api.exports.reading import reading
from models.columns import Row
from sync.database.database import Database
from sync.files.exports import Export
from sync.finds.reading import Filters
from tests.databases import secret_of
from tests.service import Operation

WEEK: dict[str, Any] = {"first": "2022-08-15", "last": "2022-08-22", "state": "live"}
"""What the weekly report counts."""


async def exported(operation: Operation, since: str | None = None, **filters: Any) -> tuple[Export, list[Row]]:
    """An export and its rows."""
    async with Database(operation.service.database_url) as database:
        return await exported_from(database, operation.name, since, **filters)


async def exported_from(
    database: Database, operation: str, since: str | None = None, **filters: Any
) -> tuple[Export, list[Row]]:
    """The same from a database that is open."""
    async with reading(database, operation, Filters(**filters), since, secret_of(database.url)) as opened:
        rows = await asyncio.to_thread(opened.into, lambda _, pages: [row for page in pages for row in page])
        return opened.export, rows


async def export_file(
    operation: Operation, form: str, folder: Path, since: str | None = None, **filters: Any
) -> tuple[Export, Path]:
    """An export and its file."""
    path = folder / f"finds.{FORMS[form].ending}"
    async with (
        Database(operation.service.database_url) as database,
        reading(database, operation.name, Filters(**filters), since, secret_of(database.url)) as opened,
    ):
        await asyncio.to_thread(opened.into, lambda export, pages: FORMS[form].write(export, pages, path))
        return opened.export, path
