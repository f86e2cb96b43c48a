"""Days as people write them. A day that can be read two ways is never guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

ORDERS = ("DMY", "MDY", "YMD")
_YEAR_ONLY = re.compile(r"Y-(\d\d)-(\d\d)", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,4})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{1,4})(?:\.|\s*г\.?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[\s.\-/]*(?:de\s+)?([^\W\d_]+)\.?[\s.,\-/]*(?:de\s+)?(\d{4}|\d\d)(?:\s*г\.?)?")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[\s.\-/]*(\d{1,2})(?:st|nd|rd|th)?[\s,.\-/]+(\d{4})")
_WEEKDAY = re.compile(r"[^\W\d_]+\.?,\s*(?=\S*[^\W_])")
_TIME = re.compile(
    r"[T\s]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?(\s*[AaPp]\.?[Mm]\.?)?(?P<offset>\s*([Zz]|[+-]\d\d:?\d\d))?$", re.ASCII
)
_SERIALS = range(20_000, 80_000)
"""Days since 30 December 1899, as spreadsheets count them: 1954 to 2119."""
_SERIAL_ZERO = date(1899, 12, 30)

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


def day_of(value: object, form: str | None, zone: tzinfo | None = None, swapped: bool = False) -> str:
    """The day as YYYY-MM-DD. Raises DayError.

    `form` is one of ORDERS, Y-MM-DD or None where nothing is known. `zone` is where a moment with a UTC offset has its
    local day. `swapped`: a spreadsheet exchanged day and month of what it holds as a real date.
    """
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return _local(value, zone)
        value = value.date()
    if isinstance(value, date):
        return (_swapped(value) if swapped else value).isoformat()
    if is_serial(value):
        return (_SERIAL_ZERO + timedelta(days=int(float(str(value))))).isoformat()
    text = str(value).strip()
    if form and (year_only := _YEAR_ONLY.fullmatch(form)):
        if re.fullmatch(r"\d{4}(\.0)?", text, re.ASCII):
            return f"{text[:4]}-{year_only[1]}-{year_only[2]}"
        form = None
    if time := _TIME.search(text):
        if time["offset"]:
            return _local(_moment(text), zone)
        text = text[: time.start()]
    day = _written(text, form)
    if day is None:
        raise DayError(f"{text!r} is no calendar date")
    return day.isoformat()


def is_serial(value: object) -> bool:
    """Whether it is a day as spreadsheets count them, such as 44788 for 15 August 2022."""
    if isinstance(value, str):
        return (
            re.fullmatch(r"\d{5}(\.\d+)?", value.strip(), re.ASCII) is not None and int(value.strip()[:5]) in _SERIALS
        )
    return isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIALS


def is_moment(value: object) -> bool:
    """Whether it says a time with its UTC offset."""
    if isinstance(value, datetime):
        return value.tzinfo is not None
    time = _TIME.search(value.strip()) if isinstance(value, str) else None
    return time is not None and bool(time["offset"])


def _local(moment: datetime, zone: tzinfo | None) -> str:
    if zone is None:
        raise DayError(f"{moment.isoformat()} is a moment with a UTC offset, and the local day may be another")
    return moment.astimezone(zone).date().isoformat()


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(re.sub(r"\s+(?=[Zz+-])", "", text).upper())
    except ValueError:
        raise DayError(
            f"{text!r} is no date and time", "write it as 2022-08-15T17:20:00+04:00, or the local day"
        ) from None


def _swapped(day: date) -> date:
    found = _of(day.year, day.day, day.month)
    if found is None:
        raise DayError(f"{day.isoformat()} cannot have day and month exchanged", "write the day as it was found")
    return found


def readings(text: str) -> dict[str, date]:
    """The day in each order in which a text of numbers can be read; nothing where the order does not matter."""
    time = _TIME.search(text)
    found = _WRITTEN.fullmatch(text[: time.start()] if time else text)
    return _in_orders(*found.groups()) if found else {}


def _written(text: str, form: str | None) -> date | None:
    if named := _DAY_FIRST.fullmatch(text):
        return _named(named[3], named[2], named[1])
    if named := _MONTH_FIRST.fullmatch(text):
        return _named(named[3], named[1], named[2])
    if (weekday := _WEEKDAY.match(text)) and weekday.end() < len(text):
        return _written(text[weekday.end() :], form)
    if re.fullmatch(r"(19|20)\d{6}", text, re.ASCII):
        return _of(int(text[:4]), int(text[4:6]), int(text[6:]))
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    first, middle, last = found.groups()
    if len(first) == 4 and len(last) <= 2:
        return _of(int(first), int(middle), int(last))
    orders = _in_orders(first, middle, last)
    if form in ("DMY", "MDY") or form in orders:
        return orders.get(form)
    days = [*dict.fromkeys(orders.values())]
    if len(days) > 1:
        said = {"DMY": "(day)", "MDY": "(month)", "YMD": "(year)"}
        raise AmbiguousDay(
            f"{text!r} can be {' or '.join(day.isoformat() for day in days)}",
            f"say which comes first: {' or '.join(f'dates={order} {said[order]}' for order in orders)}",
        )
    return days[0] if days else None


def _in_orders(first: str, middle: str, last: str) -> dict[str, date]:
    if len(first) > 2 or len(last) not in (2, 4):
        return {}
    orders = {"DMY": _of(_year(last), int(middle), int(first)), "MDY": _of(_year(last), int(first), int(middle))}
    if len(first) == len(last) == 2:
        orders["YMD"] = _of(_year(first), int(middle), int(last))
    return {order: day for order, day in orders.items() if day is not None}


def _year(digits: str) -> int:
    """A year of two digits is one of 1970 to 2069."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _named(year: str, month: str, day: str) -> date | None:
    number = MONTHS.get(month.replace("İ", "i").lower())
    return (number and _of(_year(year), number, int(day))) or None


def _of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def may_be_day(value: object) -> bool:
    """Whether it can be read as a day, if perhaps as one of two."""
    try:
        day_of(value, None, UTC)
    except AmbiguousDay:
        return True
    except DayError:
        return False
    return not is_serial(value)
