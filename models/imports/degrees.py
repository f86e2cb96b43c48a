"""Degrees as people write them: decimal, with minutes and seconds, with a letter in several languages.

39.733186    39,733186    39°43'59.5"N    39 43 59.5 N    39°43,991' N    39°43′59,5″ с. ш.
"""

from __future__ import annotations

import re
from typing import Literal

Axis = Literal["lat", "lon"]

HEMISPHERES: dict[str, tuple[Axis, int]] = {
    "N": ("lat", 1), "S": ("lat", -1), "E": ("lon", 1), "W": ("lon", -1),
    "С": ("lat", 1), "Ю": ("lat", -1), "В": ("lon", 1), "З": ("lon", -1),
    "K": ("lat", 1), "G": ("lat", -1), "D": ("lon", 1),
}  # fmt: skip
"""English, Russian (с. ш., ю. ш., в. д., з. д.), and Turkish K, G, D."""

AMBIGUOUS = {
    "B": "Latin B is west in Turkish, and often typed for the Cyrillic В, which is east",
    "C": "Latin C is often typed for the Cyrillic С, which is north, and means nothing by itself",
    "O": "O is west in Spanish and French, and east in German",
}
"""Letters that point one way in one language, and another in the next."""

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?", re.ASCII)
_LETTERS = re.compile(r"[A-ZА-ЯЁ]")
_PARTS = re.compile(
    r"(?P<sign>[+-]?)(?P<degrees>\d+(?:[.,]\d+)?)"
    r"(?:[°º˚:\s-]+(?P<minutes>\d+(?:[.,]\d+)?)(?:['′’´:\s-]+(?P<seconds>\d+(?:[.,]\d+)?))?)?[\"″”'′’´°º˚\s]*",
    re.ASCII,
)


class DegreesError(ValueError):
    """The text names no angle; `detail` says why, `remedy` how to write it."""

    def __init__(self, detail: str, remedy: str) -> None:
        super().__init__(detail)
        self.detail, self.remedy = detail, remedy


def degrees(text: str, axis: Axis) -> float:
    """Degrees north or east. Raises DegreesError, also where the letter is one of the other axis."""
    if _PLAIN.fullmatch(text):
        return float(text)
    rest, sign = _without_hemisphere(text, axis)
    found = _PARTS.fullmatch(rest)
    if found is None:
        raise DegreesError(f"{text!r} is no angle", "write it as 39.733186 or 39°43'59.5\"N")
    parts = [found[name] for name in ("degrees", "minutes", "seconds") if found[name] is not None]
    if any("." in part or "," in part for part in parts[:-1]):
        raise DegreesError(f"{text!r} has a fraction before its last part", "leave out what comes after the fraction")
    numbers = [float(part.replace(",", ".")) for part in parts]
    if any(number >= 60 for number in numbers[1:]):
        raise DegreesError(f"{text!r} has 60 or more minutes or seconds", "check its digits")
    if found["sign"] == "-" and sign:
        raise DegreesError(f"{text!r} has a minus and a letter", "keep one of them")
    value: float = sum(number / float(60**n) for n, number in enumerate(numbers))
    value = value if len(numbers) == 1 else round(value, 9)
    return -value if found["sign"] == "-" or sign == -1 else value


def pair(text: str) -> tuple[float, float]:
    """Latitude and longitude from one text: by their letters, and without letters latitude first."""
    halves = _halves(text.strip().strip("()[]"))
    if halves is None:
        raise DegreesError(f"{text!r} is no pair of angles", "write it as 39.733186, 46.574427")
    letters = [_hemispheres(half) for half in halves]
    if letters[0] and HEMISPHERES.get(letters[0][0], ("lat", 1))[0] == "lon":
        halves = halves[1], halves[0]
    return degrees(halves[0], "lat"), degrees(halves[1], "lon")


def place(text: str) -> tuple[float, float, float | None]:
    """Latitude and longitude from one text, and the accuracy in metres where it says one.

    Field forms write latitude, longitude, altitude and accuracy, as 39.733186 46.574427 1250.0 4.8. An altitude says
    nothing of where a mine is.
    """
    numbers = re.split(r"\s*[,;\s]\s*", text.strip())
    if len(numbers) in (3, 4) and all(_PLAIN.fullmatch(one) for one in numbers) and _degrees_like(numbers[:2]):
        accuracy_m = float(numbers[3]) if len(numbers) == 4 else None
        return float(numbers[0]), float(numbers[1]), accuracy_m
    return *pair(text), None


def _degrees_like(numbers: list[str]) -> bool:
    """Whether both have a fraction: 39 43 59.5 is one angle."""
    return all("." in one for one in numbers)


_WKT = re.compile(r"POINT\s*Z?\s*\(\s*(\S+)\s+([^\s)]+)[^)]*\)?", re.IGNORECASE)


def _halves(text: str) -> tuple[str, str] | None:
    if point := _WKT.fullmatch(text):
        return point[2], point[1]
    for separator in (";", "/", ", ", ","):
        halves = text.split(separator)
        if len(halves) == 2 and all(any(c.isdigit() for c in half) for half in halves):
            return halves[0], halves[1]
    upper = text.upper()
    marks = [found.start() for found in re.finditer(r"[NSEWСЮВЗKGD]", upper)]
    if len(marks) == 2:
        cut = marks[1] if upper[0] in HEMISPHERES else marks[0] + 1
        if upper[0] not in HEMISPHERES and (tail := re.match(r"[.\s]*[ШД]\.?", upper[cut:])):
            cut += tail.end()
        return text[:cut], text[cut:]
    words = text.split()
    if len(words) >= 2 and len(words) % 2 == 0 and not marks:
        half = len(words) // 2
        return " ".join(words[:half]), " ".join(words[half:])
    return None


def _hemispheres(text: str) -> list[str]:
    """The letters of a text; `ш.` and `д.` behind a Russian one say nothing more."""
    letters = _LETTERS.findall(text.upper())
    return letters[:1] if len(letters) == 2 and letters[0] in "СЮВЗ" and letters[1] in "ШД" else letters


def _without_hemisphere(text: str, axis: Axis) -> tuple[str, int]:
    """The text without its letters, and 1 or -1 as they say; 0 without any."""
    letters = _hemispheres(text)
    rest = re.sub(r"(?<=\s)\.+|\.+$", "", _LETTERS.sub(" ", text.upper().replace("Ш.", "Ш").replace("Д.", "Д")))
    rest = re.sub(r"\s+", " ", rest.replace(" . ", " ")).strip()
    if not letters:
        return rest.replace("−", "-"), 0
    (letter, *more) = letters
    if letter in AMBIGUOUS and not more:
        raise DegreesError(f"{text!r}: {AMBIGUOUS[letter]}", "write N, S, E or W")
    if more or letter not in HEMISPHERES:
        raise DegreesError(f"{text!r} is no angle", "write it as 39.733186 or 39°43'59.5\"N")
    found, sign = HEMISPHERES[letter]
    if found != axis:
        names = {"lat": "a latitude", "lon": "a longitude"}
        raise DegreesError(f"{text!r} is {names[found]}, not {names[axis]}", "are the two columns swapped?")
    return rest.rstrip(". "), sign
