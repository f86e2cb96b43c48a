"""The log itself: its chain, and what it says of everything that is stored beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from models.canonical import digest
from sync.exchange.keys import KEY, KeyContent
from sync.finds.rules import DERIVING, KINDS, Change
from sync.log.chain import ENTRIES, FIRST_HASH, Entry, chained
from sync.log.epochs import RECOVERED, RESTORED, Epochs, Place, RestoreRow
from sync.rules.changes import changes_of
from sync.verify.findings import SHOWN
from sync.verify.verification import Verification

PAGE = 500

OUTCOMES = {
    "rejected": "rejected", "dismiss": "dismissed", "edition": "published", RESTORED: RESTORED,
    KEY: "decided",
    RECOVERED: RECOVERED,
    **dict.fromkeys(KINDS, "decided"),
}  # fmt: skip
"""What is answered to entries that make no version of a find, by their kind."""


class RuleTold(NamedTuple):
    """A change of a rule as the log tells it."""

    seq: int
    change: Change
    at: str
    person: str
    reason: str


class Published(NamedTuple):
    """An edition as the log tells it: the columns of its row."""

    number: int
    revision: int
    first_day: str
    last_day: str
    withdraws: int | None
    sha256: str


@dataclass(slots=True)
class Told:
    """What the log says of rules, editions and devices: of each, few."""

    rules: list[RuleTold] = field(default_factory=list)
    last_deriving: int = 0
    """The entry that last changed a rule from which finds or pairs are derived."""
    editions: dict[int, Published] = field(default_factory=dict)
    """By the entry that published."""
    restores: dict[str, RestoreRow] = field(default_factory=dict)
    """By the epoch that began, in their order."""
    keys: dict[str, tuple[KeyContent, int, str]] = field(default_factory=dict)
    """By the key that began: what its entry says, its number and time."""
    entries: int = 0
    """How many there are."""
    devices: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    """By id of the device: its last entry, and its team then."""


def check_log(verification: Verification, looks: Iterable[Callable[[Verification, list[Entry]], None]]) -> Told:
    """Every entry has the next number, the content that its digest names, and the hash that the chain gives.

    Each of `looks` gets every page of entries, to compare what they say with other tables.
    """
    told = Told()
    seq, hash = 0, FIRST_HASH
    head, findings = verification.head, verification.findings
    for page in verification.pages(ENTRIES, ("seq",), PAGE):
        for entry in page:
            _check_link(verification, seq, hash, entry)
            with findings.reading("log", f"seq {entry.seq}"):
                _check_place(verification, told, entry)
                _take(told, entry)
                _check_answer(verification, entry)
            seq, hash = entry.seq, entry.hash
        for look in looks:
            with findings.reading("log", f"seq {page[0].seq} to {seq}"):
                look(verification, page)
        told.entries += len(page)
        verification.progress(len(page))
    if seq != head.seq:
        findings.differs("operation", head.operation, "seq", head.seq, seq)
    if seq < head.seq:
        _miss(verification, seq + 1, head.seq, f"the head of the log stands at {head.seq}")
    if hash != head.hash:
        findings.differs("operation", head.operation, "hash", head.hash, hash)
    return told


def _check_link(verification: Verification, seq: int, hash: str, entry: Entry) -> None:
    findings, row = verification.findings, f"seq {entry.seq}"
    if entry.seq != seq + 1 and not _leaps(seq, entry):
        _miss(verification, seq + 1, entry.seq - 1, f"seq {entry.seq} follows seq {seq}")
    try:
        content = digest(entry.content.encode())
    except UnicodeEncodeError:
        content = ""
    oversized = entry.kind == "rejected" and not entry.content  # `check_oversized` looks at those
    if content != entry.digest and not oversized:
        findings.wrong("log", row, "content", "its content is not the one that its digest names")
    if chained(hash, entry) != entry.hash:
        findings.wrong("log", row, "hash", "its hash does not fit its columns and the entry before it")


def _check_place(verification: Verification, told: Told, entry: Entry) -> None:
    """A place that an entry brought is whole, and in a history that was lost before the entry came."""
    brought = (entry.place_epoch, entry.place_seq, entry.claimed)
    if brought == (None, None, None):
        return
    findings, row, begun = verification.findings, f"seq {entry.seq}", [*told.restores.values()]
    if entry.place_epoch is None or entry.place_seq is None or entry.claimed not in (0, 1):
        findings.wrong("log", row, "place_epoch", "its place is not whole: epoch, number, and whether it is a claim")
    elif not Epochs(begun, begun[-1].epoch if begun else "").lost(Place(entry.place_epoch, entry.place_seq)):
        findings.wrong("log", row, "place_epoch", "its place is in no history that was lost before it came")


def _leaps(seq: int, entry: Entry) -> bool:
    """Whether an entry begins an epoch after the entry `seq`, and its own content says that it has this number."""
    if entry.kind != RESTORED:
        return False
    try:
        said = orjson.loads(entry.content)
        return (said["from_seq"], said["seq"]) == (seq, entry.seq) and entry.seq > seq
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return False  # the digest names it


def _miss(verification: Verification, first: int, last: int, why: str) -> None:
    """The entries from the first to the last are not there; of many, the number is said."""
    for seq in range(first, min(last + 1, first + SHOWN)):
        verification.findings.missing("log", f"seq {seq}", why)
    if last - first >= SHOWN:
        verification.findings.missing("log", f"seq {first + SHOWN} to {last}", why)


def _check_answer(verification: Verification, entry: Entry) -> None:
    answer: dict[str, Any] = orjson.loads(entry.answer)
    says = {"seq": entry.seq, "replayed": False}
    if entry.kind in OUTCOMES:
        says["outcome"] = OUTCOMES[entry.kind]  # type: ignore[assignment]
        says["version"] = None  # type: ignore[assignment]
    if "received_at" in answer:  # what an older version answered did not tell it
        says["received_at"] = entry.received_at  # type: ignore[assignment]
    for name, value in says.items():
        if answer[name] != value:
            held = f"{name} {answer[name]}"
            verification.findings.differs("log", f"seq {entry.seq}", "answer", held, f"{name} {value}")


def _take(told: Told, entry: Entry) -> None:
    if entry.device_id is not None:
        told.devices[entry.device_id] = (entry.seq, entry.team)
    if entry.kind == RESTORED:
        said = orjson.loads(entry.content)
        told.restores[said["id"]] = RestoreRow(
            entry.operation,
            said["id"],
            said["from_epoch"],
            said["from_seq"],
            entry.seq,
            said["first_edition"],
            entry.received_at,
            said["why"],
            int(said["journal"]) if "journal" in said else None,
        )
    if entry.kind == KEY:
        key: KeyContent = orjson.loads(entry.content)
        told.keys[key["key"]] = (key, entry.seq, entry.received_at)
    if entry.kind == RECOVERED:
        for epoch, row in told.restores.items():
            if row.closed_seq is None:
                told.restores[epoch] = row._replace(closed_seq=entry.seq)
    if entry.kind in KINDS:
        content = orjson.loads(entry.content)
        for change in changes_of(content):
            told.rules.append(
                RuleTold(entry.seq, change, entry.received_at, entry.person or "", content.get("reason") or "")
            )
            if change.kind in DERIVING:
                told.last_deriving = entry.seq
    if entry.kind == "edition":
        content, named = orjson.loads(entry.content), orjson.loads(entry.answer)["edition"]
        told.editions[entry.seq] = Published(
            named["number"],
            named["revision"],
            content["from"],
            content["to"],
            content["withdraws"],
            named["sha256"],
        )
