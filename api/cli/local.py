"""What the commands share: the database beside a running server or without one, and how a command ends."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, NoReturn, ParamSpec, TypeVar

import typer
from pydantic import BaseModel, ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from api.settings import Settings, SettingsError
from api.words import plain
from models.canonical import CanonicalError
from models.problem import Refused, field_errors
from sync.database import migrations
from sync.database.database import Connection, Database
from sync.database.limits import OF_COMMANDS, Unavailable
from sync.database.migrations import CannotMigrate
from sync.database.page import Page
from sync.operations import list_operations

if TYPE_CHECKING:
    from sync.exchange.committer import Committer

P = ParamSpec("P")
R = TypeVar("R")
Shape = TypeVar("Shape", bound=BaseModel)

PAGE = 1000
"""The number of rows of a listing that are read at a time."""


def fail(sentence: str) -> NoReturn:
    """Ends the command with status 1, and says why on standard error."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


@contextmanager
def failing_with(status: int) -> Iterator[None]:
    """Whatever fails below ends the command with this status: 1 says something else there."""
    try:
        yield
    except typer.Exit as exit:
        raise typer.Exit(status) from exit


@contextmanager
def refusals() -> Iterator[None]:
    """Ends the command with a sentence where what was asked for is refused."""
    try:
        yield
    except Refused as error:
        fail(told(error))
    except CanonicalError as error:
        fail(f"A value cannot be kept: {error}.")


def told(error: Refused) -> str:
    """Why something is refused, field by field with how to fix it."""
    errors = error.document["errors"]
    return plain("; ".join(f"{one['field']}: {one['detail']}: {one['remedy']}" for one in errors) or error)


def checked(shape: type[Shape], **given: Any) -> Shape:
    """What was typed, as the API would take it; ends the command where it would not."""
    try:
        return shape(**given)
    except ValidationError as error:
        fail("; ".join(f"{one.field} {one.detail}: {one.remedy}" for one in field_errors(error)))


def reviewer(person: str) -> str:
    """Who decides, as the token of a reviewer would name them."""
    from models.wire import TokenRequest

    return checked(TokenRequest, role="reviewer", person=person).person


def settings_of(database_url: str | None, **given: str | None) -> Settings:
    """The settings, with the database and what else the command line gives before what the environment gives."""
    try:
        return Settings.from_environment(database_url=database_url, **given)
    except SettingsError as error:
        fail(str(error))


def address_of(settings: Settings, server: str | None) -> str | None:
    """The address under which the server is reached: as given, as set, or as a person at a terminal says.

    None where nobody says it. A command does not know the port and name of the server beside it, and does not guess.
    """
    known = server or settings.public_url
    if not known and sys.stdin.isatty() and sys.stderr.isatty():
        known = typer.prompt("Under which address is the server reached, e.g. https://mines.example?", err=True)
    return known.rstrip("/") or None


NO_ADDRESS = (
    "Say the address under which the server is reached: --server https://mines.example, or MINETALLY_PUBLIC_URL"
)
"""What a person does where an address is missing."""


def migrate(url: str) -> None:
    """Brings the database to this version's tables."""
    with _answering():
        try:
            migrations.migrate(url)
        except CannotMigrate as error:
            fail(f"The database cannot be migrated. {error}")


def commit(url: str, write: Callable[[Committer], Coroutine[Any, Any, R]]) -> R:
    """What `write` gives of a committer on the database, which is the only one that writes."""

    async def written(opened: Database) -> R:
        async with committing(opened) as committer:
            return await write(committer)

    return within(url, written)


@asynccontextmanager
async def committing(database: Database) -> AsyncIterator[Committer]:
    """A committer on an open database, with the journal that the settings name."""
    from api.backups import journal_of  # a command that reads needs nothing of what writes
    from sync.backup.sealing import SealError
    from sync.exchange.committer import Committer

    try:
        journal = journal_of(settings_of(database.url))
    except SealError as error:
        fail(str(error))
    committer = Committer(database, journal)
    try:
        yield committer
    finally:
        await committer.close()
        if journal:
            journal.close()


def read(url: str, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """`do` in one reading transaction on the database."""
    return within(url, lambda opened: opened.read(do, *args, **kwargs))


def within(url: str, do: Callable[[Database], Coroutine[Any, Any, R]]) -> R:
    """`do` with the database open."""

    async def opened() -> R:
        async with Database(url, OF_COMMANDS) as one:
            return await do(one)

    with _answering():
        return asyncio.run(opened())


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        whose = "" if error.code.startswith("journal") else "The database does not answer: "
        fail(f"{whose}{error} {error.cause} {error.stored}".rstrip())


def every(listed: Callable[[Page], tuple[list[R], tuple[Any, ...] | None]]) -> list[R]:
    """All rows of a listing that gives them in pages."""
    rows, after = listed(Page(None, PAGE))
    while after is not None:
        more, after = listed(Page(after, PAGE))
        rows += more
    return rows


def chosen_operation(url: str, name: str | None) -> str:
    """The operation that is named, or the only one that the database holds."""
    names = chosen_operations(url, name)
    if len(names) > 1:
        fail(f"The database holds several operations; name one with --operation: {', '.join(names)}.")
    return names[0]


def chosen_operations(url: str, name: str | None) -> list[str]:
    """The operation that is named, or all that the database holds: at least one."""
    with _answering():
        missing = migrations.missing_file(url)
        if missing is not None:
            fail(
                f"There is no database file {missing}. Name another one with --database-url, or make it: "
                "minetally init --operation lachin-2022 --timezone Asia/Baku"
            )
        if not migrations.is_migrated(url):
            fail("The database does not have this version's tables. Bring it up to date: minetally migrate")
    names = read(url, list_operations)
    if not names:
        fail(
            "The database holds no operation yet. Make one: minetally init --operation lachin-2022 --timezone Asia/Baku"
        )
    if name is not None and name not in names:
        fail(f"The database holds no operation {name}; it holds {', '.join(names)}.")
    return names if name is None else [name]


@contextmanager
def progress_bar(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, shown when it is a terminal. Yields what is told how many more are done.

    `total` is None where nobody knows it yet.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)


def listing_only(context: typer.Context) -> bool:
    """Whether the list is asked for; an option of the list before a further command ends the command.

    It would be read and forgotten: `duplicates --operation agdam decide ...` would decide in another operation.
    """
    below = context.invoked_subcommand
    if below is None:
        return True
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if source is not None and source.name == "COMMANDLINE":
            fail(f"Write {parameter.opts[0]} after {below}: before it, it is an option of the list.")
    return False
