"""Receipts: fixed keys and mutations give fixed bytes, and a verifier that shares no code with ours takes them."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.canonical import canonical
from models.receipt import (
    Shown,
    is_in,
    leaf_of,
    line_of,
    line_shown,
    misfit,
    mutation_sha256,
    path_of,
    receipt_of,
    root_by,
    root_of,
    shown_at,
)
from models.signing import SigningKey

Json = dict[str, Any]

KEY = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
"""The key of test 1 of RFC 8032, 7.1."""
EPOCH = "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"
MUTATION: Json = {
    "id": "5f0c4a3e-7d52-4b1c-9c5e-0a4f3b2d1c01",
    "find_id": "2b9d1e7a-3c4f-4a8b-8d6e-1f2a3b4c5d02",
    "op": "create",
    "base_version": 0,
    "set": {
        "marking": "З-001М",
        "category": "ap_mine",
        "count": 991,
        "found_on": "2022-08-15",
        "note": 'im Graben, "tief"',
    },
    "made_at": "2022-08-15T17:20:00+04:00",
}
RESULT: Json = {
    "id": MUTATION["id"],
    "find_id": MUTATION["find_id"],
    "outcome": "applied",
    "seq": 1837,
    "place": {"epoch": EPOCH, "seq": 1837},
    "received_at": "2022-08-19T14:03:11.000000Z",
    "clock_offset_s": 0,
}
HEAD = {"seq": 1838, "hash": "ab" * 32}

# The vectors, as docs/receipts.md prints them

MUTATION_SHA256 = "d800aaf25132238a2f121a1dcfe5c303835501d5c9543bb60ad0733e8519e314"
LINE = (
    '{"clock_offset_s":0,"id":"5f0c4a3e-7d52-4b1c-9c5e-0a4f3b2d1c01","outcome":"applied","place":{"epoch"'
    ':"0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b","seq":1837},"received_at":"2022-08-19T14:03:11.000000Z","sha'
    '256":"d800aaf25132238a2f121a1dcfe5c303835501d5c9543bb60ad0733e8519e314"}'
)
LEAF = "2030c133e8f24338d3b74d4c51ed8cacf52818f3537001dcd3b6322ce746102f"
SIGNED = (
    '{"device_id":"7d0a2c53-1b2c-4d3e-8f40-516273849503","epoch":"0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b","'
    'head":{"hash":"abababababababababababababababababababababababababababababababab","seq":1838},"key":"'
    '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=","operation":"lachin-2022","root":"2030c133e8f24338d3b7'
    '4d4c51ed8cacf52818f3537001dcd3b6322ce746102f","size":1}'
)
SIGNATURE = "1Oy8XpSF5PWSaDoEtiFzEz/6uYNV+yATRyrfdZF/Kds3Ig5d12JlymxWVce5z0qteiRGt+amJHbi0fkKNkQfDw=="


def lines(number: int) -> list[Json]:
    """As many lines; the first is that of MUTATION."""
    return [
        line_of(
            mutation_sha256({**MUTATION, "base_version": n}),
            {**RESULT, "place": {"epoch": EPOCH, "seq": 1837 + n}, "outcome": "applied" if n % 2 == 0 else "conflict"},
        )
        for n in range(number)
    ]


def test_the_bytes_of_a_receipt_are_fixed() -> None:
    line = line_of(mutation_sha256(MUTATION), RESULT)
    assert line == lines(1)[0]
    assert canonical(line).decode() == LINE
    assert leaf_of(line).hex() == LEAF
    receipt = receipt_of("lachin-2022", EPOCH, "7d0a2c53-1b2c-4d3e-8f40-516273849503", HEAD, [line], KEY)
    assert receipt["signed"]["root"] == LEAF
    assert canonical(receipt["signed"]).decode() == SIGNED
    assert receipt["signature"] == SIGNATURE
    assert MUTATION_SHA256 in LINE


# A verifier of its own: the standard library, and `cryptography` for the signature


def plain_canonical(value: Any) -> bytes:
    """RFC 8785 for what has only texts and whole numbers, and ASCII names."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


