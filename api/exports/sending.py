"""Exports for clients over HTTP: a worker writes each to a file, which its client reads at its own pace.

Text is sent while it is written, a file once it is whole.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from api.exports.forms import FORMS, FormName
from api.exports.reading import reading
from api.exports.text import Pages
from api.formats.xlsx import DoesNotFit
from api.heavy.worker import Desk
from models.problem import Refused
from sync.files.exports import Export
from sync.finds.reading import Filters


async def write_export(
    desk: Desk, form: FormName, operation: str, filters: Filters, since: str | None, secret: bytes
) -> None:
    """In a worker: writes the export, and says its `Export` as soon as there is something to send."""

    def write_text(export: Export, pages: Pages) -> None:
        text = FORMS[form].text
        assert text
        with desk.path.open("wb", buffering=0) as file:
            desk.tell(export)
            for piece in text(export, pages):
                file.write(piece)
                desk.tell(None)

    def write_file(export: Export, pages: Pages) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, f"export.{FORMS[form].ending}")
            FORMS[form].write(export, pages, path)
            path.replace(desk.path)
        desk.tell(export)

    try:
        async with reading(desk.database, operation, filters, since, secret) as opened:
            await asyncio.to_thread(opened.into, write_text if FORMS[form].text else write_file)
    except DoesNotFit as error:
        raise Refused("not_acceptable", f"{str(error).capitalize()}.") from None
    except OSError as error:
        raise Refused("unavailable", f"The server cannot write the export: {error.strerror or error}.") from error
