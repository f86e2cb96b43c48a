"""Letters for which the fonts of the page have no picture: they stand on it as boxes, and the page says which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from api.words import number

FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Those of report.typ; typst adds others of its own. They hold Georgian, Armenian and Arabic, and no Chinese."""
NAMED = 8
"""So many missing letters are named on the page."""
_NOTHING = "\U0010fffd"
"""A letter that no font has: what is drawn for it is the box."""
_RARE = re.compile(r"[^\u0000-\u052f\u2000-\u206f\s]")
"""All letters but those that are surely there."""
_TEMPLATE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#for (n, code) in json(bytes(sys.inputs.codes)).enumerate() { if n > 0 { pagebreak() }; str.from-unicode(code) }
"""


def missing_letters(data: Any) -> list[str]:
    """The letters in all texts of a page that have no picture, in the order of Unicode."""
    import typst  # where it is needed: an idle server does not have to hold it

    rare = sorted({letter for text in _texts(data) for letter in _RARE.findall(text)})
    if not rare:
        return []
    drawn: Any = typst.compile(  # a page for each letter
        _TEMPLATE,
        format="svg",
        ignore_system_fonts=True,
        sys_inputs={
            "fonts": orjson.dumps(FONTS).decode(),
            "codes": orjson.dumps([ord(letter) for letter in (_NOTHING, *rare)]).decode(),
        },
    )
    shapes = [re.findall(rb'href="#(g\w+)"', page) for page in drawn]
    box, *others = shapes
    return [letter for letter, shape in zip(rare, others, strict=True) if shape == box]


def missing_text(letters: list[str]) -> str:
    """What the page says of them, by their numbers in Unicode; empty where none is missing."""
    if not letters:
        return ""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:NAMED])
    more = f" and {len(letters) - NAMED} more" if len(letters) > NAMED else ""
    return f"{number(len(letters), 'letter')} shown as a box, not in the fonts of this page: {codes}{more}."


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
