"""The key of the server: its fingerprint stands in the code of an enrolment, and receipts show whether it signs."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

from minetally_client.history import Json
from minetally_client.link import Link
from minetally_client.outbox import Outbox
from minetally_client.problems import Unreachable
from minetally_client.receipts import fingerprint, is_signed

ServerKey = Literal["confirmed", "not_confirmed", "unknown"]
"""Whether the server is the one that a device was enrolled at, as its receipts show: `confirmed` by the key whose
fingerprint stood in the code, or by one that follows it. `not_confirmed`: somebody else may answer; exchanges go on,
tell the person. `unknown`: no receipt came yet."""

NAME = "minetally key 1"


class Code(NamedTuple):
    """A code of an enrolment, and the fingerprint of the server's key where it stood beside it."""

    code: str
    server_key: str | None


def code_in(text: str) -> Code:
    """The code in a text: the code alone, the `minetally://enrol?...` of a QR code, or the `https://.../tablet/#...`."""
    url = urlsplit(text.strip())
    if url.scheme not in ("minetally", "http", "https"):
        return Code(text.strip(), None)
    said = parse_qs(url.query or url.fragment)
    return Code(said.get("code", [""])[0].strip(), said.get("server_key", [None])[0])


def server_key_of(outbox: Outbox) -> ServerKey:
    """What the receipts of a device say of the key of its server."""
    signs = outbox.get("signs")
    if signs is None:
        return "unknown"
    return "confirmed" if fingerprint(signs) in _known(outbox) else "not_confirmed"


def note_key(outbox: Outbox, key: str) -> None:
    """Notes which key signed an answer to mutations; "" where its receipt is wrong or missing."""
    if outbox.get("signs") != key:
        outbox.set(signs=key)


def follow_key(outbox: Outbox, link: Link) -> None:
    """Confirms the key that signs now, where the keys of the server show that it follows one that the device knows.

    Where no answer comes it is asked again after the next `sync`.
    """
    signs = outbox.get("signs")
    if not signs or server_key_of(outbox) != "not_confirmed":
        return
    with suppress(Unreachable):
        listed = link.get("/.well-known/minetally-keys").get("keys")
        keys = {one.get("key"): one for one in listed if isinstance(one, dict)} if isinstance(listed, list) else {}
        if way := way_to(signs, keys, _known(outbox)):
            outbox.set(server_keys=json.dumps([*_known(outbox), *way]))


def _known(outbox: Outbox) -> list[str]:
    """The fingerprints of the key that the enrolment named, and of those that follow it."""
    known: list[str] = json.loads(outbox.get("server_keys") or "[]")
    return known


def way_to(key: Any, listed: dict[Any, Json], known: list[str]) -> list[str]:
    """The fingerprints of a key and of those before it, up to one that is known, each signed by the one before it and
    none stolen; empty where there is no such way."""
    way: list[str] = []
    while len(way) <= len(listed):
        one = listed.get(key, {})
        if one.get("revoked_at"):
            break
        if fingerprint(key) in known:
            return way
        before = one.get("signed_by")
        if not is_signed(NAME, {"from": one.get("from"), "key": key}, one.get("signature"), before):
            break
        way.append(fingerprint(key))
        key = before
    return []
