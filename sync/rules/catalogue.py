"""The catalogue of types: the known types, their changes by staff, and the markings that are not known yet."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import orjson
from sqlalchemy import Connection, and_, func, select

from models.find import class_of
from models.look_alikes import KnownMarkings, look_alikes
from models.marking import marking_key
from models.problem import Refused, invalid_value
from models.shapes import Json
from models.shapes.rules import Alias, LookAlike, OrdnanceType, UnknownMarking
from sync.database.statements import among
from sync.finds.rules import AliasDocument, Change, RuleRow, TypeDocument, current, read_rules, rule_rows
from sync.finds.settling import finds_now
from sync.finds.tally import cells_now
from sync.log.chain import read_head
from sync.rules.changes import RuleChange, RuleContent


def list_types(connection: Connection, operation: str) -> list[OrdnanceType]:
    """The types of an operation, with their markings and aliases."""
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for row in rule_rows(connection, "alias", current(operation)):
        alias = orjson.loads(row.document)
        aliases[alias["type"]].append(
            {
                "key": row.key,
                "marking": alias["marking"],
                "person": row.person,
                "reason": row.reason,
                "added_at": row.at,
                "since_seq": row.since_seq,
            }
        )
    return [_shown(row, aliases[row.key]) for row in rule_rows(connection, "type", current(operation))]


def _shown(row: RuleRow, aliases: list[Alias]) -> OrdnanceType:
    one = orjson.loads(row.document)
    return {
        "key": row.key,
        "marking": one["marking"],
        "name": one["name"],
        "category": one["category"],
        "class": class_of(one["category"]),
        "country": one["country"],
        "markings": one["markings"],
        "source": one["source"],
        "since_seq": row.since_seq,
        "aliases": aliases,
    }


def read_type(connection: Connection, operation: str, key: str) -> OrdnanceType:
    """One type; raises Refused if it is unknown."""
    found = [one for one in list_types(connection, operation) if one["key"] == key]
    if not found:
        raise Refused("not_found", f"Type {key} not found in this operation.")
    return found[0]


# What staff change


class CatalogueChange(RuleChange):
    """A person changes types or aliases."""

    def check(self, connection: Connection, operation: str, changes: list[Change]) -> None:
        types = {row.key: orjson.loads(row.document) for row in rule_rows(connection, "type", current(operation))}
        aliases = {row.key: orjson.loads(row.document) for row in rule_rows(connection, "alias", current(operation))}
        for kind, key, document in changes:
            if document is None:
                self.check_removal(kind, key, types, aliases)
                continue
            owners = {alias: f"an alias of {one['type']}" for alias, one in aliases.items()}
            for other, one in types.items():
                if kind == "alias" or other != key:
                    owners |= {marking_key(marking): f"a marking of {other}" for marking in one["markings"]}
                    owners[other] = f"the type {other}"
            claimed = {key} if kind == "alias" else {key, *map(marking_key, document["markings"])}
            taken = sorted(claimed & owners.keys())
            if taken:
                raise Refused("already_exists", f"{taken[0]} is {owners[taken[0]]} already. Remove it there first.")
            if kind == "alias" and document["type"] not in types:
                raise Refused("not_found", f"Type {document['type']} not found in this operation.")

    @staticmethod
    def check_removal(kind: str, key: str, types: Json, aliases: dict[str, AliasDocument]) -> None:
        if key not in (types if kind == "type" else aliases):
            raise Refused("not_found", f"{kind.capitalize()} {key} not found in this operation.")
        mine = sorted(alias for alias, one in aliases.items() if one["type"] == key)
        if kind == "type" and mine:
            raise Refused("already_exists", f"{key} still has the alias {mine[0]}. Remove its aliases first.")


def set_type(id: str, described: TypeDocument, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that adds a type, or replaces the description of the type with this marking."""
    return _change("type", id, marking_key(described["marking"]), described, reason, person, received_at)


def removed_type(id: str, key: str, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that removes a type. From then on its finds have an unknown marking."""
    return _change("type", id, key, None, reason, person, received_at)


def added_alias(id: str, marking: str, key: str, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that makes a marking, in all spellings, a name of the type `key`. Old weeks are summed again."""
    folded = marking_key(marking)
    if not folded:
        raise invalid_value("marking", "has no letter or digit", "send what was typed", "empty_marking")
    document: AliasDocument = {"marking": marking, "type": key}
    return _change("alias", id, folded, document, reason, person, received_at)


def removed_alias(id: str, alias: str, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that removes an alias."""
    return _change("alias", id, marking_key(alias), None, reason, person, received_at)


def _change(
    kind: str,
    id: str,
    key: str,
    document: TypeDocument | AliasDocument | None,
    reason: str,
    person: str,
    received_at: datetime,
) -> CatalogueChange:
    content: RuleContent = {"id": id, "op": "set_rules", "changes": [[kind, key, document]], "reason": reason}
    return CatalogueChange(kind, content, person, received_at, reason)


# Markings that are not known


def unknown_markings(connection: Connection, operation: str) -> list[UnknownMarking]:
    """Each marking of finds that the catalogue does not have, the most pieces first, and the types it may mean."""
    head = read_head(connection, operation)
    rules = read_rules(connection, operation, head.rules, head.timezone)
    cells = cells_now(operation, "type")
    total, finds = func.sum(cells.c.total), func.sum(cells.c.finds)
    sums = select(
        cells.c.key,
        total.label("total"),
        finds.label("finds"),
        func.min(cells.c.day).label("first_day"),
        func.max(cells.c.day).label("last_day"),
    ).group_by(cells.c.key)
    rows = [row for row in connection.execute(sums) if row.key not in rules.types]
    typed = _typed(connection, operation, [row.key for row in rows])
    known_markings = KnownMarkings(rules.keys)
    found: list[UnknownMarking] = []
    for row in sorted(rows, key=lambda row: (-int(row.total), row.key)):
        candidates: dict[str, LookAlike] = {}
        for one in look_alikes(row.key, known_markings):
            known = rules.types[rules.keys[one.key]]
            near: LookAlike = {
                "type": known.key,
                "marking": known.marking,
                "distance": one.distance,
                "why": one.why,
            }
            candidates.setdefault(known.key, near)
        found.append(
            {
                "key": row.key,
                "typed": sorted(typed[row.key]),
                "total": int(row.total),
                "finds": int(row.finds),
                "first_day": row.first_day,
                "last_day": row.last_day,
                "look_alikes": list(candidates.values()),
            }
        )
    return found


def _typed(connection: Connection, operation: str, keys: list[str], most: int = 100) -> dict[str, set[str]]:
    """The spellings of each marking in some of its finds, at most `most`, by its key."""
    finds = finds_now(read_head(connection, operation))
    of = finds.c
    mine = and_(of.operation == operation, among(connection, of.type_key, keys), of.state == "live")
    nth = func.row_number().over(partition_by=of.type_key, order_by=(of.days_block, of.lat, of.id))
    some = select(of.id, nth.label("nth")).where(mine).subquery()
    wanted = (
        select(of.type_key, of.document)
        .join_from(finds, some, and_(of.operation == operation, of.id == some.c.id))
        .where(some.c.nth <= most)
    )
    typed: dict[str, set[str]] = defaultdict(set)
    for key, document in connection.execute(wanted):
        typed[key].add(orjson.loads(document)["marking"])
    return typed
