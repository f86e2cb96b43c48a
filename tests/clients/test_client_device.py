"""The Python client's device: what it keeps, what it shows, and what it does when something goes wrong."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from minetally_client import Device, LocalFind, Refused, TokenRefused, Unreachable
from minetally_client.backoff import Backoff
from minetally_client.models import Applied, Conflicted, FindFields, FindState, Merged, ProblemCode, Rejected

from api.openapi.examples.week import ONE_FIND as STORED
from tests.crew import HASTY, PATIENT, Crew, holds, note
from tests.databases import Databases
from tests.service import FIND, ServerProcess, place
from tests.unruly_proxy import Fate, UnrulyProxy

pytestmark = pytest.mark.xdist_group("device")  # one worker: what they share is made once

OPERATIONS = itertools.count(1)


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One server for all tests here; each has an operation of its own."""
    running = ServerProcess(databases.create("sqlite"), tmp_path_factory.mktemp("server") / "log")
    asyncio.run(running.start())
    yield running
    running.kill()


@pytest.fixture
def crew(server: ServerProcess, tmp_path: Path) -> Iterator[Crew]:
    with Crew(server, tmp_path, f"operation-{next(OPERATIONS)}") as crew:
        yield crew


def shown(device: Device, find_id: UUID) -> LocalFind:
    find = device.find(find_id)
    assert find is not None
    return find


# Without a network


def test_what_is_noted_is_on_the_disk_and_is_seen_at_once(tmp_path: Path) -> None:
    script = (
        "import os, sys; from minetally_client import Device; d = Device(sys.argv[1], 'http://127.0.0.1:1');"
        f"print(d.create({FIND!r}), flush=True); os._exit(9)"
    )
    died = subprocess.run([sys.executable, "-c", script, tmp_path / "t.db"], capture_output=True, text=True)
    assert died.returncode == 9, died.stderr
    with Device(tmp_path / "t.db", "http://127.0.0.1:1") as device:
        assert device.waiting == 1
        find = shown(device, UUID(died.stdout.strip()))
        assert (find.fields.count, find.state, find.notes, find.held) == (12, FindState.LIVE, 1, None)


def test_an_edit_saw_what_the_device_shows_also_what_was_not_sent_yet(tmp_path: Path) -> None:
    with Device(tmp_path / "t.db", "http://127.0.0.1:1") as device:
        find_id = note(device)
        device.edit(find_id, {"count": 13})
        device.edit(find_id, FindFields(count=14, lot="12-77"))
        device.delete(find_id)
        assert shown(device, find_id).state is FindState.DELETED
        device.restore(find_id)
        assert shown(device, find_id).state is FindState.LIVE
    with closing(sqlite3.connect(tmp_path / "t.db")) as database:
        rows = database.execute("SELECT json(content) ->> '$.op', json(content) -> '$.was' FROM mutation ORDER BY n")
        op, was = zip(*rows, strict=True)
    assert op == ("create", "edit", "edit", "delete", "restore")
    assert was[1:3] == ('{"count":12}', '{"count":13,"lot":null}')
    assert '"count":14' in was[3]
    assert '"condition":null' in was[3], "a delete names every field"


def test_a_copy_that_is_older_than_a_field_says_null_of_it() -> None:
    older = {name: value for name, value in STORED.items() if name != "lot"}
    find = LocalFind.of(UUID(older["id"]), older, [])
    assert find is not None
    assert find.held is not None
    assert (find.fields.lot, find.held.lot, find.held.count) == (None, None, STORED["count"])


def test_what_cannot_be_noted_is_said_at_once(tmp_path: Path) -> None:
    with Device(tmp_path / "t.db", "http://127.0.0.1:1") as device:
        with pytest.raises(ValueError, match="'cuont' is not a field"):
            note(device, cuont=1)
        with pytest.raises(ValueError, match="not-a-day"):
            note(device, found_on="not-a-day")
        with pytest.raises(ValueError, match="UTC offset"):
            device.create(FIND, made_at=datetime(2022, 8, 15, 17, 20))
        with pytest.raises(ValueError, match="not JSON compliant"):
            note(device, count=float("nan"))
        with pytest.raises(LookupError, match="does not have the find"):
            device.edit(uuid4(), {"count": 1})
        assert device.waiting == 0
        assert [*device.finds()] == []


