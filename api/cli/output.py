"""Where a command writes what it was asked for: in the terminal, through a pipe, or into a file, and in which form."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO, get_args

import orjson
import typer
from rich.console import Console

from api.cli.local import address_of, fail
from api.cli.screen import screen
from api.settings import Settings

TABLE, JSON = "table", "json"
BINARY = ("xlsx", "pdf")
"""Forms that no terminal can show."""


FORM = typer.Option("--format", help="What to write.", show_default="as the name after -o ends, else table")
"""The option of a command that writes in several forms."""


class Output(NamedTuple):
    """A form, and a place that takes it."""

    form: str = TABLE
    path: Path | None = None

    def table(self, show: Callable[[Console], None]) -> None:
        """Writes what `show` prints."""
        with self._written() as file:
            show(screen(file))

    def json(self, document: Any) -> None:
        self.content(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))

    def content(self, content: bytes) -> None:
        with self._written() as file:
            file.flush()
            file.buffer.write(content)
            file.buffer.flush()

    @contextmanager
    def _written(self) -> Iterator[TextIO]:
        with written(self.path) as file:
            yield file
        if self.path is not None:
            typer.echo(f"{self.path} is written.", err=True)


def write_listing(operation: str, items: Sequence[object], as_json: bool, show: Callable[[Console], None]) -> None:
    """Writes what a command lists of an operation: as JSON, or as `show` prints it."""
    if as_json:
        Output(JSON).json({"operation": operation, "items": items})
    else:
        Output().table(show)


def output_of(form: str | None, as_json: bool, path: Path | None, forms: tuple[str, ...]) -> Output:
    """What was asked for, of the forms that the command knows; ends the command where that cannot be."""
    if as_json:
        if form not in (None, JSON):
            fail(f"--json and --format {form} are two forms: leave one of them out.")
        form = JSON
    if form is None:
        form = _by_name(path, forms)
    if form not in forms:
        fail(f"{form} is not offered for this: ask for one of {', '.join(forms)}.")
    if form in BINARY and path is None and sys.stdout.isatty():
        fail(f"A terminal cannot show {form}: name a file with -o report.{form}, or send the output elsewhere with >.")
    return Output(form, path)


def _by_name(path: Path | None, forms: tuple[str, ...]) -> str:
    """The form that the name of the file ends in."""
    ending = path.suffix.lower().removeprefix(".") if path else ""
    if ending in forms:
        return ending
    if ending not in ("", "txt"):
        fail(f"{path} does not say what to write: name the form with --format, one of {', '.join(forms)}.")
    return TABLE


@contextmanager
def written(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there in whole or not at all."""
    if path is None:
        yield sys.stdout
        return
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(unfinished, path)
    except OSError as error:
        fail(f"Cannot write {path}: {error.strerror or error}.")
    finally:
        unfinished.unlink(missing_ok=True)


if TYPE_CHECKING:
    from api.formats.publication import Publication
ReportForm = Literal["table", "json", "csv", "xlsx", "pdf", "geojson"]
FORMS = get_args(ReportForm)


def write_report(
    output: Output,
    made: Callable[[], Publication],
    path: Callable[[Publication], str],
    settings: Settings,
    server: str | None,
) -> None:
    """Writes what is made in the output's form; `path` is where the server has it, which the file names."""
    from api.formats.negotiation import RENDERERS  # what writes PDF and XLSX takes a second to load
    from api.formats.publication import FiguresDisagree

    try:
        publication = made()
    except FiguresDisagree as error:
        fail(f"Nothing is written: {error}.")
    url = address_of(settings, server) + path(publication)
    output.content(RENDERERS[output.form](replace(publication, url=url)))
