"""The TypeScript client in a real browser, with its real database: what is typed offline outlives the page."""

from __future__ import annotations

import asyncio
import json
import queue
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.databases import Databases
from tests.node import CLIENT
from tests.service import ServerProcess, answered

BROWSER = shutil.which("chromium")
PAGE = """<!doctype html>
<meta charset="utf-8">
<script type="module">
import { Device } from "/minetally.js";
const tell = async (fact) => await fetch("/tell", { method: "POST", body: JSON.stringify(fact) });
const patience = { attempts: 2, firstDelay: 10 };
try {
  const code = new URLSearchParams(location.search).get("code");
  const device = (await Device.open({ patience })) ?? (await Device.enrol({ server: location.origin, code, patience }));
  const outbox = await device.outbox();
  if (!outbox.length) {
    await tell(["enrolled", device.identity.team]);
    const position = { crs: "EPSG:28408", x: 4401180, y: 8635076 };
    const find = { marking: "З-001М", category: "ap_mine", count: 12, position, found_on: "2022-08-15" };
    await device.edit((await device.create(find)).id, { count: 14 });
    await tell(["typed", (await device.sync()).state]);
    location.reload();
  } else {
    const tab = await Device.open({ patience });
    await tell(["reloaded", outbox.map(({ op }) => op)]);
    const ends = await Promise.all([device.sync(), tab.sync()]);
    const finds = await Array.fromAsync(device.finds());
    await tell(["synced", ends.map(({ state }) => state), finds, Boolean(navigator.locks)]);
  }
} catch (error) {
  await tell(["failed", `${error.stack}`]);
}
</script>
"""


class Site(ThreadingHTTPServer):
    """The page, the client, and the API of a server behind the same address; `offline` cuts the API."""

    daemon_threads = True

    def __init__(self, server: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.server, self.offline = server, False
        self.told: queue.Queue[Any] = queue.Queue()
        self.may_go_on: queue.Queue[None] = queue.Queue()


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        if self.path == "/minetally.js":
            self._answer(200, (CLIENT / "dist" / "index.js").read_bytes(), "text/javascript")
        elif self.path.startswith("/page"):
            self._answer(200, PAGE.encode(), "text/html")
        else:
            self._answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/tell":
            self.server.told.put(json.loads(body))
            self.server.may_go_on.get()
            self._answer(200, b"", "text/plain")
        elif not self.server.offline:
            names = ("Authorization", "Content-Type", "Content-Encoding")
            headers = {name: self.headers[name] for name in names if name in self.headers}
            answer = httpx.post(f"{self.server.server}{self.path}", content=body, headers=headers)
            self._answer(answer.status_code, answer.content, answer.headers["content-type"])

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def site(server: str) -> Iterator[Site]:
    with Site(server) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        try:
            yield serving
        finally:
            serving.shutdown()


@pytest.mark.skipif(BROWSER is None, reason="there is no chromium here; make browser installs it")
async def test_what_is_typed_offline_outlives_the_page_and_is_there_after_a_sync(
    databases: Databases, tmp_path: Path
) -> None:
    server = ServerProcess(databases.create("sqlite"), tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        body = {"team": "T7", "device": "browser"}
        code = answered(await operation.call("POST", "/v1/enrolments", body), 201)["code"]
        with site(str(service.client.base_url).rstrip("/")) as page:
            browser = await asyncio.create_subprocess_exec(
                str(BROWSER),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"http://127.0.0.1:{page.server_port}/page?code={code}",
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )

            async def told() -> Any:
                return await asyncio.to_thread(page.told.get, True, 60)

            try:
                assert await told() == ["enrolled", "T7"]
                page.offline = True
                page.may_go_on.put(None)
                assert await told() == ["typed", "unreachable"]
                assert await operation.finds() == {}
                page.may_go_on.put(None)
                assert await told() == ["reloaded", ["create", "edit"]]
                page.offline = False
                page.may_go_on.put(None)
                word, states, finds, locks = await told()
                page.may_go_on.put(None)
            finally:
                browser.kill()
                await browser.wait()
        assert (word, states, locks) == ("synced", ["synced", "synced"], True)
        assert {find["id"]: find["stored"] for find in finds} == await operation.finds()
        assert [(find["marking"], find["count"], find["waiting"]) for find in finds] == [("З-001М", 14, False)]
