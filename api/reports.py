"""Reports and editions as files: put together from what `sync` reads, rendered, and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from litestar import Request, Response
from litestar.background_tasks import BackgroundTask
from litestar.response import Stream

from api.formats.negotiation import MEDIA_TYPES, RENDERERS
from api.formats.publication import Publication
from api.formats.xlsx import DoesNotFit
from api.heavy.heavy import Heavy
from api.heavy.worker import Desk
from models.period import Period
from models.problem import Refused
from models.shapes.editions import Edition
from models.shapes.reports import WeeklyReport
from sync.database.database import Connection
from sync.figures.editions import moment_of, period_of, read_edition
from sync.figures.lineage import ReportCell, all_counted_finds, disputes_of
from sync.figures.moment import Moment, moment_as_of
from sync.figures.weekly import weekly


def working_report(
    connection: Connection,
    operation: str,
    as_of: str | None,
    now: datetime,
    period: Period,
    groupings: tuple[str, ...],
    since: str | None,
    url: str,
) -> Publication:
    """The report of a period at the moment that `as_of` names, with its finds and disputes."""
    moment = moment_as_of(connection, operation, as_of, now)
    report = weekly(moment, period, groupings, since)
    return _publication(moment, period, report, None, url)


def published_report(
    connection: Connection, operation: str, number: int, revision: int | None, url: str
) -> Publication:
    """An edition as it was published, with the finds and disputes of its moment."""
    edition = read_edition(connection, operation, number, revision)
    return _publication(moment_of(connection, edition), period_of(edition), edition["report"], edition, url)


def _publication(
    moment: Moment, period: Period, report: WeeklyReport, edition: Edition | None, url: str
) -> Publication:
    finds = list(all_counted_finds(moment, period, ReportCell()))
    return Publication(report, finds, disputes_of(moment, period), edition, url)


def file_name(publication: Publication, form: str) -> str:
    """What a file of it is called: minetally-lachin-2022-2022-08-15-2022-08-22-edition-1-2.pdf"""
    report, edition = publication.report, publication.edition
    named = f"minetally-{report['operation']}-{report['period']['from']}-{report['period']['to']}"
    return named + (f"-edition-{edition['number']}-{edition['revision']}" if edition else "") + f".{form}"


async def as_file(
    heavy: Heavy, request: Request[Any, Any, Any], form: str, do: Callable[..., Publication], *args: Any
) -> Stream:
    """The answer in one of the forms of RENDERERS; a worker reads and makes it. For HEAD nothing is made."""
    if request.method == "HEAD":
        name = await heavy.read(request, _named, form, do, *args)
        return Stream((), media_type=MEDIA_TYPES[form], headers=_headers(name))
    written = await heavy.file(request, True, _write, form, do, args)
    headers = {**_headers(written.about), "Content-Length": str(written.length)}
    closed = BackgroundTask(written.close)
    return Stream(written.body(), media_type=MEDIA_TYPES[form], headers=headers, background=closed)


def _headers(name: str) -> dict[str, str]:
    return {"Vary": "Accept", "Content-Disposition": f'attachment; filename="{name}"'}


def _named(connection: Connection, form: str, do: Callable[..., Publication], *args: Any) -> str:
    return file_name(do(connection, *args), form)


async def _write(desk: Desk, form: str, do: Callable[..., Publication], args: tuple[Any, ...]) -> None:
    """In a worker: writes the file, and says its name."""
    publication = await desk.database.read(do, *args)
    try:
        content = RENDERERS[form](publication)
    except DoesNotFit as error:
        raise Refused("not_acceptable", str(error).capitalize()) from None
    await asyncio.to_thread(desk.path.write_bytes, content)
    desk.tell(file_name(publication, form))


def in_json(connection: Connection, do: Callable[..., Any], *args: Any) -> bytes:
    """What `do` reads, as JSON: made where it is read."""
    return orjson.dumps(do(connection, *args))


def as_json(document: bytes) -> Response[bytes]:
    """The answer as JSON."""
    return Response(document, media_type=MEDIA_TYPES["json"], headers={"Vary": "Accept"})
