"""Receipts that a tablet kept of a history that was lost, and brings back: what they show of its mutations. No I/O.

A receipt that is not valid, or is under a key that is not ours, shows nothing; it never makes an exchange fail, as the
tablet could not make a better one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, NamedTuple

from pydantic import BaseModel, Field

from models.answers.exchange import Receipt
from models.bounds import MOST_MUTATIONS
from models.mutation import folded_uuid
from models.problem import FieldError
from models.receipt import Shown, SignedReceipt, line_shown, misfit, shown_at
from models.shapes import Json

# As they are sent


class LineInReceipt(BaseModel):
    """Where the line of one mutation is in the tree of a receipt."""

    index: Annotated[int, Field(ge=0, description="The number of its line; 0 is the first.")]
    path: Annotated[list[str], Field(description="Hashes from the leaf up to the root, hexadecimal.")]


class KeptReceipt(Receipt):
    """A receipt of a history that was lost since, as it came, and the lines of mutations of this request in it."""

    lines: Annotated[
        dict[str, LineInReceipt],
        Field(max_length=MOST_MUTATIONS, description="By the ids of mutations that `answered` names too."),
    ]


# As they are read


class Kept(NamedTuple):
    """A receipt that may be valid, and the lines in it by the ids of their mutations."""

    receipt: SignedReceipt
    lines: Mapping[str, Shown]


def read_kept(value: object) -> tuple[tuple[Kept, ...], list[FieldError]]:
    """The receipts of a request, and what is wrong with the list; what is no receipt is left out."""
    if value is None:
        return (), []
    if not isinstance(value, list):
        remedy = "send a list of the receipts of answers, or leave it out"
        return (), [FieldError(field="receipts", code="wrong_type", detail="is not a list", remedy=remedy)]
    if len(value) > MOST_MUTATIONS:
        detail, remedy = f"has more than {MOST_MUTATIONS:,} receipts", "send those of the mutations of this request"
        return (), [FieldError(field="receipts", code="too_large", detail=detail, remedy=remedy)]
    return tuple(one for one in map(_kept, value) if one), []


def _kept(value: object) -> Kept | None:
    if not isinstance(value, dict) or not isinstance(lines := value.get("lines"), dict):
        return None
    if len(lines) > MOST_MUTATIONS or not isinstance(value.get("signed"), dict):
        return None
    receipt: SignedReceipt = {"signed": value["signed"], "signature": value.get("signature")}  # type: ignore[typeddict-item]
    read = ((folded_uuid(id), shown_at(shown)) for id, shown in lines.items())
    return Kept(receipt, {id: shown for id, shown in read if id and shown})


def proven(kept: Sequence[Kept], operation: str, keys: Collection[str], told: Mapping[str, Json]) -> frozenset[str]:
    """The ids of the mutations of which a valid receipt shows what is told: the place and the time of the first answer.

    `told` has by id `{id, sha256, place, received_at, clock_offset_s}`; `keys` are the public keys that still prove.
    """
    found = set[str]()
    for receipt, lines in kept:
        wanted = [id for id in lines if id in told and id not in found]
        signed = receipt["signed"]
        if not wanted or misfit(receipt) or signed["key"] not in keys or signed["operation"] != operation:
            continue
        found.update(id for id in wanted if line_shown(receipt, told[id]["sha256"], told[id], lines[id]))
    return frozenset(found)
