"""What both clients do in each situation of openapi/clients/plays.json, against a real server."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from minetally_client.generated.api.recovery import get_recovery
from minetally_client.generated.api.tokens import create_token, revoke_token
from minetally_client.generated.models import MadeToken, PersonRole, Recovery, TokenRequest
from minetally_client.ids import uuid7

from api.cli.local import commit
from api.keys import new_keys, write_keys
from models.mutation import stored_instant
from sync.exchange.restoring import restoring
from sync.recovery.confirming import admit, wait_for_confirmation
from tests.clients.scripted_link import ScriptedLink
from tests.clients.tablets import PythonTablets, Tablets, TypeScriptTablets
from tests.clients.test_client_restore import Backup
from tests.crew import Crew
from tests.databases import Databases, keys_of
from tests.node import ROOT, needs_node, run, tool
from tests.service import FIND, ServerProcess, place
from tests.shell import Shell

pytestmark = pytest.mark.xdist_group("plays")  # one worker: what they share is made once

Json = dict[str, Any]
PLAYS: list[Json] = json.loads((ROOT / "openapi" / "clients" / "plays.json").read_text())
OPERATIONS = itertools.count(1)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def server(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """One server for all plays; each has an operation of its own."""
    running = ServerProcess(databases.create(request.param), tmp_path_factory.mktemp("server") / "log")
    asyncio.run(running.start())
    yield running
    running.kill()


@pytest.fixture(scope="module")
def link(server: ServerProcess) -> Iterator[ScriptedLink]:
    with ScriptedLink(server.port) as link:
        yield link


@pytest.fixture(scope="module", params=["python", pytest.param("typescript", marks=needs_node)])
def tablets(
    request: pytest.FixtureRequest, link: ScriptedLink, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tablets]:
    folder = tmp_path_factory.mktemp("tablets")
    if request.param == "typescript":
        run(tool("tsc"), "--project", "test")
    made: Tablets = (PythonTablets if request.param == "python" else TypeScriptTablets)(link.url, folder)
    yield made
    made.close()


class Stage:
    """One play on its way. Finds and mutations have one letter in a play, and a UUID here."""

    def __init__(self, crew: Crew, server: ServerProcess, link: ScriptedLink, tablets: Tablets, folder: Path) -> None:
        self.crew, self.server, self.link, self.tablets, self.folder = crew, server, link, tablets, folder
        self.ids: dict[str, str] = {}
        self.backup: Backup | None = None

    def id(self, name: str) -> str:
        return self.ids.setdefault(name, str(uuid.uuid4()))

    def enrol(self, tablet: str, by: str = "uri") -> None:
        made = self.crew.staff.enrolment_code("T1", f"{tablet} {uuid.uuid4().hex[:4]}")
        assert self.do(tablet, "enrol", code=made.to_dict()[by]) == {}

    def change_keys(self, to: str) -> None:
        """What a server does with its keys file: `rotate`, or `other`: it has lost it, and makes another one."""
        if to == "rotate":
            Shell(self.server.database_url)("keys", "rotate")
        else:
            write_keys(Path(keys_of(self.server.database_url)), new_keys())

    def do(self, tablet: str, word: str, **given: Any) -> Json:
        return self.tablets.do(f"{tablet} of {self.crew.operation}", word, **given)

    def photo(self, step: Json) -> str:
        """The SHA-256 of a photo that a tablet keeps, if the step does not say that it has lost it."""
        text = f"the photo {step['photo']} of {self.crew.operation}"
        sha256: str = hashlib.sha256(text.encode()).hexdigest()
        if "without" not in step:
            assert self.do(step.get("by", "one"), "photo", text=text) == {"sha256": sha256}
        return sha256

    def device_of(self, tablet: str) -> uuid.UUID:
        (device,) = (one.id for one in self.crew.staff.devices() if one.name.startswith(tablet))
        return device

    def make_everybody_wait(self) -> None:
        """The history goes on from a backup that has all, and no journal tells who was taken off; staff are let in."""
        name, url, now = self.crew.operation, self.server.database_url, datetime.now(UTC)
        (staff,) = (str(one.id) for one in self.crew.staff.tokens() if one.person)
        job = restoring(str(uuid7()), "Operator", "the disk burnt", now)
        commit(url, lambda committer: committer.run(name, job))
        commit(url, lambda committer: committer.under_lock(name, wait_for_confirmation, name, stored_instant(now)))
        commit(url, lambda committer: committer.under_lock(name, admit, name, (), (staff,), ()))
        unused = create_token.sync(client=self.crew.staff.client, body=TokenRequest(PersonRole.VIEWER, "Reader"))
        assert isinstance(unused, MadeToken)
        revoke_token.sync(unused.id, client=self.crew.staff.client)  # so that the server asks for all tokens again

    def by_letter(self, finds: Json) -> Json:
        letters = {id: name for name, id in self.ids.items()}
        return {letters[id]: count for id, count in finds.items()}

    def step(self, step: Json) -> None:
        match step:
            case {"create": find, "count": count}:
                note = {"note": "n" * step["note_bytes"]} if "note_bytes" in step else {}
                photo = {"photos": [self.photo(step)]} if "photo" in step else {}
                fields = {**FIND, "position": place(ord(find)), "count": count, **note, **photo}
                given = {
                    "find_id": self.id(find),
                    "fields": fields,
                    "id": self.id(step["id"]) if "id" in step else None,
                }
                raised = {"raises": step["raises"]} if "raises" in step else {}
                assert self.do(step.get("by", "one"), "create", **given) == raised
            case {"edit": find, "count": count}:
                given = {"find_id": self.id(find), "fields": {"count": count}}
                assert self.do(step.get("by", "one"), "edit", **given) == {}
            case {"sync": expected}:
                done = self.do(step.get("by", "one"), "sync")
                assert {name: done[name] for name in expected} == expected, f"{step}\n{done}"
            case {"shows": expected}:
                assert self.by_letter(self.do("one", "finds")["finds"]) == expected
            case {"lacks": expected}:
                lacked = self.do("one", "finds")["lacked"]
                assert [*self.by_letter(dict.fromkeys(lacked))] == expected
            case {"server": expected}:
                finds = self.crew.finds()
                assert self.by_letter({id: find["count"] for id, find in finds.items()}) == expected
                if "entries" in step:
                    assert max(find["seq"] for find in finds.values()) == step["entries"]
            case {"witnessed": expected}:
                known = get_recovery.sync(client=self.crew.staff.client)
                assert isinstance(known, Recovery)
                seen = {str(one.find_id): one.seen["count"] for one in known.differing}
                assert self.by_letter(seen) == expected
                assert known.claimed == 0, "a receipt shows the place of each"
            case {"network": fates}:
                self.link.fates.extend(fates)
                self.link.largest, self.link.keys = step.get("largest"), step.get("keys")
            case {"sent": expected}:
                last = self.link.sent[-1]
                told = [request for request in self.link.sent if "answered" in request]
                seen = {
                    "gzip": last["gzip"],
                    "known": len(last.get("known", [])),
                    "answered": len(told[-1]["answered"]) if told else 0,
                    "proven": sum(len(one["lines"]) for one in told[-1].get("receipts", [])) if told else 0,
                }
                assert {name: seen[name] for name in expected} == expected
            case {"revoke": tablet}:
                device = self.device_of(tablet)
                (token,) = (one for one in self.crew.staff.tokens() if one.device_id == device)
                revoke_token.sync(token.id, client=self.crew.staff.client)
            case {"enrol": tablet}:
                self.enrol(tablet, step.get("by", "uri"))
            case {"keys": to}:
                self.change_keys(to)
            case {"enrol_again": tablet}:
                code = self.crew.staff.replacement_code(self.device_of(tablet)).code
                assert self.do(tablet, "enrol", code=code) == {}
            case {"everybody_waits": True}:
                self.make_everybody_wait()
            case {"admit": tablet}:
                (waiting,) = (one for one in self.crew.staff.recovery().tablets if one.device.startswith(tablet))
                assert waiting.state == "to_admit"
                assert self.crew.staff.admit(devices=[waiting.device_id]).devices == [waiting.device_id]
            case {"back_up": True}:
                self.backup = Backup(self.server, self.folder)
            case {"put_back": "restored"}:
                assert self.backup
                self.backup.put_back()
                now = datetime.now(UTC)
                job = restoring(str(uuid7()), "Operator", "the disk burnt", now)
                commit(self.server.database_url, lambda committer: committer.run(self.crew.operation, job))
            case {"photo_is_there": name}:
                sha256 = self.photo({"photo": name, "without": True})
                assert self.crew.staff.photo(sha256) == f"the photo {name} of {self.crew.operation}".encode()
            case {"today": at, "is": day}:
                assert self.do("one", "today", at=at) == {"today": day}
            case _:
                raise AssertionError(f"no such step: {step}")


@pytest.mark.parametrize("play", PLAYS, ids=[str(n) for n in range(1, len(PLAYS) + 1)])
def test_both_clients_do_what_the_table_says(
    play: Json, tablets: Tablets, link: ScriptedLink, server: ServerProcess, tmp_path: Path
) -> None:
    if play.get("only") == "sqlite" and not server.database_url.startswith("sqlite"):
        return  # its steps put a file back
    link.fates.clear()
    link.sent.clear()
    link.keys = None
    with Crew(server, tmp_path, f"operation-{next(OPERATIONS)}") as crew:
        stage = Stage(crew, server, link, tablets, tmp_path)
        if not any("enrol" in step for step in play["steps"][:2]):
            stage.enrol("one")
        stage.enrol("other")
        for step in play["steps"]:
            stage.step(step)
        assert not link.fates, "something that the play says did not happen"
