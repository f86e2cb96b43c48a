"""Days as people write them. A day that can be read two ways is never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

ORDERS = ("DMY", "MDY", "YMD")
_YEAR_ONLY = re.compile(r"Y-(\d\d)-(\d\d)", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})\.?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[\s.\-/]*(?:de\s+)?([^\W\d_]+)\.?[\s.,\-/]*(?:de\s+)?(\d{4})(?:\s*г\.?)?")
_TIME = re.compile(r"[T\s]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?(?P<offset>\s*(Z|[+-]\d\d:?\d\d))?$", re.ASCII)

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january январь января янв enero ene yanvar ocak",
            "feb february февраль февраля фев febrero fevral şubat",
            "mar march март марта мар marzo mart",
            "apr april апрель апреля апр abril abr aprel nisan",
            "may май мая mayo mayıs",
            "jun june июнь июня июн junio iyun haziran",
            "jul july июль июля июл julio iyul temmuz",
            "aug august август августа авг agosto ago avqust ağustos",
            "sep sept september сентябрь сентября сен septiembre sentyabr eylül",
            "oct october октябрь октября окт octubre oktyabr ekim",
            "nov november ноябрь ноября ноя noviembre noyabr kasım",
            "dec december декабрь декабря дек diciembre dic dekabr aralık",
        ),
        1,
    )
    for name in names.split()
}
"""Months in English, Russian, Spanish, Azerbaijani and Turkish."""

ISO = "write the local day as 2022-08-15"


class DayError(ValueError):
    """The value names no day; `detail` says why, `remedy` how to fix it."""

    def __init__(self, detail: str, remedy: str = ISO) -> None:
        super().__init__(detail)
        self.detail, self.remedy = detail, remedy


class AmbiguousDay(DayError):
    """The text can be two days."""


def is_day_form(text: str) -> bool:
    """Whether this says how days are written: DMY, MDY, YMD, or Y-07-01 for a column that holds only the year."""
    found = _YEAR_ONLY.fullmatch(text)
    return text in ORDERS or (found is not None and _of(2000, int(found[1]), int(found[2])) is not None)


def day_of(value: object, form: str | None) -> str:
    """The day as YYYY-MM-DD. `form` is one of ORDERS, Y-MM-DD or None where nothing is known. Raises DayError."""
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise DayError(f"{value.isoformat()} is a moment with a UTC offset, and the local day may be another")
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if form and (year_only := _YEAR_ONLY.fullmatch(form)):
        if re.fullmatch(r"\d{4}(\.0)?", text, re.ASCII):
            return f"{text[:4]}-{year_only[1]}-{year_only[2]}"
        form = None
    if time := _TIME.search(text):
        if time["offset"]:
            raise DayError(f"{text!r} is a moment with a UTC offset, and the local day may be another")
        text = text[: time.start()]
    day = _numbered(text, form) if (found := _NAMED.fullmatch(text)) is None else _named(found)
    if day is None:
        raise DayError(f"{text!r} is no calendar date")
    return day.isoformat()


def _numbered(text: str, form: str | None) -> date | None:
    if re.fullmatch(r"(19|20)\d{6}", text, re.ASCII):
        return _of(int(text[:4]), int(text[4:6]), int(text[6:]))
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    first, middle, last = found.groups()
    if len(first) == 4 and len(last) <= 2:
        return _of(int(first), int(middle), int(last))
    if len(last) != 4 or len(first) > 2:
        raise DayError(f"{text!r} has a year of two digits", "write the year with four digits, best as 2022-08-15")
    as_dmy = _of(int(last), int(middle), int(first))
    as_mdy = _of(int(last), int(first), int(middle))
    if form == "MDY":
        return as_mdy
    if form == "DMY":
        return as_dmy
    if as_dmy and as_mdy and as_dmy != as_mdy:
        raise AmbiguousDay(
            f"{text!r} can be {as_dmy.isoformat()} or {as_mdy.isoformat()}",
            "say which comes first: dates=DMY (day) or dates=MDY (month)",
        )
    return as_dmy or as_mdy


def _named(found: re.Match[str]) -> date | None:
    month = MONTHS.get(found[2].replace("İ", "i").lower())
    return (month and _of(int(found[3]), month, int(found[1]))) or None


def _of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def may_be_day(value: object) -> bool:
    """Whether it can be read as a day, if perhaps as one of two."""
    try:
        day_of(value, None)
    except AmbiguousDay:
        return True
    except DayError:
        return False
    return True
