"""In which encoding a text file is written, found out from all of it: the first accent may be far down."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from api.imports.table import unreadable

PIECE = 1024 * 1024
SAMPLE = 64 * 1024
"""Bytes of lines that are not ASCII, from which one of CANDIDATES is chosen."""
CANDIDATES = ["cp1251", "cp1254", "cp866", "koi8_r"]
"""What spreadsheets write where our users are. cp1254 is cp1252 (Latin 1) with Turkish letters in place of Icelandic
ones, and stands for both. Others, such as cp1250, are named by the user: they differ in a few letters only."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def opener(path: Path) -> Callable[[], BinaryIO]:
    """Opens a file, inflated where it is gzip."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"

    def opened() -> BinaryIO:
        return gzip.open(path, "rb") if zipped else path.open("rb")  # type: ignore[return-value]

    return opened


def encoding_of(open_file: Callable[[], BinaryIO]) -> str:
    """The encoding by its mark, UTF-8 where all of the file is, or the likeliest of CANDIDATES."""
    try:
        with open_file() as file:
            first = file.read(PIECE)
            if marked := next((name for mark, name in _MARKS if first.startswith(mark)), None):
                return marked
            if wide := _without_mark(first):
                return wide
            sample = _not_utf8(chain([first], iter(lambda: file.read(PIECE), b"")))
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(f"The file ends in the middle, or is damaged: {error}.") from None
    if not sample:
        return "utf-8"
    from charset_normalizer import from_bytes  # where it is needed: an idle server does not have to hold it

    best = from_bytes(sample, cp_isolation=CANDIDATES).best()
    return best.encoding if best else "cp1254"


def _not_utf8(pieces: Iterable[bytes]) -> bytes:
    """Lines with letters beyond ASCII of a file that is not UTF-8; none when all of it is."""
    decoder, broken, sample = codecs.getincrementaldecoder("utf-8")(), False, bytearray()
    for piece in pieces:
        if not broken:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                broken = True
        if len(sample) < SAMPLE and not piece.isascii():
            sample += b"\n".join(line for line in piece.splitlines() if not line.isascii())
        if broken and len(sample) >= SAMPLE:
            break
    cut = decoder.getstate()[0] != b""  # the file ends inside a letter
    return bytes(sample[:SAMPLE]) if broken or cut else b""


def _without_mark(first: bytes) -> str | None:
    """UTF-16 shows by the zeros beside its digits and delimiters."""
    even, odd = first[:4000:2].count(0), first[1:4000:2].count(0)
    if max(even, odd) * 20 > len(first[:4000]):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None
