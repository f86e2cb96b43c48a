"""What tables of the code say in other places: `make generate` writes it, and the suite holds it.

The form of ODK Collect and the shapes of answers are files of their own. A part of a page or a module stands between
two comments, with "generated NAME" in the first and "end of NAME" in the last. PARTS says what is in it.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

from api import answer_shapes
from api.exports.imsma import COLUMNS
from api.odk.find_form import COMPILED, compiled
from models.field_kinds import Place
from models.fields import Policy
from models.find import DELETED, FIND_FIELDS

ROOT = Path(__file__).parent.parent
PLAYS = ROOT / "openapi" / "clients" / "plays.json"


def table(*heads: str, rows: Iterable[Iterable[str]]) -> list[str]:
    """The lines of a table in Markdown."""
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return [*lines, *("|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|" for cells in rows)]


def fields_to_send() -> list[str]:
    """What a tablet may set."""
    rows = (
        (
            f"`{field.name}`",
            field.sent_about or field.about,
            field.kind.takes,
            "yes" if field.required else "",
            field.policy.name.lower(),
        )
        for field in FIND_FIELDS
    )
    return table("field", "what it says", "what it takes", "needed", "policy", rows=rows)


def names_of_columns() -> list[str]:
    """By which names a column of a file is taken for a field."""
    fields = (field for field in FIND_FIELDS if not isinstance(field.kind, Place))
    rows = ((field.name, field.label, field.columns) for field in fields)
    return table("field", "what it says", "column names that mean it", rows=rows)


def columns_for_imsma() -> list[str]:
    """The columns of an export for IMSMA."""
    rows = ((f"`{one.name}`", one.requirement, one.ours, one.how) for one in COLUMNS)
    return table("column of the file", "the requirement", "our field", "how", rows=rows)


def policies() -> list[str]:
    """What happens to each field when two people disagree, as comments."""
    lines: list[str] = []
    for policy in Policy:
        names = ", ".join(field.name for field in (*FIND_FIELDS, DELETED) if field.policy is policy)
        lines += [
            f"{policy.name}: {policy.value}",
            *textwrap.wrap(names, 112, initial_indent="    ", subsequent_indent="    "),
        ]
    return [f"# {line}" for line in lines]


def plays_of_clients() -> list[str]:
    """What both clients do in each situation that the suite plays on them."""
    plays = json.loads(PLAYS.read_text("utf-8"))
    return table("situation", "what both clients do", rows=((play["name"], play["does"]) for play in plays))


PARTS: dict[str, dict[str, Callable[[], list[str]]]] = {
    "docs/clients.md": {"plays": plays_of_clients},
    "docs/import.md": {"names": names_of_columns},
    "docs/imsma.md": {"columns": columns_for_imsma},
    "docs/sync-protocol.md": {"fields": fields_to_send},
    "sync/merge/merge.py": {"policies": policies},
}
"""File: its parts, and what gives the lines of each."""


def written(file: str) -> str:
    """A file as it should be. Raises LookupError when it has no place for one of its parts."""
    text = (ROOT / file).read_text("utf-8")
    for name, lines in PARTS[file].items():
        place = re.compile(rf"(?m)^(.*\bgenerated {name}\b.*\n)(?:.*\n)*?(?=.*\bend of {name}\b)")
        text, found = place.subn(lambda part, lines=lines: part[1] + "".join(f"{line}\n" for line in lines()), text)  # type: ignore[misc]
        if found != 1:
            raise LookupError(f"{file} has {found} places for {name}")
    return text


if __name__ == "__main__":
    for file in PARTS:
        (ROOT / file).write_text(written(file), "utf-8")
    COMPILED.write_text(compiled(), "utf-8")
    answer_shapes.write()
