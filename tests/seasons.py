"""Seasons: the same random words at a server that lives, and at one whose disk burns and that is restored.

`python -m tests.seasons 20` plays twenty of each kind on each database, and prints how many ended otherwise than at the
server that lived: when every word goes to its place, and, to show what that is worth, when it is merged as it comes.
Seasons of people and ghosts, which need a journal or a second server, are in tests/seasons_people.py.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, get_args

from rich.console import Console
from rich.table import Table as Printed
from sqlalchemy import Connection, Table, delete, insert, select

from models.shapes import Json
from sync.backup.copy import tables
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.restoring import restoring
from sync.log.epochs import epoch_at
from sync.verify.verify import verify
from tests import service
from tests.databases import Databases, Kind, remove_run_folder, run_folder
from tests.service import Device, Operation, create, edit, in_process, new_id, place

AT = datetime(2122, 8, 22, tzinfo=UTC)
SHOWN = (
    "state", "marking", "category", "count", "position", "found_on", "lot", "note", "depth_cm", "condition", "photos",
)  # fmt: skip
WORDS: dict[str, list[Any]] = {
    "count": [12, 13, 14, 15],
    "note": ["wet", "dry", "by the road"],
    "depth_cm": [5, 10, 15],
    "lot": ["A", "B", None],
    "photos": [["a" * 64], ["b" * 64], None],
    "marking": ["3-001M", "З–001М", "PMN-2"],
    "found_on": ["2022-08-15", "2022-08-16", "2022-08-21"],
    "position": [place(0), {**place(0), "x": place(0)["x"] + 5}, place(1)],
}
"""Few values of each field; two of the places and days make suspected duplicates."""


# Losing a server


class Copy(NamedTuple):
    """All that a database has of one operation: what a backup has of it."""

    operation: str
    rows: list[tuple[Table, list[dict[str, Any]]]]


def copied(connection: Connection, operation: str) -> Copy:
    """A backup of an operation."""
    of_it = [table for table in tables() if "operation" in table.c]
    rows = [(table, connection.execute(select(table).where(table.c.operation == operation))) for table in of_it]
    return Copy(operation, [(table, [dict(row._mapping) for row in found]) for table, found in rows])


def put_back(connection: Connection, copy: Copy) -> None:
    """The operation is what it was when it was copied."""
    for table, _ in reversed(copy.rows):
        connection.execute(delete(table).where(table.c.operation == copy.operation))
    for table, rows in copy.rows:
        if rows:
            connection.execute(insert(table), rows)


async def back_up(operation: Operation) -> Copy:
    """A copy of an operation as it is now."""
    async with Database(operation.service.database_url) as database:
        return await database.read(copied, operation.name)


async def restored(operation: Operation, nth: int = 0, copy: Copy | None = None) -> str:
    """The `nth` restore of an operation, from a copy or as it is now: the epoch that begins."""
    epoch = epoch_at(AT + timedelta(minutes=nth), b"0123456789")
    async with Database(operation.service.database_url) as database:
        if copy:
            await database.write_transaction(put_back, copy)
        job = restoring(epoch, "Operator", "the disk burnt", AT + timedelta(minutes=nth), above_seq=nth * 1_000_000)
        await Committer(database).run(operation.name, job)
    return epoch


async def check_log(operation: Operation) -> None:
    """What the database holds adds up."""
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


async def first_epoch(operation: Operation) -> list[str]:
    """The epoch before the first restore."""
    statement = "SELECT from_epoch FROM restore WHERE operation = :name ORDER BY seq LIMIT 1"
    return [row[0] for row in await operation.service.sql(statement, name=operation.name)]


# What is said, at both


@dataclass
class Season:
    """The same words at a server that lives, and at one that is restored from a backup."""

    lived: Operation
    healed: Operation
    tablets: list[tuple[Device, Device]]
    told: list[tuple[int, Json, Json, Json]] = field(default_factory=list)
    """The tablet, what it sent, with what else, and what it was answered."""
    saved: int = 0

    async def say(self, tablet: int, mutation: Json, **body: Any) -> Json:
        """A word at the server that lives."""
        (result,) = await self.tablets[tablet][0].push(mutation, **body)
        self.told.append((tablet, mutation, body, result))
        return result

    async def lose(self, saved: int) -> None:
        """The disk burns: the backup has the first `saved` words."""
        self.saved = saved
        for tablet, mutation, body, _ in self.told[:saved]:
            await self.tablets[tablet][1].push(mutation, **body)
        await restored(self.healed)

    async def come_back(self, order: Sequence[int]) -> None:
        """The lost words come again, by their numbers from 0, one exchange each."""
        (epoch,) = await first_epoch(self.healed)
        for n in order:
            tablet, mutation, _, result = self.told[self.saved + n]
            first = FirstAnswer(epoch, result["seq"], result["received_at"], result["clock_offset_s"])
            (again,) = await self.tablets[tablet][1].push(mutation, answered={mutation["id"]: first._asdict()})
            assert again["place"] == {"epoch": epoch, "seq": result["seq"]}
            assert again["received_at"] == result["received_at"]

    async def check(self) -> None:
        """The restored server holds what the other one does, and what it holds adds up."""
        assert await picture(self.healed) == await picture(self.lived)
        await check_log(self.healed)


async def begun(operation: Operation) -> Season:
    """A season in this operation, and in another one beside it, with three tablets."""
    healed = await operation.service.operation(f"{operation.name}-healed-{new_id()}")
    names = [(f"T{n % 2}", f"tablet {n}") for n in range(3)]
    tablets = [(await operation.enrol(*name), await healed.enrol(*name)) for name in names]
    return Season(operation, healed, tablets)


async def picture(operation: Operation) -> Json:
    """Finds, open conflicts with their ids and offers, suspected duplicates, and the total."""
    finds = {id: {name: find.get(name) for name in SHOWN} for id, find in (await operation.finds()).items()}
    conflicts = {}
    for one in await operation.items("/v1/conflicts"):
        offers = sorted((offer["mutation_id"], str(offer["value"])) for offer in one["offers"])
        conflicts[one["id"]] = (one["find_id"], one["field"], one["accepted"]["value"], offers, one["sum"])
    pairs = sorted(sorted(pair["find_ids"]) for pair in await operation.items("/v1/duplicates"))
    week = await operation.week()
    sums = {name: week[name] for name in ("total", "disputed", "suspected_duplicates")}
    return {"finds": finds, "conflicts": conflicts, "pairs": pairs, **sums}


# Random seasons


class SeasonKind(NamedTuple):
    """What happens in a season."""

    name: str
    fields: tuple[str, ...] = tuple(WORDS)
    """What tablets change."""
    unsent: int = 0
    """So many words are typed before anybody knows of the loss, and are sent beside what comes back."""
    losses: int = 1
    """So often a server is lost; each further time in the middle of the recovery, back to a moment of that."""


KINDS = (
    SeasonKind("all come back, nobody has worked meanwhile"),
    SeasonKind("counts only", ("count",)),
    SeasonKind("notes only", ("note",)),
    SeasonKind("photos only", ("photos",)),
    SeasonKind("depths only (the latest stands)", ("depth_cm",)),
    SeasonKind("places, days and markings (duplicates)", ("position", "found_on", "marking", "count")),
    SeasonKind("tablets also bring unsent work", unsent=8),
    SeasonKind("lost twice, the second time while they come back", losses=2),
    SeasonKind("lost three times, with unsent work", unsent=8, losses=3),
)


class FirstAnswer(NamedTuple):
    """What the first answer to a mutation said of its entry."""

    epoch: str
    seq: int
    received_at: str
    clock_offset_s: int


@dataclass(frozen=True)
class Word:
    """A mutation that a tablet has to send, with the first answer that it ever got."""

    tablet: int
    mutation: Json
    first: FirstAnswer | None = None


class Crowd:
    """Three tablets that type at random what follows from what they saw."""

    def __init__(self, season: Season, chance: random.Random, fields: Sequence[str]) -> None:
        self.season, self.chance, self.fields = season, chance, fields
        self.finds = [create(position=place(n)) for n in range(2)]
        self.seen: list[dict[str, Json]] = []

    async def begin(self) -> None:
        """Two finds, that all have seen."""
        for n, find in enumerate(self.finds):
            await self.season.say(n, find)
        self.seen = [await self.season.lived.finds() for _ in self.season.tablets]

    async def look(self, tablet: int) -> None:
        """A tablet sees what the server holds."""
        self.seen[tablet] = await self.season.lived.finds()

    def word(self, tablet: int) -> Json:
        """What a tablet types, of what the server held when it looked last."""
        chance, id = self.chance, self.chance.choice(self.finds)["find_id"]
        saw, name, kind = self.seen[tablet][id], chance.choice(self.fields), chance.random()
        if kind < 0.08:
            return service.delete(id, **{key: saw.get(key) for key in SHOWN[1:] if key in saw})
        if kind < 0.12:
            return service.restore(id)
        made_at = f"2022-08-16T10:00:{chance.randrange(60):02}Z"
        return edit(id, made_at, **{name: (saw.get(name), chance.choice(WORDS[name]))})


async def played(operation: Operation, kind: SeasonKind, seed: int, steps: int, placed: bool = True) -> Season:
    """A season to its end: all words have come back. Without `placed` they come as if they were new."""
    chance, season = random.Random(f"{kind.name} {seed}"), await begun(operation)
    crowd = Crowd(season, chance, kind.fields)
    await crowd.begin()
    for _ in range(steps):
        tablet = chance.randrange(3)
        if chance.random() < 0.5:
            await crowd.look(tablet)
        await season.say(tablet, crowd.word(tablet))
    await season.lose(chance.randrange(len(season.told) // 2))
    (epoch,) = await first_epoch(season.healed)
    lost = [
        Word(tablet, one, FirstAnswer(epoch, *(told[name] for name in FirstAnswer._fields[1:])))
        for tablet, one, _, told in season.told[season.saved :]
    ]
    new = []
    for _ in range(kind.unsent):
        tablet = chance.randrange(3)
        new.append(Word(tablet, crowd.word(tablet)))
        await season.say(tablet, new[-1].mutation)
    for nth in range(1, kind.losses):
        copy, sent = await back_up(season.healed), list[Word]()
        lost, new = await _come_back(season, chance, lost, new, placed, sent, chance.random())
        if chance.random() < 0.5:  # restored from a backup of the recovery, else from the same as before
            copy, sent = await back_up(season.healed), []
            lost, new = await _come_back(season, chance, lost, new, placed, sent, chance.random())
        await restored(season.healed, nth, copy)
        lost += sent
    await _come_back(season, chance, lost, new, placed, [])
    return season


async def _come_back(
    season: Season,
    chance: random.Random,
    lost: list[Word],
    new: list[Word],
    placed: bool,
    sent: list[Word],
    part: float = 1.0,
) -> tuple[list[Word], list[Word]]:
    """A part of the lost words, in any order, beside the new ones, in theirs: what is left of both.

    `sent` gets what was sent, each with its first answer.
    """
    lost, new = chance.sample(lost, len(lost)), [*new]
    for _ in range(round(part * (len(lost) + len(new)))):
        one = (lost if chance.randrange(len(lost) + len(new)) < len(lost) else new).pop(0)
        told = {one.mutation["id"]: one.first._asdict()} if one.first and placed else {}
        (result,) = await season.tablets[one.tablet][1].push(one.mutation, answered=told)
        place = FirstAnswer(**result["place"], **{name: result[name] for name in ("received_at", "clock_offset_s")})
        if one.first and placed:
            assert place == one.first, "a word has one place for ever"
        sent.append(Word(one.tablet, one.mutation, one.first or place))
    return lost, new


async def count_differing(url: str, kind: SeasonKind, seasons: int, steps: int, placed: bool) -> int:
    """How many seasons end otherwise than at the server that lived."""
    differing = 0
    async with in_process(url) as running:
        for seed in range(seasons):
            operation = await running.operation(f"season-{seed}")
            season = await played(operation, kind, seed, steps, placed)
            differing += await picture(season.healed) != await picture(season.lived)
    return differing


def main() -> None:
    from tests.seasons_people import KINDS as PEOPLE_KINDS
    from tests.seasons_people import differing  # it builds on this module

    parser = argparse.ArgumentParser(prog="python -m tests.seasons", description=__doc__)
    parser.add_argument("seasons", type=int, nargs="?", default=20, help="of each kind, on each database")
    parser.add_argument("--steps", type=int, default=20, help="words of a season")
    parser.add_argument("--database", choices=get_args(Kind), action="append", help="only this one")
    asked = parser.parse_args()
    run, console = run_folder(), Console()
    differ = 0
    try:
        for kind in asked.database or get_args(Kind):
            printed = Printed(title=f"Seasons that end otherwise than at the lost server, of {asked.seasons} on {kind}")
            for name, justify in (("the season", "left"), ("merged as it comes", "right"), ("in its place", "right")):
                printed.add_column(name, justify=justify)  # type: ignore[arg-type]
            for one in KINDS:
                counts = [
                    asyncio.run(count_differing(Databases(run).create(kind), one, asked.seasons, asked.steps, placed))
                    for placed in (False, True)
                ]
                differ += counts[1]
                printed.add_row(one.name, *map(str, counts))
            for season in PEOPLE_KINDS:
                ended = differing(Databases(run), kind, season, asked.seasons, asked.steps)
                differ += len(ended)
                printed.add_row(season.name, "", str(len(ended)))
                console.print("\n".join(ended), markup=False, end="\n" if ended else "")
            console.print(printed)
    finally:
        remove_run_folder(run)
    raise SystemExit(1 if differ else 0)


if __name__ == "__main__":
    main()
