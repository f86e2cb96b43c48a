"""Photos, known by their SHA-256."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from models.problem import Refused
from models.tables import PHOTO
from sync.database.rows import Rows
from sync.database.statements import among

SHOWN_AS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/heic": ".heic",
}
"""The media types of photos, and their file endings. No browser runs any of them."""
ANY_BYTES = "application/octet-stream"
MOST_WANTED = 1000
"""So many photos are asked for in one answer."""


class NewPhoto(NamedTuple):
    """A photo as it came."""

    sha256: str
    media_type: str
    data: bytes


class PhotoRow(NamedTuple):
    """A photo as it is stored."""

    operation: str
    sha256: str
    media_type: str
    size: int
    """Bytes."""
    received_at: str
    data: bytes


PHOTOS = Rows(PHOTO, PhotoRow)


def keep_photos(connection: Connection, operation: str, photos: tuple[NewPhoto, ...], received_at: str) -> None:
    """Stores photos; a known one does not change."""
    rows = {
        photo.sha256: PhotoRow(
            operation=operation,
            sha256=photo.sha256,
            media_type=photo.media_type if photo.media_type in SHOWN_AS else ANY_BYTES,
            size=len(photo.data),
            received_at=received_at,
            data=photo.data,
        )
        for photo in photos
    }
    PHOTOS.keep(connection, [rows[sha256] for sha256 in sorted(rows)])  # in the one order beside the lock


def lacking(connection: Connection, operation: str, sha256s: frozenset[str]) -> list[str]:
    """Those of these photos that are not stored, in order, at most `MOST_WANTED`."""
    mine = and_(PHOTO.c.operation == operation, among(connection, PHOTO.c.sha256, sha256s))
    return sorted(sha256s.difference(connection.execute(select(PHOTO.c.sha256).where(mine)).scalars()))[:MOST_WANTED]


def read_photo(connection: Connection, operation: str, sha256: str) -> tuple[str, bytes]:
    """The kind of a photo, and its bytes; raises Refused if it is not stored."""
    row = connection.execute(
        select(PHOTO.c.media_type, PHOTO.c.data).where(and_(PHOTO.c.operation == operation, PHOTO.c.sha256 == sha256))
    ).one_or_none()
    if row is None:
        raise Refused("not_found", "Photo not found in this operation. It may still be on its tablet.")
    return row.media_type, bytes(row.data)
