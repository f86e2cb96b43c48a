"""`minetally demo`: the week of 15 to 22 August 2022, played by simulated tablets against a real server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.local import fail


def demo(
    folder: Annotated[
        Path, typer.Option(help="Where the database goes. What an earlier demo left there is replaced.")
    ] = Path(".demo"),
    port: Annotated[int, typer.Option(help="Port of the server; 0 for any that is free.", min=0, max=65535)] = 0,
    keep: Annotated[
        bool | None,
        typer.Option("--keep/--no-keep", help="Let the server run until Ctrl-C.", show_default="keep in a terminal"),
    ] = None,
) -> None:
    """Play a week of seven tablets against a real server, print its report, and check it.

    Makes a SQLite database, starts the server on it, and enrols simulated tablets of three teams. They work offline,
    lose answers and send again, type one marking in four ways, and change the same finds. The report must come to what
    they meant.

    Exit status 0: it does. 1: it does not, or the demo could not be played.

    Example: minetally demo --no-keep
    """
    # Only here: its tablets take the whole Python client, for which no other command, and no server, shall wait.
    from api.demo.run import run

    run(folder, port, keep)


def demo_disaster(
    folder: Annotated[
        Path, typer.Option(help="Where everything goes. What an earlier demo left there is replaced.")
    ] = Path(".demo"),
    port: Annotated[int, typer.Option(help="Port of the server; 0 for any that is free.", min=0, max=65535)] = 0,
    database_url: Annotated[
        str | None,
        typer.Option(help="An empty database for the server that is lost.", show_default="a SQLite file in the folder"),
    ] = None,
    restored_url: Annotated[
        str | None,
        typer.Option(help="An empty database for the one that is restored.", show_default="a SQLite file there"),
    ] = None,
    journal: Annotated[
        bool, typer.Option("--journal", help="The server keeps a journal, and the restore enters it.")
    ] = False,
    put_back: Annotated[
        bool,
        typer.Option("--put-back", help="Nothing burns: Wednesday's SQLite file is put back, and nobody is told."),
    ] = False,
) -> None:
    """Play the same week, and lose the server on its seventh day.

    There is a backup of Wednesday. Three days later the disk burns. The backup is restored, and the tablets come back
    in a bad order, with new work. In the end every find must be what it was, and the week must come to what it does in
    `minetally demo`. Without a journal staff must do again what they did after the backup.

    With --put-back the first tablet that knows better stops the server; it takes nothing more until a person says that
    it goes on (`minetally restore --here`).

    Exit status 0: it does. 1: it does not, or the demo could not be played.

    Example: minetally demo-disaster --journal
    """
    from api.demo.disaster import run

    if put_back and (database_url or restored_url or journal):
        fail("--put-back plays with the SQLite file of the folder, without a journal: leave the other options out.")
    run(folder, port, database_url, restored_url, journal, put_back)
