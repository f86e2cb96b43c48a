"""Seasons of people and ghosts: staff decide, tablets are wiped or enrolled again, the old server goes on.

Unlike in tests/seasons.py both servers hear every word until one of them is lost, so that its journal has what its own
staff decided. The one that is lost ends, as a server does, and another one goes on with what was restored.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from models.marking import marking_key
from sync.backup.journal_file import JournalFolder
from sync.backup.replaying import enter_journal
from sync.database.database import Connection, Database
from sync.exchange.committer import Committer
from sync.log.epochs import RESTORES, RestoreRow
from tests.databases import Databases, Kind, keys_of
from tests.seasons import SHOWN, WORDS, Copy, Crowd, FirstAnswer, Word, back_up, check_log, picture, restored
from tests.service import Device, Json, Operation, answered, create, in_process, new_id, place, refused


class PeopleKind(NamedTuple):
    """What happens in a season."""

    name: str
    staff: float = 0.0
    """Which part of what is said staff decide."""
    unsent: int = 0
    """So many words are typed before anybody knows of the loss, and are sent beside what comes back."""
    losses: int = 1
    wiped: bool = False
    """A tablet has lost all that it typed. What others had pulled of it is taken from their old copies."""
    enrolled_again: bool = False
    """Every tablet comes back with a new token of its own device."""
    ghost: bool = False
    """The old server still runs, on its old file: it answers until a tablet knows better."""


MOST_TAKES = 3

KINDS = (
    PeopleKind("staff resolve, decide, release and edit", staff=0.3),
    PeopleKind("the same, with unsent work, lost twice", staff=0.3, unsent=6, losses=2),
    PeopleKind("a tablet is wiped, the others were witnesses", wiped=True),
    PeopleKind("all tablets are enrolled again", unsent=6, enrolled_again=True),
    PeopleKind("the old server goes on until a tablet knows better", unsent=6, ghost=True),
)


@dataclass
class Pair:
    """One operation at a server that lives and, with the same ids, at one that is lost."""

    lived: Operation
    healed: Operation
    tablets: list[tuple[Device, Device]]
    told: list[Word] = field(default_factory=list)

    async def say(self, tablet: int, mutation: Json) -> None:
        """A word of a tablet, at both servers."""
        one, other = [(await device.push(mutation))[0] for device in self.tablets[tablet]]
        assert (one["outcome"], one["seq"]) == (other["outcome"], other["seq"])
        self.told.append(Word(tablet, mutation, first_answer(other)))

    async def both(self, path: str, body: Json) -> None:
        """What staff do, at both servers; it may be refused, if both refuse it."""
        one, other = [await server.call("POST", path, body) for server in (self.lived, self.healed)]
        assert one.status_code == other.status_code, f"{one.text}\n{other.text}"


def first_answer(result: Json) -> FirstAnswer:
    """What an answer says of the place and time of its entry."""
    return FirstAnswer(**result["place"], **{name: result[name] for name in ("received_at", "clock_offset_s")})


# What staff do


async def staff_act(pair: Pair, chance: random.Random) -> None:
    """Something that staff do, of what lies before them."""
    acts = [resolve, judge, mend, change]
    for act in chance.sample(acts, len(acts)):
        if await act(pair, chance):
            return


async def resolve(pair: Pair, chance: random.Random) -> bool:
    """Settles an open conflict: by a value that lies on the table, or by another one."""
    found = await pair.lived.items("/v1/conflicts")
    if not found:
        return False
    one, id = chance.choice(found), new_id()
    values = [one["accepted"]["value"], *(offer["value"] for offer in one["offers"]), *WORDS.get(one["field"], ())]
    value = chance.choice(values)
    for server in (pair.lived, pair.healed):
        answered(await server.resolve(one["id"], value, id))
    return True


async def judge(pair: Pair, chance: random.Random) -> bool:
    """Decides about a suspected duplicate, or takes a decision back."""
    state = chance.choice(("open", "open", "same", "distinct"))
    found = await pair.lived.items("/v1/duplicates", state=state)
    if not found:
        return False
    one = chance.choice(found)
    body: Json = {"id": new_id(), "decision": "undo", "reason": "looked at both"}
    if state == "open":
        body |= {"decision": chance.choice(("same", "distinct")), "finds": one["find_ids"]}
    if body["decision"] == "same":
        body["survivor"] = chance.choice(sorted(one["find_ids"]))
    answers = []
    for server in (pair.lived, pair.healed):
        there = await server.items("/v1/duplicates", state=state)
        (same,) = [two for two in there if sorted(two["find_ids"]) == sorted(one["find_ids"])][:1]
        answers.append((await server.call("POST", f"/v1/duplicates/{same['id']}/decision", body)).status_code)
    assert len(set(answers)) == 1, answers
    return True


async def mend(pair: Pair, chance: random.Random) -> bool:
    """A tablet sends what is refused, and staff release it, changed."""
    wrong = create(position=place(chance.randrange(4)), count=0)
    await pair.say(chance.randrange(len(pair.tablets)), wrong)
    right = {**wrong, "id": new_id(), "set": {**wrong["set"], "count": chance.choice((3, 5))}}
    for server in (pair.lived, pair.healed):
        waiting = await server.items("/v1/quarantine", state="waiting")
        (one,) = [found for found in waiting if (found["mutation"] or {}).get("id") == wrong["id"]]
        answered(await server.release(one["id"], right))
    return True


async def change(pair: Pair, chance: random.Random) -> bool:
    """Edits a find as it stands."""
    id, name = chance.choice(sorted(await pair.lived.finds())), chance.choice(("count", "note", "lot", "depth_cm"))
    body: Json = {"id": new_id(), "set": {name: chance.choice(WORDS[name])}, "reason": "read again"}
    one, other = [await server.change(id, **body) for server in (pair.lived, pair.healed)]
    assert one.status_code == other.status_code, f"{one.text}\n{other.text}"
    return True


# A season


class PeopleSeason:
    """A season, from the first word until all is back that can come back."""

    def __init__(self, databases: Databases, kind: Kind, season: PeopleKind, seed: int) -> None:
        self.databases, self.season = databases, season
        self.chance = random.Random(f"{season.name} {seed}")
        self.url = databases.create(kind)
        self.journal = Path(databases.folder) / f"journal-{uuid4().hex}"
        self.pair: Pair
        self.nth = 0

    async def played(self, steps: int) -> Pair:
        """The season to its end."""
        async with AsyncExitStack() as stack:
            await self._serve(stack)
            copies, saved = await self._before(steps)
        ghost = self.databases.copy(self.url) if self.season.ghost else ""
        epoch = self.pair.told[0].first.epoch  # type: ignore[union-attr]
        await self._lose(copies)
        lost = self.pair.told[saved:]
        async with AsyncExitStack() as stack:
            await self._serve(stack)
            for n in range(1, self.season.losses):
                await self._come_back(self.chance.sample(lost, len(lost) * n // self.season.losses))
        if self.season.losses > 1:
            await self._lose(copies)
        async with AsyncExitStack() as stack:
            await self._serve(stack)
            if self.season.enrolled_again:
                await self._enrol_again()
            await self._come_back_with_new_words(lost, ghost)
            if self.season.wiped:
                await self._take_what_was_seen(epoch)
            await self._compare()
        return self.pair

    async def _serve(self, stack: AsyncExitStack) -> None:
        """A server on the database until the end of the stack; a new one each time, as after a loss."""
        service = await stack.enter_async_context(in_process(self.url, journal=str(self.journal)))
        if self.nth == 0 and not hasattr(self, "pair"):
            lived, healed = await service.operation("lived"), await service.operation("healed")
            names = [(f"T{n % 2}", f"tablet {n}") for n in range(3)]
            self.pair = Pair(lived, healed, [(await lived.enrol(*name), await healed.enrol(*name)) for name in names])
        for server in (self.pair.lived, self.pair.healed):
            server.service = service

    async def _before(self, steps: int) -> tuple[Copy, int]:
        """All that is said until the disk burns; the last backup, and how many words of tablets it has."""
        pair, chance = self.pair, self.chance
        self.crowd = Crowd(pair, chance, tuple(WORDS))  # type: ignore[arg-type]
        await self.crowd.begin()
        backup_at = chance.randrange(steps // 2)
        for n in range(steps):
            if n == backup_at:
                copy, saved = await back_up(pair.healed), len(pair.told)
            if chance.random() < self.season.staff:
                await staff_act(pair, chance)
                continue
            tablet = chance.randrange(3)
            if chance.random() < 0.5:
                await self.crowd.look(tablet)
            await pair.say(tablet, self.crowd.word(tablet))
        self.old_copy = await pair.healed.finds()
        return copy, saved

    async def _lose(self, copy: Copy) -> None:
        """The backup is put back and goes on, with what the journal has."""
        await restored(self.pair.healed, self.nth, copy)
        self.nth += 1
        async with Database(self.url) as database:
            row = await database.read(_newest_restore, self.pair.healed.name)
            await enter_journal(database, Committer(database), JournalFolder(self.journal), row, None)

    async def _come_back(self, words: list[Word]) -> None:
        for word in words:
            assert word.first is not None
            told = {word.mutation["id"]: word.first._asdict()}
            (result,) = await self.pair.tablets[word.tablet][1].push(word.mutation, answered=told)
            assert first_answer(result) == word.first, "a word has one place for ever"

    async def _come_back_with_new_words(self, lost: list[Word], ghost: str) -> None:
        """What was lost, in any order, and what was typed since, in its own."""
        pair, chance, gone = self.pair, self.chance, 0 if self.season.wiped else None
        back = [word for word in chance.sample(lost, len(lost)) if word.tablet != gone]
        new = [Word(tablet, self.crowd.word(tablet)) for tablet in chance.choices(range(3), k=self.season.unsent)]
        for word in new:
            await pair.tablets[word.tablet][0].push(word.mutation)
        if ghost:
            told = len(new) // 2
            heard = await self._ghost(ghost, new[:told])
            back, new = chance.sample([*back, *heard], len(back) + told), new[told:]
        while back or new:
            if back and chance.randrange(len(back) + len(new)) < len(back):
                await self._come_back([back.pop()])
            else:
                word = new.pop(0)
                await pair.tablets[word.tablet][1].push(word.mutation)

    async def _ghost(self, url: str, words: list[Word]) -> list[Word]:
        """The old server answers some words, until a tablet shows it that another history goes on."""
        answered_there = []
        healed = self.pair.healed
        async with in_process(url, keys=keys_of(self.url)) as service:
            old = Operation(service, healed.name, healed.token)
            there = [Device(old, one.id, one.team, one.name, one.token) for _, one in self.pair.tablets]
            for word in words:
                (result,) = await there[word.tablet].push(word.mutation)
                answered_there.append(replace(word, first=first_answer(result)))
            head = answered(await self.pair.tablets[0][1].exchange(limit=0, known=[]))["head"]
            refused(await there[0].exchange(limit=0, known=[head]), 503, "history_stopped")
            refused(await there[1].exchange([create(position=place(9))], limit=0), 503, "history_stopped")
        return answered_there

    async def _enrol_again(self) -> None:
        """Every tablet gets a code for its own device, and goes on with another token."""
        healed = self.pair.healed
        for n, (lived, device) in enumerate(self.pair.tablets):
            made = answered(await healed.call("POST", "/v1/enrolments", {"device_id": device.id}), 201)
            token = answered(await healed.call("POST", "/v1/enrol", {"code": made["code"]}), 201)["token"]
            self.pair.tablets[n] = (lived, Device(healed, device.id, device.team, device.name, token))

    async def _take_what_was_seen(self, epoch: str) -> None:
        """The others show their old copies, and staff take what differs, until nothing does.

        What they take can complete what somebody else saw when they deleted the find: then it differs once more.
        """
        healed = self.pair.healed
        for _, device in self.pair.tablets[1:]:
            answered(await device.witness(epoch, self.old_copy.values()))
        for _ in range(MOST_TAKES):
            ids = [one["find_id"] for one in (await healed.get("/v1/recovery"))["differing"]]
            if not ids:
                return
            body = {"id": new_id(), "find_ids": ids, "reason": "two had pulled it"}
            answered(await healed.call("POST", "/v1/recovery/take", body))
        raise AssertionError(f"still other than seen after {MOST_TAKES} takes: {', '.join(ids)}")

    async def _compare(self) -> None:
        """Raises AssertionError where the two servers differ, or what they hold does not fit together."""
        lived, healed = self.pair.lived, self.pair.healed
        look = accepted if self.season.wiped else picture  # offers of a wiped tablet are gone, what was accepted is not
        ends, wanted = await look(healed), await look(lived)
        assert ends == wanted, "; ".join(_differences("", ends, wanted))
        await check_log(healed)


def _differences(name: str, one: Any, other: Any) -> Iterator[str]:
    """Where two documents differ, a line each."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _differences(f"{name}/{key}", one.get(key), other.get(key))
    elif one != other:
        yield f"{name}: {one!r}, not {other!r}"


def _newest_restore(connection: Connection, operation: str) -> RestoreRow:
    table = RESTORES.table
    return RESTORES.where(connection, table.c.operation == operation, (table.c.seq.desc(),), 1)[0]


async def accepted(operation: Operation) -> Json:
    """Every find, without what is open about it; spellings of one marking are one, as for whoever takes it."""
    finds = await operation.finds()
    for find in finds.values():
        find["marking"] = marking_key(find["marking"])
    return {id: {name: find.get(name) for name in SHOWN} for id, find in finds.items()}


def differing(databases: Databases, kind: Kind, season: PeopleKind, seasons: int, steps: int) -> list[str]:
    """The seasons that end otherwise than at the server that lived: which, and how."""
    found = []
    for seed in range(seasons):
        try:
            asyncio.run(PeopleSeason(databases, kind, season, seed).played(steps))
        except AssertionError as error:
            found.append(f"{season.name}, {seed}: {error}"[:500])
    return found