# The exchange


def test_one_bad_mutation_does_not_block_the_others_and_is_shown_until_it_is_put_aside(crew: Crew) -> None:
    device = crew.device("t")
    good, bad, last = note(device), note(device, count="many"), note(device, position=place(9))
    done = device.sync()
    assert [type(result) for result in done.results] == [Applied, Rejected, Applied]
    assert done.rejected[0].problem.code is ProblemCode.INVALID_MUTATION
    assert done.rejected[0].problem.errors[0].field == "set.count"
    assert done.changed == {good, last}
    assert device.find(bad) is None
    again = crew.again("t")
    (refusal,) = again.refusals()
    assert refusal.mutation["set"]["count"] == "many"
    again.put_aside(UUID(refusal.mutation["id"]))
    assert again.refusals() == []


def test_outcomes_are_told_and_conflicts_named(crew: Crew) -> None:
    one, other = crew.device("one"), crew.device("other")
    find_id = note(one)
    one.sync()
    other.sync()
    one.edit(find_id, {"count": 20, "note": "by one"})
    other.edit(find_id, {"count": 30})
    other.edit(find_id, {"note": "by the other"})
    assert [type(result) for result in one.sync().results] == [Applied]
    done = other.sync()
    assert [type(result) for result in done.results] == [Conflicted, Merged]
    assert [conflict.field for conflict in done.conflicts[0].conflicts] == ["count"]
    assert shown(other, find_id).fields.count == 20, "the accepted value stands until a person decides"
    (conflict,) = crew.staff.conflicts()
    crew.staff.resolve(conflict, 25, "counted again")
    one.sync()
    assert shown(one, find_id).fields.count == 25


def test_mutations_go_out_in_batches_and_in_their_order(crew: Crew) -> None:
    device = crew.device("t", batch=4, page=3)
    finds = [note(device, position=place(n)) for n in range(6)]
    for count in (13, 14, 15):
        for find_id in finds:
            device.edit(find_id, {"count": count})
    done = device.sync()
    assert len(done.results) == 24
    assert {type(result) for result in done.results} == {Applied}
    assert {find["count"] for find in device.held().values()} == {15}
    assert holds(device) == crew.finds()


def test_a_batch_that_is_too_large_is_halved_and_one_that_is_alone_too_large_does_not_block(crew: Crew) -> None:
    device = crew.device("t")
    lots = [note(device, position=place(n), note="n" * 2_000_000) for n in range(3)]
    hopeless = note(device, note="n" * 9_000_000)
    fine = note(device, position=place(9))
    done = device.sync()
    assert [result.problem.code for result in done.rejected] == [ProblemCode.INVALID_MUTATION] * 3
    assert {refusal.result.problem.code for refusal in device.refusals()} == {
        ProblemCode.INVALID_MUTATION,
        ProblemCode.TOO_LARGE,
    }
    assert done.changed == {fine}
    assert device.waiting == 0
    assert [device.find(find_id) for find_id in (*lots, hopeless)] == [None] * 4


def test_what_the_server_takes_no_more_of_today_is_held_back_and_the_rest_goes_in(crew: Crew) -> None:
    device = crew.device("t")
    for n in range(3):
        note(device, position=place(n), note="n" * 7_900_000)
    fine = note(device, position=place(9))
    done = device.sync()
    assert [result.problem.code for result in done.rejected] == [ProblemCode.INVALID_MUTATION] * 2
    assert done.changed == {fine}
    assert (len(done.held_back), device.waiting) == (1, 1)
    again = device.sync()
    assert (again.held_back, again.results, device.waiting) == (done.held_back, [], 1)


def test_a_wrong_clock_is_told(crew: Crew) -> None:
    device = crew.device("t", clock=lambda: datetime(2022, 8, 15, 17, 20, tzinfo=UTC))
    assert device.sync().clock_offset_s > 3600


# When something goes wrong


