"""The kinds of writes that are entries of the log, each as its route does it, on the prepared season."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from models.canonical import canonical, digest
from models.chance import Chance
from models.exchange_body import ExchangeLink
from models.imports.row import ImportedRow
from models.mutation import stored_instant
from models.signing import SigningKey
from models.submission import read_submission
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.keys import entering
from sync.exchange.restoring import restoring
from sync.figures.editions import publication
from sync.files.imports import ImportRows
from sync.files.photos import NewPhoto, keep_photos
from sync.files.submissions import taking
from sync.finds.rules import TypeDocument
from sync.log.epochs import epoch_at
from sync.merge.find_state import Author
from sync.recovery.histories import restores_of
from sync.recovery.recovery import closing
from sync.recovery.witnesses import keep_witness, seen_find
from sync.rules.areas import added_area
from sync.rules.catalogue import added_alias, set_type
from sync.rules.changes import changed_roster, changed_settings
from sync.rules.making import make, settle
from sync.staff.decisions import decision, stored_pair
from sync.staff.quarantine import dismissal, read_quarantined, release
from sync.staff.resolutions import Settled, resolution, staff_edit
from tests.at_once.process import RUN
from tests.at_once.season import (
    AWAITED,
    DELETED,
    DISPUTED,
    NAME,
    ONE,
    PLAIN,
    REFUSED,
    SURVIVOR,
    TWIN,
    WEEK,
    Season,
    exchange,
    mutation,
)
from tests.collect import LETTER
from tests.service import FIND, Json, create, delete, edit, place, restore

Do = Callable[[Database, Season, datetime], Awaitable[object]]


class Write(NamedTuple):
    """A kind of write."""

    name: str
    about: frozenset[str]
    """What it reads or changes, by any words: two that share one meet in the short run."""
    at: datetime
    do: Do


WRITES: list[Write] = []
KEY_ONE, KEY_TWO, KEY_THREE = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))


def write(*about: str) -> Callable[[Do], Do]:
    """Adds a kind of write, named as its function."""

    def add(do: Do) -> Do:
        at = datetime(2022, 8, 22, 12, tzinfo=UTC) + timedelta(minutes=len(WRITES))
        WRITES.append(Write(do.__name__, frozenset(about), at, do))
        return do

    return add


def chance() -> Chance:
    """What the write that runs here draws from: the same whenever it is played."""
    return RUN.get().chance


# Tablets


async def bring(database: Database, season: Season, now: datetime, tablet: int, made: Json) -> object:
    one = mutation(made, f"{made['op']} {made['find_id']} {tablet}")
    return await Committer(database).run(NAME, exchange(season.tablets[tablet], now, one))


@write(AWAITED)
async def create_that_an_edit_waits_for(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 0, create(AWAITED, position=place(9)))


@write(AWAITED)
async def edit_of_a_find_that_has_not_come(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 1, edit(AWAITED, count=(12, 13)))


@write("edit before create")
async def edit_that_comes_before_its_create(database: Database, season: Season, now: datetime) -> object:
    """Of one exchange: what is played twice in a transaction must be as it was sent whenever that is played."""
    id = "ffffffff-0000-4000-8000-000000000003"
    both = [mutation(edit(id, count=(12, 13)), "early edit"), mutation(create(id, position=place(11)), "late create")]
    return await Committer(database).run(NAME, exchange(season.tablets[1], now, *both))


@write(DISPUTED)
async def edit_of_a_disputed_count(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 1, edit(DISPUTED, count=(12, 16)))


@write(ONE)
async def delete_of_one_of_two(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 0, delete(ONE, position=place(1)))


@write(ONE)
async def move_of_the_other_of_two(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 1, edit(TWIN, position=(place(1), place(3))))


@write(SURVIVOR, ONE)
async def delete_of_a_survivor(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 2, delete(SURVIVOR, position=place(3)))


@write(DELETED)
async def restore_of_a_deleted_find(database: Database, season: Season, now: datetime) -> object:
    return await bring(database, season, now, 0, restore(DELETED))


@write(PLAIN, "tablets")
async def exchanges_that_share_a_commit(database: Database, season: Season, now: datetime) -> object:
    """The tablets in the order in which nobody else takes them."""
    noted = [
        exchange(tablet, now, mutation(edit(PLAIN, note=(None, f"seen by {n}")), f"note {n}"))
        for n, tablet in enumerate(season.tablets)
    ]
    committer = Committer(database)
    return await asyncio.gather(*(committer.run(NAME, job) for job in reversed(noted)))


@write(DISPUTED, "authors")
async def exchange_of_a_tablet_that_was_copied(database: Database, season: Season, now: datetime) -> object:
    return await name_an_exchange(database, season, now, "a", None)


@write(DISPUTED, "authors")
async def exchange_of_its_copy(database: Database, season: Season, now: datetime) -> object:
    return await name_an_exchange(database, season, now, "b", "z")


async def name_an_exchange(database: Database, season: Season, now: datetime, id: str, after: str | None) -> object:
    one = mutation(edit(DISPUTED, count=(12, 17)), f"by the tablet that says {id}")
    job = exchange(season.tablets[0], now, one, link=ExchangeLink(id, after))
    return await Committer(database).run(NAME, job)


# Staff


@write(DISPUTED)
async def resolution_of_a_conflict(database: Database, season: Season, now: datetime) -> object:
    settled = [Settled(season.conflict, "count", 15, season.conflict_etag)]
    return await Committer(database).run(NAME, resolution("resolution", DISPUTED, settled, "", "Reviewer", now))


@write(PLAIN)
async def edit_by_staff(database: Database, season: Season, now: datetime) -> object:
    job = staff_edit("staff", PLAIN, "edit", {"count": 20}, "", "Reviewer", season.find_etags[PLAIN], now)
    return await Committer(database).run(NAME, job)


@write(REFUSED)
async def release_of_a_refused_create(database: Database, season: Season, now: datetime) -> object:
    row = await database.read(read_quarantined, NAME, season.refused)
    job = release(row["id"], {**row["mutation"], "set": FIND}, row, "Reviewer", now)
    return await Committer(database).run(NAME, job)


@write(REFUSED)
async def dismissal_of_a_refused_create(database: Database, season: Season, now: datetime) -> object:
    row = await database.read(read_quarantined, NAME, season.refused)
    return await Committer(database).run(NAME, dismissal(row["id"], "typed twice", "Reviewer", now))


async def decide(database: Database, id: str, kind: str, pair_id: str, survivor: str | None, now: datetime) -> object:
    pair = await database.read(stored_pair, NAME, pair_id)
    job = decision(id, pair, kind, survivor, None, "looked again", "Reviewer", None, now)
    return await Committer(database).run(NAME, job)


@write(ONE)
async def same(database: Database, season: Season, now: datetime) -> object:
    return await decide(database, "same", "same", season.open_pair, ONE, now)


@write(ONE)
async def distinct(database: Database, season: Season, now: datetime) -> object:
    return await decide(database, "distinct", "distinct", season.open_pair, None, now)


@write(SURVIVOR)
async def undo(database: Database, season: Season, now: datetime) -> object:
    return await decide(database, "undo", "undo", season.judged_pair, None, now)


# Rules


@write(PLAIN, "rules")
async def alias(database: Database, season: Season, now: datetime) -> object:
    return await make(
        database, Committer(database), NAME, added_alias("alias", "ZZ-9", "3001M", "", "Catalogue clerk", now)
    )


@write(PLAIN, "rules")
async def area(database: Database, season: Season, now: datetime) -> object:
    ring = [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 40.0], [46.0, 39.0]]
    job = added_area("district", "Lachin", {"type": "Polygon", "coordinates": [ring]}, "Administrator", now, chance())
    return await make(database, Committer(database), NAME, job)


@write(ONE, "rules")
async def settings(database: Database, season: Season, now: datetime) -> object:
    job = changed_settings("settings", {"duplicate_distance_m": 150.0}, "Administrator", now)
    return await make(database, Committer(database), NAME, job)


@write(PLAIN, "rules")
async def settling(database: Database, season: Season, now: datetime) -> object:
    await settle(Committer(database), NAME)
    return None


@write("tablets", "rules")
async def roster(database: Database, season: Season, now: datetime) -> object:
    on_duty = {"teams": ["T1"], "devices": [season.tablets[0].id]}
    return await make(
        database, Committer(database), NAME, changed_roster("roster", ["2022-08-16"], on_duty, "Chief", now)
    )


@write(PLAIN, "rules")
async def description_of_a_type(database: Database, season: Season, now: datetime) -> object:
    described: TypeDocument = {
        "marking": "ZZ-9",
        "name": "ZZ-9",
        "category": "ap_mine",
        "country": "",
        "markings": [],
        "source": "a notebook",
    }
    job = set_type("type", described, "", "Catalogue clerk", now)
    return await make(database, Committer(database), NAME, job)


# Figures and files


@write("tablets", "edition")
async def edition(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).run(NAME, publication("edition 2", WEEK, None, "in time", "Editor", now, None))


@write(PLAIN)
async def import_of_rows(database: Database, season: Season, now: datetime) -> object:
    fields = {**FIND, "marking": "ZZ-9", "position": place(7), "count": 21}
    seen = {"version": 1, "seq": int(season.find_etags[PLAIN].strip('"').partition("-")[0])}
    rows = [_row(2, fields, PLAIN, True, **seen), _row(3, {**FIND, "position": place(1)}, AWAITED, False)]
    return await Committer(database).run(NAME, ImportRows(tuple(rows), "Data clerk", now, "august.csv"))


def _row(
    number: int, fields: Json, id: str, named: bool, version: int | None = None, seq: int | None = None
) -> ImportedRow:
    return ImportedRow(number, fields, None, id, named, version, seq, digest(canonical([fields, None])), [])


@write("form", "tablets")
async def form_that_a_correction_waits_for(database: Database, season: Season, now: datetime) -> object:
    photo = NewPhoto("a" * 64, "image/jpeg", b"...")
    await Committer(database).beside_lock(keep_photos, NAME, (photo,), stored_instant(now))
    tablet = season.tablets[1]
    job = taking(read_submission(LETTER), {}, Author(tablet.id, tablet.team), now)
    return await Committer(database).run(NAME, job)


@write("edition", "authors", "history")
async def new_epoch(database: Database, season: Season, now: datetime) -> object:
    job = restoring(epoch_at(now, b"0123456789"), "Operator", "the disk burnt", now)
    return await Committer(database).run(NAME, job)


@write("keys")
async def new_key_after_a_stolen_one(database: Database, season: Season, now: datetime) -> object:
    job = entering(KEY_TWO.public, now, "Operator", revokes=(KEY_ONE.public,))
    return await Committer(database).run(NAME, job)


@write("keys")
async def new_key_that_the_old_one_signs(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).run(NAME, entering(KEY_THREE.public, now, "Operator", by=KEY_ONE))


@write("keys")
async def first_key(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).run(NAME, entering(KEY_ONE.public, now))


# After a restore


@write(PLAIN, "recovery")
async def old_copy_of_a_tablet(database: Database, season: Season, now: datetime) -> object:
    epoch = (await database.read(restores_of, NAME))[0].from_epoch
    seen = seen_find(PLAIN, 900_001, {**FIND, "marking": "ZZ-9", "position": place(7), "count": 33}, False)
    id = season.tablets[1].id
    return await Committer(database).under_lock(NAME, keep_witness, NAME, id, epoch, (seen,), True, now)


@write(PLAIN, "recovery")
async def what_was_seen_is_taken(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).run(NAME, season.taken)


@write("recovery", "edition")
async def recovery_is_closed(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).run(NAME, closing("close", "all are back", "Administrator", now))
