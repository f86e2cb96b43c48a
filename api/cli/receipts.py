"""`minetally receipt`: what a receipt proves, without a server; and the log that it can be compared with."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from api.cli.local import chosen_operation, fail, failing_with, read, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.words import plain
from models.canonical import CanonicalError, digest
from models.receipt import is_in, line_of, misfit, mutation_sha256, shown_at
from models.shapes import Json
from models.signing import fingerprint, for_people
from sync.database.database import Connection
from sync.log.chain import FIRST_HASH, Entry, chained, entries_of

app = typer.Typer(name="receipt", rich_markup_mode="markdown", no_args_is_help=True)


@app.callback()
def receipt() -> None:
    """Check what a receipt of a tablet proves, and write the log to a file that it is checked against.

    Example: minetally receipt check receipt.json
    """


PROVES_NOTHING, NOT_READ = 1, 2
"""Exit status: the receipt does not prove what it should; a file could not be read, or the command was used wrongly."""


@dataclass(slots=True)
class Checked:
    """What a check found."""

    proves: list[str] = field(default_factory=list)
    fails: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    """What it cannot know."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="JSON: receipt, mutation, line, index and path.")],
    log: Annotated[
        Path | None, typer.Option(help="An exported log: minetally receipt log FILE.", show_default="none")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(help="The fingerprint of the server's key, as an enrolment or an edition shows it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a receipt, without any server, and say what it proves and what not.

    Exit status 0: it proves that the server had the mutation. 1: it does not. 2: a file cannot be read.

    Example: minetally receipt check receipt.json --key "21fe 31df a154 a261 626b f854 046f d227" --log log.ndjson
    """
    with failing_with(NOT_READ):
        shown = _object(file)
        found = _checked(shown, "".join(key.split()).lower() if key else None)
        if log is not None and not found.fails:
            with closing(_entries(log)) as entries:
                _compare(shown, entries, found)
    if as_json:
        typer.echo(json.dumps({"proves": found.proves, "fails": found.fails, "open": found.open}))
    else:
        for mark, sentences in (("proves   ", found.proves), ("FAILS    ", found.fails), ("not known", found.open)):
            for sentence in sentences:
                typer.echo(plain(f"{mark}  {sentence}"))
    if found.fails:
        raise typer.Exit(PROVES_NOTHING)


@app.command("log")
def export_log(
    file: Annotated[Path, typer.Argument(help="The file to make, one entry a line.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Write the whole log of an operation with its hashes as NDJSON, for `minetally receipt check --log`.

    It holds the positions of finds: keep it as safe as a backup.

    Example: minetally receipt log lachin-2022.log.ndjson
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    if file.exists():
        fail(f"There is a file {plain(str(file))} already, and it is left as it is: name another one.")
    try:
        file.touch(mode=0o600)
        with file.open("wb") as to:
            count = read(url, lambda connection: _write(connection, name, to))
    except OSError as error:
        fail(f"Cannot write {plain(str(file))}: {error.strerror or error}.")
    typer.echo(f"{count:,} entries of {name}.")


def _write(connection: Connection, operation: str, to: Any) -> int:
    count = 0
    for page in entries_of(connection, operation):
        to.writelines(orjson.dumps(entry._asdict(), option=orjson.OPT_APPEND_NEWLINE) for entry in page)
        count += len(page)
    return count


def _checked(shown: Json, key: str | None) -> Checked:
    """What a receipt proves by itself, of the mutation beside it."""
    found, receipt = Checked(), shown.get("receipt")
    if why := misfit(receipt):
        found.fails.append(f"The receipt is not valid. {why}")
        return found
    assert isinstance(receipt, dict)
    signed: Json = receipt["signed"]
    name = fingerprint(signed["key"])
    found.proves.append(f"The holder of the key {for_people(name)} signed it, for {signed['operation']}.")
    if key is None:
        found.open.append("Whose key that is: compare it with an enrolment or a published edition (--key).")
    elif key == name:
        found.proves.append("That is the key that you named.")
    else:
        found.fails.append(f"You named another key: {for_people(key)}.")
    _check_line(shown, signed, found)
    found.open.append("Whether the content is true, and whether any total contains it.")
    return found


def _check_line(shown: Json, signed: Json, found: Checked) -> None:
    line, at = shown.get("line"), shown_at({"index": shown.get("index"), "path": shown.get("path")})
    try:
        if not isinstance(line, dict) or at is None:
            found.fails.append("The file does not say where the mutation is in the receipt: line, index and path.")
            return
        made = line_of(mutation_sha256(shown.get("mutation")), line)
        fits = is_in(signed, made, at)
    except (CanonicalError, KeyError):
        found.fails.append("The line of the mutation is not whole: id, place, received_at, clock_offset_s, outcome.")
        return
    if not fits:
        found.fails.append("The receipt is of another mutation, or of another answer to it.")
        return
    place = made["place"]
    found.proves.append(
        f"The server had mutation {made['id']}, byte for byte, and answered {made['outcome']}: received"
        f" {made['received_at']}, place {place['seq']} of history {place['epoch']}."
    )


def _compare(shown: Json, entries: Iterator[Entry], found: Checked) -> None:
    """Whether the log is the one that the receipt saw: its chain to the head, and the mutation in it."""
    signed = shown["receipt"]["signed"]
    head, mutation = signed["head"], mutation_sha256(shown["mutation"])
    hash, at_head, number, count = FIRST_HASH, None, None, 0
    for entry in entries:
        if entry.operation != signed["operation"]:
            found.fails.append(f"The log is of {entry.operation}, the receipt of {signed['operation']}.")
            return
        if chained(hash, entry) != entry.hash or (entry.content and digest(entry.content.encode()) != entry.digest):
            found.fails.append(f"The log is broken: entry {entry.seq} does not fit the one before it or its content.")
            return
        hash, count = entry.hash, count + 1
        at_head = hash if entry.seq == head["seq"] else at_head
        number = entry.seq if entry.digest == mutation else number
    found.proves.append(f"The chain of the log is whole: {count:,} entries.")
    if at_head == head["hash"]:
        found.proves.append(f"Nothing up to entry {head['seq']} was changed since the receipt was signed.")
    else:
        found.fails.append(
            f"At entry {head['seq']} the log is not the one that the receipt saw: it was changed, or the server was"
            " restored from a backup before it."
        )
    if number is None:
        found.fails.append("The log does not have the mutation.")
    else:
        found.proves.append(f"The log has the mutation, as entry {number}.")


def _object(file: Path) -> Json:
    try:
        said = orjson.loads(file.read_bytes())
    except OSError as error:
        fail(f"Cannot read {plain(str(file))}: {error.strerror or error}.")
    except orjson.JSONDecodeError as error:
        fail(f"{plain(str(file))} is not JSON: {error}.")
    if not isinstance(said, dict):
        fail(f"{plain(str(file))} is not an object with receipt, mutation, line, index and path.")
    return said


def _entries(file: Path) -> Generator[Entry, None, None]:
    """The entries of an exported log."""
    try:
        with file.open("rb") as lines:
            for n, line in enumerate(lines, 1):
                try:
                    yield Entry(**orjson.loads(line))
                except (orjson.JSONDecodeError, TypeError):
                    fail(f"Line {n} of {plain(str(file))} is no entry of an exported log.")
    except OSError as error:
        fail(f"Cannot read {plain(str(file))}: {error.strerror or error}.")
