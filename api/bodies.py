"""Request bodies: inflated, measured, and read into the shapes of the API; what takes long, off the event loop."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

import orjson
import zstandard
from litestar import Request
from litestar.exceptions import InternalServerException
from pydantic import BaseModel, ValidationError

from models.bounds import LARGEST_BODY, check_depth, measured
from models.exchange_body import unstorable
from models.problem import Refused, field_errors, sentence

MOST_PIECES = 100
"""A gzip body is in no more pieces: each costs a copy of the rest."""

SHORT_BYTES = 16 * 1024
"""So much is read in less than a millisecond."""

TAKEN = {"Accept-Encoding": "gzip, zstd"}
"""How bodies of requests may be compressed, as an answer says it (RFC 7694)."""

Shape = TypeVar("Shape", bound=BaseModel)
Body = TypeVar("Body", bytes, str)
R = TypeVar("R")
P = ParamSpec("P")

_READER = ThreadPoolExecutor(1, "bodies")
"""Long bodies are read one after the other, so that they take the memory of one."""


async def apart(do: Callable[Concatenate[Body, P], R], body: Body, /, *args: P.args, **kwargs: P.kwargs) -> R:
    """What `do` makes of a body: a long one is read in a thread of its own."""
    if len(body) <= SHORT_BYTES:
        return do(body, *args, **kwargs)
    return await in_thread(lambda: do(body, *args, **kwargs))


async def in_thread(do: Callable[[], R]) -> R:
    """What `do` gives, in the thread that reads long bodies."""
    return await asyncio.get_running_loop().run_in_executor(_READER, do)


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
    inflate = _INFLATE.get(encoding)
    if inflate is None:
        raise Refused("unsupported_media_type", f"Content-Encoding {encoding} is not taken; send gzip, zstd or none.")
    try:
        # What a body inflates to nobody knows before: a little of it tells which are short.
        short = inflate(body, SHORT_BYTES) if len(body) <= SHORT_BYTES else None
        whole = (
            short
            if short is not None
            else await asyncio.get_running_loop().run_in_executor(_READER, inflate, body, LARGEST_BODY)
        )
    except (zlib.error, zstandard.ZstdError, EOFError):
        raise Refused("invalid_request", f"The body is not whole {encoding} data.") from None
    if whole is None:
        raise Refused(
            "too_large", f"The body inflates to more than {LARGEST_BODY:,} bytes. Send fewer mutations a request."
        )
    return whole


def _gunzip(body: bytes, most: int) -> bytes | None:
    """What a body inflates to; None if that is more than `most` bytes."""
    out = b""
    for _ in range(MOST_PIECES):
        stream = zlib.decompressobj(wbits=31)
        out += stream.decompress(body, most + 1 - len(out))
        if len(out) > most or stream.unconsumed_tail:
            return None
        if not stream.eof:
            raise EOFError
        body = stream.unused_data
        if not body:
            return out
    raise Refused("invalid_request", f"The body is in more than {MOST_PIECES} gzip pieces; send it as one.")


def _unzstd(body: bytes, most: int) -> bytes | None:
    """What a body inflates to; None if that is more than `most` bytes."""
    stream = zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(body, read_across_frames=True)
    out = stream.read(most + 1)
    return out if len(out) <= most else None


_INFLATE: dict[str, Callable[[bytes, int], bytes | None]] = {"gzip": _gunzip, "x-gzip": _gunzip, "zstd": _unzstd}


async def read(request: Request[Any, Any, Any], shape: type[Shape]) -> Shape:
    """The body as `shape`; raises Refused if it is not JSON (400), too large (413) or does not fit the shape (422)."""
    return await apart(_shaped, await inflated(request), shape)


def _shaped(body: bytes, shape: type[Shape]) -> Shape:
    check_depth(measured(body))
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
