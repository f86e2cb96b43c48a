"""The API page in a real browser, which reaches nothing but the server."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from api.app import openapi_document
from tests.databases import Databases
from tests.service import ServerProcess

BROWSER = shutil.which("chromium")


@pytest.mark.skipif(BROWSER is None, reason="there is no chromium here; make browser installs it")
async def test_a_browser_without_the_internet_shows_every_operation(databases: Databases, tmp_path: Path) -> None:
    server = ServerProcess(databases.create("sqlite"), tmp_path / "log")
    async with server.running():
        browser = await asyncio.create_subprocess_exec(
            str(BROWSER),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--virtual-time-budget=20000",
            "--dump-dom",
            f"http://127.0.0.1:{server.port}/",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        page, _ = await asyncio.wait_for(browser.communicate(), 120)
    shown = {*re.findall(r'id="operations-[A-Z][a-z]+-([a-z_]+)"', page.decode())}
    described = {one["operationId"] for path in openapi_document()["paths"].values() for one in path.values()}
    assert shown == described
