"""How an exchange travels: encodings both ways, limits that hold after inflating, content types, tokens."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest
import zstandard

from models.bounds import LARGEST_BODY as MOST_BYTES
from tests.service import Device, Json, Operation, answered, create, outcomes, place, refused

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP": gzip.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
    "identity": bytes,
}


@pytest.fixture
async def tablet(operation: Operation) -> Device:
    return await operation.enrol()


def body(*mutations: Json) -> bytes:
    return json.dumps({"cursor": None, "mutations": mutations}).encode()


async def test_a_body_may_be_compressed(tablet: Device) -> None:
    for encoding, compress in COMPRESS.items():
        made = create()
        response = await tablet.post(compress(body(made)), Content_Encoding=encoding)
        assert outcomes(answered(response)["results"]) == ["applied"], encoding


async def test_a_compressed_body_may_come_in_several_pieces(tablet: Device) -> None:
    for encoding in ("gzip", "zstd"):
        whole = body(create())
        pieces = [COMPRESS[encoding](piece) for piece in (whole[:100], b"", whole[100:])]
        response = await tablet.post(b"".join(pieces), Content_Encoding=encoding)
        assert outcomes(answered(response)["results"]) == ["applied"], encoding


async def test_an_answer_is_compressed_as_the_device_takes_it(tablet: Device) -> None:
    await tablet.push(*(create(position=place(n)) for n in range(20)))
    plain = answered(await tablet.post(body(), Accept_Encoding="identity"))["changes"]
    for accepted, used in {
        "gzip": "gzip", "zstd": "zstd", "gzip, deflate, br, zstd": "zstd", "identity": None, "br": None,
    }.items():  # fmt: skip
        response = await tablet.post(body(), Accept_Encoding=accepted)
        assert response.headers.get("content-encoding") == used, accepted
        assert answered(response)["changes"] == plain


async def test_a_small_answer_is_sent_as_it_is(tablet: Device) -> None:
    response = await tablet.post(body(), Accept_Encoding="gzip, zstd")
    assert "content-encoding" not in response.headers


async def test_an_unknown_encoding_is_refused(tablet: Device) -> None:
    for encoding in ("br", "deflate", "gzip, zstd", "utf-8"):
        refused(await tablet.post(body(create()), Content_Encoding=encoding), 415, "unsupported_media_type")
    assert await tablet.operation.finds() == {}


async def test_a_damaged_stream_is_refused(tablet: Device) -> None:
    for encoding in ("gzip", "zstd"):
        whole = COMPRESS[encoding](body(create()))
        middle = len(whole) // 2
        damaged = [whole[:middle], whole[:middle] + b"\x00\xff\x00\xff" + whole[middle + 4 :], body(create()), b"\x1f"]
        for stream in damaged:
            response = await tablet.post(stream, Content_Encoding=encoding)
            assert response.status_code == 400, (encoding, response.text)
    assert await tablet.operation.finds() == {}


async def test_a_body_that_inflates_too_far_is_refused(tablet: Device) -> None:
    for encoding in ("gzip", "zstd"):
        compress = COMPRESS[encoding]
        for bomb in (compress(b" " * (MOST_BYTES + 1)), compress(b" " * MOST_BYTES) + compress(b"  ")):
            assert len(bomb) < 10_000
            refused(await tablet.post(bomb, Content_Encoding=encoding), 413, "too_large")


async def test_a_body_of_the_greatest_size_is_taken(tablet: Device) -> None:
    for encoding in ("gzip", "zstd", "identity"):
        whole = body(create()).ljust(MOST_BYTES)
        response = await tablet.post(COMPRESS[encoding](whole), Content_Encoding=encoding)
        assert outcomes(answered(response)["results"]) == ["applied"], encoding


async def test_an_exchange_is_json_whatever_its_parameters(tablet: Device) -> None:
    for kind in ("application/json", "application/json; charset=utf-8", "Application/JSON"):
        assert answered(await tablet.post(body(), Content_Type=kind))["results"] == []
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "application/jsonp"):
        problem = refused(await tablet.post(body(), Content_Type=kind), 415, "unsupported_media_type")
        assert kind in problem["detail"]


async def test_an_exchange_without_a_usable_token_is_refused_and_stores_nothing(tablet: Device) -> None:
    for authorization in (
        "", "Bearer", "Bearer ", "Bearer nonsense", f"Bearer {tablet.token}x", f"Basic {tablet.token}",
        tablet.token, f"Bearer {tablet.token[:-1]}", "Bearer mt-device.other.abc", "Bearer mt-device.lachin-2022.",
    ):  # fmt: skip
        response = await tablet.post(body(create()), Authorization=authorization)
        refused(response, 401, "unauthenticated")
        assert response.headers["www-authenticate"] == "Bearer"
    assert await tablet.operation.finds() == {}


async def test_only_a_device_may_exchange(operation: Operation) -> None:
    for staff in (operation, await operation.staff("reviewer", "Reviewer"), await operation.staff("viewer", "Viewer")):
        refused(await staff.call("POST", "/v1/sync", {"cursor": None, "mutations": []}), 403, "forbidden")


async def test_the_token_is_asked_for_before_the_body_is_looked_at(tablet: Device) -> None:
    response = await tablet.post(b"no json", Authorization="Bearer nonsense", Content_Encoding="br")
    refused(response, 401, "unauthenticated")


async def test_an_exchange_is_a_post(operation: Operation) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        response = await operation.call(method, "/v1/sync")
        refused(response, 405, "method_not_allowed")
        assert "POST" in response.headers["allow"]
