"""The keys file: the secret with which this server signs. It is a file of its own, and in no backup.

It is made at the first start. Another file is another server: cursors that were given before are then unknown.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog

from models.signing import OF_CURSORS, SEED_BYTES, SigningKey, fingerprint

_LOG = structlog.get_logger()

FORMAT = "minetally keys 1"
ABOUT = "The secret keys of a Minetally server. Keep a copy in a safe place, and show it to nobody."


class KeysError(Exception):
    """The keys file cannot be used; the text says which file, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What the keys file holds."""

    signing: SigningKey
    """The key that signs."""
    cursors: SigningKey
    """The key from which the secret of cursors is derived: the first one. A key that follows it by `keys rotate` leaves
    it, so that cursors stay valid; one that follows a stolen key does not."""
    next: SigningKey | None = None
    """The key that follows, until it is entered in the database."""

    @property
    def public(self) -> str:
        """The public key that signs, in Base64."""
        return self.signing.public

    @property
    def fingerprint(self) -> str:
        """The short name of the key that signs."""
        return fingerprint(self.public)

    @property
    def cursor_secret(self) -> bytes:
        """The secret of cursors and heads, 32 bytes."""
        return self.cursors.derived(OF_CURSORS)

    @property
    def own(self) -> frozenset[str]:
        """The public keys of the file, in Base64."""
        return frozenset(one.public for one in (self.signing, self.cursors, self.next) if one)

    def sign(self, name: str, content: object) -> str:
        """The signature of `content`, which is a `name`, in Base64. Raises CanonicalError."""
        return self.signing.sign(name, content)


def new_keys() -> Keys:
    """Keys that nobody has yet."""
    key = new_key()
    return Keys(key, key)


def new_key() -> SigningKey:
    """A key that nobody has yet."""
    return SigningKey(secrets.token_bytes(SEED_BYTES))


def open_keys(path: Path) -> Keys:
    """The keys of the file, which is made when there is none. Raises KeysError.

    Processes that start at the same moment all get the keys of the one that was first.
    """
    if not path.exists():
        with _failing(path, "make", "Name another file by MINETALLY_KEYS, or let the server write into its folder."):
            _write(path, new_keys(), replace=False)
    return read_keys(path)


def read_keys(path: Path) -> Keys:
    """The keys of a file. Raises KeysError when there is none, others may read it, or it is no keys file."""
    with _failing(path, "read", "Let the server read it."):
        mode = path.stat().st_mode
        content = path.read_bytes()
    if mode & 0o007:
        raise KeysError(f"Everyone on this machine may use the keys file {path}. Make it private: chmod 600 {path}")
    try:
        return keys_of(content)
    except ValueError as error:
        raise KeysError(f"{path} is no keys file: {error}. Put a copy in its place that was exported before.") from None


class WatchedKeys:
    """The keys of a file as they are now: `minetally keys rotate` and `revoke` change them while a server runs."""

    def __init__(self, path: Path) -> None:
        """Makes the file where there is none. Raises KeysError."""
        open_keys(path)
        self._path, self._seen = path, _mark(path)
        self._keys = read_keys(path)

    def now(self) -> Keys:
        """The keys. They are read again when the file has changed; what cannot be used leaves those from before.

        To look costs two microseconds, so every request looks.
        """
        mark = _mark(self._path)
        if mark != self._seen:
            self._seen = mark
            try:
                self._keys = read_keys(self._path)
                _LOG.info("keys file has changed", fingerprint=self._keys.fingerprint)
            except KeysError as error:
                _LOG.error("keys file cannot be used", reason=str(error), fingerprint=self._keys.fingerprint)
        return self._keys


def _mark(path: Path) -> tuple[int, ...] | None:
    """What is another one for another file, and after a change of its content or its mode; None: no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_ctime_ns, found.st_size


def fingerprint_at(path: Path) -> str | None:
    """The fingerprint of the key of a file; None where there is no file, or this user may not read it."""
    try:
        return read_keys(path).fingerprint
    except KeysError:
        return None


def write_keys(path: Path, keys: Keys) -> None:
    """Puts these keys in the place of those of the file, at once and completely. Raises KeysError."""
    with _failing(path, "write", "Let this command write into its folder."):
        _write(path, keys, replace=True)


def export_keys(path: Path, keys: Keys) -> None:
    """Writes these keys into a new file that only its owner may read. Raises KeysError, also where there is one."""
    if path.exists():
        raise KeysError(f"There is a file {path} already, and it is left as it is: name another one.")
    with _failing(path, "write", "Name a file in a folder that this command may write into."):
        _write(path, keys, replace=True)


def text_of(keys: Keys) -> str:
    """The keys as they stand in their file: JSON."""
    said = {"format": FORMAT, "about": ABOUT, "signing": keys.signing, "cursors": keys.cursors, "next": keys.next}
    shown = {
        name: b64encode(value.seed).decode() if isinstance(value, SigningKey) else value
        for name, value in said.items()
        if value is not None
    }
    return json.dumps(shown, indent=2) + "\n"


def keys_of(content: bytes) -> Keys:
    """The keys of the content of a file. Raises ValueError, which says what is wrong."""
    said = json.loads(content)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ValueError(f'"format" is not "{FORMAT}"')
    return Keys(_key(said, "signing"), _key(said, "cursors"), _key(said, "next") if "next" in said else None)


def _key(said: dict[str, Any], name: str) -> SigningKey:
    try:
        seed = b64decode(said[name], validate=True)
    except (KeyError, TypeError, ValueError):
        seed = b""
    if len(seed) != SEED_BYTES:
        raise ValueError(f'"{name}" is not {SEED_BYTES} bytes in Base64')
    return SigningKey(seed)


def _write(path: Path, keys: Keys, replace: bool) -> None:
    """Writes the whole file beside its place, then puts it there: nobody ever reads a half of it."""
    beside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(text_of(keys))
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(beside, path)
        else:
            with suppress(FileExistsError):  # another process was first
                os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _failing(path: Path, verb: str, remedy: str) -> Iterator[None]:
    """Says of which file and what to do where the system refuses."""
    try:
        yield
    except OSError as error:
        raise KeysError(f"Cannot {verb} the keys file {path}: {error.strerror or error}. {remedy}") from None
