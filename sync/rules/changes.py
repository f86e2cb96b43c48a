"""What staff change of the rules: types, aliases, areas, settings, rosters. Each is one entry of the log.

What the server derives from finds changes with them, the finds themselves do not, so no find gets a new version. Every
change says which weeks and totals it changes, and can be asked for that before it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypedDict, cast

import orjson
from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from models.mutation import sent, stored_instant
from models.period import days_of_week, week_of
from models.problem import invalid_value
from models.settings import OperationSettings
from models.shapes import Json
from models.shapes.rules import ChangedWeek, Effect, SettingsInForce, TypeTotal
from models.shapes.rules import OperationSettings as SettingsShape
from models.tables import FIND, RULE
from sync.database.statements import among
from sync.exchange.prepared import ChangeResult, Prepared, result
from sync.exchange.transaction import Transaction
from sync.figures.published import standing_editions
from sync.finds import duplicates
from sync.finds.projection import FINDS, FindRow, find_of, project, served_row
from sync.finds.rules import DERIVING, Rules, current, read_rules, rule_rows
from sync.finds.tally import Cell, cells_now
from sync.merge.find_state import Author
from sync.operations import list_devices, list_teams

PAGE = 1000


class Change(NamedTuple):
    """A rule that changes."""

    kind: str
    key: str
    document: Json | None
    """As its kind is stored (see sync/finds/rules.py); None takes the rule away."""


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
class RuleChange:
    """A person changes rules. A job that runs alone: it reads and writes finds as they are stored."""

    kind: str
    """Of the log entry; a kind of rules."""
    content: RuleContent
    """What the log says of it."""
    person: str
    received_at: datetime
    reason: str = ""
    prepared: list[Prepared] = field(default_factory=list)
    finds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        received = stored_instant(self.received_at)
        one = Prepared(sent(self.content), None, None, Author(person=self.person), received)
        object.__setattr__(self, "prepared", [one])

    def run(self, transaction: Transaction) -> Effect:
        """What the change does to weeks and totals."""
        one = self.prepared[0]
        known = transaction.first_answer(one)
        if known:
            answered: ChangeResult = orjson.loads(known)
            return answered["effect"]
        connection, operation, head = transaction.connection, transaction.head.operation, transaction.head
        changes, seq = changes_of({**self.content}), head.seq + 1
        self.check(connection, operation, changes)
        before = transaction.rules
        for change in changes:
            self.store(connection, operation, change, seq)
        if any(change.kind in DERIVING for change in changes):
            head.rules = seq
            transaction.rules = read_rules(connection, operation, seq, head.timezone)
        touched = Touched(connection, operation)
        wanted = affected(before, transaction.rules, changes)
        if wanted is not None:
            retyped = derive_again(transaction, wanted, seq, touched)
            ask_again(transaction, among(connection, FIND.c.id, retyped), seq, retyped)
        old, new = before.settings, transaction.rules.settings
        if (old.duplicate_distance_m, old.duplicate_days) != (new.duplicate_distance_m, new.duplicate_days):
            ask_again(transaction, FIND.c.state == "live", seq)
        effect = touched.effect()
        transaction.log(one, self.kind, {**result(one.sent, "decided", seq), "effect": effect})
        return effect

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


def affected(before: Rules, after: Rules, changes: list[Change]) -> ColumnElement[bool] | None:
    """Which finds are to be derived again; None: none."""
    kinds = {change.kind for change in changes}
    if "area" in kinds:
        return FIND.c.id > ""
    if not kinds & {"type", "alias"}:
        return None

    def named(rules: Rules, key: str) -> Any:
        return rules.types.get(rules.keys.get(key, key), key)

    changed = {key for key in {*before.keys, *after.keys} if named(before, key) != named(after, key)}
    return FIND.c.type_key.in_({before.keys.get(key, key) for key in changed})


# What follows from a change


def _pages(connection: Connection, operation: str, wanted: ColumnElement[bool]) -> Iterator[list[FindRow]]:
    after = ""
    while True:
        here = and_(FIND.c.operation == operation, FIND.c.id > after, wanted)
        rows = FINDS.where(connection, here, (FIND.c.id,), PAGE)
        if rows:
            yield [served_row(row) for row in rows]
        if len(rows) < PAGE:
            return
        after = rows[-1].id


def derive_again(
    transaction: Transaction, wanted: ColumnElement[bool], seq: int, touched: Touched
) -> dict[str, FindRow]:
    """Derives finds again from the changed rules; those that differ are changes for every device.

    Returns those that now lie elsewhere for the search of duplicates, as they were before.
    """
    connection, operation = transaction.connection, transaction.head.operation
    elsewhere = {}
    for page in _pages(connection, operation, wanted):
        changed = []
        for stored in page:
            find = find_of(stored.document, stored.merge)
            if project(find, stored.seq, transaction.rules, operation)[0] == stored:
                continue
            derived, _ = project(find, seq, transaction.rules, operation)
            transaction.moves.move(seq, stored.id, stored.counted, derived.counted)
            changed.append(derived)
            touched.saw(stored, derived)
            if stored.placed != derived.placed:
                elsewhere[stored.id] = stored
        FINDS.upsert(connection, changed)
        touched.add(transaction.moves.deltas.total)
        transaction.moves.store(connection)
    return elsewhere


def ask_again(
    transaction: Transaction, wanted: ColumnElement[bool], seq: int, before: dict[str, FindRow] | None = None
) -> None:
    """Searches for the duplicates of finds again."""
    if before == {}:
        return
    connection, operation = transaction.connection, transaction.head.operation
    for page in _pages(connection, operation, wanted):
        stored = {find.id: find for find in page} if before is None else before
        duplicates.keep_pairs(
            connection, operation, page, stored, transaction.head.widest_reach_m, transaction.rules.settings, seq
        )


class Touched:
    """The finds and totals that a change touches, week by week and type by type."""

    def __init__(self, connection: Connection, operation: str) -> None:
        self.connection, self.operation = connection, operation
        self.finds = 0
        self.changes: Counter[tuple[str, str]] = Counter()  # week, type: pieces more

    def saw(self, before: FindRow, after: FindRow) -> None:
        """A find is derived with another result."""
        self.finds += before.counted != after.counted

    def add(self, deltas: Counter[Cell]) -> None:
        """What a transaction adds to the tally."""
        for cell, pieces in deltas.items():
            if cell.dimension == "type":
                self.changes[(week_of(cell.day), cell.key)] += pieces

    def effect(self) -> Effect:
        """The number of finds that count elsewhere, each total that changes, and the editions that differ now."""
        weeks: dict[str, list[TypeTotal]] = {}
        for (week, key), pieces in sorted(self.changes.items()):
            if pieces:
                after = self.total(week, key)
                weeks.setdefault(week, []).append({"type": key, "before": after - pieces, "after": after})
        changed: list[ChangedWeek] = []
        for week, types in weeks.items():
            days = days_of_week(week)
            changed.append({"week": week, "from": days["from"], "to": days["to"], "types": types})
        editions = [
            edition.named()
            for edition in standing_editions(self.connection, self.operation)
            if any(edition.period.shared_with(one["from"], one["to"]) for one in changed)
        ]
        return {"finds": self.finds, "weeks": changed, "editions": editions}

    def total(self, week: str, key: str) -> int:
        cells = cells_now(self.operation, "type")
        days = days_of_week(week)
        wanted = and_(cells.c.day.between(days["from"], days["to"]), cells.c.key == key)
        return int(
            self.connection.execute(select(func.coalesce(func.sum(cells.c.total), 0)).where(wanted)).scalar_one()
        )


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
