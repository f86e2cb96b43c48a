"""/v1/photos: photos of finds, known by their SHA-256."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, put
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import DEVICE, VIEWER
from api.bodies import arriving, in_thread
from models.mutation import stored_instant
from models.problem import Refused, invalid_value
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.files.photos import ANY_BYTES, SHOWN_AS, NewPhoto, keep_photos, read_photo
from sync.operations import Bearer

_SHA256 = re.compile("[0-9a-f]{64}")


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


@put(
    "/v1/photos/{sha256:str}",
    status_code=204,
    roles=DEVICE,
    operation_id="bring_photo",
    summary="Bring a photo",
    tags=["Exchange"],
    body=bytes,
    body_media=ANY_BYTES,
    problems=("invalid_value",),
    resent=True,
)
async def bring(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
    sha256: Annotated[
        str, PathParameter(description="SHA-256 of the bytes.", schema_extra={"pattern": "^[0-9a-f]{64}$"})
    ],
) -> None:
    """A photo of this tablet, as `photos_wanted` of an exchange asks for it: its bytes, at most 8 MiB, with the media
    type that it has. The same again changes nothing.
    """
    if not _SHA256.fullmatch(sha256 := sha256.lower()):
        raise Refused("not_found", "A photo is named by the SHA-256 of its bytes: 64 digits from 0 to f.")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused("unsupported_media_type", "A photo is not compressed again; send its bytes as they are.")
    with arriving():
        data = await request.body()
    made = await in_thread(lambda: hashlib.sha256(data).hexdigest())
    if made != sha256:
        raise invalid_value(
            "sha256", f"the {len(data):,} bytes that came have the SHA-256 {made}", "send the whole photo, uncompressed"
        )
    kind = request.headers.get("content-type", ANY_BYTES).partition(";")[0].strip().lower()
    photo = NewPhoto(made, kind, data)
    await committer.beside_lock(keep_photos, bearer.operation, (photo,), stored_instant(datetime.now(UTC)))


ROUTES = [one, bring]
