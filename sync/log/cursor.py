"""The cursor: an opaque text that says up to where a device has the log, and of which history."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from models.mutation import folded_uuid
from models.problem import Refused
from sync.log.chain import FIRST_HASH, Head

HASH_START = 16
"""How many characters of the chain hash a cursor carries."""


class Cursor(NamedTuple):
    """Up to where a device has the log."""

    operation: str
    epoch: str
    seq: int
    hash: str
    find_id: str = ""
    """The last find of that entry which it has: an area may change many finds by one entry. Empty: all."""

    def is_at(self, head: Head) -> bool:
        """Whether nothing has changed since."""
        return self == Cursor(head.operation, head.epoch, head.seq, head.hash[:HASH_START])

    def text(self) -> str:
        """As it is sent."""
        packed = f"{self.epoch}|{self.seq}|{self.hash[:HASH_START]}|{self.find_id}|{self.operation}".encode()
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(text: str | None) -> Cursor | None:
    """The cursor that a device sent; None for the start. A text that is no cursor counts as one of another history."""
    if text is None:
        return None
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        epoch, seq, hash, find_id, operation = packed.split("|", 4)
        if seq.isascii() and seq.isdigit() and len(seq) < 16 and find_id == (folded_uuid(find_id) or ""):
            return Cursor(operation, epoch, int(seq), hash, find_id)
    except (ValueError, binascii.Error, UnicodeError):
        pass
    return Cursor("", "", -1, "")


def start(head: Head) -> Cursor:
    """The cursor before the first entry."""
    return Cursor(head.operation, head.epoch, 0, FIRST_HASH)


def check(cursor: Cursor | None, head: Head, hashes: dict[int, str]) -> Cursor:
    """The cursor, or that of the start; raises Refused (`resync_required`) if it does not match this history.

    `hashes` holds the chain hash at the cursor's seq, when there is such an entry.
    """
    if cursor is None:
        return start(head)
    why = misfit(cursor, head, hashes)
    if why:
        remedy = "Keep every mutation, pull again from cursor null, then send the mutations again."
        raise Refused("resync_required", f"{why} {remedy}", epoch=head.epoch)
    return cursor


def misfit(cursor: Cursor, head: Head, hashes: dict[int, str]) -> str | None:
    """Why a cursor does not match this history; None if it does. `hashes` as for `check`."""
    if cursor.operation != head.operation:
        return "The cursor is not one of this operation."
    if cursor.epoch != head.epoch:
        return "The server's history starts again: it was restored from a backup."
    if cursor.seq < 0 or cursor.seq > head.seq:
        return "The cursor is ahead of the server's log: the server went back without saying so."
    if not hashes.get(cursor.seq, "").startswith(cursor.hash) or len(cursor.hash) != HASH_START:
        return "The server's log says something else at the cursor's place."
    return None
