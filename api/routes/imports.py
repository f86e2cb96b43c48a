"""Imports: a file of finds from another program."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Annotated, Any

import orjson
from litestar import Request, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency as Given
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import QueryParameter

from api.auth import REVIEWER
from api.bodies import arriving
from api.heavy.allowance import OF_FILES
from api.heavy.heavy import while_client_is_there
from api.imports.apart import read_file
from api.imports.report import Report
from api.imports.run import Importer
from api.running import Running
from models.imports.answer import ImportAnswer, ImportRequest
from models.imports.mapping import ImportMapping, read_mapping
from models.problem import Refused
from models.shapes import imports as shapes
from sync.operations import Bearer, timezone_of

MOST_BYTES = 64 * 1024 * 1024
"""A file is no larger over HTTP; `minetally import` has no such limit."""
MOST_ROWS = 100_000
"""The most rows in a request, so that no proxy on the way gives up."""
MULTIPART = "multipart/form-data"


@post(
    "/v1/imports",
    status_code=200,
    roles=REVIEWER,
    operation_id="import_finds",
    summary="Import finds from a file",
    tags=["Finds"],
    body=ImportRequest,
    body_media=MULTIPART,
    answer=ImportAnswer,
    problems=("unconfirmed_guess", "unreadable_file", "invalid_value", "worker_busy", "worker_slow", "worker_died"),
    request_max_body_size=MOST_BYTES,
)
async def import_finds(
    request: Request[Any, Any, Any],
    running: Given[Running],
    bearer: Given[Bearer],
    dry_run: Annotated[
        bool, QueryParameter(name="dry_run", description="Play it and undo it: says what would happen.")
    ] = False,
) -> shapes.ImportAnswer:
    """Stores a find for each row of a file, in the name of who sends it. The same file again changes nothing, so a
    request that was cut off is sent again.

    At most 64 MiB and 100,000 rows; larger files are for `minetally import`. A dry run answers also where the mapping
    is not complete: `mapping` is the guess, and `open` what it leaves open.
    """
    heavy, operation = running.heavy, bearer.operation
    with heavy.folder() as folder:
        path, origin, given = await _received(request, folder)
        zone = await running.database.read(timezone_of, operation)
        importer = Importer(running.committer, operation, bearer.person or "", origin, dry_run)
        reading = heavy.begin(request, OF_FILES, read_file, path, given, zone.key, dry_run, MOST_ROWS)
        async with while_client_is_there(request), reading as said:
            told = await anext(one async for one in said if one is not None)
            report = Report(operation, told, dry_run)
            with report.telling_what_is_stored():
                async for results, imported in importer.run(said):
                    report.add(results, imported)
    return report.document()


async def _received(request: Request[Any, Any, Any], folder: Path) -> tuple[Path, str, ImportMapping | None]:
    """The file, its name, and the mapping; the file is on disk, and was never in memory as a whole."""
    kind = request.content_type[0]
    if kind != MULTIPART or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused("unsupported_media_type", f"Send {MULTIPART} with the parts file and, if you like, mapping.")
    try:
        with arriving():
            form = await request.form()
    except RequestEntityTooLarge:
        raise Refused("too_large", f"The file has more than {MOST_BYTES >> 20} MiB; use minetally import.") from None
    file, mapping = form.get("file"), form.get("mapping")
    path = folder / "import"
    if isinstance(file, UploadFile):
        with path.open("wb") as copied:
            await asyncio.to_thread(shutil.copyfileobj, file.file, copied)
        origin = file.filename
    elif isinstance(file, str):
        path.write_text(file, encoding="utf-8")
        origin = "a table"
    else:
        raise Refused("invalid_request", "The form has no part named file, or several; send one.")
    with path.open("rb") as copied:
        if copied.read(16) == b"SQLite format 3\0":
            path = path.rename(path.with_suffix(".gpkg"))  # GDAL expects that of a GeoPackage
    if unknown := sorted({*form.keys()} - {"file", "mapping"}):
        raise Refused(
            "invalid_request",
            f"The form has a part {unknown[0][:60]!r}, which is unknown. Send file, and mapping if you need it.",
        )
    if isinstance(mapping, UploadFile):
        mapping = (await mapping.read()).decode(errors="replace")
    return path, "".join(c for c in origin if c.isprintable())[:200], _mapping(mapping)


def _mapping(text: Any) -> ImportMapping | None:
    if not text:
        return None
    try:
        document = orjson.loads(str(text))
    except orjson.JSONDecodeError as error:
        raise Refused("invalid_value", f"The part mapping is not JSON: {error}.") from None
    return None if document is None else read_mapping(document)


ROUTES = [import_finds]
