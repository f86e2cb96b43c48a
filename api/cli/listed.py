"""The list of commands: it knows what each is for, and a command is imported when it is called.

To import them all takes five times as long as to list them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

LISTED = {
    "init": (
        "api.cli.people:init",
        "Create an operation and print its administrator's token, once. An empty database is migrated first.",
    ),
    "serve": ("api.cli.serve:serve", "Run the server until Ctrl-C. An empty or older database is migrated first."),
    "enrol": ("api.cli.people:enrol", "Make a code that enrols one tablet, once, and draw it as a QR code."),
    "weekly": (
        "api.cli.weekly:weekly",
        "Sum up a week: totals by type, day, district and team, what is in dispute, and who is missing.",
    ),
    "publish": (
        "api.cli.editions:publish",
        "Publish the report of a period as it stands now. The same period again is the next revision of its edition.",
    ),
    "editions": (
        "api.cli.editions:editions",
        "List the published editions, or read one as it was published. The list comes as table or JSON.",
    ),
    "differences": (
        "api.cli.differences:differences",
        "Say what has changed since an edition: by reason, and find by find. The sums add up to the change of the"
        " total.",
    ),
    "explain": (
        "api.cli.explain:explain",
        "List the finds behind a figure, with the log entries that they stand on; or tell all about one find.",
    ),
    "watch": (
        "api.cli.watch:watch",
        "Follow what happens until Ctrl-C: finds, conflicts, suspected duplicates, refused mutations, rules, editions.",
    ),
    "export": (
        "api.cli.export:export",
        "Write finds as a file, as they stand at one moment, with the position as typed beside WGS 84.",
    ),
    "verify": (
        "api.cli.verify:verify",
        "Walk the hash chain of the log, play it again, and compare every table with what the log says.",
    ),
    "backup": (
        "api.cli.backup:backup",
        "Copy the whole database into a store, while the server runs, and try whether it can be restored.",
    ),
    "backups": ("api.cli.backup:backups", "List the backups of a store, the oldest first."),
    "drill": (
        "api.cli.drill:drill",
        "Restore the newest verified backup of a store beside the live server, and say whether it would hold.",
    ),
    "restore": (
        "api.cli.restore:restore",
        "Make the database again from a backup, in either kind of database, and never over one that is there.",
    ),
    "move": (
        "api.cli.move:move",
        "Move the whole database into another one: SQLite to PostgreSQL, or back. Stop the server first.",
    ),
    "demo": (
        "api.demo.command:demo",
        "Play a week of seven tablets against a real server, print its report, and check it.",
    ),
    "import": (
        "api.cli.imports:import_file",
        "Import finds. The same file again changes nothing, also after it was cut off in the middle.",
    ),
    "demo-disaster": (
        "api.demo.command:demo_disaster",
        "Play the same week, and lose the server on its seventh day.",
    ),
    "token": (
        "api.cli.tokens:app",
        "Make a token for a member of staff and print it, once; list tokens and revoke them.",
    ),
    "devices": (
        "api.cli.devices:app",
        "List the tablets: when each last exchanged, how wrong its clock was, and which are forked, replaced or"
        " retired.",
    ),
    "duplicates": (
        "api.cli.duplicates:app",
        "List the pairs of finds that may be one discovery reported twice, and decide about them.",
    ),
    "conflicts": (
        "api.cli.conflicts:app",
        "List the fields of finds on which tablets disagree, with the accepted value and the offers, and settle them.",
    ),
    "types": (
        "api.cli.types:app",
        "List the types that the operation knows, with their other markings and aliases, and change them.",
    ),
    "webhooks": (
        "api.cli.webhooks:app",
        "List the webhooks, up to where each has received events, and what waits; add and change them.",
    ),
    "recovery": (
        "api.cli.recovery:app",
        "Show what is missing since a restore, which tablets are back, and what differs from what they had seen.",
    ),
    "keys": (
        "api.cli.keys:app",
        "Show the fingerprint of the key that signs, and every key that the server had.",
    ),
    "receipt": (
        "api.cli.receipts:app",
        "Check what a receipt of a tablet proves, and write the log to a file that it is checked against.",
    ),
}
"""Of each command: where it is, a function or an application of further commands, and the first lines of its help."""


class Listed(TyperCommand):
    """A command in the list."""

    def command(self) -> Any:
        """The command itself."""
        assert self.name is not None
        where, _ = LISTED[self.name]
        module, _, name = where.partition(":")
        found = getattr(import_module(module), name)
        alone = typer.Typer(rich_markup_mode="markdown")
        if isinstance(found, typer.Typer):
            alone.add_typer(found)
        else:
            alone.command(self.name)(found)
        return typer.main.get_group(alone).commands[self.name]

    def make_context(self, *given: Any, **more: Any) -> Any:
        return self.command().make_context(*given, **more)


class Commands(TyperGroup):
    """The commands of `LISTED`, after those that were given."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name, (_, first_lines) in LISTED.items():
            self.add_command(Listed(name, help=first_lines, rich_markup_mode="markdown"))
