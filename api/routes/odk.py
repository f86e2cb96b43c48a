"""/odk: what ODK Collect asks of a server (OpenRosa 1.0). See docs/odk.md."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import orjson
from litestar import Request, Response, get, head, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath

from api.auth import DEVICE
from api.bodies import apart, arriving
from api.metrics import count_exchange
from api.odk.answers import XML, message, told, xml
from api.odk.find_form import COMPILED, TITLE, VERSION
from api.odk.lists import hash_of, lists_of
from api.odk.parts import ACCEPTED_BYTES, MOST_POST_BYTES, File, by_photo, read_post
from api.settings import Settings
from models.mutation import stored_instant
from models.problem import Refused
from models.submission import FORM_ID, LONGEST_ID, Submission, read_submission
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.files.forms import Files
from sync.files.photos import NewPhoto, keep_photos
from sync.files.submissions import taking
from sync.merge.find_state import Author
from sync.operations import Bearer

FORM = f"/odk/forms/{FORM_ID}"
ABOUT = "One find: what stands on it, how many, where, on which day, and photos."


@cache
def form_xml() -> bytes:
    return COMPILED.read_bytes()


def _address(request: Request[Any, Any, Any], settings: Settings, path: str) -> str:
    server = settings.public_url or str(request.base_url)
    return escape(server.rstrip("/") + path)


@get("/odk/formList", roles=DEVICE, basic=True, any_query=True, include_in_schema=False)
async def form_list(request: Request[Any, Any, Any], settings: Given[Settings]) -> Response[bytes]:
    """The forms of this server: there is one."""
    return xml(
        '<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform>'
        f"<formID>{FORM_ID}</formID><name>{escape(TITLE)}</name><version>{VERSION}</version>"
        f"<hash>{hash_of(form_xml())}</hash><descriptionText>{ABOUT}</descriptionText>"
        f"<downloadUrl>{_address(request, settings, FORM)}</downloadUrl>"
        f"<manifestUrl>{_address(request, settings, FORM + '/manifest')}</manifestUrl></xform></xforms>"
    )


@get(FORM, roles=DEVICE, basic=True, any_query=True, include_in_schema=False)
async def form() -> Response[bytes]:
    """The form itself."""
    return Response(form_xml(), media_type=XML)


@get(FORM + "/manifest", roles=DEVICE, basic=True, any_query=True, include_in_schema=False)
async def manifest(
    request: Request[Any, Any, Any],
    database: Given[Database],
    settings: Given[Settings],
    bearer: Given[Bearer],
) -> Response[bytes]:
    """The files that go with the form; their hashes change with the catalogue and the areas."""
    lists = await database.read(lists_of, bearer.operation)
    files = "".join(
        f"<mediaFile><filename>{name}</filename><hash>{hash_of(content)}</hash>"
        f"<downloadUrl>{_address(request, settings, f'{FORM}/media/{name}')}</downloadUrl></mediaFile>"
        for name, content in lists.items()
    )
    return xml(f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{files}</manifest>')


@get(FORM + "/media/{name:str}", roles=DEVICE, basic=True, any_query=True, include_in_schema=False)
async def media(database: Given[Database], bearer: Given[Bearer], name: FromPath[str]) -> Response[bytes]:
    """One of the files that go with the form."""
    lists: dict[str, bytes] = await database.read(lists_of, bearer.operation)
    if name not in lists:
        raise Refused("not_found", f"No file {name[:80]} goes with this form.")
    return Response(lists[name], media_type="text/csv")


@head("/odk/submission", status_code=204, roles=DEVICE, basic=True, any_query=True, include_in_schema=False)
async def greet() -> Response[None]:
    """What Collect asks before it sends: whether it may, and how large a post may be."""
    return Response(None, status_code=204, headers={"X-OpenRosa-Accept-Content-Length": str(ACCEPTED_BYTES)})


@post(
    "/odk/submission",
    roles=DEVICE,
    basic=True,
    any_query=True,
    include_in_schema=False,
    request_max_body_size=MOST_POST_BYTES,
)
async def submit(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
) -> Response[bytes]:
    """One post of a filled-in form: its mutation is stored like those of an exchange."""
    received_at = datetime.now(UTC)
    with arriving("The post did not arrive whole. Send it again."):
        body = await request.body()
    post = await apart(_read, body, request.headers.get("content-type", ""))
    came = tuple([*post.photos.values(), *(photo for _, photo in post.beside)])
    if came:  # outside the lock of the operation: they are known by their content, and nothing names them yet
        await committer.beside_lock(keep_photos, bearer.operation, came, stored_instant(received_at))
    author = Author(bearer.device_id, bearer.team)
    files: Files = {name: photo.sha256 for name, photo in post.photos.items()}
    beside = [(name, photo.sha256) for name, photo in post.beside]
    taken = await committer.run(bearer.operation, taking(post.form, files, author, received_at, beside))
    if taken.answer and not taken.known:
        seconds = (datetime.now(UTC) - received_at).total_seconds()
        count_exchange([orjson.dumps(taken.answer).decode()], 0, seconds)
    status, words = told(post.form, taken, post.empty)
    return message(words, status)


class Read(NamedTuple):
    """What a post holds."""

    form: Submission
    photos: dict[str, NewPhoto]
    """What came for its photos, by their names."""
    beside: list[tuple[str, NewPhoto]]
    """Other files, each with its name."""
    empty: list[str]
    """Files of 0 bytes: they count as not come."""


def _read(body: bytes, content_type: str) -> Read:
    """The form of a post, and the files that came with it."""
    sent = read_post(content_type, body)
    form = read_submission(sent.xml)
    whole = {name: file for name, file in sent.files.items() if file.data}
    photos = by_photo(form.photos, whole)
    beside = [(name[:LONGEST_ID], _photo(file)) for name, file in whole.items() if file not in photos.values()]
    return Read(
        form, {name: _photo(file) for name, file in photos.items()}, beside, [*sent.files.keys() - whole.keys()]
    )


def _photo(file: File) -> NewPhoto:
    return NewPhoto(sha256(file.data).hexdigest(), file.media_type, file.data)


ROUTES = [form_list, form, manifest, media, greet, submit]
