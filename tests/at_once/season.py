"""An operation in which everything has happened once: two writes that meet here have something to meet about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, and_, select

from models.chance import Chance
from models.exchange_body import ExchangeLink
from models.mutation import sent, stored_instant, understood
from models.period import Period
from models.submission import read_submission
from models.tables import CONFLICT, DEVICE, ENROLMENT, FIND, LOG, OPERATION, PAIR, QUARANTINE, TOKEN
from sync.database.database import Database
from sync.enrolment import create_enrolment, create_enrolment_of, enrol
from sync.events.outbox import Attempt, Made, Place, due_deliveries, keep_events, make_events, record
from sync.events.webhook_lease import Lease, take_lease
from sync.events.webhooks import add_webhook
from sync.exchange.committer import Committer, Job
from sync.exchange.exchange import Exchange, Named
from sync.exchange.prepared import prepare
from sync.exchange.restoring import restoring
from sync.figures.editions import publication
from sync.files.submissions import taking
from sync.finds.conflicts import etag
from sync.finds.duplicates import PairRow
from sync.finds.reading import read_find
from sync.log.epochs import epoch_at
from sync.merge.find_state import Author
from sync.operations import STAFF_TOKEN_LIFE, create_operation, issue_token, sha256
from sync.recovery.confirming import wait_for_confirmation
from sync.recovery.taking import taking as taken
from sync.recovery.witnesses import keep_witness, seen_find
from sync.rules.areas import added_area
from sync.staff.decisions import decision
from sync.verify.verify import verify
from tests.collect import CORRECTED
from tests.service import FIND as FIELDS
from tests.service import Json, create, delete, edit, place

NAME = "lachin-2022"
WEEK = Period("2022-08-15", "2022-08-21", "2022-W33")
PREPARED_AT = datetime(2022, 8, 22, 6, tzinfo=UTC)
DISPATCHER = "the process that delivers"

ONE, TWIN = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
"""Two finds that may be one: nobody has decided yet."""
SURVIVOR, DUPLICATE = "bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"
"""Two finds that are one: a person said so, unless the season is young."""
DISPUTED = "cccccccc-0000-4000-8000-000000000001"
"""Its count is in conflict."""
DELETED = "dddddddd-0000-4000-8000-000000000001"
PLAIN = "eeeeeeee-0000-4000-8000-000000000001"
"""Its marking is none of the catalogue."""
AWAITED = "ffffffff-0000-4000-8000-000000000001"
"""An edit of it has come and waits, unless the season is young."""
REFUSED = "ffffffff-0000-4000-8000-000000000002"
"""Its create was refused."""


class Tablet(NamedTuple):
    id: str
    team: str
    token_id: str
    token_sha256: str


class Season(NamedTuple):
    """What writes need to know of the operation."""

    tablets: list[Tablet]
    """Three, by id, of two teams."""
    codes: list[str]
    """Two, of a team that has no tablet yet."""
    withdrawable: str
    """The id of the second."""
    replacing: str
    """A code for the first tablet."""
    waiting: str
    """The id of a token that waits to be confirmed, as those of the tablets do."""
    conflict: str
    conflict_etag: str
    open_pair: str
    judged_pair: str
    refused: str
    """In quarantine."""
    find_etags: dict[str, str]
    webhook: Place
    next_events: Made
    """What its next deliveries will be, as a process read them."""
    parked: str
    """The event of a delivery that a person has to look at; others of its find are held behind it."""
    on_their_way: tuple[Any, ...]
    """Deliveries that a process has sent, and of which it will say what became."""
    taken: Job[Any]
    """Takes what an old copy saw of a find, as a person read it."""


def mutation(made: Json, name: str) -> Json:
    """A mutation under an id that is the same each time."""
    return {**made, "id": str(uuid5(NAMESPACE_OID, name))}


def exchange(tablet: Tablet, now: datetime, *mutations: Any, link: ExchangeLink | None = None) -> Exchange:
    """What a tablet brings; `link` is how it names the exchange."""
    author = Author(tablet.id, tablet.team)
    prepared = tuple(prepare(sent(one), understood(one), author, timedelta(), now) for one in mutations)
    named = Named(author, tablet.token_id, link) if link else None
    return Exchange(tablet.id, stored_instant(now), (), prepared, named=named)


async def prepare_season(url: str, young: bool) -> Season:
    """Makes the operation in an empty database; a young one has nothing that waits for a find, and nothing judged."""
    async with Database(url) as database:
        return await _Author(database, young).play()


class _Author:
    def __init__(self, database: Database, young: bool) -> None:
        self.database, self.young, self.moments, self.drawn = database, young, PREPARED_AT, 0
        self.committer = Committer(database)

    def now(self) -> datetime:
        self.moments += timedelta(minutes=1)
        return self.moments

    def chance(self) -> Chance:
        """The same ones for each season: which of two ids comes first is no matter of luck."""
        self.drawn += 1
        return Chance(f"season {self.drawn}".encode())

    async def job(self, job: Job[Any]) -> Any:
        return await self.committer.run(NAME, job)

    async def rows(self, statement: Any) -> list[Any]:
        def read(connection: Connection) -> list[Any]:
            return list(connection.execute(statement))

        return await self.database.read(read)

    async def play(self) -> Season:
        await self.committer.beside_lock(create_operation, NAME, "Asia/Baku", self.now(), self.chance())
        tablets = await self.enrolled()
        waiting = await self.waiting()
        codes = [await self.code("T9", f"Tablet {n}") for n in range(2)]
        replacing = await self.committer.under_lock(
            NAME, create_enrolment_of, NAME, tablets[0].id, self.now(), self.chance()
        )
        (second,) = await self.rows(select(ENROLMENT.c.id).where(ENROLMENT.c.code_sha256 == sha256(codes[1])))
        await self.finds(tablets)
        await self.restored(tablets[0])
        pairs = await self.pairs()
        webhook, parked = await self.webhook()
        await self.job(publication("edition 1", WEEK, None, "in time", "Editor", self.now(), None))
        await self.job(taking(read_submission(CORRECTED), {}, Author(tablets[0].id, tablets[0].team), self.now()))
        ((conflict, state, document),) = await self.rows(select(CONFLICT.c.id, CONFLICT.c.state, CONFLICT.c.document))
        of_find = select(LOG.c.seq).where(LOG.c.find_id == REFUSED)
        (refused,) = await self.rows(select(QUARANTINE.c.id).where(QUARANTINE.c.seq.in_(of_find)))
        await self.unsettled()
        ids = [id for (id,) in await self.rows(select(FIND.c.id))]
        etags = {id: (await self.database.read(read_find, NAME, id)).etag for id in ids}
        assert not (await self.database.read(verify, NAME)).findings
        made = await self.database.read(make_events, webhook)
        due = await self.database.read(due_deliveries, webhook, DISPATCHER, self.now(), [], 2)
        assert made
        assert due
        assert len(due.deliveries) == 2
        return Season(
            tablets,
            codes,
            second.id,
            replacing["code"],
            waiting,
            conflict,
            etag(state, document),
            *pairs,
            refused.id,
            etags,
            webhook,
            made,
            parked,
            tuple(due.deliveries),
            await self.database.read(taken, NAME, "take", (PLAIN,), (), "it was there", "Reviewer", self.now()),
        )

    async def unsettled(self) -> None:
        """A change of the rules is in force, and none of its finds is settled."""
        ring = [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 40.0], [46.0, 39.0]]
        square = {"type": "Polygon", "coordinates": [ring]}
        job = added_area("district", "Kalbajar", square, "Administrator", self.now(), self.chance())
        await self.job(replace(job, at_once=0))

    async def code(self, team: str, device: str) -> str:
        made = await self.committer.under_lock(NAME, create_enrolment, NAME, team, device, self.now(), self.chance())
        return str(made["code"])

    async def enrolled(self) -> list[Tablet]:
        for n, team in enumerate(("T1", "T2", "T1")):
            await self.committer.under_lock(
                NAME, enrol, await self.code(team, f"Tablet {n}"), self.now(), self.chance()
            )
        of_tablets = and_(TOKEN.c.device_id == DEVICE.c.id, TOKEN.c.operation == DEVICE.c.operation)
        tablets = await self.rows(
            select(DEVICE.c.id, DEVICE.c.team, TOKEN.c.id, TOKEN.c.token_sha256).where(of_tablets)
        )
        return [Tablet(*row) for row in sorted(tablets)]

    async def waiting(self) -> str:
        """A restore without a journal: the tablets and a person's token wait until they are confirmed. That token."""
        now, life = self.now(), STAFF_TOKEN_LIFE
        made = await self.committer.under_lock(
            NAME, issue_token, NAME, "viewer", now, life, self.chance(), person="Reader"
        )
        await self.committer.under_lock(NAME, wait_for_confirmation, NAME, stored_instant(self.now()))
        return made["id"]

    async def finds(self, tablets: list[Tablet]) -> None:
        first, second, third = tablets
        await self.bring(
            first,
            *(create(id, position=place(n)) for id, n in ((ONE, 1), (SURVIVOR, 3), (DISPUTED, 5), (DELETED, 6))),
            create(PLAIN, position=place(7), marking="ZZ-9"),
            {**create(REFUSED), "set": {**FIELDS, "count": 0}},
        )
        await self.bring(second, create(TWIN, position=place(1)), create(DUPLICATE, position=place(3)))
        if not self.young:
            await self.bring(second, edit(AWAITED, note=(None, "wet")))
        await self.bring(first, edit(DISPUTED, count=(12, 14)), delete(DELETED, position=place(6)))
        await self.bring(third, edit(DISPUTED, count=(12, 15)))

    async def restored(self, tablet: Tablet) -> None:
        """The history goes on from a backup, and the old copy of a tablet has a find otherwise."""
        epoch = (await self.rows(select(OPERATION.c.epoch)))[0][0]
        await self.job(restoring(epoch_at(self.now(), b"9876543210"), "Operator", "the disk burnt", self.now()))
        seen = seen_find(PLAIN, 900_000, {**FIELDS, "marking": "ZZ-9", "position": place(7), "count": 31}, False)
        await self.committer.under_lock(NAME, keep_witness, NAME, tablet.id, epoch, (seen,), False, self.now())

    async def bring(self, tablet: Tablet, *mutations: Json) -> None:
        known = [mutation(one, f"season {one['op']} {one['find_id']} {tablet.token_id}") for one in mutations]
        await self.committer.run(NAME, exchange(tablet, self.now(), *known))

    async def pairs(self) -> tuple[str, str]:
        rows = sorted(PairRow(*row) for row in await self.rows(select(PAIR)))
        opened, judged = rows
        if not self.young:
            id = str(uuid5(NAMESPACE_OID, "judged"))
            await self.job(decision(id, judged, "same", SURVIVOR, None, "one", "Reviewer", None, self.now()))
        return opened.id, judged.id

    async def webhook(self) -> tuple[Place, str]:
        write, now = self.committer.beside_lock, self.now()
        url = "https://receiver.example/"
        made = await self.committer.under_lock(
            NAME, add_webhook, NAME, url, ("*",), "", 1, "Administrator", now, self.chance()
        )
        where = Place(NAME, made["id"])
        told = await self.database.read(make_events, where)
        assert told
        await write(keep_events, where, told, now)
        assert await write(take_lease, where, Lease(None, 0), DISPATCHER)
        due = await self.database.read(due_deliveries, where, DISPATCHER, now, [], 1)
        assert due
        refused = Attempt(stored_instant(now), 400, 5, "400 Bad Request", "")
        assert await write(record, where, ((due.deliveries[0], refused),), now, (), self.chance()) == ["parked"]
        return where, due.deliveries[0].event_id
