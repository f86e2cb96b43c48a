"""Photos of a device: kept whole in its file, and brought to the server when it asks for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress

from minetally_client.link import Link
from minetally_client.outbox import Outbox
from minetally_client.problems import Refused, Unreachable

LARGEST = 8 * 2**20
"""The largest photo, bytes: the limit of the server."""


def keep(outbox: Outbox, data: bytes, media_type: str) -> str:
    """Stores a photo; its SHA-256, by which finds name it."""
    if not 0 < len(data) <= LARGEST:
        raise ValueError(f"a photo has 1 to {LARGEST:,} bytes, not {len(data):,}: scale it down")
    sha256 = hashlib.sha256(data).hexdigest()
    outbox.keep_photo(sha256, media_type, data)
    return sha256


def bring(outbox: Outbox, link: Link) -> list[str]:
    """Brings the photos that the server asked for; the SHA-256 of those that arrived. The others are brought after the
    next `sync`."""
    brought: list[str] = []
    with suppress(Unreachable):
        for sha256 in outbox.wanted_photos():
            media_type, data = outbox.photo(sha256)
            with suppress(Refused):
                link.put(f"/v1/photos/{sha256}", data, media_type)
                outbox.photo_arrived(sha256)
                brought.append(sha256)
    return brought


def still_wanted(wanted: Iterable[str], brought: Iterable[str]) -> list[str]:
    """Those of the wanted photos that were not brought, each once."""
    there = {*brought}
    return [sha256 for sha256 in dict.fromkeys(wanted) if sha256 not in there]
