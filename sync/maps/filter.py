"""The tree of a CQL2 filter as a condition of SQL."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, Double, Text, and_, false, literal, not_, or_, true

from models.columns import Kind
from models.cql2 import DEEPEST, FilterError
from models.field_kinds import is_day
from models.map_crs import Crs
from models.mutation import instant, stored_instant
from models.regions import Region, RegionError, box_regions, shape_region
from sync.database.statements import by_code_point, matches

Condition = ColumnElement[bool]
Ending = ColumnElement[str] | None
"""An end of an interval; None where it is open."""

GEOMETRY = "geometry"
COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
NUMBERS = ("integer", "number")
GREATEST = 2**53


class Asked(NamedTuple):
    """A column that a filter can ask for."""

    kind: Kind
    value: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Translation:
    """What a filter can ask of a layer."""

    connection: Connection
    asked: dict[str, Asked]
    touches: Callable[[Region], Condition]
    nowhere: Condition
    """What makes a row one without a geometry."""
    crs: Crs
    """The system of the filter's own positions."""

    def condition(self, tree: Any, depth: int = 0) -> Condition:
        """The condition that a tree makes. Raises FilterError."""
        if depth > DEEPEST:
            raise FilterError(f"has more than {DEEPEST} operators inside each other")
        if isinstance(tree, bool):
            return true() if tree else false()
        if not isinstance(tree, dict) or not isinstance(tree.get("op"), str):
            raise FilterError(f"says {_shown(tree)} where a condition must stand, such as count > 5")
        op, args = tree["op"].lower(), tree.get("args") or []
        if op in ("and", "or"):
            if len(args) < 2:
                raise FilterError(f"{op}: takes two conditions or more")
            return (and_ if op == "and" else or_)(*(self.condition(one, depth + 1) for one in args))
        if op == "not":
            (negated,) = _of(op, args, 1)
            return not_(self.condition(negated, depth + 1))
        if op in COMPARED:
            return self._compared(op, *_of(op, args, 2))
        made = _PREDICATES.get(op)
        if made is None:
            known = ", ".join(["and", "or", "not", *COMPARED, *_PREDICATES])
            raise FilterError(f"{op}: is not offered here; these are: {known}")
        return made(self, op, args)

    def _property(self, op: str, node: Any) -> tuple[str, Asked]:
        name = node.get("property") if isinstance(node, dict) else None
        if name is None:
            raise FilterError(f"{op}: says {_shown(node)} where a property must stand")
        if name not in self.asked:
            known = ", ".join(sorted([*self.asked, GEOMETRY]))
            raise FilterError(f"{op}: {_shown(name)} is no property that can be asked for; these are: {known}")
        return name, self.asked[name]

    def _compared(self, op: str, left: Any, right: Any) -> Condition:
        if isinstance(right, dict) and "property" in right and not (isinstance(left, dict) and "property" in left):
            left, right, op = right, left, FLIPPED.get(op, op)
        name, asked = self._property(op, left)
        value = self._ordered(op, asked)
        if isinstance(right, dict) and "property" in right:
            other_name, other = self._property(op, right)
            if other.kind != asked.kind and not (other.kind in NUMBERS and asked.kind in NUMBERS):
                raise FilterError(f"{op}: {name} is of kind {asked.kind}, and {other_name} of kind {other.kind}")
            return _condition(COMPARED[op](value, other.value))
        return _condition(COMPARED[op](value, _literal(op, name, asked.kind, right)))

    def _ordered(self, op: str, asked: Asked) -> ColumnElement[Any]:
        """The column; where texts are put in order, by their characters."""
        return by_code_point(self.connection, asked.value) if asked.kind == "text" and op not in "=<>" else asked.value

    def _between(self, op: str, args: list[Any]) -> Condition:
        node, least, greatest = _of(op, args, 3)
        name, asked = self._property(op, node)
        low, high = (_literal(op, name, asked.kind, one) for one in (least, greatest))
        return self._ordered("<", asked).between(low, high)

    def _in(self, op: str, args: list[Any]) -> Condition:
        node, values = _of(op, args, 2)
        name, asked = self._property(op, node)
        if not isinstance(values, list) or not values:
            raise FilterError(f"{op}: takes a list of values")
        return asked.value.in_([_literal(op, name, asked.kind, one) for one in values])

    def _like(self, op: str, args: list[Any]) -> Condition:
        node, pattern = _of(op, args, 2)
        name, asked = self._property(op, node)
        if asked.kind != "text" or not isinstance(pattern, str):
            raise FilterError(f"{op}: compares a text with a pattern in quotes, and {name} is of kind {asked.kind}")
        if pattern.endswith("\\") and not pattern.endswith("\\\\"):
            raise FilterError(f"{op}: the pattern ends with a \\ that nothing follows")
        return matches(self.connection, asked.value, pattern)

    def _is_null(self, op: str, args: list[Any]) -> Condition:
        (node,) = _of(op, args, 1)
        if node == {"property": GEOMETRY}:
            return self.nowhere
        _, asked = self._property(op, node)
        return asked.value.is_(None)

    def _intersects(self, op: str, args: list[Any]) -> Condition:
        one, other = _of(op, args, 2)
        if not (isinstance(one, dict) and "property" in one):
            one, other = other, one
        if one != {"property": GEOMETRY} or not isinstance(other, dict) or "property" in other:
            raise FilterError(f"{op}: compares {GEOMETRY} with a box, a point or a polygon")
        try:
            if "bbox" in other:
                return or_(*(self.touches(region) for region in box_regions(other["bbox"], self.crs)))
            return self.touches(shape_region(other, self.crs))
        except RegionError as error:
            raise FilterError(f"{op}: the geometry {error}") from None

    def _in_time(self, op: str, args: list[Any]) -> Condition:
        node, other = _of(op, args, 2)
        if not (isinstance(node, dict) and "property" in node):
            node, other = other, node
            op = {"t_after": "t_before", "t_before": "t_after"}.get(op, op)
            if op == "t_during":
                raise FilterError("t_during: takes a property first, and an interval after it")
        name, asked = self._property(op, node)
        if asked.kind not in ("date", "instant"):
            raise FilterError(f"{op}: takes a date or a time, and {name} is of kind {asked.kind}")
        if isinstance(other, dict) and "interval" in other:
            low, high = (
                None if end == ".." else _literal(op, name, asked.kind, end)
                for end in _of("interval", other["interval"], 2)
            )
        elif op == "t_during":
            raise FilterError("t_during: takes an interval, such as INTERVAL('2022-08-15', '..')")
        else:
            low = high = _literal(op, name, asked.kind, other)
        return _CHRONOLOGY[op](asked.value, low, high)


