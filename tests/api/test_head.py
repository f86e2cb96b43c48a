"""HEAD is answered wherever GET is: with the same headers, without the body, and without making a file for it."""

from __future__ import annotations

import pytest

from api.app import ROUTES
from api.exports.forms import FORMS
from api.formats.negotiation import MEDIA_TYPES
from api.heavy.heavy import Heavy
from tests.service import Operation, create, new_id

WEEK = "from=2022-08-15&to=2022-08-22"
ASKED = {
    "/v1/events": "?after=0&seconds=0",
    "/v1/reports/weekly": f"?{WEEK}",
    "/v1/reports/weekly/finds": f"?{WEEK}",
    "/v1/reports/season": f"?{WEEK}",
    "/v1/types/unknown": "",
}
"""What to ask with the addresses that need it."""
FILES = [
    *(f"/v1/exports/finds?format={form}" for form in FORMS),
    *(f"/v1/reports/weekly?{WEEK}&format={form}" for form in MEDIA_TYPES if form != "json"),
]


async def same_headers(operation: Operation, address: str, besides: set[str]) -> None:
    """Sees that HEAD answers as GET does, but for `besides`, what a file would need to be written for."""
    read, headed = [await operation.call(method, address) for method in ("GET", "HEAD")]
    assert headed.status_code == read.status_code, (address, read.text)
    assert headed.content == b""
    differing, counted = {"date", *besides}, {"content-length": ""}  # the time is in some, and they are compressed
    shown = [
        {name: counted.get(name, value) for name, value in one.headers.items() if name not in differing}
        for one in (headed, read)
    ]
    assert shown[0] == shown[1], address


async def test_head_has_the_headers_of_get_at_every_address_and_no_body(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    await tablet.push(made)
    addresses = {path for one in ROUTES if "GET" in one.http_methods for path in one.paths if "{" not in path}
    assert len(addresses) > 30
    for path in sorted(addresses):
        streamed = {"content-length", "content-encoding", "vary"} if path == "/v1/exports/finds" else set()
        await same_headers(operation, path + ASKED.get(path, ""), streamed)
    for address in (f"/v1/finds/{made['find_id']}", f"/v1/finds/{new_id()}", "/v1/finds?state=dead", "/nowhere"):
        await same_headers(operation, address, set())


async def test_head_of_a_file_writes_none(operation: Operation, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await operation.enrol()).push(create())
    for address in FILES:
        await same_headers(operation, address, {"content-length", "content-encoding", "vary"})

    def never(*args: object) -> None:
        raise AssertionError("a file was written for HEAD")

    monkeypatch.setattr(Heavy, "file", never)
    for address in FILES:
        assert (await operation.call("HEAD", address)).status_code == 200
