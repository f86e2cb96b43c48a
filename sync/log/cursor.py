"""Cursors and heads: opaque, signed texts that say up to where somebody has the log, and of which history.

A head is the cursor of the end of the log: what a tablet was told that the server has. The signature is HMAC-SHA-256 by
a secret of the server. So a text that this server signed, and that its log does not bear out, shows that the server has
lost what it once had; a text that it did not sign shows nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.mutation import folded_uuid
from models.problem import Refused
from sync.log.chain import FIRST_HASH, HASH_START, Head, hashes_at
from sync.log.epochs import epoch_order

SIGNATURE_BYTES = 32
"""Length of the signature, which stands before what it is over."""


class Cursor(NamedTuple):
    """Up to where somebody has the log."""

    operation: str
    epoch: str
    seq: int
    hash: str
    find_id: str = ""
    """The last find of that entry which it has: an area may change many finds by one entry. Empty: all."""

    def is_at(self, head: Head) -> bool:
        """Whether nothing has changed since."""
        return self == end_of(head)

    def text(self, secret: bytes) -> str:
        """As it is sent, signed: base64url without padding."""
        said = f"{self.epoch}|{self.seq}|{self.hash[:HASH_START]}|{self.find_id}|{self.operation}".encode()
        return base64.urlsafe_b64encode(_signature(said, secret) + said).decode().rstrip("=")


UNSIGNED = Cursor("", "", -1, "")
"""What is read of a text that this server did not sign."""


def _signature(said: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, said, hashlib.sha256)


def read_cursor(text: str, secret: bytes) -> Cursor:
    """The cursor, or head, that somebody sent; `UNSIGNED` where it does not carry the signature by this secret."""
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        signature, said = packed[:SIGNATURE_BYTES], packed[SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, _signature(said, secret)):
            return UNSIGNED
        epoch, seq, hash, find_id, operation = said.decode().split("|", 4)
        if seq.isascii() and seq.isdigit() and len(seq) < 16 and find_id == (folded_uuid(find_id) or ""):
            return Cursor(operation, epoch, int(seq), hash, find_id)
    except (ValueError, binascii.Error, UnicodeError):
        pass
    return UNSIGNED


def start(head: Head) -> Cursor:
    """The cursor before the first entry."""
    return Cursor(head.operation, head.epoch, 0, FIRST_HASH)


def end_of(head: Head) -> Cursor:
    """The cursor after the last entry: what an answer tells as `head`."""
    return Cursor(head.operation, head.epoch, head.seq, head.hash[:HASH_START])


class Misfit(NamedTuple):
    """Why a cursor does not match a history."""

    why: str
    """A sentence."""
    stops: bool
    """It shows that this history is not the one that goes on: it must take nothing more."""


def misfit(cursor: Cursor, head: Head, hashes: Mapping[int, str]) -> Misfit | None:
    """Why a cursor does not match this history; None if it does.

    `hashes` holds the chain hash at the cursor's seq, when there is such an entry; of the head's it need not.
    """
    if cursor == UNSIGNED:
        return Misfit("The cursor is not one that this server gave.", False)
    if cursor.operation != head.operation:
        return Misfit("The cursor is not one of this operation.", False)
    if epoch_order(cursor.epoch) > epoch_order(head.epoch):
        return Misfit(f"Entry {cursor.seq} of a later history, {cursor.epoch}, was shown.", True)
    if cursor.epoch != head.epoch:
        return Misfit("The server's history starts again: it was restored from a backup.", False)
    if cursor.seq > head.seq:
        return Misfit(f"Entry {cursor.seq} was shown, and the log ends at entry {head.seq}.", True)
    hash = head.hash if cursor.seq == head.seq else hashes.get(cursor.seq, "")
    if not hash.startswith(cursor.hash) or len(cursor.hash) != HASH_START:
        return Misfit(f"Another entry {cursor.seq} was shown than the one in the log.", True)
    return None


class Contradicted(Refused):
    """Somebody showed, under this server's own signature, what its log does not have: the operation must stop."""

    def __init__(self, why: str, shown: tuple[Cursor, ...]) -> None:
        super().__init__("history_stopped", stopped_detail(why))
        self.why, self.shown = why, shown

    def __reduce__(self) -> tuple[Any, ...]:
        return Contradicted, (self.why, self.shown)


def stopped_detail(why: str) -> str:
    """What is told of a history that is stopped."""
    return (
        f"This server serves an old history and takes nothing more: {why} Keep everything, and send it again later."
        " A person restores the newer one, goes on with this one by minetally restore --here, or ends this server."
    )


def check(connection: Connection, shown: Sequence[Cursor], head: Head) -> None:
    """Raises what follows from the cursors and heads that somebody shows, by one statement at most.

    Contradicted (`history_stopped`) if one of them is ours and the log does not have it, or it is of a later history;
    Refused (`resync_required`) if one of them is of another server, another operation or an earlier history; Refused
    (`history_stopped`) if the operation is stopped already.
    """
    refuse_stopped(head)
    within = {one.seq for one in shown if one.epoch == head.epoch and 0 < one.seq < head.seq}
    hashes = hashes_at(connection, head.operation, within)
    found = [(one, why) for one in shown if (why := misfit(one, head, hashes))]
    for one, why in found:
        if why.stops:
            raise Contradicted(why.why, (one,))
    for _, why in found:
        remedy = "Keep every mutation, pull again from cursor null, then send the mutations again."
        raise Refused("resync_required", f"{why.why} {remedy}", epoch=head.epoch)


def refuse_stopped(head: Head) -> None:
    """Raises Refused (`history_stopped`) where the operation is stopped."""
    if head.stopped_why is not None:
        raise Refused("history_stopped", stopped_detail(head.stopped_why))