_PREDICATES: dict[str, Callable[[Translation, str, list[Any]], Condition]] = {
    "between": Translation._between,
    "in": Translation._in,
    "like": Translation._like,
    "isnull": Translation._is_null,
    "s_intersects": Translation._intersects,
    **dict.fromkeys(
        ("t_after", "t_before", "t_during", "t_equals", "t_intersects", "t_disjoint"), Translation._in_time
    ),
}


def _from_on(value: Any, low: Ending, strictly: bool = False) -> Condition:
    return true() if low is None else _condition(value > low if strictly else value >= low)


def _until(value: Any, high: Ending, strictly: bool = False) -> Condition:
    return true() if high is None else _condition(value < high if strictly else value <= high)


def _intersects_time(value: Any, low: Ending, high: Ending) -> Condition:
    return and_(_from_on(value, low), _until(value, high))


_CHRONOLOGY: dict[str, Callable[[Any, Ending, Ending], Condition]] = {
    "t_after": lambda value, low, high: false() if high is None else _condition(value > high),
    "t_before": lambda value, low, high: false() if low is None else _condition(value < low),
    "t_during": lambda value, low, high: and_(_from_on(value, low, True), _until(value, high, True)),
    "t_equals": lambda value, low, high: (
        and_(value == low, value == high) if low is not None and high is not None else false()
    ),
    "t_intersects": _intersects_time,
    "t_disjoint": lambda value, low, high: not_(_intersects_time(value, low, high)),
}
"""What the standard's operators mean of a moment and of an interval, whose ends are None where they are open."""


def _condition(value: Any) -> Condition:
    condition: Condition = value
    return condition


def _of(op: str, args: list[Any], number: int) -> list[Any]:
    if len(args) != number:
        raise FilterError(f"{op}: takes {number} arguments, and has {len(args)}")
    return args


def equal(name: str, asked: Asked, text: str) -> Condition:
    """The condition that a query parameter such as category=ap_mine makes."""
    value: Any = text
    if asked.kind in NUMBERS:
        try:
            value = float(text)
        except ValueError:
            raise FilterError(f"{name} is a number, and {_shown(text)} is none") from None
    return _condition(asked.value == _literal("=", name, asked.kind, value))


def _literal(op: str, name: str, kind: Kind, node: Any) -> Any:
    """The value that a column of this kind is compared with; raises FilterError if it is of another kind."""
    if isinstance(node, dict) and len(node) == 1 and node.keys() <= {"date", "timestamp"}:
        node = next(iter(node.values()))
        if kind not in ("date", "instant"):
            raise FilterError(f"{op}: {name} is of kind {kind}, and is compared with the time {_shown(node)}")
    if kind in NUMBERS:
        if not isinstance(node, float | int) or isinstance(node, bool) or not abs(node) < GREATEST:
            raise FilterError(f"{op}: {name} is a number, and is compared with {_shown(node)}")
        return literal(int(node), BigInteger) if float(node).is_integer() else literal(float(node), Double)
    if not isinstance(node, str):
        raise FilterError(f"{op}: {name} is of kind {kind}, and is compared with {_shown(node)}")
    if "\0" in node:
        raise FilterError(f"{op}: {name} is compared with a text that holds a NUL character")
    return literal({"date": calendar_day, "instant": moment}.get(kind, str)(node), Text)


def calendar_day(text: str) -> str:
    """The calendar day that a date or a timestamp is written with.

    A day of a find is local, and has no time and no zone: 2022-08-15T00:00:00Z says 15 August, in every time zone.
    GDAL writes a day as 2022-08-15T, without the time that it has not.
    """
    if is_day(text[:10]) and (text[10:] in ("", "T") or instant(text)):
        return text[:10]
    raise FilterError(f"{_shown(text)} is no date, such as 2022-08-15, and no time with its UTC offset")


def moment(text: str) -> str:
    """A timestamp as it is stored; a day is its first moment in UTC."""
    at = instant(f"{text}T00:00:00Z" if is_day(text) else text)
    if at is None:
        raise FilterError(f"{_shown(text)} is no time with its UTC offset, such as 2022-08-15T00:00:00Z")
    return stored_instant(at)


def _shown(node: Any) -> str:
    text = repr(node) if not isinstance(node, str) else f"'{node}'"
    return text if len(text) <= 60 else text[:57] + "..."
