"""A command that lists by itself and has further commands below it."""

from __future__ import annotations

import typer

from api.cli.local import fail


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
