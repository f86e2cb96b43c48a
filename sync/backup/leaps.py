"""Leaps: what a store notes of each restore, so that no number of an entry or an edition is given twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import orjson

from sync.backup.manifest import Manifest, ManifestError
from sync.backup.store import Store
from sync.log.epochs import epoch_order

FORMAT = "minetally restore 1"
FOLDER = "restores/"


@dataclass(frozen=True, slots=True)
class Leap:
    """A restore of one operation."""

    operation: str
    epoch: str
    """The epoch that began."""
    from_epoch: str
    from_seq: int
    """The last entry of the history that goes on."""
    seq: int
    """The entry that restored it: numbers before it, after `from_seq`, are of nobody."""
    edition: int
    """The number from which editions go on."""
    at: str
    """Instant."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The greatest numbers of an operation that a store knows of; 0 where it knows of none."""

    seq: int = 0
    edition: int = 0
    epoch: str = ""
    at: str = ""
    """Instant of the newest restore or backup that it knows of."""


async def note(store: Store, leap: Leap) -> None:
    """Notes a restore: before anybody can be given one of its numbers."""
    content = orjson.dumps({"format": FORMAT, **asdict(leap)}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    await store.write(f"{FOLDER}{leap.operation}/{leap.epoch}.json", content)


async def leaps_of(store: Store) -> list[Leap]:
    """The restores that a store knows of."""
    found = []
    for name in sorted(await store.names(FOLDER)):
        try:
            document = orjson.loads(await store.read(name))
            if document.pop("format") != FORMAT:
                raise ManifestError(f"{name} is of another version of Minetally: use that one, or a newer one.")
            found.append(Leap(**document))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ManifestError(
                f"{name} cannot be read ({type(error).__name__}): it says which numbers are given."
            ) from None
    return found


def reached(operation: str, leaps: Iterable[Leap], backups: Iterable[Manifest]) -> Reached:
    """How far the numbers of an operation went, as restores and backups say."""
    mine = [leap for leap in leaps if leap.operation == operation]
    heads = [(one.made_at, head) for one in backups if (head := one.head(operation)) is not None]
    return Reached(
        seq=max([0, *(leap.seq for leap in mine), *(head.seq for _, head in heads)]),
        edition=max([0, *(leap.edition for leap in mine), *(head.edition for _, head in heads)]),
        epoch=max(["", *(leap.epoch for leap in mine), *(head.epoch for _, head in heads)], key=epoch_order),
        at=max(["", *(leap.at for leap in mine), *(at for at, _ in heads)]),
    )
