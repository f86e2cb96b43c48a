"""The parts of a multipart post: the form's XML, its files, and whether more posts follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import normalize
from urllib.parse import unquote

from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from models.problem import Refused

MOST_PARTS = 300
"""Collect sends the form and at most 102 files a post."""
MOST_POST_BYTES = 40 * 1024 * 1024
"""One post. Collect splits what is larger than ACCEPTED_BYTES, but sends a single photo in one piece."""
ACCEPTED_BYTES = 10_000_000
"""What a post should not exceed: X-OpenRosa-Accept-Content-Length."""

_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{1,70}", re.ASCII)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: its name, what kind the tablet says it is, and its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(slots=True)
class Post:
    """One post of a submission, which may take several."""

    xml: bytes
    files: dict[str, File] = field(default_factory=dict)
    incomplete: bool = False
    """More posts of this submission follow."""


def read_post(content_type: str, body: bytes) -> Post:
    """The parts of a post; raises Refused if it is not one."""
    kind, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if kind.lower() != "multipart/form-data" or not _BOUNDARY.fullmatch(boundary):
        raise Refused("unsupported_media_type", "A filled-in form is sent as multipart/form-data with its boundary.")
    xml: bytes | None = None
    files: dict[str, File] = {}
    incomplete = False
    for segment, data in _segments(boundary, body):
        if segment.name == "xml_submission_file":
            xml = data if xml is None else xml
        elif segment.name == "*isIncomplete*":
            incomplete = data.strip().lower() == b"yes"
        elif segment.filename or segment.name:
            name = _name(segment).rpartition("/")[2].rpartition("\\")[2]
            files.setdefault(name, File(name, (segment.content_type or "").lower(), data))
    if xml is None:
        raise Refused("invalid_request", "The post has no part xml_submission_file, which is the form itself.")
    return Post(xml, files, incomplete)


_EXTENDED = re.compile(r"filename\*\s*=\s*\"?([\w-]*)'[^']*'([^;\"\s]+)", re.ASCII | re.IGNORECASE)


def _name(segment: MultipartSegment) -> str:
    """The name of a part: its filename* (RFC 5987) where it has one, else its filename, else that of its field."""
    if extended := _EXTENDED.search(segment.header("Content-Disposition", "")):
        try:
            return unquote(extended[2], extended[1] or "utf-8", "strict")
        except (LookupError, UnicodeDecodeError):
            pass
    return segment.filename or segment.name or ""


def by_photo(photos: Iterable[str], files: dict[str, File]) -> dict[str, File]:
    """The files that came for these photos, by the photos' names.

    A file has the very name of its photo, or one that some tablet or proxy has written otherwise: percent-encoded, or
    with letters and accents apart.
    """
    found = {name: files[name] for name in photos if name in files}
    photo_of = _only({name: _plain(name) for name in photos if name not in found})
    file_of = _only({name: _plain(name) for name in files if name not in found})
    return {**found, **{photo_of[plain]: files[file_of[plain]] for plain in photo_of.keys() & file_of.keys()}}


def _plain(name: str) -> str:
    return normalize("NFC", unquote(name)).strip()


def _only(plain_of: dict[str, str]) -> dict[str, str]:
    """The names by their plain forms, without those that share one: nobody knows which of them is meant."""
    number = Counter(plain_of.values())
    return {plain: name for name, plain in plain_of.items() if number[plain] == 1}


def _segments(boundary: str, body: bytes) -> list[tuple[MultipartSegment, bytes]]:
    found: list[tuple[MultipartSegment, bytes]] = []
    pieces: list[bytes] = []
    segment: MultipartSegment | None = None
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_PARTS) as parser:
            for event in parser.parse(body) if body else ():
                if isinstance(event, MultipartSegment):
                    segment, pieces = event, []
                elif event:
                    pieces.append(bytes(event))
                elif segment is not None:
                    found.append((segment, b"".join(pieces)))
    except ParserLimitReached:
        raise Refused("too_large", f"The post has more than {MOST_PARTS} parts, or very long headers.") from None
    except (MultipartError, ValueError, LookupError) as error:
        raise Refused("invalid_request", f"The post did not arrive whole: {error}. Send it again.") from None
    return found
