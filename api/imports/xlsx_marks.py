"""What a sheet's XML says that openpyxl does not give when it reads row by row: merged cells, and formulas without a
stored value."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import IO, Any

from openpyxl.utils.cell import coordinate_to_tuple

from models.imports.row import NoValue

PIECE = 1 << 20
_LONGEST_ELEMENT = 1 << 16
"""Bytes of a formula or of a merged range that are looked for across the edge of two pieces."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s(?P<about>[^>]*?\br="(?P<cell>[A-Z]{1,3}\d{1,7})"[^>]*)>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?P<value><(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
FORMULA = NoValue("a formula whose value is not stored")


@dataclass(slots=True)
class Marks:
    """Rows and columns count from 1."""

    merged: set[tuple[int, int, int, int]] = field(default_factory=set)
    """First row, first column, last row, last column."""
    formulas: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Row: the columns of formulas without a value."""

    def scan(self, sheet: IO[bytes]) -> Marks:
        """Reads a sheet's XML to its end, in pieces."""
        rest = b""
        while piece := sheet.read(PIECE):
            text = rest + piece
            if b"mergeCell" in text:
                for first, last in _MERGED.findall(text):
                    self.merged.add((*coordinate_to_tuple(first.decode()), *coordinate_to_tuple(last.decode())))
            if re.search(rb"<(?:\w+:)?f\b", text):
                for found in _FORMULA.finditer(text):
                    if not (found["value"] and b't="str"' in found["about"]):  # an empty text is a value
                        row, column = coordinate_to_tuple(found["cell"].decode())
                        self.formulas[row].add(column)
            rest = text[-_LONGEST_ELEMENT:]
        return self


class Filler:
    """Puts the value of a merged range into each of its cells, row by row, and says of a formula that it has none."""

    def __init__(self, marks: Marks, header: int) -> None:
        self._marks = marks
        self._below: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for merged in marks.merged:
            if merged[0] > header:  # a merged title is no value of a row
                self._below[merged[0]].append(merged)
        self._open: list[tuple[tuple[int, int, int, int], Any]] = []

    def fill(self, number: int, cells: tuple[Any, ...]) -> tuple[Any, ...]:
        """The cells of a row; rows come in their order."""
        self._open = [one for one in self._open if one[0][2] >= number]
        for merged in self._below.pop(number, ()):
            column = merged[1] - 1
            self._open.append((merged, cells[column] if column < len(cells) else None))
        formulas = self._marks.formulas.get(number)
        if not self._open and not formulas:
            return cells
        filled = list(cells)
        for column in formulas or ():
            filled += [None] * (column - len(filled))
            filled[column - 1] = FORMULA
        for (_, first, _, last), value in self._open:
            filled += [None] * (last - len(filled))
            filled[first - 1 : last] = [value] * (last - first + 1)
        return tuple(filled)
