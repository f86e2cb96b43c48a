"""/v1/photos: photos of finds, known by their SHA-256."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import VIEWER
from sync.database.database import Database
from sync.files.photos import ANY_BYTES, SHOWN_AS, read_photo
from sync.operations import Bearer


@get(
    "/v1/photos/{sha256:str}",
    roles=VIEWER,
    operation_id="get_photo",
    summary="Read a photo",
    tags=["Finds"],
    answer=bytes,
    answer_media=ANY_BYTES,
    also_as={kind: kind for kind in SHOWN_AS},
    gives_etag="Its SHA-256.",
    if_none_match="The ETag of the photo as it is known; it never changes, so 304.",
)
async def one(
    request: Request[Any, Any, Any],
    database: Given[Database],
    bearer: Given[Bearer],
    sha256: Annotated[
        str,
        PathParameter(
            description="SHA-256 of the photo, as `photos` of a find has it.",
            schema_extra={"pattern": "^[0-9a-f]{64}$"},
        ),
    ],
) -> Response[bytes]:
    """A photo as it came from the tablet."""
    kind, data = await database.look_up(read_photo, bearer.operation, sha256.lower())
    headers = {
        "ETag": f'"{sha256.lower()}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        # Somebody's bytes, of the kind that somebody says: no browser is to look into them, or to run them.
        "Content-Disposition": f'attachment; filename="{sha256.lower()}{SHOWN_AS.get(kind, ".bin")}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=304, headers=headers)
    return Response(data, media_type=kind, headers=headers)


ROUTES = [one]
