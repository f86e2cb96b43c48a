"""Numbers as people write them: with a decimal point or comma, with spaces, points or commas between thousands."""

from __future__ import annotations

import math
import re

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = {",": re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII), ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})+", re.ASCII)}
LONGEST = 40


class NumberError(ValueError):
    """The value is no number; `detail` says why, `remedy` how to fix it."""

    def __init__(self, detail: str, remedy: str = "write a plain number such as 12 or 39.733186") -> None:
        super().__init__(detail)
        self.detail, self.remedy = detail, remedy


def number_of(value: object, decimal: str | None) -> int | float:
    """The number that a cell holds; `decimal` is the sign before its fraction, None where it is not known.

    Raises NumberError, also where 1,234 can be two numbers.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise NumberError(f"{str(value)[:60]!r} is no number")
    if isinstance(value, str):
        return _read(value, decimal)
    if not math.isfinite(value):
        raise NumberError(f"{value} is no number")
    return _whole(value)


def count_of(value: object, decimal: str | None) -> int | float:
    """The number of what can be counted.

    Raises NumberError, also where 1.000 or 1,000 would be read as one: its writer may have meant a thousand.
    """
    number = number_of(value, decimal)
    text = value.strip() if isinstance(value, str) else ""
    if any(grouped.fullmatch(text) for grouped in _GROUPED.values()):
        thousands = int(re.sub(r"[,.]", "", text))
        if number != thousands:
            raise NumberError(f"{text!r} can be {thousands} or {number}", "write it without a sign between its digits")
    return number


def _read(typed: str, decimal: str | None) -> int | float:
    text = re.sub(r"(?<=\d)[\s'’](?=\d{3}(\D|$))", "", typed.strip()).replace("−", "-")
    if len(text) > LONGEST:
        raise NumberError(f"{typed[:30]!r}... is no number")
    if text.count(",") + text.count(".") > 1:
        text = _with_point(text, decimal)
    elif "," in text:
        if decimal is None and _GROUPED[","].fullmatch(text):
            raise NumberError(
                f"{typed!r} can be {text.replace(',', '')} or {text.replace(',', '.')}",
                "say which sign comes before the fraction: decimal=, or decimal=.",
            )
        text = text.replace(",", "" if decimal == "." and _GROUPED[","].fullmatch(text) else ".")
    elif decimal == "," and _GROUPED["."].fullmatch(text):
        text = text.replace(".", "")
    if not _PLAIN.fullmatch(text):
        raise NumberError(f"{typed!r} is no number")
    number = float(text)
    if not math.isfinite(number):
        raise NumberError(f"{typed!r} is no number")
    return int(text) if text.lstrip("+-").isdigit() else _whole(number)


def _with_point(text: str, decimal: str | None) -> str:
    """A number of several signs: what stands once, and last, comes before the fraction."""
    last = max(text.rfind(","), text.rfind("."))
    sign, other = (",", ".") if text[last] == "," else (".", ",")
    if text.count(sign) > 1:  # only thousands
        return text.replace(sign, "") if other not in text and _GROUPED[sign].fullmatch(text) else text
    whole = text[:last]
    if (decimal is not None and decimal != sign) or not _GROUPED[other].fullmatch(whole):
        return "" if decimal is not None else text
    return whole.replace(other, "") + "." + text[last + 1 :]


def _whole(number: float) -> int | float:
    """12.0 is 12: what a spreadsheet keeps of a whole number."""
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 2**53 else number
