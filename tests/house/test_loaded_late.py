"""An idle server and a command hold no library that they do not need: it costs memory, and time at each start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.databases import keys_of

HEAVY = {
    "alembic": "migrations, where a database is older",
    "charset_normalizer": "text files of other people",
    "cql2": "filters of maps",
    "mgrs": "positions typed in squares",
    "numpy": "bodies, regions of maps",
    "obstore": "backups, where there are some",
    "openapi_ui_bundles": "the page of the API",
    "openpyxl": "workbooks of other people",
    "pyarrow": "GeoParquet",
    "pyogrio": "layers of other people, GeoPackages",
    "pyproj": "positions typed in metres",
    "pyrage": "encrypted backups",
    "rapidfuzz": "markings that look like others",
    "segno": "QR codes",
    "shapely": "areas",
    "typst": "PDF",
    "xlrd": "old workbooks of other people",
    "xlsxwriter": "XLSX",
}
"""What needs each."""
WRITES = {"cryptography": "signs receipts", "structlog": "logs of a server"}
SERVES = {"litestar": "routes", "httpx": "webhooks", "uvicorn": "the server"}
STORES = {"pydantic": "requests", "sqlalchemy": "databases", "sync": "all that is stored"}
IDLE = """
import asyncio
import api.cli.main, api.cli.serve, api.keys, api.logs, api.server
import httpx
from api.app import create_app
from api.settings import Settings

async def live(url, keys):
    app = create_app(Settings(url, keys=keys))
    async with app.lifespan(), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://one") as client:
        assert (await client.get("/health")).status_code == 200
        assert (await client.get("/ready")).status_code == 200

asyncio.run(live(*sys.argv[1:]))
"""
LISTS = "from api.cli.main import app\napp(['--help'], standalone_mode=False)"


def held_after(statement: str, *words: str) -> set[str]:
    """The libraries that a new process has after a statement."""
    code = f"import sys\n{statement}\nprint('now', *sys.modules)"
    said = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True).stdout
    return {name.partition(".")[0] for name in said.rpartition("now")[2].split()}


def test_a_server_that_waits_holds_nothing_that_only_work_needs(database_url: str) -> None:
    on_sqlite = database_url.startswith("sqlite")
    held = held_after(IDLE, database_url, keys_of(database_url))
    assert held & ({*HEAVY} | ({"asyncpg"} if on_sqlite else set())) == set()


def test_the_report_of_the_week_is_read_without_what_writes_or_serves() -> None:
    assert held_after("import api.cli.weekly") & {*HEAVY, *WRITES, *SERVES, "asyncpg"} == set()


@pytest.mark.parametrize("command", ["explain", "types"])
def test_a_command_holds_nothing_that_serves(command: str) -> None:
    assert held_after(f"import api.cli.{command}") & {*HEAVY, *SERVES, "asyncpg"} == set()


def test_the_list_of_commands_is_there_before_any_of_them_is_loaded() -> None:
    assert held_after(LISTS) & {*HEAVY, *WRITES, *SERVES, *STORES} == set()
