"""Written by `make generate` from `models/answers/server.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict


class Health(TypedDict):
    """The process lives."""

    status: str
    version: str


class Readiness(TypedDict):
    """The database answers and is migrated."""

    status: str
    warnings: list[str]


PublicKey = TypedDict(
    "PublicKey",
    {
        "key": str,
        "fingerprint": str,
        "from": str,
        "until": str | None,
        "signed_by": str | None,
        "signature": str | None,
        "revoked_at": str | None,
    },
)
"""A key with which the server signs receipts, or did."""


class PublicKeys(TypedDict):
    """The public keys of the server."""

    fingerprint: str
    key: str
    keys: list[PublicKey]
