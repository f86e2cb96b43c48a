"""The day when it burns, as operators and tablets live it: real servers, real clients, and commands as in the pages."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.backup.store import open_store
from sync.database.database import once
from tests.backup.copies import findings, rows_of
from tests.backup.test_backup import backed_up
from tests.backup.test_move import other_place
from tests.crew import Crew, holds, note
from tests.databases import Databases, keys_of
from tests.service import ServerProcess, answered, create, in_process, place
from tests.shell import Shell

ORDERS = list(itertools.permutations("ABC"))


class Drill:
    """A server that is lost, the one that is restored from its backup, and three tablets."""

    def __init__(self, url: str, new: str, folder: Path) -> None:
        self.lost, self.new, self.store = ServerProcess(url, folder / "lost.log"), new, str(folder / "store")
        self.healed = ServerProcess(new, folder / "healed.log")
        self.healed.port = self.lost.port
        asyncio.run(self.lost.start())
        self.crew = Crew(self.lost, folder, "lachin-2022")
        self.tablets = {name: self.crew.device(name, f"T{name}") for name in "ABC"}

    def back_up(self) -> None:
        Shell(self.lost.database_url)("backup", "--to", self.store, MINETALLY_KEYS=keys_of(self.lost.database_url))

    def burn(self) -> None:
        """The machine is gone; the store and a copy of the keys file are not."""
        self.lost.kill()
        key = keys_of(self.lost.database_url)
        Shell(self.new)("restore", self.store, "--key", key, MINETALLY_KEYS=keys_of(self.new))
        Shell(self.new)("recovery", "admit", "--all")
        asyncio.run(self.healed.start())

    def sync(self, name: str) -> int:
        """A tablet meets the network: how many mutations it sends."""
        return len(self.tablets[name].sync().results)

    def picture(self) -> Any:
        """Every find with its values and open conflicts, who made it, and every offer; nothing of numbers and times."""
        left_out = {"seq", "version", "changed"}
        finds = {
            id: {name: value for name, value in find.items() if name not in left_out}
            for id, find in self.crew.finds().items()
        }
        for find in finds.values():
            find["conflicts"] = sorted((one["field"], one["id"]) for one in find["conflicts"])
        offers = {
            str(one.id): (one.accepted.to_dict()["value"], sorted(str(offer.mutation_id) for offer in one.offers))
            for one in self.crew.staff.conflicts()
        }
        return finds, offers

    def end(self) -> None:
        self.crew.__exit__()
        self.lost.kill()
        self.healed.kill()


@pytest.fixture
def drill(database_url: str, databases: Databases, tmp_path: Path) -> Iterator[Drill]:
    drill = Drill(database_url, other_place(database_url, databases, tmp_path), tmp_path)
    yield drill
    drill.end()


@pytest.mark.parametrize("order", [ORDERS[-1], *(pytest.param(one, marks=pytest.mark.long) for one in ORDERS[:-1])])
def test_a_burnt_server_is_whole_again_when_its_tablets_have_come_back(drill: Drill, order: tuple[str, ...]) -> None:
    one = note(drill.tablets["A"], count=12, note="dry")
    for name in "ABC":
        drill.sync(name)
    drill.back_up()
    kept = drill.picture()

    for name, count in ("A", 14), ("B", 15), ("C", 16):
        drill.tablets[name].edit(one, {"count": count, "note": f"dry, says {name}"})
        drill.sync(name)
    other = note(drill.tablets["B"], position=place(2), count=3)
    drill.sync("B")
    drill.sync("C")
    drill.tablets["C"].edit(other, {"count": 4, "lot": "77"})
    drill.sync("C")
    before = drill.picture()
    assert [len(one) for one in before] == [2, 1]

    drill.burn()
    assert drill.picture() == kept
    new = note(drill.tablets[order[0]], position=place(9), count=1)
    for name in order:
        drill.sync(name)
    for name in order:
        assert drill.sync(name) == 0
    finds, offers = drill.picture()
    assert finds.pop(str(new))["count"] == 1
    assert (finds, offers) == before
    assert holds(drill.tablets["A"]) == holds(drill.tablets["B"]) == holds(drill.tablets["C"]) == drill.crew.finds()
    drill.healed.kill()
    assert findings(drill.new) == []


async def test_a_drill_says_what_a_restore_would_have_and_what_not_and_changes_nothing(
    database_url: str, tmp_path: Path
) -> None:
    shell, store = Shell(database_url), tmp_path / "store"
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablet, find = await operation.enrol(), create()
        await tablet.push(find)
        shell("backup", "--to", str(store))
        before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
        said = shell.said("drill", str(store))
        assert "lachin-2022: 1 finds, up to log entry 1. The live server has nothing more. It would hold." in said
        await tablet.push(create(position=place(2)), create(position=place(3)))
        answered(await operation.change(find["find_id"], set={"count": 20}))
        then = shell.json("drill", str(store))
        assert (then["holds"], then["operations"][0]["since"]) == (True, {"entries": 3, "by_people": 1})
        assert "3 entries more: 1 by people, 2 by tablets and programs" in shell.said("drill", str(store))
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before
    other = Shell(f"sqlite:///{tmp_path}/other.db")
    other("init", "--operation", "lachin-2022", "--timezone", "Asia/Baku")
    assert "has another history" in other.said("drill", str(store))


def test_a_drill_finds_what_would_be_missing(season_url: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    backed_up(season_url, open_store(str(store)), tmp_path)
    photo = next(path for path in (store / "photos").rglob("*") if path.is_file())
    photo.unlink()
    rows = once(season_url, rows_of)
    missing = Shell(season_url)("drill", str(store), status=1).stdout
    assert "Photos that are not in the store: 1." in missing
    assert missing.splitlines()[-1] == "It would NOT hold: make another backup, and try again."
    assert once(season_url, rows_of) == rows
