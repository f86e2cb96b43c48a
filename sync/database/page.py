"""Pages of listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """Where a listing goes on, and how much it gives."""

    after: tuple[Any, ...] | None
    limit: int
