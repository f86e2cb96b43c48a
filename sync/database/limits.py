"""How long anything may wait for the database, and what is said when a limit is met."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds; None is no limit. Those of `minetally serve`: docs/operations.md lists each of them."""

    connect_s: float = 5.0
    """To open a connection to PostgreSQL."""
    pool_s: float = 5.0
    """To wait until one of the server's own connections is free."""
    large_pool_s: float = 30.0
    """The same for large reads."""
    lock_s: float = 10.0
    """To wait for another write. On SQLite, where all writes share one lock, it is the wait from the beginning."""
    look_up_s: float | None = 5.0
    """A small read: a token, a head, a pull, one find."""
    read_s: float | None = 60.0
    """A large read, and each part of an export."""
    write_s: float | None = 30.0
    """A write, with its wait for a lock."""
    ready_s: float = 1.5
    """What `GET /ready` asks the database."""


OF_COMMANDS = Limits(pool_s=30.0, lock_s=30.0, look_up_s=None, read_s=None, write_s=None)
"""Of commands: who has typed one waits for it, and can stop it."""

GRACE_S = 1.0
"""So much longer the answer of a server is waited for: by then it has ended what took too long, and has said so."""


class Unavailable(Exception):
    """The database has not done what it was asked for, and may do it later.

    `code` is one of `models.problem` and says which limit was met. The text is for people and names no machine;
    `cause` is what the driver said, for the log."""

    def __init__(self, code: str, text: str, cause: BaseException | str = "", commit_unknown: bool = False) -> None:
        super().__init__(text)
        self.code, self.cause = code, str(cause) or type(cause).__name__
        self.commit_unknown = commit_unknown
        """The connection was lost while it committed: nobody knows whether that was done."""
        self.stored = ""
        """What of a longer work is stored, in sentences, where somebody knows."""

    def before_commit(self) -> Unavailable:
        """The same, told to who has not come to a commit."""
        return Unavailable(self.code, str(self), self.cause)


def unreachable(cause: BaseException | str, commit_unknown: bool = False) -> Unavailable:
    return Unavailable("unavailable", "The database cannot be reached.", cause, commit_unknown)


def silent(limit_s: float, commit_unknown: bool = False) -> Unavailable:
    """The database did not answer in time."""
    return Unavailable("unavailable", f"The database did not answer within {limit_s:g} s.", "", commit_unknown)


def busy(limit_s: float, cause: BaseException | str = "") -> Unavailable:
    text = f"All of the server's connections to the database were in use for {limit_s:g} s."
    return Unavailable("database_busy", text, cause)


def locked(limit_s: float, cause: BaseException | str = "") -> Unavailable:
    text = f"Another write held the database, or what this one needs in it, for {limit_s:g} s."
    return Unavailable("database_locked", text, cause)


def slow(limit_s: float | None, cause: BaseException | str = "", commit_unknown: bool = False) -> Unavailable:
    took = "longer than it may" if limit_s is None else f"longer than {limit_s:g} s"
    return Unavailable("database_slow", f"The database needed {took} for this.", cause, commit_unknown)


_STORED: ContextVar[bool] = ContextVar("stored", default=False)


def has_stored() -> bool:
    """Whether what runs here, such as a request, has committed anything so far."""
    return _STORED.get()


def stored(yes: bool = True) -> None:
    """Notes that what runs here has committed something; with False that it begins and has not."""
    _STORED.set(yes)