def plain_path(m: int, leaves: list[bytes]) -> list[str]:
    """PATH of RFC 9162, 2.1.3.1, word for word."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*plain_path(m, leaves[:k]), plain_root(leaves[k:]).hex()]
    return [*plain_path(m - k, leaves[k:]), plain_root(leaves[:k]).hex()]


def plain_check(mutation: Json, line: Json, index: int, path: list[str], receipt: Json) -> bool:
    """Whether a receipt shows a mutation, after RFC 9162, 2.1.3.2, word for word."""
    signed = receipt["signed"]
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(signed["key"]))
        key.verify(b64decode(receipt["signature"]), b"minetally receipt 1\n" + plain_canonical(signed))
    except InvalidSignature:
        return False
    if hashlib.sha256(plain_canonical(mutation)).hexdigest() != line["sha256"] or index >= signed["size"]:
        return False
    fn, sn, r = index, signed["size"] - 1, hashlib.sha256(b"\x00" + plain_canonical(line)).digest()
    for text in path:
        p = bytes.fromhex(text)
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = hashlib.sha256(b"\x01" + p + r).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    return bool(sn == 0 and r.hex() == signed["root"])


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 8, 11, 16, 17, 33])
def test_every_line_is_shown_and_a_verifier_that_shares_no_code_says_so(number: int) -> None:
    made = lines(number)
    leaves = [leaf_of(line) for line in made]
    receipt = receipt_of("lachin-2022", EPOCH, "d", HEAD, made, KEY)
    assert misfit(receipt) is None
    assert root_of(leaves) == plain_root(leaves)
    for n, line in enumerate(made):
        shown = path_of(n, leaves)
        assert [*shown.path] == plain_path(n, leaves)
        assert is_in(receipt["signed"], line, shown)
        assert plain_check({**MUTATION, "base_version": n}, line, n, [*shown.path], json.loads(json.dumps(receipt)))
        assert line_shown(receipt, line["sha256"], line, shown) == line
        other = {**line, "clock_offset_s": 1}
        assert not is_in(receipt["signed"], other, shown)
        assert line_shown(receipt, line["sha256"], other, shown) is None
        assert not plain_check({**MUTATION, "base_version": n, "op": "edit"}, line, n, [*shown.path], {**receipt})
        for wrong in (
            Shown(n + 1, shown.path),
            Shown(n - 1, shown.path),
            Shown(n + 64, shown.path),
            Shown(n, shown.path[:-1]) if shown.path else Shown(n, ("00" * 32,)),
            Shown(n, (*shown.path, "00" * 32)),
        ):
            assert not is_in(receipt["signed"], line, wrong)
            assert root_by(leaves[n], number, wrong) != receipt["signed"]["root"]


def test_a_receipt_that_was_changed_anywhere_is_none() -> None:
    receipt = receipt_of("lachin-2022", EPOCH, "d", HEAD, lines(2), KEY)
    signed = receipt["signed"]
    assert misfit(receipt) is None
    changed: list[Json] = [{**signed, name: value} for name, value in (
        ("operation", "agdam"), ("epoch", MUTATION["id"]), ("device_id", "e"), ("root", "00" * 32), ("size", 3),
        ("head", {"seq": 1839, "hash": HEAD["hash"]}), ("head", {"seq": 1838, "hash": "00" * 32}),
        ("key", SigningKey(bytes(32)).public),
    )]  # fmt: skip
    for one in changed:
        assert misfit({**receipt, "signed": one}) == "The signature is not that of `signed` under its key."


EMPTY = dict.fromkeys(("operation", "epoch", "device_id", "key", "root"), "")


@pytest.mark.parametrize(
    "value",
    [
        None, 1, "x", [], {}, {"signed": []}, {"signed": {}}, {"signature": ""},
        {"signed": {"size": True}},
        {"signed": {**EMPTY, "head": {}, "size": 1}},
        {"signed": {**EMPTY, "head": HEAD, "size": 0}},
        {"signed": {**EMPTY, "head": HEAD, "size": 2**60}},
        {"signed": {**EMPTY, "head": HEAD, "size": 1}},
        {"signed": {**dict.fromkeys(EMPTY, "\ud800"), "head": HEAD, "size": 1}},
    ],
)  # fmt: skip
def test_what_is_no_receipt_is_told_why_and_never_breaks_anything(value: object) -> None:
    assert misfit(value)


@pytest.mark.parametrize(
    "value",
    [None, {}, {"index": 0}, {"index": True, "path": []}, {"index": 0, "path": ["0"]}, {"index": 0, "path": [1]}],
)
def test_what_is_no_place_in_a_tree_is_none(value: object) -> None:
    assert shown_at(value) is None


def test_a_place_in_a_tree_is_read() -> None:
    assert shown_at({"index": 2, "path": ["ab" * 32]}) == Shown(2, ("ab" * 32,))
