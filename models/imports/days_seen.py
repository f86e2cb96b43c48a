"""What the days of a whole file say together: the order of day and month, and what has to be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from models.imports.days import DayError, day_of, is_moment, is_serial, readings
from models.problem import FieldError


@dataclass(slots=True)
class _Column:
    """What stands in one column of days. A cell is remembered with its row: (row, text)."""

    proofs: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Order: the first text that can be read in it alone."""
    unclear: str | None = None
    """The first text that can be two days."""
    real: tuple[int, date] | None = None
    """The first that is a date to the spreadsheet, and no text."""
    real_beyond_12: bool = False
    """Some real date has a day of 13 or more: it cannot have been exchanged with a month."""
    moments: int = 0
    serials: int = 0


class DaysSeen:
    """Looks at every day of a file, whatever its order, and remembers what decides."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = {name: _Column() for name in columns}

    def see(self, row: int, column: str, cell: Any) -> None:
        """A cell of a column of days; `row` as in the file."""
        seen = self._columns[column]
        if is_moment(cell):
            seen.moments += 1
        elif isinstance(cell, date):  # a datetime is one too
            day = cell.date() if isinstance(cell, datetime) else cell
            seen.real = seen.real or (row, day)
            seen.real_beyond_12 |= day.day > 12
        elif is_serial(cell):
            seen.serials += 1
        elif isinstance(cell, str):
            self._see_text(seen, row, cell.strip())

    def _see_text(self, seen: _Column, row: int, text: str) -> None:
        orders = readings(text)
        if len(orders) == 1:
            (order,) = orders
            seen.proofs.setdefault(order, (row, text))
        elif len(set(orders.values())) > 1:
            seen.unclear = seen.unclear or text

    @property
    def order(self) -> str | None:
        """The order that some texts prove and none contradicts."""
        proven = {order for seen in self._columns.values() for order in seen.proofs}
        return proven.pop() if len(proven) == 1 else None

    def questions(self, dates: str | None, date_cells: str | None) -> list[FieldError]:
        """What must be said before these days can be read, where the mapping says `dates` and `date_cells`."""
        asked = []
        for name, seen in self._columns.items():
            if dates is None and len(seen.proofs) > 1:
                asked.append(_contradiction(name, seen.proofs))
            elif dates is None and self.order is None and seen.unclear is not None:
                asked.append(_unclear(name, seen.unclear))
            if date_cells is None and seen.proofs and seen.real and not seen.real_beyond_12:
                asked.append(_half_converted(name, seen.real, next(iter(seen.proofs.values()))))
        return asked

    def notes(self, timezone: str) -> list[str]:
        """What somebody should know of how days are read, each a sentence."""
        told = []
        for name, seen in self._columns.items():
            if seen.moments:
                told.append(
                    f'Column "{name}": {seen.moments:,} times with a UTC offset are read as days of {timezone}.'
                )
            if seen.serials:
                told.append(
                    f'Column "{name}": {seen.serials:,} serial numbers are read as days, as spreadsheets count them.'
                )
        return told


def _unclear(column: str, text: str) -> FieldError:
    try:
        day_of(text, None)
    except DayError as error:
        detail, remedy = error.detail, error.remedy
    return FieldError(field="dates", code="ambiguous", detail=f'in column "{column}" {detail}', remedy=remedy)


def _contradiction(column: str, proofs: dict[str, tuple[int, str]]) -> FieldError:
    shown = ", and ".join(f"{text!r} in row {row:,} only as {order}" for order, (row, text) in sorted(proofs.items()))
    return FieldError(
        field="dates",
        code="ambiguous",
        detail=f'in column "{column}" no order of day and month fits all rows: {shown}',
        remedy="say the order of the others, dates=DMY or dates=MDY: rows that it does not fit are refused",
    )


def _half_converted(column: str, real: tuple[int, date], proof: tuple[int, str]) -> FieldError:
    (row, day), (text_row, text) = real, proof
    other = date(day.year, day.day, day.month)
    return FieldError(
        field="date_cells",
        code="ambiguous",
        detail=f'in column "{column}" all real dates have a day of 12 or less, and {text!r} in row {text_row:,} is a '
        "text: a spreadsheet of a region with another order may have exchanged day and month in the real dates",
        remedy=f"look at row {row:,}: if the find was on {day.day} {day:%B %Y}, say date_cells=as_shown; if it was on "
        f"{other.day} {other:%B %Y}, say date_cells=swapped",
    )
