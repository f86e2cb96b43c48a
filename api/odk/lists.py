"""What the form chooses from, as CSV files beside it: the operation's types and its districts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from hashlib import md5

from models.shapes.rules import OrdnanceType
from sync.database.database import Connection
from sync.rules.areas import list_areas
from sync.rules.catalogue import list_types

OTHER = ("other", "Not in the list / Нет в списке / Siyahıda yoxdur")
"""The first line of each list: the form then asks for the words themselves."""


def lists_of(connection: Connection, operation: str) -> dict[str, bytes]:
    """The files that go with the form, by name."""
    districts = [area["name"] for area in list_areas(connection, operation) if area["kind"] == "district"]
    types = sorted(list_types(connection, operation), key=lambda one: str(one["marking"]))
    return {
        "types.csv": _csv(
            ("name", "label", "marking", "category"),
            [(*OTHER, "", ""), *((one["key"], _label(one), one["marking"], one["category"]) for one in types)],
        ),
        "districts.csv": _csv(("name", "label"), [OTHER, *((name, name) for name in districts)]),
    }


def _label(one: OrdnanceType) -> str:
    """What a type is searched by: every marking it is known by, and what it is."""
    others = [*one["markings"], *(alias["marking"] for alias in one["aliases"])]
    known_as = f" ({', '.join(others)})" if others else ""
    return f"{one['marking']}{known_as}: {one['name'] or one['category']}"


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def hash_of(content: bytes) -> str:
    """By which Collect sees that a file has changed; no secret."""
    return "md5:" + md5(content, usedforsecurity=False).hexdigest()
