"""Each question about two finds, compared with what the log says of the time when it was asked and closed.

The log does not say which entries were one transaction, and pairs are only looked for at the end of one. So what is
looked for here is a moment of the log at which each column was right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import and_, select

from models.marking import marking_key
from models.position import locate
from models.tables import LOG, PAIR
from sync.database.statements import among
from sync.finds.duplicates import PAIRS, SURVIVOR_GONE, Near, PairRow, asked_pair
from sync.finds.projection import WIDEST_ACCURACY_M, Placed, day_number, distance_m, state_of
from sync.log.chain import Entry
from sync.verify.history import RuleHistory, between
from sync.verify.verification import Verification

PAGE = 200

SURVIVOR_GONE_BEFORE = "the find that survived is live no more"
"""How the first versions wrote SURVIVOR_GONE."""
JUDGEMENTS = ("same", "distinct")
TAKEN_BACK = ("undo", "void")


class Then(NamedTuple):
    """A find after one of its log entries."""

    seq: int
    values: dict[str, Any]


class Said(NamedTuple):
    """What a person decided about pairs, or took back, as the log tells it."""

    seq: int
    kind: str
    mutation_id: str
    find_id: str
    person: str | None
    received_at: str
    content: dict[str, Any]


def check_questions(verification: Verification, history: RuleHistory) -> None:
    """Every pair was asked about when the two were near, and closed by what the log says."""
    before: PairRow | None = None
    for page in verification.pages(PAIRS, ("one", "other", "opened_seq"), PAGE):
        past = _Past(verification, history, {id for pair in page for id in pair.ends})
        for pair in page:
            name = f"{pair.one} / {pair.other}"
            with verification.findings.reading("duplicate_pair", name):
                _Question(verification, past, pair, name).check()
                if before and before.ends == pair.ends and (before.closed_seq or pair.opened_seq + 1) > pair.opened_seq:
                    detail = f"is asked again at log entry {pair.opened_seq}, before it was closed"
                    verification.findings.unexplained("duplicate_pair", name, detail)
            before = pair


def check_decided(verification: Verification, entries: list[Entry]) -> None:
    """The pairs about which these entries of the log decided are kept."""
    judged: dict[str, tuple[int, list[str]]] = {}
    for entry in entries:
        if entry.kind in (*JUDGEMENTS, "undo") and entry.place_seq is None:  # else its pair had another id there
            content = orjson.loads(entry.content)
            judged.setdefault(content["pair_id"], (entry.seq, content["finds"]))
    wanted = and_(PAIR.c.operation == verification.operation, among(verification.connection, PAIR.c.id, judged))
    known = {*verification.connection.execute(select(PAIR.c.id).where(wanted)).scalars()} if judged else set()
    for id in sorted(judged.keys() - known):
        seq, finds = judged[id]
        detail = f"pair {id}, about which log entry {seq} decided"
        verification.findings.missing("duplicate_pair", " / ".join(finds[:2]), detail)


class _Past:
    """Where and when some finds lay after each log entry, and what was decided about them."""

    def __init__(self, verification: Verification, history: RuleHistory, ids: set[str]) -> None:
        self.history = history
        self.finds: dict[str, list[Then]] = defaultdict(list)
        self.said: dict[str, list[Said]] = defaultdict(list)
        """By find."""
        columns = (
            LOG.c.seq, LOG.c.kind, LOG.c.mutation_id, LOG.c.find_id, LOG.c.person, LOG.c.received_at, LOG.c.find,
        )  # fmt: skip
        connection = verification.connection
        mine = and_(LOG.c.operation == verification.operation, among(connection, LOG.c.find_id, ids))
        rows = connection.execute(select(*columns).where(mine, LOG.c.version.is_not(None)))
        decisions = {}
        for row in sorted(rows, key=lambda row: row.seq):
            self.finds[row.find_id].append(Then(row.seq, orjson.loads(row.find)))
            if row.kind in (*JUDGEMENTS, *TAKEN_BACK):
                decisions[row.seq] = row
        if decisions:
            contents = select(LOG.c.seq, LOG.c.content).where(mine, LOG.c.kind.in_((*JUDGEMENTS, *TAKEN_BACK)))
            for seq, content in connection.execute(contents.order_by(LOG.c.seq)):
                row = decisions[seq]
                one = Said(*row[:6], orjson.loads(content))
                for id in {row.find_id, *(one.content.get("finds") or ())}:
                    self.said[id].append(one)

    def placed(self, id: str, seq: int) -> Placed | None:
        """A find as it lay after a log entry; None: it was not there yet."""
        then = self.finds[id][: bisect_right(self.finds[id], seq, key=lambda then: then.seq)]
        if not then:
            return None
        values = then[-1].values
        place = locate(values["position"])
        return Placed(
            state_of(values),
            self.history.at(seq).key_of(values["marking"]),
            values["found_on"],
            place.lat,
            place.lon,
            min(place.accuracy_m or 0.0, WIDEST_ACCURACY_M),
        )

    def moments(self, ends: tuple[str, str]) -> list[int]:
        """The log entries that may have moved two finds towards or away from each other."""
        thens = [then for id in ends for then in self.finds[id]]
        keys = {marking_key(then.values["marking"]) for then in thens}
        changes = {seq for key in keys for seq in self.history.changes_of_type(key)}
        return sorted({*(then.seq for then in thens), *changes, *self.history.of_settings})

    def near(self, ends: tuple[str, str], seq: int) -> Near | None:
        """How near two finds were after a log entry; None: too far to be asked about."""
        one, other = (self.placed(id, seq) for id in ends)
        if one is None or other is None or not one.state == other.state == "live" or one.type_key != other.type_key:
            return None
        settings = self.history.settings_at(seq)
        days = abs(day_number(one.found_on) - day_number(other.found_on))
        metres = distance_m(one.lat, one.lon, other.lat, other.lon)
        if days > settings.duplicate_days or metres > max(settings.duplicate_distance_m, one.reach_m, other.reach_m):
            return None
        return Near(round(metres, 1), days, min(one.found_on, other.found_on))


class _Question:
    """One pair beside the past of its two finds."""

    def __init__(self, verification: Verification, past: _Past, pair: PairRow, name: str) -> None:
        self.findings, self.past, self.pair, self.name = verification.findings, past, pair, name
        self.moments = past.moments(pair.ends)
        self.asked = max([pair.opened_seq, *(past.finds[id][0].seq for id in pair.ends if past.finds[id])])

    def differs(self, column: str, says: Any) -> None:
        self.findings.differs("duplicate_pair", self.name, column, getattr(self.pair, column), says)

    def check(self) -> None:
        pair = self.pair
        if not self._known():
            return
        at_first = self.past.near(pair.ends, self.asked)
        if at_first is None:
            detail = f"at log entry {pair.opened_seq} the two were not near: nobody would have been asked"
            self.findings.wrong("duplicate_pair", self.name, "opened_seq", detail)
            return
        if pair.first_day != at_first.first_day:
            self.differs("first_day", at_first.first_day)
        decision = self._decision()
        if decision is not None:
            self._check_decided(decision)
        elif pair.closed_seq is not None:
            self._check_gone()
        else:
            self._check({"state": "open", "why": None, "decision": None})
        if pair.state != "open":
            self._check_last_near(at_first, decision.seq if decision else pair.closed_seq)

    def _check(self, says: dict[str, Any]) -> None:
        self.findings.compare("duplicate_pair", self.name, self.pair._asdict(), says)

    def _known(self) -> bool:
        """Whether its id is made of its finds and of the entry that asked."""
        pair, near = self.pair, Near(self.pair.distance_m, self.pair.days, self.pair.first_day)
        says = asked_pair(pair.operation, pair.ends, near, pair.opened_seq).id
        if pair.id == says:
            return True
        for seq in self.moments:
            if asked_pair(pair.operation, pair.ends, near, seq).id == pair.id:
                self.differs("opened_seq", seq)
                return False
        if pair.id != str(uuid5(NAMESPACE_URL, f"minetally:pair:{pair.one}:{pair.other}")):  # as ids were made at first
            self.differs("id", says)
        return True

    def _decision(self) -> Said | None:
        """What closed it, if a person did: by the entry that it names, or by what is written down beside it."""
        pair = self.pair
        written = orjson.loads(pair.decision)["seq"] if pair.decision and pair.decision.startswith("{") else None
        said = [
            one
            for one in self.past.said[pair.one]
            if one.kind in JUDGEMENTS and {*pair.ends} <= {*one.content["finds"]}
        ]
        return next((one for seq in (pair.closed_seq, written) for one in said if one.seq == seq), None)

    def _check_decided(self, said: Said) -> None:
        content, finds = said.content, sorted(said.content["finds"])
        survivor = content["set"].get("duplicate_of")
        decision = {
            "mutation_id": said.mutation_id,
            "decision": said.kind,
            "survivor": survivor,
            "duplicates": [id for id in finds if id != survivor] if survivor else [],
            "seq": said.seq,
            "person": said.person,
            "reason": content["reason"],
            "at": said.received_at,
        }
        held = orjson.loads(self.pair.decision or "null")
        if held != decision:
            self.findings.differs("duplicate_pair", self.name, "decision", held, decision)
        self._check({"closed_seq": said.seq})
        whys = self._taken_back(said)
        stands = self._stands(said.kind, survivor)
        if self.pair.state == "undone" and whys:
            if self.pair.why not in whys:
                self.differs("why", " or ".join(sorted(whys)))
        else:
            self._check({"state": said.kind if stands else "undone", "why": None if stands else self.pair.why})

    def _taken_back(self, said: Said) -> set[str]:
        """For which reasons the decision was taken back, if it was."""
        whys: set[str] = set()
        for one in (one for id in self.pair.ends for one in self.past.said[id]):
            if one.kind in TAKEN_BACK and one.seq > said.seq and one.find_id in self.pair.ends:
                by_itself = {SURVIVOR_GONE, SURVIVOR_GONE_BEFORE}
                whys |= by_itself if one.kind == "void" else {one.content["reason"] or "taken back"}
        return whys

    def _stands(self, kind: str, survivor: str | None) -> bool:
        """Whether the decision holds now."""
        if kind == "same":
            return survivor in [self.past.finds[id][-1].values.get("duplicate_of") for id in self.pair.ends]
        undone = [one.content.get("pair_id") for one in self.past.said[self.pair.other] if one.kind == "undo"]
        return self.pair.id not in undone

    def _check_gone(self) -> None:
        """It is gone by itself: by an entry after which the two were not near, or not of that day."""
        pair, seq = self.pair, self.pair.closed_seq
        assert seq is not None
        self._check({"state": "gone", "decision": None})
        if seq not in self.moments or seq <= self.asked or self._holds(seq):
            apart = next((one for one in self.moments if one > self.asked and not self._holds(one)), None)
            self.differs("closed_seq", apart)
            return
        whys = self._whys(seq)
        if pair.why not in whys:
            self.differs("why", " or ".join(sorted(whys)))

    def _holds(self, seq: int) -> bool:
        near = self.past.near(self.pair.ends, seq)
        return near is not None and near.first_day == self.pair.first_day

    def _whys(self, seq: int) -> set[str]:
        """Why it may be gone: what became of either find since any moment at which the two were near."""
        now = self.past.near(self.pair.ends, seq)
        if now is not None:
            return {"re-dated"}
        found = set()
        after = {id: self.past.placed(id, seq) for id in self.pair.ends}
        for moment in [self.asked, *between(self.moments, self.asked, seq)]:
            if self._holds(moment):
                reasons = (_why(self.past.placed(id, moment), after[id]) for id in self.pair.ends)
                found.add(next((why for why in reasons if why), "settings changed"))
        return found

    def _check_last_near(self, at_first: Near, closed_seq: int | None) -> None:
        """A closed pair says how near the two were at some moment before."""
        moments = between(self.moments, self.asked, closed_seq)
        nears = [at_first, *(near for seq in moments if (near := self.past.near(self.pair.ends, seq)))]
        if self.pair.distance_m not in {near.metres for near in nears}:
            self.differs("distance_m", nears[-1].metres)
        if self.pair.days not in {near.days for near in nears}:
            self.differs("days", nears[-1].days)


def _why(before: Placed | None, after: Placed | None) -> str | None:
    """What happened to a find so that it is no longer near another; None when nothing did."""
    if before is None or after is None or before == after:
        return None
    if after.state != before.state:
        return "deleted" if after.state == "deleted" else "judged a duplicate"
    if after.type_key != before.type_key:
        return "re-typed"
    return "re-dated" if (after.lat, after.lon) == (before.lat, before.lon) else "moved"
