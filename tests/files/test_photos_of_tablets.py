"""Photos that tablets bring: the server says which it lacks, and takes only what has the name that it has."""

from __future__ import annotations

import hashlib
from typing import Any

import httpx

from tests.service import Device, Operation, answered, create, edit, new_id, place, refused

PHOTO = b"\xff\xd8\xff\xe0 a photo \xff\xd9"
NAME = hashlib.sha256(PHOTO).hexdigest()


async def bring(tablet: Device, data: bytes, name: str = NAME, kind: str = "image/jpeg") -> httpx.Response:
    headers = {"Authorization": f"Bearer {tablet.token}", "Content-Type": kind}
    client = tablet.operation.service.client
    return await client.put(f"/v1/photos/{name}", content=data, headers=headers)


async def wanted(tablet: Device, *mutations: Any, limit: int = 500) -> list[str]:
    answer = answered(await tablet.exchange([*mutations], limit=limit))
    found: list[str] = answer.get("photos_wanted", [])
    assert found or "photos_wanted" not in answer, "nothing is said where nothing is wanted"
    return found


async def test_an_exchange_asks_for_the_photos_that_the_server_lacks_until_it_has_them(operation: Operation) -> None:
    tablet, other = await operation.enrol(), await operation.enrol("T2")
    find, without = create(photos=[NAME, "a" * 64]), create(position=place(3))
    assert await wanted(tablet, without) == []
    assert await wanted(tablet, find, limit=0) == [NAME, "a" * 64]
    assert await wanted(tablet, find, limit=0) == [NAME, "a" * 64], "the answer was lost, and the same is sent again"
    assert await wanted(other) == [NAME, "a" * 64]
    answered(await bring(tablet, PHOTO), 204)
    answered(await bring(tablet, PHOTO), 204)
    seen = await operation.call("GET", f"/v1/photos/{NAME}")
    assert (seen.content, seen.headers["content-type"]) == (PHOTO, "image/jpeg")
    assert await wanted(other) == ["a" * 64]
    assert await wanted(tablet, edit(find["find_id"], photos=(find["set"]["photos"], [NAME]))) == []


async def test_only_the_bytes_that_a_name_is_of_are_taken_and_only_from_tablets(operation: Operation) -> None:
    tablet = await operation.enrol()
    problem = refused(await bring(tablet, PHOTO[:-1]), 422, "invalid_value")
    assert problem["errors"][0]["field"] == "sha256"
    refused(await bring(tablet, PHOTO, "seven"), 404, "not_found")
    refused(await operation.call("GET", f"/v1/photos/{NAME}"), 404, "not_found")
    refused(await operation.call("PUT", f"/v1/photos/{NAME}", {}), 403, "forbidden")
    refused(await bring(tablet, bytes(8 * 2**20 + 1)), 413, "too_large")
    answered(await bring(tablet, PHOTO, NAME.upper(), "text/html"), 204)
    seen = await operation.call("GET", f"/v1/photos/{NAME}")
    assert seen.headers["content-type"] == "application/octet-stream", "no browser runs it"


async def test_a_photo_of_a_refused_mutation_is_wanted_by_nobody(operation: Operation) -> None:
    tablet = await operation.enrol()
    bad = {**create(photos=[NAME]), "id": new_id()}
    bad["set"]["count"] = 0
    assert await wanted(tablet, bad) == []
