"""What staff decide about suspected duplicates. Each decision is a mutation of a find, made by a person, with an id.

    same        one find survives; each other one is its duplicate: out of the tally, its history kept
    distinct    they are different discoveries: never asked again
    undo        an earlier decision is taken back

A decision runs alone: it reads pairs as they are stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Connection, and_

from models.problem import Refused, invalid_value
from models.shapes import Json
from models.shapes.duplicates import PairDecision
from models.tables import PAIR
from sync.exchange.awaiting import DISTINCT, SAME, UNDO
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, by_person
from sync.exchange.transaction import Transaction
from sync.finds.duplicates import PAIRS, PairRow, asked_pair, groups_of, newest_pairs, twins
from sync.log.chain import hashes_at, mark_of


def stored_pair(connection: Connection, operation: str, id: str) -> PairRow:
    """One pair; raises Refused if the id is unknown."""
    found = PAIRS.where(connection, and_(PAIR.c.operation == operation, PAIR.c.id == id))
    if not found:
        raise Refused("not_found", f"Pair {id} not found in this operation.")
    return found[0]


def asked_again(connection: Connection, pair: PairRow) -> str:
    """Under which id the question about these two finds stands now; empty where it is this one."""
    newest = newest_pairs(connection, pair.operation, pair.ends).get(pair.ends, pair)
    return "" if newest.id == pair.id else f" The same two finds are now pair {newest.id}, which is {newest.state}."


def pair_etag(pair: PairRow, seqs: list[int], hashes: Mapping[int, str]) -> str:
    """Changes whenever the pair or one of its finds does; `seqs` are the log entries on which the two stand."""
    stand = [mark_of(seq, hashes[seq]) for seq in sorted(seqs)]
    return '"' + hashlib.sha256(f"{pair.id}{pair.state}{stand}".encode()).hexdigest()[:32] + '"'


@dataclass(frozen=True, slots=True)
class Decision(Job[list[str]]):
    """A person decides about a pair, or about a group of more than two finds that pairs connect."""

    id: str
    pair: PairRow
    decision: str
    finds: frozenset[str]
    survivor: str | None
    reason: str
    person: str
    etag: str | None
    prepared: tuple[Prepared, ...]
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> list[str]:
        """The answer for each find that it is an entry of, as JSON."""
        if transaction.first_answer(self.prepared[0]):
            return [transaction.take(one) for one in self.prepared]
        transaction.try_out(self.prepared)
        connection, operation = transaction.connection, transaction.head.operation
        pair = stored_pair(connection, operation, self.pair.id)
        seqs = [transaction.stored_rows[id].seq for id in pair.ends]
        if self.etag is not None and self.etag != pair_etag(pair, seqs, hashes_at(connection, operation, seqs)):
            raise Refused(
                "precondition_failed", "The pair has changed since you read it. Read it again, and decide again."
            )
        if self.decision == UNDO:
            return self.undo(transaction, pair)
        if pair.state != "open":
            raise Refused("already_decided", f"This pair is already {pair.state}.{asked_again(connection, pair)}")
        apart = self.finds.difference(groups_of(connection, operation, [pair.one])[pair.one])
        if apart:
            raise invalid_value("finds", f"{min(apart)} is not in an open pair of this group", "read the group again")
        seq = transaction.head.seq + 1
        answers = [transaction.take(one) for one in self.prepared]
        if self.decision == SAME:
            transaction.judged = True
        decided: PairDecision = {
            "mutation_id": self.id,
            "decision": self.decision,
            "survivor": self.survivor,
            "duplicates": sorted(self.finds - {self.survivor}) if self.survivor else [],
            "seq": seq,
            "person": self.person,
            "reason": self.reason,
            "at": self.prepared[0].received_at,
        }
        newest = newest_pairs(connection, operation, self.finds)
        among_them = {ends: pair for ends, pair in newest.items() if self.finds.issuperset(ends)}
        if self.decision == DISTINCT:  # also those that were not asked about yet, as they were too many
            stored = [transaction.stored_rows[id] for id in self.finds]
            near = twins(connection, transaction.head, stored, transaction.rules.settings)
            for ends in near:
                asked = ends in among_them and among_them[ends].state in ("open", DISTINCT)
                if self.finds.issuperset(ends) and not asked:
                    among_them[ends] = asked_pair(operation, ends, near[ends], seq)
        rows = [
            one._replace(state=self.decision, closed_seq=seq, decision=orjson.dumps(decided).decode())
            for one in among_them.values()
            if one.state == "open"
        ]
        PAIRS.upsert(connection, rows)
        self.ask_anew(transaction, self.finds)
        return answers

    @staticmethod
    def ask_anew(transaction: Transaction, finds: Collection[str]) -> None:
        """Other pairs may be opened in the place of the decided ones."""
        transaction.asked_anew.update(finds)
        for id in finds:
            transaction.rows.setdefault(id, transaction.stored_rows[id])

    def undo(self, transaction: Transaction, pair: PairRow) -> list[str]:
        if pair.state not in (SAME, DISTINCT):
            detail = f"This pair is {pair.state}: it has no decision to take back."
            raise Refused("already_decided", detail + asked_again(transaction.connection, pair))
        answers = [transaction.take(one) for one in self.prepared]
        why = self.reason or "taken back"
        if pair.state == SAME:
            transaction.taken_back.update((one.mutation.find_id, why) for one in self.prepared if one.mutation)
        else:
            PAIRS.upsert(transaction.connection, [pair._replace(state="undone", why=why)])
            self.ask_anew(transaction, pair.ends)
        return answers


def decision(
    id: str,
    pair: PairRow,
    kind: str,
    survivor: str | None,
    finds: list[str] | None,
    reason: str,
    person: str,
    etag: str | None,
    received_at: datetime,
) -> Decision:
    """The job that decides `kind` about a pair; `finds` are all finds that are meant, if they are more than its two."""
    meant = set(finds or pair.ends)
    if not meant.issuperset(pair.ends):
        raise invalid_value(
            "finds",
            "does not name both finds of the pair",
            "send the ids of both; others of the group may follow",
        )
    if kind == SAME and survivor not in meant:
        raise invalid_value("survivor", "is not one of the finds", "send the id of the find that survives")
    if kind != SAME and survivor is not None:
        raise invalid_value("survivor", f"is not accepted with {kind}", "remove it")
    judged: PairDecision | None = orjson.loads(pair.decision) if pair.decision else None
    common = {"pair_id": pair.id, "finds": sorted(meant), "reason": reason}
    change: Json = {"set": {}, "was": {}}
    touched = [pair.other]
    if kind == SAME:
        touched, change["set"] = sorted(meant - {survivor}), {"duplicate_of": survivor}
    elif kind == UNDO and judged and judged["decision"] == SAME:
        touched = [one for one in pair.ends if one in judged["duplicates"]]
        change = {"set": {"duplicate_of": None}, "was": {"duplicate_of": judged["survivor"]}}
    prepared = []
    for n, find_id in enumerate(touched):
        own = id if n == 0 else str(uuid5(NAMESPACE_URL, f"minetally:decision:{id}:{find_id}"))
        content = {"id": own, "find_id": find_id, "op": kind, **change, **common}
        prepared.append(by_person(content, person, received_at))
    return Decision(id, pair, kind, frozenset(meant), survivor, reason, person, etag, tuple(prepared))
