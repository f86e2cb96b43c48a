"""Signatures of a server: how they are made and checked, and how its public keys are written. No I/O.

A signature is Ed25519 (RFC 8032) over the name of what is signed, a line feed, and its canonical JSON (RFC 8785). So a
signature of one kind of thing is none of another. Keys and signatures are written in Base64 (RFC 4648, with padding).
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.canonical import canonical

SEED_BYTES = 32
"""Length of the secret part of a key."""
SIGNATURE_BYTES = 64
OF_CURSORS = b"minetally cursors 1"
"""What the secret of cursors is derived for."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that can sign. `seed` is its secret part."""

    seed: bytes

    @property
    def public(self) -> str:
        """The public key, in Base64: 44 characters."""
        return _public(self.seed)

    def sign(self, name: str, content: object) -> str:
        """The signature of `content`, which is a `name`, in Base64: 88 characters. Raises CanonicalError."""
        return b64encode(_private(self.seed).sign(signed_bytes(name, content))).decode()

    def derived(self, purpose: bytes) -> bytes:
        """A secret for another purpose, 32 bytes (HKDF with SHA-256, RFC 5869): it tells nothing of the key."""
        return _derived(self.seed, purpose)


# A server has one or two keys, and uses them for every answer.


@lru_cache(maxsize=8)
def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=8)
def _public(seed: bytes) -> str:
    return b64encode(_private(seed).public_key().public_bytes_raw()).decode()


@lru_cache(maxsize=8)
def _derived(seed: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(seed)


def signed_bytes(name: str, content: object) -> bytes:
    """The bytes that a signature is over. Raises CanonicalError."""
    return name.encode() + b"\n" + canonical(content)


def is_signed(name: str, content: object, signature: object, key: object) -> bool:
    """Whether `signature` is that of `content`, which is a `name`, under the public `key`; both may be anything.

    Raises CanonicalError when the content has no canonical form.
    """
    try:
        public = Ed25519PublicKey.from_public_bytes(_decoded(key))
        public.verify(_decoded(signature), signed_bytes(name, content))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """The short name of a public key, that people compare: the first 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(_decoded(key)).hexdigest()[:32]


def for_people(fingerprint: str) -> str:
    """A fingerprint in groups of four digits, as it is printed."""
    return " ".join(fingerprint[n : n + 4] for n in range(0, len(fingerprint), 4))


def _decoded(text: object) -> bytes:
    """The bytes of a key or a signature. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError("is not text")
    try:
        return b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
