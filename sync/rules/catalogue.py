"""The catalogue of types: what an operation knows, what staff change of it, and what it does not know yet."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TypedDict

import orjson
from sqlalchemy import Connection, and_, func, select

from models.find import class_of
from models.look_alikes import look_alikes
from models.marking import marking_key
from models.problem import Refused, invalid_value
from models.shapes.rules import Alias, LookAlike, OrdnanceType, UnknownMarking
from models.tables import FIND
from sync.finds.rules import RuleRow, current, read_rules, rule_rows
from sync.finds.tally import cells_now
from sync.log.chain import read_head
from sync.rules.changes import Change, RuleChange


class TypeDocument(TypedDict):
    """A type as its rule is stored, and as staff describe it."""

    marking: str
    name: str
    category: str
    country: str
    markings: list[str]
    source: str


class AliasDocument(TypedDict):
    """An alias as its rule is stored."""

    marking: str
    type: str
    """Key of the type that it names."""


def list_types(connection: Connection, operation: str) -> list[OrdnanceType]:
    """The types that an operation knows, with the markings and aliases by which it knows them."""
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for row in rule_rows(connection, "alias", current(operation)):
        alias: AliasDocument = orjson.loads(row.document)
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
    one: TypeDocument = orjson.loads(row.document)
    return {
        "key": row.key,
        **one,
        "class": class_of(one["category"]),
        "since_seq": row.since_seq,
        "aliases": aliases,
    }


def read_type(connection: Connection, operation: str, key: str) -> OrdnanceType:
    """One type; raises Refused if it is unknown."""
    found = [one for one in list_types(connection, operation) if one["key"] == key]
    if not found:
        raise Refused("not_found", f"No type {key} in this operation.")
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
                raise Refused("already_exists", f"{taken[0]} is {owners[taken[0]]} already; take it away there first.")
            if kind == "alias" and document["type"] not in types:
                raise Refused("not_found", f"No type {document['type']} in this operation.")

    @staticmethod
    def check_removal(kind: str, key: str, types: dict[str, TypeDocument], aliases: dict[str, AliasDocument]) -> None:
        if key not in (types if kind == "type" else aliases):
            raise Refused("not_found", f"No {kind} {key} in this operation.")
        mine = sorted(alias for alias, one in aliases.items() if one["type"] == key)
        if kind == "type" and mine:
            raise Refused("already_exists", f"{key} still has the alias {mine[0]}; take its aliases away first.")


def set_type(id: str, described: TypeDocument, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that adds a type, or describes the one of this marking again."""
    return _change("type", id, marking_key(described["marking"]), described, reason, person, received_at)


def removed_type(id: str, key: str, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that takes a type away: its finds are of an unknown marking from then on."""
    return _change("type", id, key, None, reason, person, received_at)


def added_alias(id: str, marking: str, key: str, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that says that a marking, in all spellings, names the type `key`; old weeks are tallied again."""
    folded = marking_key(marking)
    if not folded:
        raise invalid_value("marking", "has no letter or digit", "send what was typed", "empty_marking")
    document: AliasDocument = {"marking": marking, "type": key}
    return _change("alias", id, folded, document, reason, person, received_at)


def removed_alias(id: str, alias: str, reason: str, person: str, received_at: datetime) -> CatalogueChange:
    """The job that takes an alias away."""
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
    content = {"id": id, "op": "set_rules", "changes": [[kind, key, document]], "reason": reason}
    return CatalogueChange(kind, content, person, received_at, reason)


# What it does not know


def unknown_markings(connection: Connection, operation: str) -> list[UnknownMarking]:
    """Each marking of finds that the catalogue does not have, the most pieces first, and what it may stand for."""
    head = read_head(connection, operation)
    rules = read_rules(connection, operation, head.rules, head.timezone)
    cells = cells_now(operation, "type")
    total, finds = func.sum(cells.c.total), func.sum(cells.c.finds)
    sums = select(cells.c.key, total, finds, func.min(cells.c.day), func.max(cells.c.day)).group_by(cells.c.key)
    rows = [row for row in connection.execute(sums) if row[0] not in rules.types]
    found: list[UnknownMarking] = []
    for key, total_of, finds_of, first, last in sorted(rows, key=lambda row: (-int(row[1]), row[0])):
        candidates: dict[str, LookAlike] = {}
        for one in look_alikes(key, rules.keys):
            known = rules.types[rules.keys[one.key]]
            near: LookAlike = {"type": known.key, "marking": known.marking, "distance": one.distance, "why": one.why}
            candidates.setdefault(known.key, near)
        found.append(
            {
                "key": key,
                "typed": _typed(connection, operation, key),
                "total": int(total_of),
                "finds": int(finds_of),
                "first_day": first,
                "last_day": last,
                "look_alikes": list(candidates.values()),
            }
        )
    return found


def _typed(connection: Connection, operation: str, key: str, most: int = 100) -> list[str]:
    """How people typed it, in some of the finds that bear it."""
    wanted = and_(FIND.c.operation == operation, FIND.c.type_key == key, FIND.c.state == "live")
    documents = connection.execute(select(FIND.c.document).where(wanted).limit(most)).scalars()
    return sorted({orjson.loads(document)["marking"] for document in documents})
