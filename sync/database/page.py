"""Pages of listings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

Key = tuple[Any, ...]
"""Of an item: the values by which its listing is ordered, the last of which tells items apart."""


class Listed(NamedTuple, Generic[T]):
    """A page of a listing."""

    items: list[T]
    next: Key | None
    """The key of its last item, after which the next page starts; None: there is no next page."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of a listing is wanted."""

    after: Key | None
    """The key of the last item before it; None: the first page."""
    limit: int

    def cut(self, rows: Sequence[T], key: Callable[[T], Key]) -> tuple[Sequence[T], Key | None]:
        """The rows of this page, and where the next one starts. `rows` has one more than `limit` if there is a next."""
        here = rows[: self.limit]
        return here, key(here[-1]) if len(rows) > self.limit else None
