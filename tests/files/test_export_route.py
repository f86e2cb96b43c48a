"""Exports over HTTP: who may, what the answer says of itself, and that nobody waits for a slow client."""

from __future__ import annotations

import asyncio
import socket
import time
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from litestar.exceptions import LitestarException
from structlog.testing import capture_logs

from api.exports.forms import FORMS
from api.formats.publication import FiguresDisagree
from tests.databases import Databases
from tests.exporting import WEEK, export_file
from tests.service import Operation, ServerProcess, answered, create, place, refused

pytestmark = pytest.mark.alike

PATH = "/v1/exports/finds"
PERIOD = {"from": "2022-08-15", "to": "2022-08-22"}


async def with_finds(operation: Operation, finds: int) -> None:
    tablet = await operation.enrol()
    await tablet.push(*(create(count=n + 1, position=place(n)) for n in range(finds)))


async def export(operation: Operation, **query: Any) -> httpx.Response:
    response = await operation.call("GET", PATH, **query)
    assert response.status_code == 200, response.text
    return response


async def test_every_format_is_served_as_it_is_written_and_says_what_it_stands_on(
    operation: Operation, tmp_path: Path
) -> None:
    await with_finds(operation, 3)
    report = await operation.week()
    for name, form in FORMS.items():
        response = await export(operation, format=name, **PERIOD)
        assert response.headers["content-type"].partition(";")[0] == form.media_type
        assert response.headers["content-disposition"] == (
            f'attachment; filename="minetally-lachin-2022-finds-3.{form.ending}"'
        )
        held = [response.headers[f"minetally-{word}"] for word in ("seq", "finds", "total", "removed")]
        assert held == [str(report["as_of"]["seq"]), str(report["finds"]), str(report["total"]), "0"]
        written, path = await export_file(operation, name, tmp_path, **WEEK)
        assert response.headers["minetally-cursor"] == written.cursor
        if form.text:
            assert response.content == path.read_bytes()
        else:
            assert response.content[:4] == path.read_bytes()[:4]


async def test_a_file_says_how_long_it_is_and_text_is_compressed_on_its_way(operation: Operation) -> None:
    await with_finds(operation, 20)
    plain = {"Accept-Encoding": "identity"}
    file = await operation.call("GET", PATH, format="parquet", headers=plain)
    assert int(file.headers["content-length"]) == len(file.content)
    text = [
        await operation.call("GET", PATH, headers=headers) for headers in (plain, {"Accept-Encoding": "gzip"}, None)
    ]
    assert [one.headers.get("content-encoding") for one in text] == [None, "gzip", "zstd"]
    assert text[0].content == text[1].content == text[2].content


async def test_the_filters_are_those_of_the_listing_and_only_live_finds_come_unasked(operation: Operation) -> None:
    await with_finds(operation, 4)
    id = next(iter(await operation.finds()))
    await operation.change(id, deleted=True)

    async def ids(**query: Any) -> set[str]:
        lines = (await export(operation, format="ndjson", **query)).content.splitlines()
        return {orjson.loads(line)["id"] for line in lines}

    assert await ids() == {*await operation.finds()} - {id}
    assert await ids(state="any") == {*await operation.finds()}
    assert await ids(state="deleted") == {id}
    for asked in ({"type": "з 001М"}, {"team": "T1"}, {"bbox": "46.57,39.7332,46.58,39.735"}, {"to": "2022-08-14"}):
        listed = await operation.items("/v1/finds", **asked, state="live")
        assert await ids(**asked) == {find["id"] for find in listed}


