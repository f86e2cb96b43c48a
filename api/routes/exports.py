"""Exports: finds as a file for spreadsheets, maps and other programs, and what has changed since the last one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated, Any

import structlog
from litestar import Request, get
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter
from litestar.response import Stream

from api.auth import VIEWER
from api.exports.forms import FORMS, Form, FormName
from api.exports.sending import write_export
from api.find_filters import ExportedState, asked_filters
from api.heavy.heavy import Heavy
from api.heavy.written import Written
from api.openapi.parameters import FoundFrom, FoundTo, InBox, OfMarking, OfTeam
from api.running import Running
from api.stopping import stopping
from sync.files.exports import Export, begin_export
from sync.operations import Bearer

HEADERS = {
    "Minetally-Seq": "The log entry that the export stands on.",
    "Minetally-Cursor": "What the next export sends as `since`.",
    "Minetally-Finds": "How many finds it holds; with `since`, without those that are to be removed.",
    "Minetally-Total": "Pieces in these finds; of live finds of a period, the total of its report.",
    "Minetally-Removed": "How many of its rows only say that a find is to be removed; 0 without `since`.",
}


@get(
    "/v1/exports/finds",
    roles=VIEWER,
    operation_id="export_finds",
    summary="Export finds",
    tags=["Exports"],
    answer=str,
    answer_media=FORMS["csv"].media_type,
    also_as={name: form.media_type for name, form in FORMS.items()},
    gives_headers=HEADERS,
    problems=("resync_required", "history_lost", "not_acceptable", "history_stopped"),
    basic=True,
)
async def finds(
    request: Request[Any, Any, Any],
    heavy: Given[Heavy],
    running: Given[Running],
    bearer: Given[Bearer],
    form: Annotated[
        FormName,
        QueryParameter(name="format", description="What to write; imsma is a CSV with the fields that IMSMA asks for."),
    ] = "csv",
    since: Annotated[
        str | None,
        QueryParameter(
            name="since",
            description="`Minetally-Cursor` of an earlier export, or only its log entry: what has changed after it, "
            "each row with `action` put or remove.",
        ),
    ] = None,
    first: FoundFrom = None,
    last: FoundTo = None,
    marking: OfMarking = None,
    team: OfTeam = None,
    export_state: Annotated[
        ExportedState,
        QueryParameter(name="state", description="Finds in this state; reports count live ones only."),
    ] = "live",
    bbox: InBox = None,
) -> Stream:
    """All finds that the filters want, as they stand at one moment, with the position as typed beside WGS 84.

    The same filters as those of list_finds; unless `state` says otherwise only live finds, as in reports. The answer is
    streamed, and an answer that is cut off is not whole: its finds and their total are in the headers.
    """
    filters = asked_filters(first, last, marking, team, export_state, bbox)
    log = structlog.get_logger().bind(
        operation=bearer.operation, person=bearer.person, token_id=bearer.token_id, format=form
    )
    chosen = FORMS[form]
    about = (bearer.operation, filters, since, running.keys.cursor_secret)
    if request.method == "HEAD":
        async with stopping(running, bearer, datetime.now(UTC)):
            counted = await heavy.read(request, begin_export, *about)
        return Stream((), media_type=chosen.media_type, headers=_headers(counted, chosen))
    async with stopping(running, bearer, datetime.now(UTC)):
        written = await heavy.file(request, not chosen.text, write_export, form, *about)
    export: Export = written.about
    log.info("export", **{name: value for name, value in export.about.items() if name not in ("operation", "cursor")})
    length = {} if chosen.text else {"Content-Length": str(written.length)}
    return Stream(
        _logged(written, log),
        media_type=chosen.media_type,
        headers={**_headers(export, chosen), **length},
        background=BackgroundTask(written.close),
    )


async def _logged(written: Written, log: Any) -> AsyncGenerator[bytes]:
    """The body; how it ended goes to the log."""
    sent, whole = 0, False
    try:
        async with aclosing(written.body()) as pieces:
            async for piece in pieces:
                sent += len(piece)
                yield piece
        whole = True
    finally:
        log.info("export ended", bytes=sent, whole=whole)


def _headers(export: Export, form: Form) -> dict[str, str]:
    values = (export.seq, export.cursor, export.finds, export.total, export.removed)
    return {
        **{name: str(value) for name, value in zip(HEADERS, values, strict=True)},
        "Content-Disposition": f'attachment; filename="{form.name(export)}"',
        "Cache-Control": "no-store",
    }


ROUTES = [finds]
