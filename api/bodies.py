"""Request bodies: inflated, limited, and read into the shapes of the API."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import orjson
import zstandard
from litestar import Request
from litestar.exceptions import InternalServerException
from pydantic import BaseModel, ValidationError

from models.exchange_body import unstorable
from models.problem import Refused, field_errors, sentence

MOST_BYTES = 8 * 1024 * 1024
"""A request body, inflated, is no larger."""

MOST_PIECES = 100
"""A gzip body is in no more pieces: each costs a copy of the rest."""

Shape = TypeVar("Shape", bound=BaseModel)


@contextmanager
def arriving(detail: str = "The body ended before its end.") -> Iterator[None]:
    """Raises Refused if the connection breaks while the body is read."""
    try:
        yield
    except InternalServerException:  # the framework's word for it
        raise Refused("invalid_request", detail) from None


async def inflated(request: Request[Any, Any, Any]) -> bytes:
    """The body as the client meant it."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused("unsupported_media_type", f"{kind} is not taken here; send application/json.")
    with arriving():
        body = await request.body()
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        return body
    try:
        if encoding in ("gzip", "x-gzip"):
            return _gunzip(body)
        if encoding == "zstd":
            return _unzstd(body)
    except (zlib.error, zstandard.ZstdError, EOFError):
        raise Refused("invalid_request", f"The body is not whole {encoding} data.") from None
    raise Refused("unsupported_media_type", f"Content-Encoding {encoding} is not taken; send gzip, zstd or none.")


def _too_large() -> Refused:
    return Refused("too_large", f"The body inflates to more than {MOST_BYTES:,} bytes. Send fewer mutations a request.")


def _gunzip(body: bytes) -> bytes:
    out = b""
    for _ in range(MOST_PIECES):
        stream = zlib.decompressobj(wbits=31)
        out += stream.decompress(body, MOST_BYTES + 1 - len(out))
        if len(out) > MOST_BYTES or stream.unconsumed_tail:
            raise _too_large()
        if not stream.eof:
            raise EOFError
        body = stream.unused_data
        if not body:
            return out
    raise Refused("invalid_request", f"The body is in more than {MOST_PIECES} gzip pieces; send it as one.")


def _unzstd(body: bytes) -> bytes:
    stream = zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(body, read_across_frames=True)
    out = stream.read(MOST_BYTES + 1)
    if len(out) > MOST_BYTES:
        raise _too_large()
    return out


async def read(request: Request[Any, Any, Any], shape: type[Shape]) -> Shape:
    """The body as `shape`; raises Refused if it is not JSON (400) or does not fit the shape (422)."""
    body = await inflated(request)
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refused("invalid_json", f"The body is not JSON that can be kept: {error}.") from None
    errors = unstorable(document) if b"\\u0000" in body else []
    if errors:
        raise Refused("invalid_value", sentence(errors), errors)
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        errors = field_errors(error)
        raise Refused("invalid_value", sentence(errors), errors) from None
