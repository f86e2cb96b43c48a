"""Random seasons with losses end as had the lost server lived (I8)."""

from __future__ import annotations

import pytest

from tests.databases import Databases, Kind
from tests.seasons import KINDS, SeasonKind, count_differing, played
from tests.seasons_people import KINDS as PEOPLE_KINDS
from tests.seasons_people import PeopleKind, PeopleSeason
from tests.service import Operation

DATABASES: tuple[Kind, ...] = ("sqlite", "postgresql")


@pytest.mark.parametrize("kind", [KINDS[0], KINDS[-1]], ids=lambda kind: kind.name)
async def test_a_season_ends_as_had_the_server_lived(operation: Operation, kind: SeasonKind) -> None:
    await (await played(operation, kind, 1, 10)).check()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_many_seasons_end_as_had_the_server_lived(operation: Operation, kind: SeasonKind, seed: int) -> None:
    await (await played(operation, kind, seed, 25)).check()


@pytest.mark.long
async def test_these_seasons_would_show_what_is_merged_as_it_comes(database_url: str) -> None:
    assert await count_differing(database_url, KINDS[0], 12, 25, placed=False)


@pytest.mark.parametrize("database", DATABASES)
async def test_a_season_with_staff_ends_as_had_the_server_lived(databases: Databases, database: Kind) -> None:
    await PeopleSeason(databases, database, PEOPLE_KINDS[0], 1).played(16)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", PEOPLE_KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("database", DATABASES)
async def test_many_seasons_of_people_and_ghosts_end_as_had_the_server_lived(
    databases: Databases, database: Kind, kind: PeopleKind, seed: int
) -> None:
    await PeopleSeason(databases, database, kind, seed).played(25)
