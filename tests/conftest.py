"""Fixtures that every test may use, and the environment in which every test and every child process starts."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.database.season import LACHIN, play
from tests.databases import Databases, Kind, remove_run_folder, run_folder
from tests.service import CREW, Operation, Service, in_process
from tests.verify.by_hand import ByHand

RUN_FOLDER = pytest.StashKey[Path]()

KEPT = re.compile(
    r"PATH|HOME|USER|TMPDIR|LD_LIBRARY_PATH|JAVA_HOME|PYENV_\w+"  # where programs are
    r"|https?_proxy|(PIP|UV|npm_config|SSL|NIX_SSL)_\w+|\w+_CA_(BUNDLE|CERTS)"  # how packages are fetched for the wheel
    r"|PYTEST_(?!ADDOPTS|PLUGINS)\w+|MINETALLY_(EXAMPLES|RANDOM)",  # what the tests say to themselves
    re.IGNORECASE,
)
"""What tests and commands may know of whoever starts the suite; nothing else, as any of it may change what they do."""
HERE = "127.0.0.1,localhost,::1"


def know_the_environment() -> None:
    """The same for every test and every child, whatever the suite was started from: a terminal, a script, a hook."""
    for name in [name for name in os.environ if not KEPT.fullmatch(name)]:
        del os.environ[name]
    # Both spellings: of two that differ, some programs follow one and some the other.
    os.environ |= {"TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_PROXY": HERE, "no_proxy": HERE}
    time.tzset()
    os.umask(0o022)
    # A script that runs the suite in its background has Ctrl-C ignored, and children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


know_the_environment()


# The same examples in every run: a failure here is a failure everywhere. MINETALLY_RANDOM=1 plays others each time.
settings.register_profile("repeatable", derandomize=True, deadline=None)
if not os.environ.get("MINETALLY_RANDOM"):
    settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.stash[RUN_FOLDER] = Path(config.workerinput["run_folder"])
    else:
        config.stash[RUN_FOLDER] = run_folder()
        # What ends a run from outside (a time limit) ends it like Ctrl-C, so that no server is left behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    CREW.close()
    if not hasattr(config, "workerinput"):
        remove_run_folder(config.stash[RUN_FOLDER])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many pairs of writes, and interleavings of them, tests/at_once tried; also those of workers."""
    tried: Counter[str] = Counter()
    for report in [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]:
        tried.update({name: n for name, n in report.user_properties if name in ("pairs", "interleavings", "alike")})
    if tried:
        terminalreporter.write_line(
            f"writes at the same moment: {tried['pairs']:,} pairs, {tried['interleavings']:,} interleavings tried; "
            f"{tried['alike']:,} others come to the same as one that was tried"
        )


ALIKE = ("cli", "clients", "heavy", "house", "backup", "events", "files", "figures", "maps", "verify")
"""Folders whose tests are about what hardly differs by the database (of `backup`: but for test_copy)."""


SHORT = "test_two_writes_about_the_same_"
"""What tests/at_once tries in `make test`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What hardly differs by the database is tried on SQLite in `make test`, on PostgreSQL too in `make test-long`."""
    for item in items:
        alike = item.path.relative_to(Path(__file__).parent).parts[0] in ALIKE and item.path.stem != "test_copy"
        if (alike or item.get_closest_marker("alike")) and "[postgresql" in item.name:
            item.add_marker(pytest.mark.long)
        if item.name.startswith(SHORT) and item.name.endswith("[sqlite-late]"):  # whoever writes there has all of it
            item.add_marker(pytest.mark.long)


GARBAGE = 50_000
"""So many new objects are left alone before Python looks which of them nobody needs."""


def pytest_collection_finish() -> None:
    """What is loaded by now is needed to the end: to look through it again and again takes a fifth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """A hook of pytest-xdist: what the process that began the run tells a worker."""
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Databases:
    """For a test that needs several databases, or makes them as it goes."""
    return Databases(pytestconfig.stash[RUN_FOLDER])


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The address of a fresh migrated database; the test runs once on each kind."""
    url = databases.create(_kind(request))
    yield url
    databases.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The address of a fresh database without any table; the test runs once on each kind."""
    url = databases.create(_kind(request), migrated=False)
    yield url
    databases.drop(url)


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Service]:
    """The application in this process; the test runs once on each kind of database."""
    async with in_process(database_url) as service:
        yield service


@pytest.fixture
async def operation(service: Service) -> Operation:
    """A new operation, asked as its administrator; the test runs once on each kind of database."""
    return await service.operation()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def by_hand(request: pytest.FixtureRequest, databases: Databases) -> Iterator[ByHand]:
    """A database with a row of every kind in every table. Played once; what a test changes there it takes back."""
    url = databases.create(_kind(request))
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(play(url))).result()
    yield ByHand(url, LACHIN)
    databases.drop(url)


def _kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind
