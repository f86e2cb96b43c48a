"""/v1/submissions: the forms that ODK Collect sent, as they came."""

from __future__ import annotations

from typing import Annotated, Literal

from litestar import Response, get
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter, QueryParameter

from api.auth import REVIEWER
from api.openapi.parameters import UUID, After, Limit
from api.pages import next_page, page
from api.parameters import one_id
from models.shapes import submissions as shapes
from models.submission_answers import SubmissionPage
from sync.database.database import Database
from sync.files.forms import list_submissions, read_xml
from sync.operations import Bearer


@get(
    "/v1/submissions",
    roles=REVIEWER,
    operation_id="list_submissions",
    summary="List the forms that ODK Collect sent",
    tags=["Finds"],
    answer=SubmissionPage,
)
async def listing(
    database: Given[Database],
    bearer: Given[Bearer],
    find_id: Annotated[
        str | None, QueryParameter(name="find_id", description="Only those about this find.", schema_extra=UUID)
    ] = None,
    outcome: Annotated[
        Literal["applied", "merged", "conflict", "rejected", "waiting", "unchanged"] | None,
        QueryParameter(name="outcome", description="Only those of which this became."),
    ] = None,
    after: After = None,
    limit: Limit = None,
) -> shapes.SubmissionPage:
    """Filled-in forms in the order in which they arrived, and the result of each."""
    filters = {"find_id": one_id(find_id, "find_id"), "outcome": outcome}
    items, more = await database.read(list_submissions, bearer.operation, filters, page(after, limit, str, str))
    return {"items": items, "next": next_page(more)}


@get(
    "/v1/submissions/{submission_id:str}/xml",
    roles=REVIEWER,
    operation_id="get_submission_xml",
    summary="Read a form as it came",
    tags=["Finds"],
    answer=str,
    answer_media="text/xml",
)
async def xml(
    database: Given[Database],
    bearer: Given[Bearer],
    submission_id: Annotated[str, PathParameter(description="The submission.", schema_extra=UUID)],
) -> Response[bytes]:
    """The XML of a form, byte for byte as the tablet sent it."""
    found = await database.look_up(read_xml, bearer.operation, submission_id.lower())
    headers = {"Content-Disposition": "attachment; filename=submission.xml"}
    return Response(found, media_type="text/xml", headers=headers)


ROUTES = [listing, xml]
