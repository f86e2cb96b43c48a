"""What staff change of the rules: types, aliases, areas, settings, rosters. Each is one entry of the log.

What the server derives from finds changes with them, the finds themselves do not, so no find gets a new version. Every
change says which weeks and totals it changes, and can be asked for that before it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypedDict, cast

import orjson
from sqlalchemy import Connection, and_, insert, select, update

from models.mutation import sent, stored_instant
from models.problem import invalid_value
from models.settings import OperationSettings
from models.shapes import Json
from models.shapes.rules import Effect, SettingsInForce
from models.shapes.rules import OperationSettings as SettingsShape
from models.tables import LOG, RULE
from sync.exchange.committer import Job
from sync.exchange.prepared import ChangeResult, Prepared, result, reused
from sync.exchange.transaction import Transaction
from sync.finds import duplicates
from sync.finds.rules import DERIVING, Change, current, read_rules, rule_rows
from sync.finds.settling import drop_some, how_many_kept, keep, settle_some
from sync.finds.tally import add
from sync.log.chain import Head
from sync.log.epochs import Place
from sync.merge.find_state import Author
from sync.operations import list_devices, list_teams
from sync.rules.beside import Beside
from sync.rules.effect import Touched

FORGOTTEN = 1000
"""So many rows are dropped at a time."""
TOGETHER = 100
"""So many finds are settled by one transaction."""
AT_ONCE = 250
"""So many finds are written in the transaction of a change; of one that touches more all are settled after it."""


class RuleContent(TypedDict):
    """What the log keeps of a change of rules."""

    id: str
    op: str
    """set_rules"""
    changes: list[list[Any]]
    """Each the three members of a `Change`."""
    reason: str


def changes_of(content: Json) -> list[Change]:
    """What an entry of the log changed of the rules; `content` as of a RuleChange."""
    if content["op"] == "add_area":  # before all rules were changed in one way: the geometry is a text there
        area = {name: content[name] for name in ("kind", "name")}
        return [Change("area", content["id"], {**area, "geometry": orjson.loads(content["geometry"])})]
    if content["op"] == "remove_area":
        return [Change("area", content["id"], None)]
    return [Change(kind, key, document) for kind, key, document in content["changes"]]


@dataclass(frozen=True, slots=True)
class RuleChange(Job[Effect | None]):
    """A person changes rules. It runs alone: it reads and writes finds as they are stored."""

    kind: str
    """Of the log entry; a kind of rules."""
    content: RuleContent
    """What the log says of it."""
    person: str
    received_at: datetime
    reason: str = ""
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True
    beside: Beside | None = None
    """What was worked out before the lock; None: it is worked out under the lock."""
    at_once: int = AT_ONCE
    place: Place | None = None
    """Where it stood in a history that was lost since, as the journal says; None: it is new."""

    def __post_init__(self) -> None:
        received = stored_instant(self.received_at)
        by = Author(person=self.person)
        one = Prepared(sent(self.content), None, None, by, received, place=self.place, claimed=False)
        object.__setattr__(self, "prepared", (one,))

    def run(self, transaction: Transaction) -> Effect | None:
        """What the change does to weeks and totals.

        None: the rules have changed since it was worked out; nothing is done, it has to be worked out again.
        """
        one = self.prepared[0]
        known = transaction.first_answer(one)
        if known:
            answered: ChangeResult = orjson.loads(known)
            return answered["effect"]
        connection, operation, head = transaction.connection, transaction.head.operation, transaction.head
        changes, seq = changes_of({**self.content}), head.seq + 1
        self.check(connection, operation, changes)
        beside = self.beside.copy() if self.beside else Beside(operation, changes, one.sent.key)
        deriving = any(change.kind in DERIVING for change in changes)
        if deriving and not self.still_holds(connection, head):
            return None
        if deriving:
            for step in beside.steps(connection):  # what came since it was worked out
                keep(connection, operation, beside.change, *step)
        for change in changes:
            self.store(connection, operation, change, seq)
        if deriving:
            head.rules = seq
            transaction.rules = read_rules(connection, operation, seq, head.timezone)
            self.bring_into_force(transaction, beside, seq)
        touched = Touched(connection, operation)
        touched.see(beside)
        effect = touched.effect(stored=True)
        transaction.log(one, self.kind, {**result(one.sent, "decided", seq), "effect": effect})
        return effect

    def still_holds(self, connection: Connection, head: Head) -> bool:
        """Whether what was worked out can be brought up to date: no other change came meanwhile, and all is kept."""
        if head.settling is not None:
            return False
        beside = self.beside
        if beside is None or beside.before is None:
            return True
        whole = how_many_kept(connection, head.operation, beside.change) == beside.kept
        return whole and beside.before.version == head.rules

    def bring_into_force(self, transaction: Transaction, beside: Beside, seq: int) -> None:
        """From here on what is kept of finds stands in their places; the sums and pairs are those that it makes."""
        connection, head = transaction.connection, transaction.head
        add(connection, head.operation, beside.deltas)
        head.settling = beside.change
        if beside.kept <= self.at_once:
            settle_some(connection, head, self.at_once)
        if beside.asked:
            duplicates.keep_pairs(
                connection,
                head,
                [*beside.asked.values()],
                beside.asked_before(),
                transaction.rules.settings,
                seq,
                beside.near,
            )

    def foretold(self, connection: Connection, operation: str) -> Effect:
        """What the change would do to weeks and totals; `beside` was worked out from this snapshot."""
        assert self.beside is not None
        touched = Touched(connection, operation)
        touched.see(self.beside)
        return touched.effect(stored=False)

    def foreseen(self, connection: Connection, operation: str) -> Effect | None:
        """What was answered to this change before, if it was; raises Refused where it would be."""
        one = self.prepared[0].sent
        mine = and_(LOG.c.operation == operation, LOG.c.mutation_id == one.key)
        known = {row.digest: row.answer for row in connection.execute(select(LOG.c.digest, LOG.c.answer).where(mine))}
        if one.digest in known:
            answered: ChangeResult = orjson.loads(known[one.digest])
            return answered["effect"]
        if known:
            raise reused(one)
        self.check(connection, operation, changes_of({**self.content}))
        return None

    def check(self, connection: Connection, operation: str, changes: list[Change]) -> None:
        """Raises Refused if a change is not possible; each kind of rules has its own check."""

    def store(self, connection: Connection, operation: str, change: Change, seq: int) -> None:
        mine = and_(
            RULE.c.operation == operation,
            RULE.c.kind == change.kind,
            RULE.c.key == change.key,
            RULE.c.until_seq.is_(None),
        )
        connection.execute(update(RULE).where(mine).values(until_seq=seq))
        if change.document is not None:
            connection.execute(
                insert(RULE).values(
                    operation=operation, kind=change.kind, key=change.key, since_seq=seq,
                    document=orjson.dumps(change.document).decode(), at=stored_instant(self.received_at),
                    person=self.person, reason=self.reason,
                )
            )  # fmt: skip


# The kinds that need no module of their own


def changed_settings(
    id: str,
    settings: SettingsShape,
    person: str,
    received_at: datetime,
    reason: str = "",
) -> RuleChange:
    """The job that sets an operation's settings, all of them."""
    content: RuleContent = {"id": id, "op": "set_rules", "changes": [["settings", "", settings]], "reason": reason}
    return RuleChange("settings", content, person, received_at, reason)


