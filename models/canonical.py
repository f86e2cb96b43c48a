"""Canonical bytes by RFC 8785 (JSON Canonicalization Scheme), and their digest."""

from __future__ import annotations

import hashlib

import orjson
import rfc8785

GREATEST_INTEGER = 2**53 - 1
"""The largest absolute value of an integer that RFC 8785 can write."""

DEEPEST_NESTING = 200
"""The largest number of lists and objects inside each other. It is fixed, because the limit of the interpreter's stack
depends on the caller, and a value must be canonical for every caller or for none."""

LEAST_PLAIN_FRACTION = 1e-4
"""From this absolute value on, orjson and RFC 8785 write fractions the same way (tests/models/test_canonical.py)."""


class CanonicalError(ValueError):
    """RFC 8785 cannot write the value.

    It contains half of a surrogate pair, NaN, an infinity, an integer larger than 2**53 - 1, a key that is not text or
    a value that is not JSON, or it is nested deeper than DEEPEST_NESTING.
    """


def canonical(value: object) -> bytes:
    """The canonical JSON of a value (RFC 8785): equal bytes for equal values. Raises CanonicalError."""
    try:
        if not _orjson_agrees(value, DEEPEST_NESTING):
            value = _with_whole_numbers_as_integers(value, DEEPEST_NESTING)
            if not _orjson_agrees(value, DEEPEST_NESTING):
                return rfc8785.dumps(value)  # type: ignore[arg-type]  # rfc8785 checks the type
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (ValueError, TypeError, RecursionError) as error:  # orjson's own error is a TypeError
        raise CanonicalError(str(error) or "the value is nested too deeply") from None


def digest(content: bytes) -> str:
    """SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def equality_text(value: object) -> str:
    """A text that is the same for equal JSON values, also for values that `canonical` rejects. Never raises."""
    try:
        return canonical(value).decode()
    except CanonicalError:
        return "\0" + _flat(value)


def _orjson_agrees(value: object, levels: int) -> bool:
    """Whether orjson surely writes the bytes of RFC 8785. This is the common case, and about thirty times faster.

    ASCII keys have the same order in UTF-8 (orjson) and in UTF-16 (RFC 8785).
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -GREATEST_INTEGER <= value <= GREATEST_INTEGER  # type: ignore[operator]
    if kind is float:
        return LEAST_PLAIN_FRACTION <= abs(value) <= GREATEST_INTEGER and not value.is_integer()  # type: ignore
    if not levels:
        return False
    if kind is dict:
        for key, inner in value.items():  # type: ignore[attr-defined]
            if type(key) is not str or not key.isascii():
                return False
            if type(inner) is not str and not _orjson_agrees(inner, levels - 1):
                return False
        return True
    if kind is list:
        return all(_orjson_agrees(inner, levels - 1) for inner in value)  # type: ignore[attr-defined]
    return False


def _with_whole_numbers_as_integers(value: object, levels: int) -> object:
    """The same value with 12.0 as 12; RFC 8785 writes both the same. It also checks the depth."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= GREATEST_INTEGER else value
    if not isinstance(value, dict | list | tuple):
        return value
    if not levels:
        raise CanonicalError(f"the value is nested deeper than {DEEPEST_NESTING} levels")
    if isinstance(value, dict):
        return {key: _with_whole_numbers_as_integers(inner, levels - 1) for key, inner in value.items()}
    return [_with_whole_numbers_as_integers(inner, levels - 1) for inner in value]


def _flat(value: object) -> str:
    """All of a value in one line, without recursion. The length comes before the members of each list and object."""
    parts, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            parts.append(f"{{{len(one)}")
            for key in sorted(one, key=ascii):
                waiting += (one[key], key)
        elif isinstance(one, list | tuple):
            parts.append(f"[{len(one)}")
            waiting += one
        elif isinstance(one, int) and not isinstance(one, bool):
            parts.append(hex(one))  # Python does not write a huge integer in decimal digits
        elif isinstance(one, float) and one.is_integer():
            parts.append(hex(int(one)))
        else:
            parts.append(ascii(one))
    return " ".join(parts)
