"""Where a database is: whether its address can be used, and a new SQLite file that nobody else may read."""

from __future__ import annotations

import os
from contextlib import suppress

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class AddressError(ValueError):
    """The address of a database cannot be; the text says why, and never repeats it: it may hold a password."""


def check_address(url: str) -> None:
    """Raises AddressError unless this is sqlite:///path or postgresql://user@host/name."""
    if not url.startswith(("sqlite:///", "postgresql://")):
        raise AddressError("is sqlite:///path or postgresql://user@host/name, not what was given")
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise AddressError("cannot be read: after the name of the host stands a port, which is a number") from None
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise AddressError("names a port that is none: ports are 1 to 65535")
    if url.startswith("sqlite:") and parsed.database in (None, "", ":memory:"):
        raise AddressError("names no file: write it as sqlite:///path")


def name_of(url: str) -> str:
    """The path of a SQLite file, or the name of a PostgreSQL database."""
    parsed = make_url(url)
    return parsed.database or parsed.username or "postgres"


def make_private(url: str) -> None:
    """Makes the file of a new SQLite database, which only its owner may read; SQLite makes -wal and -shm like it."""
    path = make_url(url).database
    if path:
        with suppress(OSError):  # it is there, or SQLite says why it cannot be
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
