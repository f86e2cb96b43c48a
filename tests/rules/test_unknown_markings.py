"""The list of unknown markings is read at once: it takes no longer list of statements when there are more of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, event

from models.chance import draw
from models.mutation import sent, understood
from models.shapes.rules import UnknownMarking
from sync.database.database import Database
from sync.exchange.committer import Committer, Job
from sync.exchange.prepared import Prepared, prepare
from sync.exchange.transaction import Transaction
from sync.merge.find_state import Author
from sync.operations import create_operation
from sync.rules.catalogue import unknown_markings
from tests.service import create

NOW = datetime(2022, 8, 22, tzinfo=UTC)


@dataclass
class Brought(Job[None]):
    """A job that takes mutations."""

    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()

    def run(self, transaction: Transaction) -> None:
        for one in self.prepared:
            transaction.take(one)


def counted(connection: Connection) -> tuple[list[UnknownMarking], int]:
    """The unknown markings, and how many statements it took to read them."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        return unknown_markings(connection, "lachin-2022"), len(statements)
    finally:
        event.remove(connection, "before_cursor_execute", note)


async def bring(database: Database, markings: list[str]) -> None:
    made = [create(marking=marking) for marking in markings]
    author = Author(person="Data clerk")
    prepared = tuple(prepare(sent(one), understood(one), author, timedelta(), NOW) for one in made)
    await Committer(database).run("lachin-2022", Brought(prepared))


async def test_thirty_unknown_markings_take_as_many_statements_as_one(database_url: str) -> None:
    async with Database(database_url) as database:
        await Committer(database).beside_lock(create_operation, "lachin-2022", "Asia/Baku", NOW, draw())
        await bring(database, ["row 0 of a list"])
        one, statements_of_one = await database.read(counted)
        await bring(database, [f"{row} {n} OF a list" for n in range(30) for row in ("row", "Row")])
        thirty, statements_of_thirty = await database.read(counted)
    assert (len(one), len(thirty)) == (1, 30)
    assert statements_of_thirty == statements_of_one
    assert [row["typed"] for row in thirty if row["key"] == "ROW7OFALIST"] == [["Row 7 OF a list", "row 7 OF a list"]]
    assert [row["typed"] for row in thirty if row["key"] == "ROW0OFALIST"] == [
        ["Row 0 OF a list", "row 0 OF a list", "row 0 of a list"]
    ]