def read_settings(connection: Connection, operation: str) -> SettingsInForce:
    """The settings of an operation, and who set them when."""
    for row in rule_rows(connection, "settings", current(operation)):
        settings = OperationSettings.model_validate_json(row.document)
        return {
            "settings": shown_settings(settings),
            "since_seq": row.since_seq,
            "person": row.person,
            "set_at": row.at,
        }
    return {"settings": shown_settings(OperationSettings()), "since_seq": 0, "person": None, "set_at": None}


def shown_settings(settings: OperationSettings) -> SettingsShape:
    """The settings as they are stored and served."""
    return cast("SettingsShape", settings.model_dump())


def changed_roster(
    id: str,
    days: list[str],
    on_duty: dict[str, list[str]] | None,
    person: str,
    received_at: datetime,
    reason: str = "",
) -> RuleChange:
    """The job that says which teams and devices are on duty on these days; None: nothing is said of them."""
    content: RuleContent = {
        "id": id,
        "op": "set_rules",
        "changes": [["roster", day, on_duty] for day in days],
        "reason": reason,
    }
    return RosterChange("roster", content, person, received_at, reason)


@dataclass(frozen=True, slots=True)
class Settling(Job[bool]):
    """Writes some of the finds that a change in force touches; its answer says whether some are left."""

    most: int = TOGETHER
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True
    while_stopped: ClassVar[bool] = True
    """It tells nothing new."""

    def run(self, transaction: Transaction) -> bool:
        return settle_some(transaction.connection, transaction.head, self.most)


@dataclass(frozen=True, slots=True)
class Forgetting(Job[bool]):
    """Drops some of what is kept of a change, unless that is in force; its answer says whether some are left."""

    change: str
    most: int = FORGOTTEN
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True
    while_stopped: ClassVar[bool] = True
    """It tells nothing new; and who made a change is answered so, also where the operation was stopped since."""
    unlogged: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> bool:
        return drop_some(transaction.connection, transaction.head.operation, self.change, self.most)


class RosterChange(RuleChange):
    """A person says who is on duty."""

    def check(self, connection: Connection, operation: str, changes: list[Change]) -> None:
        devices = list_devices(connection, operation)
        known = {
            "teams": {team["name"] for team in list_teams(connection, operation)},
            "devices": {device["id"] for device in devices},
        }
        for _, _, on_duty in changes:
            for kind, names in (on_duty or {}).items():
                if strangers := sorted({*names} - known[kind]):
                    raise invalid_value(
                        kind, f"{strangers[0]} is not in this operation", f"send one of GET /v1/{kind}", "unknown"
                    )
