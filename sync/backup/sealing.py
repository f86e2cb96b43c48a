"""Files as they go into a store: compressed, and encrypted to a public key where there is one.

Encrypted is a file of the format age (age-encryption.org/v1): `age --decrypt -i key.txt` opens it without us.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import zstandard

from models.late import pyrage
from sync.backup.store import create_private

LEVEL = 3
"""Of zstd: seven times smaller in a second for each 300 MB."""
PART_BYTES = 1024 * 1024


class SealError(Exception):
    """A key that is none, or that does not open a file; the text never has a private key in it."""


class Recipient:
    """A public key: `age1...`, or a line `ssh-ed25519 ...`."""

    def __init__(self, text: str) -> None:
        kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
        try:
            self.key = kind.Recipient.from_str(text)
        except pyrage.RecipientError as error:
            raise SealError(
                f"{text[:80]!r} is no public key of age ({error}): make a key pair with age-keygen, and write what"
                " begins with age1."
            ) from None
        self.text = text


class Keyring:
    """The private keys of a file: lines that begin with AGE-SECRET-KEY-1, or one SSH key."""

    def __init__(self, file: Path) -> None:
        try:
            content = file.read_bytes()
            lines = content.decode("utf-8", errors="replace").splitlines()
            if any("PRIVATE KEY" in line for line in lines):
                self.keys: Sequence[object] = [pyrage.ssh.Identity.from_buffer(content)]
            else:
                given = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
                self.keys = [pyrage.x25519.Identity.from_str(line) for line in given]
        except OSError as error:
            raise SealError(f"The key file {file} cannot be read: {error.strerror}.") from None
        except pyrage.IdentityError:
            raise SealError(f"The key file {file} holds no private key: it has lines AGE-SECRET-KEY-1...") from None
        if not self.keys:
            raise SealError(f"The key file {file} is empty: it has lines AGE-SECRET-KEY-1...")


def pack(file: Path, into: Path) -> None:
    """Compresses a file."""
    with file.open("rb") as source, create_private(into) as target:
        zstandard.ZstdCompressor(level=LEVEL).copy_stream(source, target, size=file.stat().st_size)


def unpack(file: Path, into: Path) -> None:
    """The file that was compressed. Raises SealError where it is not whole."""
    with file.open("rb") as source, create_private(into) as target:
        try:
            zstandard.ZstdDecompressor().copy_stream(source, target)
        except zstandard.ZstdError as error:
            raise SealError(f"What was backed up cannot be unpacked: {error}.") from None


def seal(file: Path, into: Path, recipient: Recipient) -> None:
    """Encrypts a file to a public key."""
    with file.open("rb") as source, create_private(into) as target:
        pyrage.encrypt_io(source, target, [recipient.key])


def unseal(file: Path, into: Path, keyring: Keyring) -> None:
    """Decrypts a file. Raises SealError where none of the keys opens it, or it is not whole."""
    with file.open("rb") as source, create_private(into) as target:
        try:
            pyrage.decrypt_io(source, target, keyring.keys)
        except (pyrage.DecryptError, OSError) as error:
            raise SealError(f"None of the keys opens {file.name}, or it is not whole ({error}).") from None


def sha256_of(file: Path) -> str:
    """Of the bytes of a file, hex."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
