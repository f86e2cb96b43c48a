"""Whatever two writes do at the same moment, they answer and leave what one of the two orders answers and leaves.

The first is held before one of its steps, in a process of its own; the second goes as far as it can, until it is done
or waits for a lock; then the first goes on. The short run takes the pairs that are about the same, and holds the first
where it has its lock and where it ends. `-m long` has every pair, at each step where that may matter (`touched.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from tests.at_once.pairs import Pairs, pairs_on
from tests.at_once.process import tell_drivers
from tests.at_once.season import AWAITED, ONE, SURVIVOR, Season, prepare_season
from tests.at_once.unlogged import WRITES
from tests.at_once.writes import Write
from tests.databases import Databases, Kind

PREPARED: dict[tuple[Kind, bool], tuple[str, Season]] = {}
IN_A_YOUNG_SEASON = {AWAITED, ONE, SURVIVOR}
"""What may be otherwise where no edit waits and no find was judged before."""


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture(params=[False, True], ids=["late", "young"])
def young(request: pytest.FixtureRequest) -> bool:
    young: bool = request.param
    return young


@pytest.fixture
def prepared(kind: Kind, young: bool, databases: Databases) -> Iterator[tuple[str, Season]]:
    """A copy of the prepared season, which is made once of each sort on each kind of database."""
    if (kind, young) not in PREPARED:
        url = databases.create(kind)
        PREPARED[kind, young] = (url, asyncio.run(prepare_season(url, young)))
    template, season = PREPARED[kind, young]
    url = databases.copy(template)
    yield url, season
    databases.drop(url)


@pytest.fixture(autouse=True)
def copies_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tell_drivers(monkeypatch)


Tell = Callable[[str, object], None]


async def hold(pairs: Pairs, told: list[str], record_property: Tell) -> None:
    record_property("pairs", pairs.pairs)
    record_property("interleavings", pairs.interleavings)
    record_property("alike", pairs.alike)
    assert not told, "\n".join([f"{len(told)} of {pairs.interleavings} came out as in neither order:", *told[:20]])


async def test_two_writes_about_the_same_come_out_as_one_after_the_other(
    prepared: tuple[str, Season], young: bool, record_property: Tell
) -> None:
    told = []
    async with pairs_on(*prepared) as pairs:
        for first in WRITES:
            for second in WRITES:
                shared = first.about & second.about
                if shared & IN_A_YOUNG_SEASON if young else shared:
                    told += await pairs.differences(first, second, only_locks=True)
    await hold(pairs, told, record_property)


async def test_a_write_that_is_undone_and_played_again_comes_out_as_one_that_is_played_once(
    prepared: tuple[str, Season],
) -> None:
    async with pairs_on(*prepared) as pairs:
        for write in WRITES:
            assert await pairs.alone(write, twice=True) == await pairs.alone(write, twice=False), write.name


@pytest.mark.long
@pytest.mark.parametrize("first", WRITES, ids=lambda write: write.name)
async def test_any_two_writes_come_out_as_one_after_the_other(
    first: Write, prepared: tuple[str, Season], young: bool, record_property: Tell
) -> None:
    if young and not first.about & IN_A_YOUNG_SEASON:
        pytest.skip("nothing that it is about is otherwise in a young season")
    told = []
    async with pairs_on(*prepared) as pairs:
        for second in WRITES[WRITES.index(first) :]:
            if not young or second.about & IN_A_YOUNG_SEASON:
                told += await pairs.differences(first, second)
                if second is not first:
                    told += await pairs.differences(second, first)
    await hold(pairs, told, record_property)
