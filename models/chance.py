"""The ids and secrets of a write, drawn before it begins: a write that is played twice makes the same ones."""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass, field
from uuid import UUID

_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""What people can read aloud and type: nothing that looks like something else."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What one write draws its ids and secrets from: each under a name of its own, the same whenever it asks."""

    seed: bytes = field(repr=False)
    """256 random bits."""

    def bits(self, of: str) -> bytes:
        """256 bits that nobody can guess, whatever else was drawn: HMAC-SHA-256 of the name under the seed."""
        return hmac.digest(self.seed, of.encode(), "sha256")

    def id(self, of: str) -> str:
        """A UUID, version 4."""
        return str(UUID(bytes=self.bits(of)[:16], version=4))

    def secret(self, of: str) -> str:
        """256 bits as 43 characters of base64url."""
        return base64.urlsafe_b64encode(self.bits(of)).rstrip(b"=").decode()

    def code(self, of: str) -> str:
        """Five groups of five characters that a person can type: 122 bits."""
        number, groups = int.from_bytes(self.bits(of)), []
        for _ in range(5):
            characters = ""
            for _ in range(5):
                number, n = divmod(number, len(_ALPHABET))
                characters += _ALPHABET[n]
            groups.append(characters)
        return "-".join(groups)

    def fraction(self, of: str) -> float:
        """A number from 0 to 1, without 1."""
        return int.from_bytes(self.bits(of)[:4]) / 2**32


def draw() -> Chance:
    """A new one, for one write."""
    return Chance(secrets.token_bytes(32))
