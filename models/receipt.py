"""Receipts: what a server signs of an answer, so that a tablet can show that its mutations arrived. No I/O.

A receipt is over a tree of one line a result (RFC 9162, 2.1), so that one mutation can be shown without the others.
docs/receipts.md is the description for those who check one with their own program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import orjson

from models.canonical import CanonicalError, canonical, digest
from models.shapes import Json
from models.signing import SigningKey, is_signed

RECEIPT = "minetally receipt 1"
"""What the signature of a receipt is for."""
OUTCOMES = ("applied", "merged", "conflict", "rejected")
MOST_LINES = 1000
"""As many as an exchange has mutations."""


class SignedReceipt(TypedDict):
    """A receipt: what is signed, and the signature in Base64."""

    signed: Json
    signature: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the line of one mutation is in the tree of a receipt."""

    index: int
    path: tuple[str, ...]
    """Hashes from the leaf to the root, hexadecimal."""


def line_of(sha256: str, result: Json) -> Json:
    """The line of a mutation; `sha256` is that of its canonical JSON, `result` what was answered for it."""
    return {  # in the order of RFC 8785, as `leaf_of` needs it
        "clock_offset_s": result["clock_offset_s"],
        "id": result["id"],
        "outcome": result["outcome"],
        "place": result["place"],
        "received_at": result["received_at"],
        "sha256": sha256,
    }


def leaf_of(line: Json) -> bytes:
    """The hash of a line of `line_of` in the tree, 32 bytes."""
    # Names and values are ASCII, and numbers are whole: orjson writes them as RFC 8785 does.
    return hashlib.sha256(b"\0" + orjson.dumps(line)).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over at least one leaf, 32 bytes."""
    level = leaves
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path_of(index: int, leaves: Sequence[bytes]) -> Shown:
    """What shows that the leaf at `index` is in the tree."""
    path, level, at = [], leaves, index
    while len(level) > 1:
        if at ^ 1 < len(level):
            path.append(level[at ^ 1].hex())
        level, at = _above(level), at // 2
    return Shown(index, tuple(path))


def root_by(leaf: bytes, size: int, shown: Shown) -> str | None:
    """The root of a tree of `size` lines that has the leaf there, hexadecimal; None if the path cannot be one."""
    if not 0 <= shown.index < size:
        return None
    at, last, hash, path = shown.index, size - 1, leaf, [*shown.path]
    while last:
        if at ^ 1 <= last:
            if not path:
                return None
            beside = bytes.fromhex(path.pop(0))
            hash = _node(beside, hash) if at % 2 else _node(hash, beside)
        at, last = at // 2, last // 2
    return None if path else hash.hex()


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The next level of a tree; the last of an odd number goes up as it is."""
    odd = level[-1:] if len(level) % 2 else []
    return [*(_node(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)), *odd]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def receipt_of(
    operation: str, epoch: str, device_id: str, head: Json, lines: Sequence[Json], key: SigningKey
) -> SignedReceipt:
    """The receipt of an answer with at least one result; `head` is `{seq, hash}` of the log after them."""
    signed: Json = {
        "operation": operation,
        "epoch": epoch,
        "device_id": device_id,
        "head": head,
        "key": key.public,
        "size": len(lines),
        "root": root_of([leaf_of(line) for line in lines]).hex(),
    }
    return {"signed": signed, "signature": key.sign(RECEIPT, signed)}


def receipt_of_answers(
    operation: str, epoch: str, device_id: str, head: Json, digests: Sequence[str], answers: Sequence[str],
    key: SigningKey,
) -> SignedReceipt | None:  # fmt: skip
    """The receipt of answers, each as JSON, to mutations with these SHA-256; None where there is none, or one is of a
    version that told less."""
    results: list[Json] = orjson.loads(f"[{','.join(answers)}]")  # one by one it takes longer
    if not results or not all("place" in one for one in results):
        return None
    return receipt_of(operation, epoch, device_id, head, list(map(line_of, digests, results)), key)


# Checking


def misfit(receipt: object) -> str | None:
    """Why this is no receipt that its own key signed; None if it is one. Whose key that is, others must know."""
    if not isinstance(receipt, dict) or not isinstance(signed := receipt.get("signed"), dict):
        return "It has no `signed`."
    head = signed.get("head")
    expected = {
        "operation": str, "epoch": str, "device_id": str, "head": dict, "key": str, "size": int, "root": str,
    }  # fmt: skip
    if {name: type(value) for name, value in signed.items()} != expected:
        return f"`signed` does not have exactly {', '.join(expected)}, each of its type."
    if not isinstance(head, dict) or {name: type(value) for name, value in head.items()} != {"seq": int, "hash": str}:
        return "`signed.head` does not have exactly seq and hash."
    if not 0 < signed["size"] <= MOST_LINES:
        return f"`signed.size` is not 1 to {MOST_LINES:,}."
    try:
        fits = is_signed(RECEIPT, signed, receipt.get("signature"), signed["key"])
    except CanonicalError as error:
        return f"`signed` is not canonical: {error}."
    return None if fits else "The signature is not that of `signed` under its key."


def is_in(signed: Json, line: Json, shown: Shown) -> bool:
    """Whether the line is in the tree of a receipt."""
    root: str = signed["root"]
    return root_by(hashlib.sha256(b"\0" + canonical(line)).digest(), signed["size"], shown) == root


def shown_at(value: object) -> Shown | None:
    """`{index, path}` as sent; None if it is none."""
    if not isinstance(value, dict):
        return None
    index, path = value.get("index"), value.get("path")
    if type(index) is not int or not isinstance(path, list) or len(path) > 64:
        return None
    return Shown(index, tuple(path)) if all(map(_is_hash, path)) else None


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def line_shown(receipt: SignedReceipt, mutation_sha256: str, answered: Json, shown: Shown) -> Json | None:
    """The line by which a receipt shows a mutation; None if it shows none.

    `answered` is `{id, place, received_at, clock_offset_s}`; with which outcome is found by trying.
    """
    for outcome in OUTCOMES:
        line = line_of(mutation_sha256, {**answered, "outcome": outcome})
        if is_in(receipt["signed"], line, shown):
            return line
    return None


def mutation_sha256(mutation: object) -> str:
    """The SHA-256 of the canonical JSON of a mutation, hexadecimal. Raises CanonicalError."""
    return digest(canonical(mutation))
