"""`minetally verify`: whether the log and all that is stored beside it match."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from api.cli.local import chosen_operations, failing_with, progress_bar, read, settings_of
from api.cli.options import AsJson, DatabaseUrl
from api.words import plain
from sync.verify.findings import Finding
from sync.verify.references import unknown_operations
from sync.verify.verify import Verified, entries_to_verify
from sync.verify.verify import verify as verify_operation

WRONG, NOT_DONE = 1, 2
"""Exit status: something does not match; it could not be looked at, or the command was used wrongly."""

Operation = Annotated[
    str | None, typer.Option("--operation", help="The operation.", show_default="all that the database holds")
]


def verify(database_url: DatabaseUrl = None, operation: Operation = None, as_json: AsJson = False) -> None:
    """Walk the hash chain of the log, play it again, and compare every table with what the log says.

    Each row that does not match is named: its table, the row, the column, what stands there and what the log says. Of
    many rows with the same fault the first are listed, of the others the number.

    Exit status 0: everything matches. 1: something does not. 2: it could not be looked at.

    Example: minetally verify --operation lachin-2022
    """
    with failing_with(NOT_DONE):
        url = settings_of(database_url).database_url
        names = chosen_operations(url, operation)
        astray = read(url, unknown_operations) if operation is None else []
        verified = {name: _verified(url, name) for name in names}
    if as_json:
        typer.echo(json.dumps(_as_json(verified, astray, operation)))
    else:
        for name, one in verified.items():
            _print(name, one)
        for finding in astray:
            typer.echo(_line(finding))
    if astray or any(one.findings for one in verified.values()):
        raise typer.Exit(WRONG)


def _verified(url: str, name: str) -> Verified:
    with progress_bar(f"verifying {name}", read(url, entries_to_verify, name)) as progress:
        return read(url, verify_operation, name, progress)


def _as_json(verified: dict[str, Verified], astray: list[Finding], named: str | None) -> Any:
    """Of the operation that was named an object; else a list of them, the last of what is of no operation."""
    shown: list[dict[str, Any]] = [
        {
            "operation": name,
            "entries": one.entries,
            "finds": one.finds,
            "findings": [finding._asdict() for finding in one.findings],
            "unlisted": [more._asdict() for more in one.unlisted],
        }
        for name, one in verified.items()
    ]
    if astray:
        shown.append({"operation": None, "findings": [finding._asdict() for finding in astray]})
    return shown if named is None else shown[0]


def _print(name: str, verified: Verified) -> None:
    looked_at = f"{verified.entries:,} log entries and {verified.finds:,} finds"
    if not verified.findings:
        typer.echo(f"{name}: {looked_at} fit together.")
        return
    typer.echo(f"{name}: {looked_at}; not everything fits together:")
    for finding in verified.findings:
        typer.echo(_line(finding))
    for more in verified.unlisted:
        where = f"{more.table}, {more.column}" if more.column else more.table
        typer.echo(f"{where}: and {more.number:,} more of this kind ({more.fault})")


def _line(finding: Finding) -> str:
    column = f"{finding.column} " if finding.column else ""
    return plain(f"{finding.table}: {finding.row}: {column}{finding.detail}")
