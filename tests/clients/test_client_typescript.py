"""The TypeScript client: as generated and built, and its devices and staff against the live server."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.log.epochs import epoch_at
from tests.databases import Databases
from tests.house.test_docs import run_as_printed
from tests.node import CLIENT, ROOT, needs_node, program, run, tool
from tests.service import Operation, ServerProcess, Service, answered
from tests.unruly_proxy import UnrulyProxy

pytestmark = [needs_node, pytest.mark.xdist_group("typescript")]  # one worker: the package is built once
Json = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Its tests as JavaScript, in build/; what they import is dist/ as it is committed."""
    run(tool("tsc"), "--project", "test")


@pytest.fixture
async def service(databases: Databases, tmp_path: Path) -> AsyncIterator[Service]:
    server = ServerProcess(databases.create("sqlite"), tmp_path / "log")
    async with server.running() as service:
        yield service


async def codes(operation: Operation, count: int) -> list[str]:
    """Codes to enrol with."""
    bodies = [{"team": f"T{n}", "device": f"tablet {n}"} for n in range(count)]
    return [answered(await operation.call("POST", "/v1/enrolments", body), 201)["code"] for body in bodies]


def address(service: Service) -> str:
    return str(service.client.base_url).rstrip("/")


def files(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*") if file.is_file()}


def test_the_committed_types_are_what_the_document_gives(tmp_path: Path) -> None:
    run("node", "generate.mjs", ROOT / "openapi" / "openapi.json", tmp_path)
    assert files(tmp_path) == files(CLIENT / "src" / "generated"), "run make generate"


def test_the_committed_package_is_what_its_source_gives(tmp_path: Path) -> None:
    run("npm", "run", "--silent", "build", OUT=str(tmp_path))
    assert files(tmp_path) == files(CLIENT / "dist"), "run make client-typescript"


def test_who_installs_the_folder_needs_nothing_else() -> None:
    package = json.loads((CLIENT / "package.json").read_text())
    assert not {"dependencies", "peerDependencies"} & {*package}
    assert "https://" not in json.dumps(
        [one.get("resolved", "") for one in json.loads((CLIENT / "package-lock.json").read_text())["packages"].values()]
    )


async def test_devices_and_staff_do_what_they_say_against_the_live_server(service: Service) -> None:
    operation = await service.operation()
    tests = sorted(map(str, (CLIENT / "build").glob("*.test.js")))
    printed = run(
        "node", "--test", "--test-timeout=120000", *tests,
        MINETALLY_SERVER=address(service), MINETALLY_ADMIN_TOKEN=operation.token,
    )  # fmt: skip
    assert "# fail 0" in printed
    assert int(printed.partition("# pass ")[2].split()[0]) > 25


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
async def test_after_an_hour_of_trouble_all_devices_hold_what_the_server_holds(
    databases: Databases, tmp_path: Path, seed: int
) -> None:
    server = ServerProcess(databases.create("sqlite" if seed % 2 else "postgresql"), tmp_path / "log")
    async with server.running() as service, UnrulyProxy(address(service), seed) as proxy:
        await proxy.calm()
        operation = await service.operation()
        enrolling = await codes(operation, 3)
        async with program("trouble.js", str(seed), "18", *enrolling, server=proxy.url) as tablets:
            assert await tablets.line() == "ready"
            proxy.unruly()
            await tablets.go_on()
            assert await tablets.line() == "half"
            await tablets.go_on()
            server.kill()  # while the tablets go on
            await server.start()
            assert await tablets.line() == "done"
            await proxy.calm()
            await tablets.go_on()
            told: Json = json.loads(await tablets.line())
        finds = await operation.finds()
        assert len(finds) > 10
        for held in told["held"]:
            assert {find["id"]: find["stored"] for find in held["finds"]} == finds
            assert [find["id"] for find in held["finds"] if find["waiting"]] == []
            assert (held["outbox"], held["lacked"]) == ([], [])
        history = [entry for find in finds for entry in await operation.history(find)]
        logged = [entry["mutation_id"] for entry in history if entry["device_id"]]
        assert sorted(logged) == sorted(told["made"])
        assert sum(count for fate, count in proxy.done.items() if fate not in ("calm", "delayed")) > 30


async def test_after_a_restore_what_tablets_keep_comes_back_and_what_others_had_is_shown(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.create("sqlite")
    server = ServerProcess(url, tmp_path / "log")
    database = Path(url.removeprefix("sqlite:///"))
    async with server.running() as service:
        operation = await service.operation()
        async with program("restored.js", *await codes(operation, 2), server=address(service)) as tablets:
            assert json.loads(await tablets.line())[0] == "back up"
            with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(tmp_path / "backup.db")) as backup:
                now.backup(backup)
            await tablets.go_on()
            word, before = json.loads(await tablets.line())
            assert word == "restore"
            assert before["results"][-1]["result"]["outcome"] == "rejected"
            server.kill()
            for left in database.parent.glob("minetally.db*"):
                left.unlink()
            shutil.copyfile(tmp_path / "backup.db", database)
            epoch = epoch_at(datetime.now(UTC), bytes(10))
            await service.sql("UPDATE operation SET epoch = :epoch", epoch=epoch)
            await server.start()
            await tablets.go_on()
            word, one = json.loads(await tablets.line())
            assert word == "one came"
            first, lost, seq = _what_one_did(one, before)
            # the screen never lost anything
            assert {find["count"] for find in one["during"]} == {12, 14}
            assert len(one["during"]) == 3
            # after the refusal all that was kept goes out at once, with what the old history had answered
            _refused, again = one["asked"]
            assert {id: first["seq"] for id, first in again["answered"].items()} == seq
            assert epoch not in {first["epoch"] for first in again["answered"].values()}
            assert [*again["answered"]] == again["mutations"][:-1]
            assert one["synced"]["state"] == "synced"
            outcomes = [result["result"]["outcome"] for result in one["synced"]["results"]]
            # its edit of a find that the server lacks waits there for that find
            assert outcomes == ["applied", "applied", "applied", "rejected", "rejected"]
            assert one["synced"]["results"][0]["result"]["replayed"]
            assert [shown["result"]["problem"]["code"] for shown in one["unseen"]] == ["unknown_find"]
            assert [find["id"] for find in one["lacked"]] == [lost]
            await tablets.go_on()
            word, all_came = json.loads(await tablets.line())
            assert word == "all came"
            finds = await operation.finds()
            assert {first, lost} < {*finds}
            assert len(finds) == 3
            assert finds[lost]["note"] == "seen by the other"
            assert finds[first]["count"] == 14
            assert (all_came["lacked"], all_came["outbox"]) == ([], [])
            other = all_came["finds"][1]
            assert {find["id"] for find in other} == {*finds}
            assert {find["id"]: find["stored"] for find in all_came["finds"][0]} == finds


def _what_one_did(one: Json, before: Json) -> tuple[str, str, dict[str, int]]:
    """The find that was backed up, the one that the server lost, and which entries the mutations were that it had."""
    results = one["synced"]["results"]
    first, lost = results[0]["mutation"]["find_id"], results[-1]["mutation"]["find_id"]
    seq = dict.fromkeys((result["mutation"]["id"] for result in results[:-1]), 0)
    answered_before = {result["mutation"]["id"]: result["result"]["seq"] for result in before["results"]}
    assert {*answered_before} <= {*seq}
    seq[results[0]["mutation"]["id"]] = 1
    return first, lost, {**seq, **answered_before}


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page waits for its server with curl")
def test_the_page_of_the_client_can_be_typed_as_it_stands(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8").partition("\n## TypeScript")[2]
    for name, written in re.findall(r"^```ts\n// (\w+\.ts)\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(written)
    lines = len((tmp_path / "tablet.ts").read_text().strip().splitlines())
    assert lines <= 30
    tool("tsc")
    tools = " ".join(f'"{CLIENT}/node_modules/{name}"' for name in ("typescript", "@types", "fake-indexeddb", ".bin"))
    blocks = re.findall(r"^```(sh|bash)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    script = "\n".join(block if shell == "sh" else f"ln -s {tools} node_modules" for shell, block in blocks)
    monkeypatch.setenv("MINETALLY", str(ROOT))
    printed = run_as_printed(script, tmp_path, databases.create("sqlite", migrated=False))
    assert "This tablet is up to date." in printed
    assert "3-001M 14 39.73318" in printed
    assert "3-001M x 4401180 y 8635076" in printed
    assert "14 pieces, 14 to 14" in printed
