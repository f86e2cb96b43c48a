"""Manifests: what each backup in a store is of, which one is meant, and which ones are kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson

from sync.backup.store import Store

FORMAT = "minetally backup 1"
FOLDER = "backups/"
MANIFEST = "/manifest.json"
PHOTOS = "photos/"
ABANDONED = timedelta(days=1)
"""What has no manifest for so long is of a backup that was broken off."""


class ManifestError(Exception):
    """A backup that is not there or cannot be read, or a rule of what is kept that is none."""


@dataclass(frozen=True, slots=True)
class SavedHead:
    """Where the log of an operation stood."""

    operation: str
    epoch: str
    seq: int
    hash: str
    edition: int = 0
    """The greatest number of an edition; 0 where none was published."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup."""

    name: str
    """When it was made, in UTC, and six characters: 20220823T080000Z-3fa2c1."""
    made_at: str
    """Instant of the server's clock, just before the moment that it shows."""
    tables: str
    """The migration that its tables are at."""
    file: str
    """The name of the database in the store."""
    sha256: str
    """Of that file as it is in the store, hex."""
    size: int
    """Bytes of that file."""
    unpacked: int
    """Bytes of the SQLite file in it."""
    photos: int
    """How many photos it names; each is once in the store, whatever the number of backups."""
    recipient: str | None
    """The public key to which its files are encrypted."""
    verified: bool
    """It was restored into a scratch database, and everything there fitted together."""
    operations: tuple[SavedHead, ...]

    def head(self, operation: str) -> SavedHead | None:
        """Where the log of this operation stands in it."""
        return next((one for one in self.operations if one.operation == operation), None)

    def document(self) -> bytes:
        """As it is in the store."""
        return orjson.dumps({"format": FORMAT, **asdict(self)}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def new_name(now: datetime) -> str:
    """The name of a backup that is made now."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"


def folder_of(name: str) -> str:
    """Where the files of a backup are in its store."""
    return f"{FOLDER}{name}"


async def manifests(store: Store) -> list[Manifest]:
    """The backups of a store, the oldest first."""
    names = [name for name in await store.names(FOLDER) if name.endswith(MANIFEST)]
    return [_read(name, await store.read(name)) for name in sorted(names)]


def _read(name: str, content: bytes) -> Manifest:
    try:
        document: dict[str, Any] = orjson.loads(content)
        if document.pop("format") != FORMAT:
            raise ManifestError(f"{name} is of another version of Minetally: use that one, or a newer one.")
        operations = tuple(SavedHead(**one) for one in document.pop("operations"))
        return Manifest(**document, operations=operations)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ManifestError(
            f"{name} cannot be read ({type(error).__name__}): rename its folder to go on without it."
        ) from None


async def chosen(store: Store, beginning: str | None) -> Manifest:
    """The backup whose name begins so; the newest verified one where none is named. Raises ManifestError."""
    found = await manifests(store)
    if beginning is None:
        verified = [one for one in found if one.verified]
        if not verified:
            unverified = f" It has {len(found)} that are not verified: name one, as STORE@NAME." if found else ""
            raise ManifestError(f"The store {store.address} has no verified backup.{unverified}")
        return verified[-1]
    named = [one for one in found if one.name.startswith(beginning)]
    if len(named) == 1:
        return named[0]
    listed = ", ".join(one.name for one in named or found) or "none"
    many = "has several backups that begin" if named else "has no backup that begins"
    raise ManifestError(f"The store {store.address} {many} with {beginning}. Name one of these: {listed}.")


# What is kept

_SPANS = {"h": "%Y%m%d%H", "d": "%Y%m%d", "w": "%G%V", "m": "%Y%m", "y": "%Y"}
"""Hours, days, weeks, months, years: two times are in one span when this writes them alike."""
_PART = re.compile(r"([1-9]\d{0,3})([hdwmy])")


@dataclass(frozen=True, slots=True)
class Keep:
    """A rule such as 24h,7d,12m: of each of the last 24 hours, 7 days and 12 months the newest backup."""

    parts: tuple[tuple[int, str], ...]

    @classmethod
    def read(cls, text: str) -> Keep:
        """Raises ManifestError where the text is no rule."""
        parts = [_PART.fullmatch(part.strip()) for part in text.split(",")]
        if not all(parts):
            raise ManifestError(
                f"What to keep is written as 24h,7d,12m: numbers of hours (h), days (d), weeks (w), months (m) and"
                f" years (y) with commas between them, not {text!r}."
            )
        return cls(tuple((int(part[1]), part[2]) for part in parts if part))

    def kept(self, backups: Sequence[Manifest]) -> set[str]:
        """The names that are kept of backups, the oldest first: only spans that have a backup count.

        The newest one of all, the newest verified one, and the newest of each epoch of an operation stay always.
        """
        newest_first = list(reversed(backups))
        kept = {one.name for one in newest_first[:1]}
        kept |= {next((one.name for one in newest_first if one.verified), "")}
        epochs: set[tuple[str, str]] = set()
        for one in newest_first:
            of = {(head.operation, head.epoch) for head in one.operations}
            if of - epochs:
                kept.add(one.name)
            epochs |= of
        for number, span in self.parts:
            spans: set[str] = set()
            for one in newest_first:
                this = datetime.fromisoformat(one.made_at).astimezone(UTC).strftime(_SPANS[span])
                if this not in spans and len(spans) < number:
                    spans.add(this)
                    kept.add(one.name)
        return kept


async def remove_others(store: Store, keep: Keep, now: datetime) -> list[str]:
    """Removes the backups that a rule does not keep, and what is left of broken ones; gives the names of the former.

    Photos stay: none is ever deleted from an operation, so the newest backup names them all.
    """
    found = await manifests(store)
    kept = keep.kept(found)
    gone = [one.name for one in found if one.name not in kept]
    for name in gone:
        await store.remove(f"{folder_of(name)}{MANIFEST}")  # first: without it, it is no backup
    whole = {f"{folder_of(one.name)}/" for one in found if one.name in kept}
    before = f"{now.astimezone(UTC) - ABANDONED:%Y%m%dT%H%M%SZ}"
    for file in await store.names(FOLDER):
        name = file.removeprefix(FOLDER).partition("/")[0]
        if name in gone or (f"{folder_of(name)}/" not in whole and name < before):
            await store.remove(file)
    return gone


def sealed(name: str, recipient: str | None) -> str:
    """The name in a store of what is encrypted, or is not."""
    return name if recipient is None else f"{name}.age"


def photo_name(sha256: str, recipient: str | None) -> str:
    """The name of a photo in a store: another one for each key, so that each backup has all under its own."""
    key = "" if recipient is None else f".{hashlib.sha256(recipient.encode()).hexdigest()[:8]}"
    return sealed(f"{PHOTOS}{sha256[:2]}/{sha256}{key}", recipient)