async def test_what_has_changed_is_asked_for_by_the_cursor_of_the_answer_before(operation: Operation) -> None:
    await with_finds(operation, 3)
    first = await export(operation)
    id = next(iter(await operation.finds()))
    await operation.change(id, deleted=True)
    then = await export(operation, since=first.headers["minetally-cursor"], format="ndjson")
    (row,) = map(orjson.loads, then.content.splitlines())
    assert (row["id"], row["state"], row["action"]) == (id, "deleted", "remove")
    assert (then.headers["minetally-finds"], then.headers["minetally-removed"]) == ("0", "1")
    assert 'finds-3-to-4.ndjson"' in then.headers["content-disposition"]
    nothing = await export(operation, since=then.headers["minetally-cursor"])
    assert nothing.text.count("\n") == 1
    ahead = refused(await operation.call("GET", PATH, since="5"), 409, "resync_required")
    assert ahead["epoch"]


async def test_viewers_may_and_tablets_may_not(operation: Operation) -> None:
    tablet = await operation.enrol()
    viewer = await operation.staff("viewer", "Duty officer")
    await export(viewer)
    by_tablet = {"Authorization": f"Bearer {tablet.token}"}
    refused(await operation.service.client.get(PATH, headers=by_tablet), 403, "forbidden")
    refused(await operation.service.client.get(PATH), 401, "unauthenticated")
    password = b64encode(f"anybody:{viewer.token}".encode()).decode()  # what a spreadsheet can send
    answered_to = await operation.service.client.get(PATH, headers={"Authorization": f"Basic {password}"})
    assert answered_to.status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"format": "pdf"}, "format"),
        ({"since": "yesterday"}, "since"),
        ({"from": "2022-08-32"}, "from"),
        ({"state": "gone"}, "state"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"seq": "1"}, "seq"),
    ],
)
async def test_what_cannot_be_asked_names_its_parameter(
    operation: Operation, query: dict[str, Any], field: str
) -> None:
    problem = refused(await operation.call("GET", PATH, **query), 400, "invalid_request")
    assert [error["field"] for error in problem["errors"]] == [field]


async def test_who_exports_what_is_logged_without_the_token(operation: Operation) -> None:
    await with_finds(operation, 2)
    viewer = await operation.staff("viewer", "Duty officer")
    with capture_logs() as logs:
        response = await export(viewer, format="kml", **PERIOD)
    begun, ended = (line for line in logs if line["event"].startswith("export"))
    assert (begun["operation"], begun["person"], begun["format"]) == ("lachin-2022", "Duty officer", "kml")
    assert (begun["seq"], begun["finds"], begun["total"]) == (2, 2, 3)
    assert begun["filters"] == {**PERIOD, "state": "live"}
    assert (ended["person"], ended["bytes"], ended["whole"]) == ("Duty officer", len(response.content), True)
    assert viewer.token not in str(logs)


# Beside others


async def test_figures_that_disagree_leave_as_no_file_and_as_no_whole_text(operation: Operation) -> None:
    await with_finds(operation, 2)
    await operation.service.sql("UPDATE find SET count = 13")
    refused(await operation.call("GET", PATH, format="gpkg"), 500, "internal")
    with capture_logs() as logs, pytest.raises(LitestarException) as cut_off:
        await export(operation)
    begun = cut_off.value.__cause__
    assert begun is not None
    assert isinstance(first := begun.__cause__, ExceptionGroup)
    assert first.split(FiguresDisagree)[1] is None
    assert [line["whole"] for line in logs if line["event"] == "export ended"] == [False]


async def test_a_client_that_goes_away_leaves_nothing_behind(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over real sockets, in the midst of what they hold."""
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    url = databases.create("sqlite")
    server = ServerProcess(url, tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        for _ in range(3):
            await tablet.push(*(create(note="x" * 20_000, position=place(n)) for n in range(100)))
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            asked = f"GET {PATH}?format=kml HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {operation.token}\r\n\r\n"
            client.sendall(asked.encode())
            assert client.recv(12) == b"HTTP/1.1 200"
        until = time.monotonic() + 60
        while '"export ended"' not in (log := (tmp_path / "log").read_text()):
            assert time.monotonic() < until, log
            await asyncio.sleep(0.05)
        assert '"whole": false' in log
        assert [path.name for path in temporary.rglob("*") if path.is_file()] == ["server.lock"]
        assert answered(await operation.call("GET", "/v1/finds", limit=1))["items"]
