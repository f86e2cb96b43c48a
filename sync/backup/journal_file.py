"""The journal's files: lines that are whole or count for nothing, each encrypted where there is a key.

A line is the SHA-256 of what follows, a space, and one JSON object: where the log stood, the numbers of its
entries, and a `body`, or `sealed`: the same as an age file in base64. Room that was reserved and not used is
zero bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from models.late import pyrage
from models.shapes import Json
from sync.backup.sealing import Keyring, Recipient, SealError
from sync.log.epochs import epoch_order

FORMAT = "minetally journal 1"
SUFFIX = ".journal"


class JournalError(Exception):
    """A journal that cannot be written or read, and what to do."""


class JournalHead(NamedTuple):
    """Where the log of an operation stood."""

    epoch: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """What one transaction wrote that no tablet sends again."""

    operation: str
    head: JournalHead
    """After it."""
    at: str
    """Instant of the server's clock, under the operation's lock."""
    seqs: tuple[int, ...]
    """The entries in it."""
    body: Json
    """`entries`, and rows of `edition`, `submission` and of tokens and their like; or `sealed`."""
    file: str = ""
    """Its name."""
    offset: int = 0
    """Where it begins there, bytes."""

    @property
    def order(self) -> tuple[tuple[bool, str], int, str]:
        """What sorts lines into the order in which they were written, whichever process wrote them."""
        return epoch_order(self.head.epoch), self.head.seq, self.at


def written(line: JournalLine, recipient: Recipient | None) -> bytes:
    """A line as it is in the file."""
    body: Json = line.body
    if recipient is not None:
        plain = orjson.dumps(body, default=_binary)
        body = {"sealed": base64.b64encode(pyrage.encrypt(plain, [recipient.key])).decode()}
    head = line.head._asdict()
    text = orjson.dumps(
        {"operation": line.operation, **head, "at": line.at, "seqs": line.seqs, "body": body}, default=_binary
    )
    return _whole(text)


def _binary(value: object) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"a journal holds no {type(value).__name__}")


def bytes_of(value: Any) -> Any:
    """A value of a row; bytes again where they were."""
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def opening(recipient: Recipient | None) -> bytes:
    """The first line of a file."""
    return _whole(orjson.dumps({"format": FORMAT, "recipient": recipient.text if recipient else None}))


def _whole(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode() + b" " + text + b"\n"


class JournalFolder:
    """The files of a journal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.broken: dict[str, int] = {}
        """By name of a file, the lines of it that are not whole: their writing ended before anybody was answered, or
        the disk is damaged."""

    def names(self) -> list[Path]:
        """Its files, the oldest first."""
        return sorted(self.path.glob(f"*{SUFFIX}"))

    def lines(self) -> Iterator[JournalLine]:
        """Every whole line, file by file; bodies are as they are in the file. Raises JournalError."""
        self.broken.clear()
        try:
            for file in self.names():
                yield from self._lines(file)
        except OSError as error:
            raise JournalError(f"The journal in {self.path} cannot be read: {error.strerror or error}.") from None

    def again(self, file: str, offset: int) -> JournalLine:
        """A line that `lines` gave."""
        with (self.path / file).open("rb") as opened:
            opened.seek(offset)
            line = _read(opened.readline(), file, offset)
        if line is None:
            raise JournalError(f"{file} of the journal has changed while it was read.")
        return line

    def _lines(self, file: Path) -> Iterator[JournalLine]:
        offset = 0
        with file.open("rb") as opened:
            for raw in opened:
                try:
                    line = _read(raw, file.name, offset)
                except ValueError:
                    self.broken[file.name] = self.broken.get(file.name, 0) + 1
                    line = None
                if line:
                    yield line
                offset += len(raw)

    def last_heads(self) -> dict[str, JournalHead]:
        """The greatest place in the log of each operation that the journal knows."""
        found: dict[str, JournalHead] = {}
        for line in self.lines():
            known = found.get(line.operation)
            if known is None or (epoch_order(known.epoch), known.seq) < (epoch_order(line.head.epoch), line.head.seq):
                found[line.operation] = line.head
        return found


def _read(raw: bytes, file: str, offset: int) -> JournalLine | None:
    """A line of a file; None where it holds nothing. Raises ValueError where it is not whole, and JournalError."""
    text = raw.lstrip(b"\0")
    if not text:
        return None
    digest, _, said = text[:-1].partition(b" ")
    if not text.endswith(b"\n") or digest != hashlib.sha256(said).hexdigest().encode():
        raise ValueError("not whole")
    document = orjson.loads(said)
    if "format" in document:
        if document["format"] != FORMAT:
            raise JournalError(f"{file} is of another version of Minetally: use that one, or a newer one.")
        return None
    head = JournalHead(document["epoch"], document["seq"], document["hash"])
    seqs = tuple(document["seqs"])
    return JournalLine(document["operation"], head, document["at"], seqs, document["body"], file, offset)


def opened(body: Json, keyring: Keyring | None) -> Json:
    """The body of a line, decrypted where it is sealed. Raises SealError."""
    if "sealed" not in body:
        return body
    if keyring is None:
        raise SealError("The journal is encrypted: name the file of the private key with --decrypt-with.")
    try:
        plain: Json = orjson.loads(pyrage.decrypt(base64.b64decode(body["sealed"]), keyring.keys))
        return plain
    except pyrage.DecryptError as error:
        raise SealError(f"None of the keys opens the journal ({error}).") from None
