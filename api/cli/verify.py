"""`minetally verify`: whether the log, the finds and the sums fit together."""

from __future__ import annotations

import json

import typer

from api.cli.local import chosen_operation, progress_bar, read, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from sync.verify.verify import entries_to_verify
from sync.verify.verify import verify as verify_operation


def verify(database_url: DatabaseUrl = None, operation: OperationName = None, as_json: AsJson = False) -> None:
    """Walk the hash chain of the log, play it again, and compare finds, conflicts and sums with what is stored.

    Exit status 0: everything fits. 1: something does not; the first row that does not fit is named first.

    Example: minetally verify --operation lachin-2022
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    with progress_bar("verifying", read(url, entries_to_verify, name)) as progress:
        verified = read(url, verify_operation, name, progress)
    if as_json:
        findings = [finding._asdict() for finding in verified.findings]
        typer.echo(
            json.dumps({"operation": name, "entries": verified.entries, "finds": verified.finds, "findings": findings})
        )
    elif verified.findings:
        for finding in verified.findings:
            typer.echo(f"{finding.table}: {finding.row}: {finding.detail}")
    else:
        typer.echo(f"{name}: {verified.entries:,} log entries and {verified.finds:,} finds fit together.")
    if verified.findings:
        raise typer.Exit(1)
