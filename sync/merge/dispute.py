"""What is in dispute: the sum of rises, and the range that open conflicts leave a total. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from models.find import meaning
from sync.merge.find_state import FindState


def sum_of_rises(find: FindState) -> int | None:
    """The accepted count plus every offer's rise, when all of them raise one base; else None.

    Two teams may each have found three more: 12 to 15 and 12 to 15 is perhaps 18.
    """
    conflict = find.conflicts.get("count")
    if conflict is None or not conflict.offers:
        return None
    bases = {meaning("count", offer.was) for offer in conflict.offers}
    base = bases.pop()
    accepted = find.value("count")
    if bases or type(base) is not int or accepted <= base or any(offer.value <= base for offer in conflict.offers):
        return None
    return int(accepted + sum(offer.value - base for offer in conflict.offers))


def options(find: FindState, field: str) -> list[Any]:
    """Every value on the table of a field: the accepted one, then the offers, then for a count the sum of rises."""
    conflict = find.conflicts.get(field)
    values = [find.value(field), *(offer.value for offer in conflict.offers)] if conflict else [find.value(field)]
    rises = sum_of_rises(find) if field == "count" else None
    return values if rises is None else [*values, rises]


class Range(NamedTuple):
    """What a find could count: least and greatest, pieces."""

    low: int
    high: int


Table = dict[str, list[Any]]
"""Field to every value on its table."""


def table_of(find: FindState, fields: Iterable[str]) -> Table:
    """What is on the table of these fields, of the count and of the deletion."""
    return {field: options(find, field) for field in {"count", "deleted", *fields}}


def range_of(table: Table, counts_in: dict[str, Callable[[Any], bool]]) -> Range:
    """The least and the greatest that a find could still count, over all values on its table.

    `counts_in` says per field which values let it count at all; `deleted` never does.
    """
    always = not any(table["deleted"])
    if all(table["deleted"]):
        return Range(0, 0)
    for field, counts in counts_in.items():
        answers = [counts(value) for value in table[field]]
        if not any(answers):
            return Range(0, 0)
        always = always and all(answers)
    return Range(min(table["count"]) if always else 0, max(table["count"]))
