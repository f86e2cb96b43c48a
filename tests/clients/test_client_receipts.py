"""What the Python client makes of receipts, of the server's keys, and of the ends of the log that it was told."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from minetally_client.receipts import checked, fingerprint, leaves_of, places_in
from minetally_client.server_key import code_in, way_to

from models.receipt import Shown, root_by, root_of
from models.signing import SigningKey
from sync.exchange.keys import signature_of
from tests.crew import Crew, note
from tests.databases import Databases
from tests.models.test_receipt import EPOCH, MUTATION, RESULT, SIGNATURE, SIGNED
from tests.service import ServerProcess

Json = dict[str, Any]
KEYS = [SigningKey(bytes([n]) * 32) for n in range(4)]
NAMES = [fingerprint(key.public) for key in KEYS]
SINCE = "2022-08-19T14:03:11.000000Z"


pytestmark = pytest.mark.xdist_group("receipts")  # one worker: what they share is made once

OPERATIONS = itertools.count(1)


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One server for all tests here; each has an operation of its own."""
    running = ServerProcess(databases.create("sqlite"), tmp_path_factory.mktemp("server") / "log")
    asyncio.run(running.start())
    yield running
    running.kill()


@pytest.fixture
def crew(server: ServerProcess, tmp_path: Path) -> Iterator[Crew]:
    with Crew(server, tmp_path, f"operation-{next(OPERATIONS)}") as crew:
        yield crew


def found(mutation: Json = MUTATION, epoch: str = EPOCH, signature: str = SIGNATURE, **signed: Any) -> str:
    """What a check finds of the receipt of the vectors, where something of it is another."""
    receipt = {"signed": {**json.loads(SIGNED), **signed}, "signature": signature}
    return checked({"epoch": epoch, "receipt": receipt}, leaves_of([json.dumps(mutation)], [RESULT]))


def test_a_receipt_is_right_when_it_is_over_what_was_sent_and_wrong_when_anything_differs() -> None:
    assert found() == "right"
    assert found({**MUTATION, "base_version": 0.0}) == "right", "the same number"
    assert found({**MUTATION, "base_version": 1}) == "wrong"
    assert found(epoch=EPOCH.replace("2b", "2c")) == "wrong"
    assert found(signature=SIGNATURE.replace("1Oy8", "1Oy9")) == "wrong"
    changed: list[Json] = [
        {"operation": "agdam"}, {"size": 2}, {"root": "00" * 32}, {"key": KEYS[0].public}, {"key": None}, {"key": "ä"},
    ]  # fmt: skip
    assert [found(**one) for one in changed] == ["wrong"] * len(changed)
    leaves = leaves_of([json.dumps(MUTATION)], [RESULT])
    for receipt in (None, 5, {}, {"signed": None}, {"signed": {}, "signature": SIGNATURE}):
        assert checked({"epoch": EPOCH, "receipt": receipt}, leaves) == "wrong"
    for name in ("outcome", "place", "received_at"):
        assert leaves_of([json.dumps(MUTATION)], [{**RESULT, name: None}]) != leaves


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_the_place_of_each_mutation_leads_to_the_root(size: int) -> None:
    contents = [json.dumps({**MUTATION, "base_version": n}) for n in range(size)]
    leaves = leaves_of(contents, [RESULT] * size)
    root = root_of(leaves).hex()
    for leaf, place in zip(leaves, places_in(leaves), strict=True):
        assert root_by(leaf, size, Shown(place["index"], tuple(place["path"]))) == root


@pytest.mark.parametrize("typed", ["half of a \ud83d pair", 'a \\ before "\ud83d"'])
def test_what_has_no_canonical_form_is_known_by_its_bytes(crew: Crew, typed: str) -> None:
    device = crew.device("t")
    note(device, note=typed)
    done = device.sync()
    assert (len(done.rejected), done.receipts, done.server_key) == (1, "right", "confirmed")


def test_a_request_shows_at_most_32_ends_of_the_log_the_newest_and_the_next_one_the_others(crew: Crew) -> None:
    told, shown = [f"end {n}" for n in range(34)], []

    class Watching(httpx.HTTPTransport):
        """Takes what is shown out of a request: these are no ends of this server's log."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            said = json.loads(request.content)
            shown.append(said.pop("known"))
            headers = {name: request.headers[name] for name in ("host", "authorization", "content-type")}
            return super().handle_request(httpx.Request("POST", request.url, headers=headers, json=said))

    crew.device("t")
    device = crew.again("t", transport=Watching())
    device._outbox.set(known=json.dumps(told))
    device.sync()
    (*_, end) = device._outbox.known()
    device.sync()
    assert shown == [told[2:], [*told[:2], end]]


def listed(*ways: tuple[int, int | None], revoked: int | None = None) -> dict[Any, Json]:
    """A list of keys, each signed by another one or by none."""
    return {
        KEYS[n].public: {
            "key": KEYS[n].public, "from": SINCE, "revoked_at": SINCE if n == revoked else None,
            "signed_by": None if by is None else KEYS[by].public,
            "signature": None if by is None else signature_of(KEYS[n].public, SINCE, KEYS[by]),
        }
        for n, by in ways
    }  # fmt: skip


def test_a_key_is_followed_from_the_one_that_is_known() -> None:
    last, first = KEYS[2].public, [NAMES[0]]
    assert way_to(last, listed((0, None), (1, 0), (2, 1)), first) == [NAMES[2], NAMES[1]]
    assert way_to(last, listed((1, 0), (2, 1)), first) == [NAMES[2], NAMES[1]], "the known one need not be listed"
    assert way_to(last, listed((0, None), (1, None), (2, 1)), first) == []
    assert way_to(last, listed((0, None), (2, 1)), first) == []
    assert way_to(last, listed((0, None), (1, 0), (2, 1)), []) == []
    assert way_to(last, {}, first) == []


@pytest.mark.parametrize("revoked", [0, 1, 2])
def test_no_key_is_followed_over_a_stolen_one(revoked: int) -> None:
    assert way_to(KEYS[2].public, listed((0, None), (1, 0), (2, 1), revoked=revoked), [NAMES[0]]) == []


def test_a_list_of_keys_that_is_nonsense_leads_nowhere() -> None:
    circle = listed((1, 2), (2, 1))
    assert way_to(KEYS[2].public, circle, [NAMES[0]]) == []
    forged = listed((0, None), (2, 0))
    forged[KEYS[2].public] |= {"signature": signature_of(KEYS[2].public, SINCE, KEYS[3])}
    assert way_to(KEYS[2].public, forged, [NAMES[0]]) == []
    others: list[object] = [5, "ä", None, [], "AAAA"]
    for nonsense in others:
        forged[KEYS[2].public] |= {"signed_by": nonsense}
        assert way_to(KEYS[2].public, forged, [NAMES[0]]) == []


def test_a_code_is_read_from_each_form_of_it() -> None:
    code = "lachin-2022.7KQPM-X2TGA"
    assert code_in(f" {code}\n") == (code, None)
    uri = f"minetally://enrol?server=https%3A%2F%2Fmines.example&code={code}&server_key=21fe"
    assert code_in(uri) == (code, "21fe")
    assert code_in(f"https://mines.example/tablet/#code={code}&server_key=21fe") == (code, "21fe")
    assert code_in(f"https://mines.example/tablet/#code={code}") == (code, None)
    assert code_in("https://mines.example/") == ("", None)
