"""The file of refused rows: as they stand in the file that was imported, with why in a column at the end."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from api.imports.run import Plan, RowResult
from models.imports.mapping import PROBLEM_COLUMN
from models.problem import FieldError
from sync.files.exports import cell as without_formula

_NUMBER = re.compile(r"[+-]?[\d.,\s]+", re.ASCII)


def rejects_path(imported: Path) -> Path:
    """A name beside the file that nothing has yet: somebody may be fixing the rows of an earlier run."""
    name = imported.name.removesuffix(".gz")
    name = name.rpartition(".")[0] or name
    number = 1
    while (path := imported.with_name(f"{name}.rejects{'' if number == 1 else f'-{number}'}.csv")).exists():
        number += 1
    return path


def reason(errors: Sequence[FieldError]) -> str:
    """Which field, why, and how to fix it."""
    return "; ".join(f"{one.field}: {one.detail.rstrip('.')}: {one.remedy.rstrip('.')}" for one in errors)


class Rejects:
    """Made when the first row is refused, and there in whole or not at all."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path, self._plan = path, plan
        self._unfinished = path.with_name(path.name + ".unfinished")
        self._stack = ExitStack()
        self._writer: Any = None
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._stack.close()
        if self._writer is not None and kind is None:
            os.replace(self._unfinished, self.path)
        self._unfinished.unlink(missing_ok=True)

    def add(self, results: Sequence[RowResult]) -> None:
        """Writes those that were refused."""
        for result in results:
            if result.errors:
                self._write(result)

    def _write(self, result: RowResult) -> None:
        if self._writer is None:
            self._open()
        width = len(self._plan.table.columns)
        cells = [self._text(cell) for cell in result.row.cells]
        cells += [""] * (width - len(cells))
        again = PROBLEM_COLUMN in self._plan.table.columns
        why = reason(result.errors)
        if again:  # a file of refused rows, partly fixed
            cells[self._plan.table.columns.index(PROBLEM_COLUMN)] = why
        self._writer.writerow(cells if again else [*cells[:width], why, *cells[width:]])
        self.rows += 1

    def _open(self) -> None:
        table = self._plan.table
        file = self._unfinished.open("w", encoding=table.encoding, errors="backslashreplace", newline="")
        self._stack.enter_context(file)
        self._writer = csv.writer(file, delimiter=table.delimiter)
        self._writer.writerows(table.above)
        if table.header:
            more = [] if PROBLEM_COLUMN in table.columns else [PROBLEM_COLUMN]
            self._writer.writerow([*table.columns, *more])

    def _text(self, value: Any) -> Any:
        """A cell as the same mapping reads it again."""
        if isinstance(value, date):  # also a datetime
            return value.isoformat()
        if isinstance(value, float):
            return repr(value).replace(".", self._plan.mapping.decimal or ".")
        if isinstance(value, list):
            return " ".join(map(str, value))
        return value if isinstance(value, str) and _NUMBER.fullmatch(value) else without_formula(value)
