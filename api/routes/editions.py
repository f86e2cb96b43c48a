"""Editions: published reports, which never change, and what has changed since."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
from litestar import Request, Response, get, post
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter
from litestar.response import Stream

from api.auth import REVIEWER, VIEWER, Bearers
from api.bodies import read
from api.days import edition_name, edition_number, period
from api.formats.negotiation import MEDIA_TYPES, wanted_format
from api.heavy.heavy import Heavy
from api.openapi.parameters import After, EditionNumber, Format, Limit, Revision
from api.pages import next_page, page
from api.reports import as_file, as_json, in_json, published_report
from api.running import Running
from models.answers.editions import ConditionsNotMet, Differences, Edition, EditionPage
from models.answers.reports import CountedFindPage
from models.shapes import editions as shapes
from models.shapes.reports import CountedFindPage as CountedFinds
from models.wire import PublishRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.figures.differences import differences_of
from sync.figures.editions import list_editions, publication, read_edition
from sync.figures.lineage import counted_finds_of_edition
from sync.operations import Bearer


@get(
    "/v1/editions",
    roles=VIEWER,
    operation_id="list_editions",
    summary="List the editions",
    tags=["Editions"],
    answer=EditionPage,
)
async def listing(
    database: Given[Database], bearer: Given[Bearer], after: After = None, limit: Limit = None
) -> shapes.EditionPage:
    """Every edition and revision that was published, and whether it stands."""
    items, more = await database.read(list_editions, bearer.operation, page(after, limit, int, int))
    return {"items": items, "next": next_page(more)}


@post(
    "/v1/editions",
    roles=REVIEWER,
    operation_id="publish_edition",
    summary="Publish a report",
    tags=["Editions"],
    body=PublishRequest,
    answer=Edition,
    problems=("invalid_value", "mutation_id_reused"),
    problem_shapes={"conditions_not_met": ConditionsNotMet},
)
async def publish(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearers: Given[Bearers],
    bearer: Given[Bearer],
    running: Given[Running],
) -> shapes.Edition:
    """Freezes the report of a period as it stands now. The same period again is its next revision."""
    wanted = await read(request, PublishRequest)
    asked = period(wanted.first, wanted.last, wanted.week)
    await bearers.write_seen()
    now, key = datetime.now(UTC), running.keys.fingerprint
    job = publication(wanted.id, asked, wanted.withdraws, wanted.anyway, bearer.person or "", now, key)
    return await committer.run(bearer.operation, job)


@get(
    "/v1/editions/{number:str}",
    roles=VIEWER,
    basic=True,
    operation_id="get_edition",
    summary="Read an edition",
    tags=["Editions"],
    answer=Edition,
    also_as=MEDIA_TYPES,
    problems=("not_acceptable",),
)
async def one(
    request: Request[Any, Any, Any],
    database: Given[Database],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    number: EditionNumber,
    revision: Revision = None,
    form: Format = None,
) -> Response[bytes] | Stream:
    """An edition as it was published."""
    wanted = wanted_format(form, request.headers.get("accept", ""))
    about = (bearer.operation, edition_number(number), revision)
    edition = await database.read(read_edition, *about)
    if wanted == "json":
        return as_json(orjson.dumps(edition))
    url = str(request.url.with_replacements(query=f"revision={edition['revision']}"))
    return await as_file(heavy, request, wanted, published_report, *about, url)


@get(
    "/v1/editions/{number:str}/finds",
    roles=VIEWER,
    operation_id="list_edition_finds",
    summary="List the finds behind an edition",
    tags=["Editions"],
    answer=CountedFindPage,
)
async def finds(
    database: Given[Database],
    bearer: Given[Bearer],
    number: EditionNumber,
    revision: Revision = None,
    after: After = None,
    limit: Limit = None,
) -> CountedFinds:
    """The finds that an edition counts as they stood then, and every log entry that they stand on."""
    asked = (edition_number(number), revision, page(after, limit, str, str))
    items, more = await database.read(counted_finds_of_edition, bearer.operation, *asked)
    return {"items": items, "next": next_page(more)}


@get(
    "/v1/editions/{number:str}/differences",
    roles=VIEWER,
    operation_id="edition_differences",
    summary="Compare an edition",
    tags=["Editions"],
    answer=Differences,
)
async def differences(
    request: Request[Any, Any, Any],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    number: EditionNumber,
    revision: Revision = None,
    to: Annotated[
        str | None,
        QueryParameter(
            name="to",
            description="Another edition as 2, or one of its revisions as 2.1; left out: as it is now.",
            schema_extra={"pattern": r"^\d+(\.\d+)?$", "examples": ["2", "2.1"]},
        ),
    ] = None,
) -> Response[bytes]:
    """What has changed since an edition, find by find; the sums add up to the change of the total."""
    since = (edition_number(number), revision)
    until = edition_name(to) if to is not None else None
    about = (bearer.operation, since, until, datetime.now(UTC))
    return Response(await heavy.read(request, in_json, differences_of, *about), media_type=MEDIA_TYPES["json"])


ROUTES = [listing, publish, one, finds, differences]
