"""The options and arguments that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
OutputPath = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write.", show_default="standard output")
]

First = Annotated[str | None, typer.Option("--from", help="First day, e.g. 2022-08-15.")]
Last = Annotated[str | None, typer.Option("--to", help="Last day, inclusive.")]
Week = Annotated[str | None, typer.Option("--week", help="An ISO week instead, e.g. 2022-W33.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="As it was then: a log entry, or a time as 2022-08-23T08:00:00+04:00.",
        show_default="now",
    ),
]
Server = Annotated[
    str | None,
    typer.Option(
        "--server",
        help="Address of the server, for the link that files carry.",
        show_default="MINETALLY_PUBLIC_URL",
    ),
]

Person = Annotated[
    str,
    typer.Option("--person", envvar="MINETALLY_PERSON", help="Who does it; the history shows this name."),
]
Reason = Annotated[str, typer.Option("--reason", help="Why, for those who read the history.", show_default="none")]
Etag = Annotated[
    str | None,
    typer.Option(
        "--etag",
        help="Only if it is still as it was read: the etag that --json lists.",
        show_default="as it is now",
    ),
]
