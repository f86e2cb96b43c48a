"""Device clocks: never trusted for the order of arrival, only for `latest` and for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.mutation import corrected
from sync.exchange.prepared import clock_offset
from tests.service import Device, Json, Operation, answered, create, edit

NOW = datetime(2022, 8, 19, 14, 3, 11, tzinfo=UTC)


def device_time(**ahead: float) -> str:
    """What a clock shows that is so far ahead of ours; behind where negative."""
    return (datetime.now(UTC) + timedelta(**ahead)).isoformat()


def seconds(one: str, other: str) -> float:
    """From one stored moment to the other."""
    return (datetime.fromisoformat(other) - datetime.fromisoformat(one)).total_seconds()


# The rule


@pytest.mark.parametrize(
    ("ahead", "offset"),
    [
        (timedelta(), timedelta()),
        (timedelta(minutes=5), timedelta()),
        (timedelta(minutes=-5), timedelta()),
        (timedelta(minutes=5, seconds=1), timedelta(minutes=-5, seconds=-1)),
        (timedelta(days=-2), timedelta(days=2)),
    ],
)
def test_the_offset_is_ours_minus_the_device_s_and_0_within_five_minutes(ahead: timedelta, offset: timedelta) -> None:
    assert clock_offset((NOW + ahead).isoformat(), NOW) == offset


@pytest.mark.parametrize("unusable", [None, 7, "", "noon", "2022-08-17T14:03:11", ["2022-08-17T14:03:11Z"], {}])
def test_there_is_no_offset_where_the_device_names_no_usable_time(unusable: object) -> None:
    assert clock_offset(unusable, NOW) == timedelta()


def test_the_offset_is_the_same_in_every_time_zone() -> None:
    assert clock_offset("2022-08-17T18:03:11+04:00", NOW) == clock_offset("2022-08-17T14:03:11Z", NOW)
    assert clock_offset("2022-08-17T18:03:11+04:00", NOW) == timedelta(days=2)


@pytest.mark.parametrize(
    ("made_at", "offset", "at"),
    [
        ("2022-08-15T17:20:00+04:00", timedelta(), "2022-08-15T13:20:00.000000Z"),
        ("2022-08-15T17:20:00+04:00", timedelta(days=2), "2022-08-17T13:20:00.000000Z"),
        ("2022-08-21T14:00:00Z", timedelta(days=-2), "2022-08-19T14:00:00.000000Z"),
        ("2022-08-21T15:00:00Z", timedelta(days=-2), "2022-08-19T14:03:11.000000Z"),
        ("2022-08-19T14:03:12Z", timedelta(), "2022-08-19T14:03:11.000000Z"),
        ("0001-01-01T00:00:00Z", timedelta(days=-2), "2022-08-19T14:03:11.000000Z"),
    ],
)
def test_a_moment_is_corrected_by_the_offset_and_is_now_at_the_latest(made_at: str, offset: timedelta, at: str) -> None:
    assert corrected(made_at, offset, NOW) == at


# Through the exchange


async def devices(operation: Operation) -> dict[str, Json]:
    return {device["name"]: device for device in await operation.items("/v1/devices")}


async def one_entry(operation: Operation, find_id: str) -> Json:
    return (await operation.history(find_id))[-1]


async def test_both_times_are_kept_the_device_s_and_the_corrected_one(operation: Operation) -> None:
    tablet = await operation.enrol()
    made_at = device_time(days=2, hours=-1)  # an hour ago, on a clock two days fast
    made = {**create(), "made_at": made_at}
    await tablet.push(made, device_time=device_time(days=2))
    entry = await one_entry(operation, made["find_id"])
    assert entry["made_at"] == made_at
    assert seconds(entry["made_at_corrected"], entry["received_at"]) == pytest.approx(3600, abs=30)
    created = (await operation.find(made["find_id"]))["created"]
    assert (created["made_at"], created["made_at_corrected"]) == (made_at, entry["made_at_corrected"])


async def test_without_a_device_time_the_moment_is_taken_as_it_is_but_now_at_the_latest(operation: Operation) -> None:
    tablet = await operation.enrol()
    past, future = create(), {**create(), "made_at": device_time(days=2)}
    await tablet.push(past, future)
    entry = await one_entry(operation, past["find_id"])
    assert entry["made_at_corrected"] == "2022-08-16T05:00:00.000000Z"
    entry = await one_entry(operation, future["find_id"])
    assert entry["made_at_corrected"] == entry["received_at"]


async def test_an_offset_over_five_minutes_is_shown_on_the_device(operation: Operation) -> None:
    fast, right = await operation.enrol("T1", "fast"), await operation.enrol("T1", "right")
    answer = answered(await fast.exchange([create()], device_time=device_time(days=2)))
    assert answer["clock_offset_s"] == pytest.approx(-172_800, abs=30)
    assert answered(await right.exchange([create()], device_time=device_time(minutes=4)))["clock_offset_s"] == 0
    shown = await devices(operation)
    assert shown["fast"]["clock_offset_s"] == pytest.approx(-172_800, abs=30)
    assert shown["right"]["clock_offset_s"] == 0
    await fast.push(create(), device_time=device_time())
    assert (await devices(operation))["fast"]["clock_offset_s"] == 0


@pytest.mark.parametrize("fast_arrives", ["first", "last"])
async def test_latest_goes_by_the_corrected_time_and_not_by_arrival(operation: Operation, fast_arrives: str) -> None:
    """The clock of one tablet is two days fast; what it says was said an hour before what the other says."""
    fast, right = await operation.enrol("T1", "fast"), await operation.enrol("T2", "right")
    made = create()
    id = made["find_id"]
    await right.push(made)
    early: tuple[Device, Json, Any] = (
        fast, edit(id, device_time(days=2, hours=-3), depth_cm=(None, 10)), device_time(days=2),
    )  # fmt: skip
    late: tuple[Device, Json, Any] = (right, edit(id, device_time(hours=-2), depth_cm=(None, 20)), device_time())
    for tablet, mutation, time in (early, late) if fast_arrives == "first" else (late, early):
        await tablet.push(mutation, device_time=time)
    assert (await operation.find(id))["depth_cm"] == 20


async def test_the_order_of_arrival_decides_the_version_whatever_the_clocks_say(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    id = made["find_id"]
    results = await tablet.push(
        made,
        edit(id, "2022-08-18T09:00:00+04:00", count=(12, 13)),
        edit(id, "1999-01-01T00:00:00Z", count=(13, 14)),
        device_time=device_time(days=-9),
    )
    assert [result["version"] for result in results] == [1, 2, 3]
    assert (await operation.find(id))["count"] == 14


async def test_a_find_of_the_future_is_accepted_and_flagged_by_our_clock(operation: Operation) -> None:
    tablet = await operation.enrol()
    today = datetime.now(UTC).date()
    far = [create(found_on=(today + timedelta(days=days)).isoformat()) for days in (-2, 2)]
    results = await tablet.push(*far, device_time=device_time(days=9))
    assert [(result["outcome"], result["flags"]) for result in results] == [
        ("applied", []),
        ("applied", ["future_date"]),
    ]


async def test_a_tablet_that_only_pulls_shows_how_wrong_its_clock_is(operation: Operation) -> None:
    tablet = await operation.enrol()
    answered(await tablet.exchange(device_time=(datetime.now(UTC) + timedelta(days=2)).isoformat()))
    assert (await devices(operation))[tablet.name]["clock_offset_s"] == pytest.approx(-2 * 86_400, abs=60)
