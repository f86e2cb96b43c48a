"""What tests of OGC API Features ask, and a week of finds to ask about."""

from __future__ import annotations

from typing import Any

import httpx

from tests.service import Device, Json, Operation, answered, create, edit, new_id

SQUARE: Json = {
    "type": "Polygon",
    "coordinates": [[[46.5, 39.7], [46.6, 39.7], [46.6, 39.8], [46.5, 39.8], [46.5, 39.7]]],
}
"""An area that holds the first ten finds."""


def lonlat(n: int) -> tuple[float, float]:
    """Where find `n` is: the first ten in the square, each further one south of the one before."""
    return (46.55, round(39.79 - 0.01 * n, 2))


async def a_week(operation: Operation) -> tuple[Device, list[Json]]:
    """Thirty finds on eight days, typed in WGS 84, and what they were."""
    tablet = await operation.enrol("Team 1")
    made = []
    for n in range(30):
        lon, lat = lonlat(n)
        made.append(
            create(
                marking=["3-001M", "TM-62M", "ПМН-2"][n % 3],
                category=["ap_mine", "av_mine", "ap_mine"][n % 3],
                count=n + 1,
                position={"crs": "EPSG:4326", "lat": lat, "lon": lon},
                found_on=f"2022-08-{15 + n % 8}",
                manufactured_year=2021 if n % 2 else None,
                note=f"100% [sure] {n}_a" if n % 5 == 0 else None,
            )
        )
    await tablet.push(*made)
    return tablet, made


async def a_conflict(operation: Operation, find_id: str) -> None:
    """Two tablets disagree about a count of one find."""
    one, other = await operation.enrol("Team 2", "A"), await operation.enrol("Team 3", "B")
    count = (await operation.find(find_id))["count"]
    await one.push(edit(find_id, count=(count, count + 1)))
    await other.push(edit(find_id, count=(count, count + 2)))


async def every(operation: Operation) -> None:
    """Something of each layer, and an edition that counts nothing: it has no place."""
    tablet, made = await a_week(operation)
    position = made[0]["set"]["position"]
    await tablet.push(create(marking="<script>alert(1)</script>", note='"><b onclick=x>', position=position))
    await (await operation.enrol("Team 4", "C")).push(create(marking="3-001M", position=position))
    await a_conflict(operation, made[0]["find_id"])
    answered(await operation.call("POST", "/v1/areas", {"kind": "district", "name": "<i>", "geometry": SQUARE}), 201)
    for first, last in (("2022-08-15", "2022-08-22"), ("2022-07-01", "2022-07-02")):
        period = {"id": new_id(), "from": first, "to": last, "anyway": "to look at it"}
        answered(await operation.call("POST", "/v1/editions", period), 201)


async def features(operation: Operation, layer: str, **query: Any) -> list[Json]:
    """Every feature, page by page, as the links lead; there are as many as are said to match."""
    found: list[Json] = []
    url: str | None = f"/ogc/collections/{layer}/items"
    given: dict[str, Any] | None = {name.replace("__", "-"): value for name, value in query.items()}
    while url:
        response = await ask(operation, url, **(given or {}))
        page = answered(response)
        assert response.headers["content-type"] == "application/geo+json"
        assert page["numberReturned"] == len(page["features"])
        found += page["features"]
        matched = page["numberMatched"]
        following = [link for link in page["links"] if link["rel"] == "next"]
        assert all(link["type"] == "application/geo+json" for link in following)
        url, given = (following[0]["href"] if following else None), None
    assert matched == len(found)
    return found


async def ask(operation: Operation, url: str, **query: Any) -> httpx.Response:
    """A request with the token as the password of HTTP Basic."""
    return await operation.service.client.get(url, params=query or None, auth=("map", operation.token))


async def counts(operation: Operation, **query: Any) -> list[int]:
    """The counts of the finds that are found, which tell them apart, in order."""
    return sorted(feature["properties"]["count"] for feature in await features(operation, "finds", **query))
