"""Which author an exchange is of: the tablet that had the device's token before, or another one that has it too.

A tablet names each exchange, and the last one whose answer it got. One that does not follow the last comes from a
second tablet: a copy of the first one's storage, or one that was given the same token. It is taken, as of an author of
its own, so that no offer of one replaces an offer of the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, and_, select

from models.exchange_body import ExchangeLink
from models.problem import Refused
from models.tables import DEVICE, TOKEN

MOST_REMEMBERED = 32
"""So many exchanges of each author are remembered: a request that is repeated later comes from nobody else."""
MOST_AUTHORS = 16
"""So many authors of a device are remembered. An older one that comes again is another one."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The exchanges of one author, as far as they are remembered."""

    fork: int | None
    """None: the first tablet that had the token."""
    after: str | None
    """What the last exchange followed."""
    ids: tuple[str, ...]
    """The newest last."""

    def goes_on_with(self, link: ExchangeLink) -> bool:
        """Whether an exchange follows here: on the last one, on that one's own `after` because answers were lost, or
        as a request that is repeated."""
        return link.after in (self.ids[-1], self.after) or link.id in self.ids

    def gone_on(self, link: ExchangeLink) -> Branch:
        if link.id in self.ids:
            return self
        return replace(self, after=link.after, ids=(*self.ids, link.id)[-MOST_REMEMBERED:])


@dataclass(frozen=True, slots=True)
class Branches:
    """What the next exchanges of a device must follow, as it is stored."""

    epoch: str
    """A new history of the server begins anew."""
    forks: int
    """So many authors were noticed beside the first."""
    branches: tuple[Branch, ...]
    """The one that exchanged last at the end."""


class Followed(NamedTuple):
    """What is remembered after an exchange, and of which author it is."""

    known: Branches
    fork: int | None
    noticed: bool
    """This author was not known before."""


def follow(known: Branches | None, first: int | None, epoch: str, link: ExchangeLink) -> Followed:
    """Of which author an exchange is. `first` is the fork of the tablet that was enrolled last."""
    if known is None:
        begun = Branch(first, link.after, (link.id,))
        return Followed(Branches(epoch, first or 0, (begun,)), first, False)
    for branch in known.branches:
        if branch.goes_on_with(link):
            return Followed(_moved_on(known, epoch, branch, branch.gone_on(link)), branch.fork, False)
    if known.epoch != epoch and len(known.branches) == 1:
        (only,) = known.branches
        return Followed(_moved_on(known, epoch, only, Branch(only.fork, link.after, (link.id,))), only.fork, False)
    fork = known.forks + 1
    branches = (*known.branches, Branch(fork, link.after, (link.id,)))[-MOST_AUTHORS:]
    return Followed(Branches(epoch, fork, branches), fork, True)


def _moved_on(known: Branches, epoch: str, before: Branch, after: Branch) -> Branches:
    others = tuple(branch for branch in known.branches if branch is not before)
    return Branches(epoch, known.forks, (*others, after))


def branches_from_json(stored: str | None) -> Branches | None:
    """What is remembered of a device's exchanges; None if it has not exchanged since it was enrolled."""
    if stored is None:
        return None
    read = orjson.loads(stored)
    branches = tuple(Branch(one["fork"], one["after"], tuple(one["ids"])) for one in read["branches"])
    return Branches(read["epoch"], read["forks"], branches)


class Stored(NamedTuple):
    """What is stored of a device and of the token with which it exchanges."""

    exchanges: str | None
    fork: int | None
    name: str
    revoked_at: str | None


class AuthorOf(NamedTuple):
    """Of which author an exchange is, and what its answer and the log say of that."""

    fork: int | None
    forked: bool
    """It is not the tablet that was enrolled last: its person must enrol it anew."""
    noticed: bool
    device: str
    """The name of the device."""


class Authors:
    """The authors of the exchanges of one transaction."""

    def __init__(self, connection: Connection, operation: str, epoch: str) -> None:
        self.connection, self.operation, self.epoch = connection, operation, epoch
        self.known: dict[str, Branches] = {}  # device id: what is remembered now
        self.noticed: dict[str, str] = {}  # device id: when another tablet was noticed

    def of(self, device_id: str, token_id: str, link: ExchangeLink, received_at: str) -> AuthorOf:
        """Of which author an exchange is. Raises Refused if the token has ended since the request was let in."""
        row = self._read(device_id, token_id)
        if row.revoked_at is not None:
            raise Refused("unauthenticated", "This token has ended. Keep everything, and enrol with a new code.")
        known = self.known.get(device_id) or branches_from_json(row.exchanges)
        followed = follow(known, row.fork, self.epoch, link)
        self.known[device_id] = followed.known
        if followed.noticed:
            self.noticed[device_id] = received_at
        return AuthorOf(followed.fork, followed.fork != row.fork, followed.noticed, row.name)

    def _read(self, device_id: str, token_id: str) -> Stored:
        device = and_(DEVICE.c.operation == TOKEN.c.operation, DEVICE.c.id == device_id)
        row = self.connection.execute(
            select(DEVICE.c.exchanges, DEVICE.c.fork, DEVICE.c.name, TOKEN.c.revoked_at)
            .join(DEVICE, device)
            .where(TOKEN.c.operation == self.operation, TOKEN.c.id == token_id)
        ).one()
        return Stored(*row)

    def stored(self, device_id: str) -> str | None:
        """What is remembered of a device's exchanges, JSON; None if this transaction had none of it."""
        known = self.known.get(device_id)
        return None if known is None else orjson.dumps(known).decode()
