"""What a run found: what was asked, what came, whether it is what must come, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.processes import Cost


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `expected` is None where nothing is."""

    what: str
    found: Any
    expected: Any = None
    cost: Cost | None = None

    @property
    def agrees(self) -> bool:
        return self.expected is None or bool(self.found == self.expected)


@dataclass(slots=True)
class Findings:
    """The lines of a run, in their order."""

    lines: list[Finding] = field(default_factory=list)

    def add(self, what: str, found: Any, expected: Any = None, cost: Cost | None = None) -> None:
        self.lines.append(Finding(what, found, expected, cost))

    @property
    def agree(self) -> bool:
        """Whether every line is as it must be."""
        return all(line.agrees for line in self.lines)

    def show(self, title: str, console: Console) -> None:
        """The table for people."""
        table = Table(title=title, title_justify="left")
        for name in ("what", "found", "as it must be", "seconds", "CPU, s"):
            table.add_column(name, justify="left" if name in ("what", "as it must be") else "right")
        for line in self.lines:
            verdict = (
                "" if line.expected is None else "yes" if line.agrees else f"[red]no: {_text(line.expected)}[/red]"
            )
            seconds = (f"{line.cost.wall_s:.2f}", f"{line.cost.cpu_s:.2f}") if line.cost else ("", "")
            table.add_row(line.what, _text(line.found), verdict, *seconds)
        console.print(table)


def _text(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
