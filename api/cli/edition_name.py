"""How an edition is named on the command line: 2, or its first revision as 2.1 or as 2 --revision 1."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.local import fail
from api.days import edition_name
from api.words import plain
from models.problem import Refused

Revision = Annotated[int | None, typer.Option(help="A revision of that edition.", min=1, show_default="the newest")]


def named_edition(text: str, revision: int | None = None) -> tuple[int, int | None]:
    """Number and revision; ends the command where the text names none."""
    try:
        number, named = edition_name(text)
    except Refused:
        fail(f"{plain(text[:40])!r} names no edition: write its number as 2, or its first revision as 2.1.")
    if named is not None and revision is not None:
        fail(f"{text} names a revision already: leave --revision out.")
    return number, named or revision
