"""One transaction of one operation: mutations are taken one by one in memory, then everything is written at once.

The statements are few and set-based, whatever the number of mutations and of exchanges that share the transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import orjson
import structlog
from sqlalchemy import Connection, and_, select

from models.mutation import Mutation, Sent, made_by_person, sent
from models.problem import problem
from models.shapes.finds import ConflictName
from models.shapes.problems import Problem
from models.tables import FIND
from sync.database.direct import direct, gathered
from sync.exchange.authors import Authors
from sync.exchange.awaiting import UNDO, Awaiting, Waiting, finds_needed
from sync.exchange.judging import Judgements
from sync.exchange.placing import Placing
from sync.exchange.prepared import (
    Decided,
    LoggedAnswer,
    Prepared,
    own_fields,
    release_id,
    result,
    reused,
    stamp,
)
from sync.exchange.refusals import Refusals
from sync.finds import duplicates, tally
from sync.finds.conflicts import ChangedConflicts
from sync.finds.projection import FINDS, FindRow, find_of, project
from sync.finds.rules import rules_of
from sync.finds.settling import settle_these
from sync.log import chain
from sync.log.chain import Entry
from sync.merge.find_state import FindState, ForkedAuthor
from sync.merge.merge import Merged
from sync.operations import EXCHANGES, SeenRow

_LOG = structlog.get_logger()

INTERNAL = problem(
    "internal", "The server failed on this mutation. It is kept, and staff can release it after an update."
)

_ANSWERS = "SELECT mutation_id, digest, answer FROM log WHERE operation = $1 AND mutation_id = ANY($2)"
_SEEN = (
    "UPDATE device SET last_seen_at = coalesce($3, last_seen_at), exchanges = coalesce($4, exchanges),"
    " forked_at = coalesce($5, forked_at) WHERE operation = $1 AND id = $2"
)


class Played(NamedTuple):
    """What a mutation makes of its find."""

    mutation: Mutation
    before: FindState | None
    merged: Merged
    row: FindRow
    flags: list[str]


class Transaction:
    """The work of one transaction. Everything that raises does so before it has changed anything here."""

    def __init__(self, connection: Connection, operation: str) -> None:
        self.connection = connection
        self.head, self.awaited, self.judged = chain.lock_head(connection, operation)
        self.rules = rules_of(connection, operation, self.head.rules, self.head.timezone)
        self.answers: dict[str, dict[str, str]] = defaultdict(dict)  # mutation id: digest: answer
        self.finds: dict[str, FindState] = {}
        self.stored_rows: dict[str, FindRow] = {}
        self.rows: dict[str, FindRow] = {}  # what this transaction makes of finds
        self.awaiting = Awaiting(connection, operation)
        self.entries: list[Entry] = []
        self.refusals = Refusals(connection, operation)
        self.conflicts = ChangedConflicts(operation)
        self.seen: dict[str, str] = {}  # device id: when it exchanged
        self.authors = Authors(connection, operation, self.head.epoch)
        self.moves = tally.Moves(operation)
        self.taken_back: dict[str, str] = {}  # finds that are no longer duplicates: why
        self.placing = Placing(connection, self.head, self.entries)
        self.judgements = Judgements(connection, operation)
        self.asked_anew: set[str] = set()  # finds whose pairs are looked for again, though they have not moved

    # Reading, before the first mutation is taken

    def load(self, prepared: Sequence[Prepared], more_finds: Collection[str]) -> None:
        """Reads what these mutations, and jobs on `more_finds`, are about: three statements at most."""
        self.load_answers({one.sent.key for one in prepared})
        self.load_finds({one.mutation.find_id for one in prepared if one.mutation}.union(more_finds))
        made = {
            one.mutation.find_id for one in prepared if one.mutation and one.mutation.op == "create"
        } - self.finds.keys()
        if made and self.awaited:
            self.awaiting.load(made)

    def load_answers(self, keys: set[str]) -> None:
        if not keys:
            return
        for mutation_id, digest, answer in direct(self.connection, _ANSWERS, self.head.operation, [*keys]):
            self.answers[mutation_id][digest] = answer

    def load_finds(self, ids: set[str]) -> None:
        settle_these(self.connection, self.head, ids)
        for row in FINDS.among(self.connection, self.head.operation, "id", ids) if ids else ():
            self.stored_rows[row.id] = row
            self.finds[row.id] = find_of(row.document, row.merge)

    # Taking mutations, in memory

    def answered(self, sent: Sent) -> str | None:
        """The first answer to this mutation, if it was ever answered with this content."""
        return self.answers[sent.key].get(sent.digest)

    def first_answer(self, one: Prepared) -> str | None:
        """The answer to a known mutation; raises Refused if its id was sent with another content."""
        if self.answered(one.sent):
            return self.take(one)
        if self.answers[one.sent.key]:
            raise reused(one.sent)
        return None

    def allow(self, prepared: Sequence[Prepared], device_id: str, received_at: str) -> None:
        """Raises Refused when more of a tablet would be refused than is kept of one on a day."""
        refused, made = [], set[str]()
        known: dict[str, set[str]] = defaultdict(set)
        for n, one in enumerate(prepared):
            sent, mutation = one.sent, one.mutation
            known[sent.key].update(self.answers.get(sent.key, ()))
            if sent.digest in known[sent.key]:
                continue
            creates = mutation is not None and mutation.op == "create"
            there = mutation is not None and (mutation.find_id in self.finds or mutation.find_id in made)
            if known[sent.key] or not (creates or there):
                refused.append((n, one))
            elif mutation is not None:
                made.add(mutation.find_id)
            known[sent.key].add(sent.digest)
        self.refusals.allow(refused, device_id, received_at)

    def take(self, one: Prepared) -> str:
        """Plays one mutation and gives the answer to it as JSON: the first answer again if it is known."""
        answer = self.answered(one.sent)
        if answer is not None:
            return answer.replace('"replayed":false', '"replayed":true', 1)
        if self.answers[one.sent.key]:
            return self.reject(
                one, problem("mutation_id_reused", f"Mutation {one.sent.id} was sent before with another content.")
            )
        if one.mutation is None:
            return self.reject(one, one.problem or problem("invalid_mutation"))
        find = self.finds.get(one.mutation.find_id)
        if missing := self.missing(one, one.mutation):
            return self.reject(one, self.unknown_find(one.mutation.op, missing), waits_for=missing)
        try:
            played = self.play(one, one.mutation, find)
        except Exception:  # nobody foresaw it, and no tablet may be stuck behind one record
            _LOG.exception("mutation failed", mutation=one.sent.key, operation=self.head.operation)
            return self.reject(one, INTERNAL)
        answer = self.accept(one, played)
        if find is None:
            self.release_waiting(one.mutation.find_id)
        return answer

    def missing(self, one: Prepared, mutation: Mutation) -> str | None:
        """A find without which a mutation cannot be played, and which is not there."""
        needed = finds_needed(mutation.op, mutation.find_id, one.sent.content)
        return next((id for id in needed if id not in self.finds), None)

    @staticmethod
    def unknown_find(op: str, find_id: str) -> Problem:
        wait = f"The {op} waits and is stored when the find arrives."
        return problem("unknown_find", f"The server does not know find {find_id} yet. {wait}")

    def play(self, one: Prepared, mutation: Mutation, find: FindState | None) -> Played:
        """What a mutation makes of its find, at the next entry of the log. Changes nothing here."""
        seq = self.head.seq + 1
        merged = self.placing.play(find, one, mutation)
        row, flags = project(merged.find, seq, self.rules, self.head.operation)
        return Played(mutation, find, merged, row, flags)

    def try_out(self, prepared: Sequence[Prepared]) -> None:
        """Raises what playing these would raise: for a job that must be done completely or not at all."""
        for one in prepared:
            if one.mutation is not None:
                self.play(one, one.mutation, self.finds.get(one.mutation.find_id))

    def accept(self, one: Prepared, played: Played, known_as: str | None = None) -> str:
        """Takes what a mutation made: one entry of the log, one new version of its find."""
        mutation, find, merged, row, flags = played
        seq = row.seq
        waiting: list[ConflictName] = [{"id": merged.find.conflicts[name].id, "field": name} for name in merged.waiting]
        answer = result(one.sent, merged.outcome, seq, version=merged.find.version, conflicts=waiting, flags=flags)
        before = self.row(mutation.find_id)
        self.judgements.follow(one, known_as or one.sent.key, seq, self.row, self.rules.settings)
        self.moves.move(seq, mutation.find_id, before and before.counted, row.counted)
        self.finds[mutation.find_id] = merged.find
        self.rows[mutation.find_id] = row
        self.conflicts.follow(find, merged, seq)
        self.placing.follow(one, mutation, merged)
        kept = self.log(one, mutation.op, answer, merged=merged, known_as=known_as)
        self.judged |= row.state == "duplicate"
        if self.judged and before and before.state == "live" and row.state != "live":
            self.take_back_duplicates(one, mutation.find_id)
        return kept

    def row(self, find_id: str) -> FindRow | None:
        """A find as this transaction has it by now."""
        return self.rows.get(find_id) or self.stored_rows.get(find_id)

    def take_back_duplicates(self, cause: Prepared, survivor: str) -> None:
        """A find is no longer live: its duplicates are live again, each by its own log entry."""
        judged = and_(FIND.c.operation == self.head.operation, FIND.c.duplicate_of == survivor)
        ids = set(self.connection.execute(select(FIND.c.id).where(judged)).scalars())
        ids |= {id for id, row in self.rows.items() if row.duplicate_of == survivor}
        self.load_finds(ids - self.finds.keys())
        for id in sorted(ids):
            find = self.finds[id]
            if find.values.get("duplicate_of") != survivor:
                continue
            known_as = str(uuid5(NAMESPACE_URL, f"minetally:void:{cause.sent.key}:{id}"))
            content = {
                "id": known_as,
                "find_id": id,
                "op": "void",
                "set": {"duplicate_of": None},
                "was": {"duplicate_of": survivor},
                "because": cause.sent.key,
            }
            mutation = made_by_person(content, cause.received_at)
            void = replace(cause, sent=sent(content), mutation=mutation, mends=None, saw=None)
            self.accept(void, self.play(void, mutation, find))
            self.taken_back[id] = duplicates.SURVIVOR_GONE

    def reject(self, one: Prepared, why: Problem, waits_for: str | None = None) -> str:
        """Stores a rejected mutation: one entry of the log, one row of the quarantine."""
        seq = self.head.seq + 1
        answer = self.log(one, "rejected", result(one.sent, "rejected", seq, problem=why))
        id = self.refusals.keep(one, seq, why, waits_for)
        if waits_for:
            self.awaiting.wait(waits_for, Waiting(id, seq, one))
        return answer

    def release_waiting(self, find_id: str) -> None:
        """Plays what waited for a find, in the order of its places; what waits for another find too goes on waiting."""
        for waiting in self.placing.in_order(self.awaiting.of.pop(find_id, [])):
            one = replace(waiting.prepared, mends=waiting.prepared.sent.id)
            known_as = release_id(one.sent.id)
            mutation = one.mutation
            assert mutation is not None
            self.load_finds({*finds_needed(mutation.op, mutation.find_id, one.sent.content)} - self.finds.keys())
            if missing := self.missing(one, mutation):
                self.awaiting.decide(waiting.quarantine_id, Decided("waiting", waits_for=missing))
                self.awaiting.wait(missing, waiting)
                continue
            try:
                played = self.play(one, mutation, self.finds[mutation.find_id])
            except Exception:  # it stays in the quarantine, where staff can release it
                _LOG.exception("mutation failed", mutation=one.sent.key, operation=self.head.operation)
                self.awaiting.decide(waiting.quarantine_id, Decided("waiting"))
                continue
            self.accept(one, played, known_as)
            self.release(waiting.quarantine_id, known_as, None)
            if mutation.op == UNDO:
                self.taken_back[mutation.find_id] = orjson.loads(one.sent.content)["reason"] or "taken back"

    def release(self, id: str, by_mutation: str, person: str | None) -> None:
        """A quarantined mutation was accepted, as `by_mutation`."""
        self.awaiting.decide(id, Decided("released", released_by_mutation=by_mutation, decided_by=person))

    def dismiss(self, id: str, one: Prepared, reason: str) -> None:
        """A person decided that a quarantined mutation must not be stored: one entry of the log."""
        self.log(one, "dismiss", result(one.sent, "dismissed", self.head.seq + 1))
        self.awaiting.decide(id, Decided("dismissed", decided_by=one.author.person, reason=reason))

    def log(
        self,
        one: Prepared,
        kind: str,
        answer: LoggedAnswer,
        merged: Merged | None = None,
        known_as: str | None = None,
    ) -> str:
        """One entry, and the answer as it is kept: word for word what a replay gives."""
        kept = orjson.dumps({**answer, **stamp(one, self.head.epoch, self.head.seq + 1)}).decode()
        entry = Entry(
            operation=self.head.operation,
            seq=self.head.seq + 1,
            kind=kind,
            mutation_id=known_as or one.sent.key,
            digest=one.sent.digest,
            find_id=one.sent.find_id,
            version=merged.find.version if merged else None,
            content=one.sent.content,
            find=own_fields(merged.find) if merged else None,
            answer=kept,
            closed=orjson.dumps(merged.closed).decode() if merged and merged.closed else None,
            device_id=one.author.device_id,
            team=one.author.team,
            person=one.author.person,
            fork=one.author.fork if isinstance(one.author, ForkedAuthor) else None,
            made_at=one.mutation.made_at if one.mutation else None,
            at=one.at or None,
            received_at=one.received_at,
            mends=one.mends,
            **one.brought,
            saw=one.saw,
            hash="",
        )
        chain.append(self.head, self.entries, entry)
        self.answers[known_as or one.sent.key][one.sent.digest] = kept
        return kept

    def saw(self, device_id: str, received_at: str) -> None:
        """A device sent mutations: a report made immediately after must not call it silent."""
        self.seen[device_id] = received_at

    # Writing, after the last mutation was taken

    def store(self) -> None:
        """Writes what was taken."""
        connection, head = self.connection, self.head
        if self.entries:
            head.widest_reach_m = max([head.widest_reach_m, *(row.reach_m for row in self.rows.values())])
            with gathered(connection):
                chain.store(connection, head, self.entries)
                FINDS.insert(connection, [row for id, row in self.rows.items() if id not in self.stored_rows])
                FINDS.upsert(connection, [row for id, row in self.rows.items() if id in self.stored_rows])
                self.moves.store(connection)
                self.conflicts.store(connection)
            self.refusals.store()
            self.awaiting.store()
            self.store_pairs()
        self.refusals.store_allowances()
        if self.seen or self.authors.known:
            self.store_devices()

    def store_pairs(self) -> None:
        """Opens and closes suspected duplicates as the finds now lie."""
        operation, stored = self.head.operation, self.stored_rows
        judged = {id: self.rows[id] for id in self.judgements.store() if id in self.rows}
        duplicates.take_back(self.connection, operation, self.taken_back)
        # Who is asked anew is asked by the last entry here, also where its find has none here.
        placed = [
            row._replace(seq=self.head.seq) if id in self.asked_anew else row
            for id, row in self.rows.items()
            if id not in stored or row.placed != stored[id].placed or id in self.asked_anew
        ]
        settings, newest = self.rules.settings, {id: row.seq for id, row in self.rows.items()}
        duplicates.keep_pairs(self.connection, self.head, placed, {**stored, **judged}, settings, newest=newest)

    def store_devices(self) -> None:
        """When devices exchanged and as which authors, in the one order in which devices are written."""
        for id in sorted({*self.seen, *self.authors.known}):
            known, noticed = self.authors.stored(id), self.authors.noticed.get(id)
            direct(self.connection, _SEEN, self.head.operation, id, self.seen.get(id), known, noticed)
        EXCHANGES.keep(self.connection, [SeenRow(self.head.operation, *one) for one in sorted(self.seen.items())])
