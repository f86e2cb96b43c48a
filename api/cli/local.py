"""What the commands share: options, the database beside a running server or without one, and how they end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Concatenate, NoReturn, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from api.settings import Settings, SettingsError
from sync import database
from sync.database import Connection, Database, Unavailable
from sync.operations import list_operations

P = ParamSpec("P")
R = TypeVar("R")

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        envvar="MINETALLY_DATABASE_URL",
        help="sqlite:///path or postgresql://user@host/name",
        show_default="sqlite:///minetally.db",
    ),
]
OperationName = Annotated[
    str | None, typer.Option("--operation", help="The operation; needed when the database holds several.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def fail(sentence: str) -> NoReturn:
    """Ends the command with status 1, and says why on standard error."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def settings_of(database_url: str | None) -> Settings:
    """The settings, with the database of the command line before the one of the environment."""
    try:
        return Settings.from_environment(database_url=database_url)
    except SettingsError as error:
        fail(str(error))


def migrate(url: str) -> None:
    """Brings the database to this version's tables."""
    with _answering():
        database.migrate(url)


def write(url: str, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """`do` in one writing transaction on the database."""
    return _within(url, lambda opened: opened.write(do, *args, **kwargs))


def read(url: str, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """`do` in one reading transaction on the database."""
    return _within(url, lambda opened: opened.read(do, *args, **kwargs))


def _within(url: str, do: Callable[[Database], Coroutine[Any, Any, R]]) -> R:
    async def opened() -> R:
        async with Database(url) as one:
            return await do(one)

    with _answering():
        return asyncio.run(opened())


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        fail(f"The database does not answer: {error}")


def chosen_operation(url: str, name: str | None) -> str:
    """The operation that is named, or the only one that the database holds."""
    with _answering():
        if not database.is_migrated(url):
            fail("The database does not have this version's tables. Bring it up to date: minetally migrate")
    names = read(url, list_operations)
    if name is None and len(names) == 1:
        return names[0]
    if not names:
        fail(
            "The database holds no operation yet. Make one: minetally init --operation lachin-2022 --timezone Asia/Baku"
        )
    if name is None:
        fail(f"The database holds several operations; name one with --operation: {', '.join(names)}.")
    if name not in names:
        fail(f"The database holds no operation {name}; it holds {', '.join(names)}.")
    return name


@contextmanager
def progress_bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, shown when it is a terminal. Yields what is told how many more are done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)