@asynccontextmanager
async def fated(crew: Crew, *fates: Fate) -> AsyncIterator[UnrulyProxy]:
    """A proxy before the server whose requests meet these fates, then none."""
    coming = iter(fates)

    def choose(_: random.Random) -> Fate:
        return next(coming, Fate.CALM)

    async with UnrulyProxy(crew.direct, 1, choose=choose) as proxy:
        crew.url = proxy.url
        yield proxy


@pytest.mark.parametrize("fate", [fate for fate in Fate if fate is not Fate.CALM])
async def test_whatever_becomes_of_a_request_its_mutations_are_answered_once(crew: Crew, fate: Fate) -> None:
    async with fated(crew, fate, fate) as proxy:
        device = await asyncio.to_thread(crew.device, "t")
        find_id = note(device)
        done = await asyncio.to_thread(device.sync)
        await proxy.calm()
        assert [type(result) for result in done.results] == [Applied]
        assert done.changed == {find_id}
        assert proxy.done[fate] >= 1
        assert len((await asyncio.to_thread(crew.staff.history, find_id)).items) == 1


def test_without_a_server_all_is_kept(crew: Crew, tmp_path: Path) -> None:
    device = crew.device("t", backoff=HASTY)
    find_id = note(device)
    crew.url = "http://127.0.0.1:1"
    with pytest.raises(Unreachable, match=r"no answer from http://127\.0\.0\.1:1"):
        crew.again("t", backoff=HASTY).sync()
    assert device.waiting == 1
    assert device.sync().changed == {find_id}


def test_a_revoked_token_keeps_everything_and_a_new_code_goes_on(crew: Crew) -> None:
    from minetally_client.generated.api.tokens import revoke_token

    device = crew.device("t")
    note(device)
    device.sync()
    (token,) = (one for one in crew.staff.tokens() if one.device_id)
    revoke_token.sync(token.id, client=crew.staff.client)
    find_id = note(device, position=place(1))
    with pytest.raises(TokenRefused):
        device.sync()
    assert (device.waiting, len(device.held())) == (1, 1)
    device.enrol(crew.staff.enrolment_code("T1", "t again").code)
    assert device.sync().changed == {find_id}


class Losing(httpx.BaseTransport):
    """The network, which loses the answers to the next requests."""

    def __init__(self, answers: int) -> None:
        self.left, self.asked = answers, 0
        self._network = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        response = self._network.handle_request(request)
        if self.left:
            self.left -= 1
            response.close()
            raise httpx.ReadError("the link broke", request=request)
        return response

    def close(self) -> None:
        self._network.close()


def test_an_enrolment_whose_answer_is_lost_goes_on_in_this_call_or_in_a_later_one(crew: Crew, tmp_path: Path) -> None:
    code = crew.staff.enrolment_code("T1", "t").code
    losing = Losing(3)
    with Device(tmp_path / "t.db", crew.direct, transport=losing, backoff=HASTY) as device:
        with pytest.raises(Unreachable):
            device.enrol(code)
        assert not device.enrolled
    with Device(tmp_path / "t.db", crew.direct, transport=Losing(1), backoff=HASTY) as device:
        device.enrol(f" {code} ")
        note(device)
        assert [type(result) for result in device.sync().results] == [Applied]
    assert losing.asked == HASTY.tries
    assert [one.name for one in crew.staff.devices()] == ["t"]


def test_a_code_that_another_tablet_used_is_refused_and_the_next_one_works(crew: Crew) -> None:
    code = crew.staff.enrolment_code("T1", "t").code
    with (
        Device(crew.folder / "first.db", crew.direct) as first,
        Device(crew.folder / "second.db", crew.direct) as second,
    ):
        first.enrol(code)
        with pytest.raises(Refused, match="another secret"):
            second.enrol(code)
        second.enrol(crew.staff.enrolment_code("T1", "second").code)
        assert second.enrolled


def copied(device: Device, crew: Crew, name: str) -> Device:
    """Another tablet with a copy of a device's file."""
    with (
        closing(sqlite3.connect(crew.folder / "t.db")) as source,
        closing(sqlite3.connect(crew.folder / f"{name}.db")) as target,
    ):
        source.backup(target)
    return crew.again(name)


def test_a_copy_is_told_that_it_is_one_keeps_everything_and_goes_on_with_a_new_code(crew: Crew) -> None:
    device = crew.device("t")
    find_id = note(device)
    device.sync()
    copy = copied(device, crew, "copy")
    device.edit(find_id, {"count": 14})
    assert not device.sync().forked
    device.sync()
    copy.edit(find_id, {"count": 15})
    done = copy.sync()
    assert [type(result) for result in done.results] == [Conflicted]
    assert (done.forked, copy.forked, device.sync().forked, device.forked) == (True, True, False, False)
    (listed,) = crew.staff.devices()
    assert listed.state == "forked"
    (conflict,) = crew.staff.conflicts()
    assert (conflict.accepted.value, [offer.value for offer in conflict.offers]) == (14, [15])
    copy.edit(find_id, {"note": "typed before the new code"})
    copy.enrol(crew.staff.enrolment_code("T1", "the copy").code)
    assert (copy.waiting, copy.forked) == (1, False)
    assert [type(result) for result in copy.sync().results] == [Applied]
    assert not copy.forked
    device.enrol(crew.staff.replacement_code(listed.id).code)
    device.sync()
    assert {one.name: one.state for one in crew.staff.devices()} == {"t": "enrolled", "the copy": "enrolled"}
    assert holds(device) == crew.finds()


def test_a_device_in_trouble_is_never_taken_for_two(crew: Crew) -> None:
    """Answers are lost, and it is opened anew in between: neither is a fork."""
    device = crew.device("t", transport=Losing(1))
    for n in range(6):
        note(device, position=place(n))
        device.sync()
        device = crew.again("t", transport=Losing(n % 3), backoff=HASTY if n % 3 > 1 else PATIENT)
        if n % 3 > 1:
            with pytest.raises(Unreachable):
                device.sync()
    assert not device.forked
    assert [one.state for one in crew.staff.devices()] == ["enrolled"]


def test_a_code_of_another_operation_does_not_mix_two_operations_in_one_file(server: ServerProcess, crew: Crew) -> None:
    device = crew.device("t")
    note(device)
    with (
        Crew(server, crew.folder, f"operation-{next(OPERATIONS)}") as other,
        pytest.raises(ValueError, match="use another file"),
    ):
        device.enrol(other.staff.enrolment_code("T1", "t").code)
    assert [type(result) for result in device.sync().results] == [Applied]
    assert len(crew.finds()) == 1


def test_two_processes_on_one_file_do_not_spoil_it(crew: Crew, tmp_path: Path) -> None:
    crew.device("t")
    script = (
        "import json, sys; from minetally_client import Device\n"
        "with Device(sys.argv[1], sys.argv[2], batch=2, page=2) as device:\n"
        "    for find in json.loads(sys.argv[3]):\n"
        "        device.edit(device.create(find), {'count': 20}); device.sync()\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "t.db"), crew.url, json.dumps(finds)])
        for finds in ([{**FIND, "position": place(100 * n + m)} for m in range(8)] for n in range(2))
    ]
    assert [process.wait(120) for process in processes] == [0, 0]
    device = crew.again("t")
    device.sync()
    assert len(device.held()) == 16
    assert {find["count"] for find in device.held().values()} == {20}
    assert (holds(device), device.waiting) == (crew.finds(), 0)
    assert not device.forked, "they took turns"


def test_the_wait_doubles_is_partly_chance_and_ends() -> None:
    backoff = Backoff(tries=8, first_s=0.5, longest_s=10)
    waits = [[backoff.wait_s(failures) or 0 for _ in range(200)] for failures in range(1, 8)]
    for longest, waited in zip((0.5, 1, 2, 4, 8, 10, 10), waits, strict=True):
        assert longest * 0.8 < max(waited) <= longest
        assert min(waited) < longest * 0.2
    assert backoff.wait_s(8) is None
    assert 7 <= (backoff.wait_s(1, retry_after_s=7) or 0) <= 7.5
    assert backoff.wait_s(1, retry_after_s=3600) is None, "that is for a later sync"
