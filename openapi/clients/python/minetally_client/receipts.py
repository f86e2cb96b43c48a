"""What the server signs of an answer, checked against what this device sent. docs/receipts.md describes receipts."""

from __future__ import annotations

import binascii
import hashlib
import json
from base64 import b64decode
from collections.abc import Sequence
from typing import Any, Literal

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from minetally_client.history import Json

Checked = Literal["right", "wrong"]
"""What a check of a receipt found; `wrong`: it is missing, it does not fit what this device sent, or its signature is
not that of its key. It is kept all the same."""

NAME = "minetally receipt 1"
IN_A_LINE = ("id", "place", "received_at", "clock_offset_s", "outcome")
"""What a line of the tree has of a result."""


def leaves_of(contents: Sequence[str], results: Sequence[Json]) -> list[bytes]:
    """The leaf of each mutation in the tree of its receipt: over the content that this device sent, and its result."""
    return [
        _sha256(b"\0" + rfc8785.dumps({"sha256": _sent_as(content), **{name: result.get(name) for name in IN_A_LINE}}))
        for content, result in zip(contents, results, strict=True)
    ]


def checked(answer: Json, leaves: Sequence[bytes]) -> Checked:
    """Checks the receipt of an answer against the leaves of what was sent, at least one, and its signature."""
    receipt = answer.get("receipt")
    signed = receipt.get("signed") if isinstance(receipt, dict) else None
    if receipt is None or not isinstance(signed, dict):
        return "wrong"
    expected = {"size": len(leaves), "root": _levels(leaves)[-1][0].hex(), "epoch": answer["epoch"]}
    fits = {name: signed.get(name) for name in expected} == expected
    return "right" if fits and is_signed(NAME, signed, receipt.get("signature"), signed.get("key")) else "wrong"


def places_in(leaves: Sequence[bytes]) -> list[Json]:
    """Where each leaf is in the tree: its `index`, and its `path`, the hashes from the leaf up to the root."""
    levels = _levels(leaves)[:-1]
    beside = [[(level, (n >> height) ^ 1) for height, level in enumerate(levels)] for n in range(len(leaves))]
    return [
        {"index": n, "path": [level[at].hex() for level, at in steps if at < len(level)]}
        for n, steps in enumerate(beside)
    ]


def is_signed(name: str, content: Any, signature: Any, key: Any) -> bool:
    """Whether `signature` is that of `content`, which is a `name`, under the public `key`; all may be anything."""
    try:
        public = Ed25519PublicKey.from_public_bytes(b64decode(key, validate=True))
        public.verify(b64decode(signature, validate=True), name.encode() + b"\n" + rfc8785.dumps(content))
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """The short name of a public key that people compare: the first 32 hexadecimal digits of its SHA-256; "" where it
    is no key."""
    try:
        return _sha256(b64decode(key, validate=True)).hex()[:32]
    except (TypeError, binascii.Error):
        return ""


def _sent_as(content: str) -> str:
    """The SHA-256 of a mutation's canonical JSON; where it has none, of its bytes."""
    try:
        return _sha256(rfc8785.dumps(json.loads(content))).hex()
    except ValueError:
        return _sha256(content.encode()).hex()


def _levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """The tree over at least one leaf (RFC 9162, 2.1), level by level: the leaves first, the root alone last."""
    levels = [leaves]
    while len(level := levels[-1]) > 1:
        pairs = (level[n : n + 2] for n in range(0, len(level), 2))
        levels.append([_sha256(b"\1" + b"".join(pair)) if len(pair) == 2 else pair[0] for pair in pairs])
    return levels


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
