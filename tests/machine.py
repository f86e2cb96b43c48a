"""A fleet of tablets on a bad network, and staff who decide: a machine that plays random histories over real HTTP.

Tablets type what they see, send any part of it in any grouping, lose answers, send again, and lie about the time; a
tablet keeps its own order per find. After every step the tallies are held against the finds (I5), and what people typed
against what is on the table (I6). At the end of a history everybody exchanges, and I1, I2 and I3 are held.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from models.fields import Policy
from models.find import FIELDS, REQUIRED, means
from models.marking import marking_key
from sync.merge.merge import DECISIONS, POLICY
from tests.service import LETTER, Device, Json, Operation, Service, answered

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]

WEEK = ("2022-08-15", "2022-08-22")
PHOTOS = [letter * 64 for letter in "abc"]
VALUES: dict[str, list[Any]] = {
    "marking": ["3-001M", "З–001М", "PMN-2", "ZZ-9"],
    "category": ["ap_mine", "av_mine", "uxo"],
    "count": [1, 2, 3, 5, 8],
    "position": [LETTER, {**LETTER, "x": 4401180.0}, {**LETTER, "x": 4402180}],
    "found_on": ["2022-08-14", "2022-08-15", "2022-08-18", "2022-08-22"],
    "manufactured_year": [None, 2020, 2021],
    "district": [None, "Lachin", "Kalbajar"],
    "lot": [None, "A1"],
    "depth_cm": [None, 10, 20],
    "note": [None, "wet", "by a well", "steep"],
    "photos": [None, [PHOTOS[0]], PHOTOS[:2], PHOTOS[1:]],
}
"""Few values of each field, so that tablets often say the same and often contradict each other."""

pair = st.one_of([st.tuples(st.just(name), st.sampled_from(values)) for name, values in VALUES.items()])
count_pair = st.tuples(st.just("count"), st.sampled_from(VALUES["count"]))
edits = st.lists(pair | count_pair, min_size=1, max_size=3).map(dict)
Holds = Callable[[Any], bool]

new_finds = st.fixed_dictionaries(
    {name: st.sampled_from(VALUES[name]) for name in ("marking", "category", "count", "position", "found_on")},
    optional={
        name: st.sampled_from(VALUES[name][1:])
        for name in ("manufactured_year", "district", "depth_cm", "note", "photos")
    },
)
hours = st.sampled_from([0, 0, 0, -30, -1, 1, 48])
"""How wrong a clock is, or how long ago something was typed."""


def content_key(mutation: object) -> str:
    return json.dumps(mutation, sort_keys=True)


class Tablet:
    """What a tablet knows: what its people see, and what they typed without hearing an answer yet."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.holds: dict[str, Json] = {}
        self.sees: dict[str, Json] = {}
        self.queue: list[Any] = []

    def types(self, mutation: Any) -> None:
        self.queue.append(mutation)
        self.shows(mutation)

    def shows(self, mutation: Any) -> None:
        if not isinstance(mutation, dict) or "find_id" not in mutation:
            return
        seen = self.sees.setdefault(mutation["find_id"], {})
        if mutation["op"] in ("delete", "restore"):
            seen["deleted"] = mutation["op"] == "delete"
        seen.update(mutation.get("set", {}))

    def hears(self, sent: list[Any], answer: Json, took: bool) -> None:
        """An answer: what was sent needs not be sent again, and the changes are held."""
        self.queue = [mutation for mutation in self.queue if mutation not in sent]
        if not took:
            return
        self.device.cursor = answer["cursor"]
        for change in answer["changes"]:
            find = change["find"]
            self.holds[find["id"]] = find
            self.sees[find["id"]] = {name: find[name] for name in FIELDS} | {"deleted": find["state"] == "deleted"}
            for mutation in self.queue:
                if isinstance(mutation, dict) and mutation.get("find_id") == find["id"]:
                    self.shows(mutation)


class Fleet(RuleBasedStateMachine):
    """Three tablets of two teams, a reviewer, and the network between them and the server."""

    numbers = itertools.count(1)

    def __init__(self, run: Run[Any], service: Service) -> None:
        super().__init__()
        self.run = run
        self.operation: Operation = run(service.operation(f"fleet-{next(self.numbers)}"))
        self.staff: Operation = run(self.operation.staff("reviewer", "Duty officer"))
        devices = [run(self.operation.enrol(team, name)) for team, name in (("T1", "A"), ("T1", "B"), ("T2", "C"))]
        self.tablets = [Tablet(device) for device in devices]
        self.answers: dict[str, Json] = {}
        self.sent: list[Any] = []
        self.decided: list[tuple[str, Json]] = []
        self.checked_seq = self.checked_finds_seq = 0
        self.ids = 0

    def new_id(self) -> str:
        self.ids += 1
        return str(uuid5(NAMESPACE_OID, str(self.ids)))

    def typed(self, op: str, find_id: str, hours_ago: int, **more: Any) -> Json:
        made = datetime.now(UTC) - timedelta(hours=hours_ago)
        return {"id": self.new_id(), "find_id": find_id, "op": op, "made_at": made.isoformat(), **more}

    def key_of(self, marking: str) -> str:
        """The key of the type that a marking names."""
        return marking_key(marking)

    # What people type on tablets

    @rule(n=st.integers(0, 2), fields=new_finds, ago=hours)
    def a_team_finds_something(self, n: int, fields: Json, ago: int) -> None:
        self.tablets[n].types(self.typed("create", self.new_id(), ago, set=fields))

    @precondition(lambda self: any(tablet.sees for tablet in self.tablets))
    @rule(data=st.data(), n=st.integers(0, 2), over=st.integers(0, 5), changes=edits, ago=hours)
    def a_team_edits_what_it_saw(self, data: st.DataObject, n: int, over: int, changes: Json, ago: int) -> None:
        """What it saw on its own tablet, or over the shoulder of another team."""
        seen = self.tablets[over].sees if over < 3 else self.tablets[n].sees
        if seen:
            id = data.draw(st.sampled_from(sorted(seen)))
            was = {name: seen[id].get(name) for name in changes}
            self.tablets[n].types(self.typed("edit", id, ago, set=changes, was=was))

    @precondition(lambda self: any(tablet.sees for tablet in self.tablets))
    @rule(data=st.data(), n=st.integers(0, 2))
    def a_team_deletes_or_restores(self, data: st.DataObject, n: int) -> None:
        seen = self.tablets[n].sees
        if seen:
            id = data.draw(st.sampled_from(sorted(seen)))
            if seen[id].get("deleted"):
                self.tablets[n].types(self.typed("restore", id, 0))
            else:
                self.tablets[n].types(self.typed("delete", id, 0, was={name: seen[id].get(name) for name in FIELDS}))

    @rule(data=st.data(), n=st.integers(0, 2), kind=st.integers(0, 3))
    def a_tablet_makes_what_nobody_can_take(self, data: st.DataObject, n: int, kind: int) -> None:
        tablet, fields = self.tablets[n], {name: values[0] for name, values in VALUES.items() if name in REQUIRED}
        if kind == 0:
            tablet.types(self.typed("create", self.new_id(), 0, set={**fields, "count": 0}))
        elif kind == 1:
            tablet.queue.append(f"no mutation at all {self.new_id()}")
        elif kind == 2:
            tablet.queue.append({**self.typed("create", self.new_id(), 0, set=fields), "id": "no UUID"})
        elif self.sent:
            reused = data.draw(st.sampled_from([one for one in self.sent if isinstance(one, dict)] or [{}]))
            tablet.queue.append({**reused, "set": {"count": 7}, "note": "the same id again"})

    # What goes over the network

    @rule(data=st.data(), n=st.integers(0, 2), limit=st.sampled_from([0, 1, 2, 500]), heard=st.booleans(), wrong=hours)
    def a_tablet_exchanges(self, data: st.DataObject, n: int, limit: int, heard: bool, wrong: int) -> None:
        """Any part of what it has, the finds in any order; the answer may be lost."""
        tablet = self.tablets[n]
        self.exchange(tablet, self.some_of(data, tablet.queue), limit, heard, wrong)

    @staticmethod
    def some_of(data: st.DataObject, queue: list[Any]) -> list[Any]:
        by_find: dict[str, list[Any]] = defaultdict(list)
        for mutation in queue:
            by_find[mutation.get("find_id", "") if isinstance(mutation, dict) else mutation].append(mutation)
        if not by_find:
            return []
        some: list[Any] = []
        for find_id in data.draw(st.lists(st.sampled_from(sorted(by_find)), unique=True)):
            some += by_find[find_id][: data.draw(st.integers(1, len(by_find[find_id])))]
        return some

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), n=st.integers(0, 2), limit=st.sampled_from([0, 500]))
    def anything_is_sent_again_in_any_grouping(self, data: st.DataObject, n: int, limit: int) -> None:
        """I2: it changes nothing and answers the same; whichever tablet brings it."""
        again = data.draw(st.lists(st.sampled_from(self.sent), min_size=1, max_size=8))
        self.sends_again(self.tablets[n], again, limit)

    def exchange(self, tablet: Tablet, mutations: list[Any], limit: int, heard: bool, wrong_hours: int = 0) -> Json:
        at = (datetime.now(UTC) + timedelta(hours=wrong_hours)).isoformat()
        answer: Json = answered(self.run(tablet.device.exchange(mutations, limit, device_time=at)))
        assert len(answer["results"]) == len(mutations)
        for mutation, result in zip(mutations, answer["results"], strict=True):
            first = self.answers.get(content_key(mutation))
            assert result == {**(first or result), "replayed": first is not None}
            if first is None:
                self.answers[content_key(mutation)] = result
                self.sent.append(mutation)
        if heard:
            tablet.hears(mutations, answer, limit > 0)
        return answer

    def sends_again(self, tablet: Tablet, again: list[Any], limit: int) -> None:
        before = self.run(self.operation.log_seq())
        self.exchange(tablet, again, limit, heard=True)
        assert self.run(self.operation.log_seq()) == before

    # What staff decide

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def staff_settle_a_conflict(self, data: st.DataObject) -> None:
        open_ones = self.run(self.staff.items("/v1/conflicts"))
        if not open_ones:
            return
        conflict = data.draw(st.sampled_from(open_ones))
        values = [conflict["accepted"]["value"], *(offer["value"] for offer in conflict["offers"])]
        if conflict["sum"] is not None:
            values.append(conflict["sum"])
        if conflict["field"] in VALUES:
            values += VALUES[conflict["field"]]
        id, value = self.new_id(), data.draw(st.sampled_from(values))
        for replayed in (False, True):
            result = answered(self.run(self.staff.resolve(conflict["id"], value, id, conflict["etag"])))
            assert result["replayed"] == replayed
        self.decided.append((id, result))

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), changes=edits, deleted=st.sampled_from([None, None, True, False]))
    def staff_edit_a_find(self, data: st.DataObject, changes: Json, deleted: bool | None) -> None:
        finds = self.run(self.staff.finds())
        if finds:
            id, find_id = self.new_id(), data.draw(st.sampled_from(sorted(finds)))
            body = {"set": changes} if deleted is None else {"deleted": deleted}
            self.decided.append((id, answered(self.run(self.staff.change(find_id, id=id, **body)))))

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), changes=edits, dismissed=st.booleans())
    def staff_look_into_the_quarantine(self, data: st.DataObject, changes: Json, dismissed: bool) -> None:
        """They mend and release, or dismiss, what does not wait for its find."""
        waiting = [one for one in self.run(self.staff.items("/v1/quarantine", state="waiting")) if not one["waits_for"]]
        if not waiting:
            return
        one = data.draw(st.sampled_from(waiting))
        if dismissed:
            answered(self.run(self.staff.dismiss(one["id"])))
            return
        mutation = one["mutation"] if isinstance(one["mutation"], dict) else {}
        find_id = mutation.get("find_id", self.new_id())
        fields = {name: values[0] for name, values in VALUES.items() if name in REQUIRED} | changes
        mended = self.typed(
            "create", find_id, 0, set={name: value for name, value in fields.items() if value is not None}
        )
        released = answered(self.run(self.staff.release(one["id"], mended)))
        assert (released["state"], released["released_by_mutation"]) == ("released", mended["id"])
        self.decided.append((mended["id"], released["result"]))

    # What holds at every moment

    @invariant()
    def tallies_equal_the_sum_over_live_finds(self) -> None:
        """I5, and the disputed range over everything on the table."""
        report = self.run(self.operation.week(*WEEK))
        if report["as_of"]["seq"] == self.checked_seq:
            return
        self.checked_seq = report["as_of"]["seq"]
        finds = self.run(self.operation.finds())
        conflicts = self.run(self.operation.items("/v1/conflicts"))
        check_report(report, list(finds.values()), conflicts, self.key_of)
        self.what_was_typed_is_on_the_table(finds, conflicts)

    def what_was_typed_is_on_the_table(self, finds: dict[str, Json], conflicts: list[Json]) -> None:
        """I6, for the finds that changed since it was looked at last."""
        for find in finds.values():
            of_find = [conflict for conflict in conflicts if conflict["find_id"] == find["id"]]
            assert find["conflicts"] == [
                {"id": one["id"], "field": one["field"]} for one in sorted(of_find, key=lambda c: c["field"])
            ]
            if find["seq"] > self.checked_finds_seq:
                gone = values_gone(find, self.run(self.operation.history(find["id"])), tables(of_find))
                assert not gone, gone
        self.checked_finds_seq = self.checked_seq

    # What holds in the end

    def teardown(self) -> None:
        self.everybody_exchanges()
        self.everything_answered_is_in_the_log()
        if self.sent:
            self.sends_again(self.tablets[0], self.sent, 0)
        self.tallies_equal_the_sum_over_live_finds()

    def everybody_exchanges(self) -> None:
        """I3: they hold what the server holds."""
        for tablet in self.tablets:
            self.exchange(tablet, list(tablet.queue), 0, heard=True)
        finds = self.run(self.operation.finds())
        for n, tablet in enumerate(self.tablets, 1):
            while self.exchange(tablet, [], n, heard=True)["has_more"]:
                pass
            assert tablet.holds == finds

    def everything_answered_is_in_the_log(self) -> None:
        """I1: with its content and its answer, each entry once."""
        finds = self.run(self.operation.finds())
        entries = {entry["seq"]: entry for id in finds for entry in self.run(self.operation.history(id))}
        kept = {one["seq"]: one for one in self.run(self.operation.items("/v1/quarantine"))}
        for mutation in self.sent:
            result = self.answers[content_key(mutation)]
            if result["outcome"] == "rejected":
                assert kept[result["seq"]]["mutation"] == mutation
                assert kept[result["seq"]]["problem"] == result["problem"]
            else:
                assert entries[result["seq"]]["mutation"] == mutation
                assert entries[result["seq"]]["version"] == result["version"]
        for id, result in self.decided:
            assert entries[result["seq"]]["mutation_id"] == id
            assert entries[result["seq"]]["person"] == "Duty officer"
        assert len({self.answers[content_key(one)]["seq"] for one in self.sent}) == len(self.sent)


# What is held against what


def tables(conflicts: Iterable[Json]) -> dict[str, list[Any]]:
    """Field to what is on its table, for the fields in conflict."""
    return {one["field"]: [one["accepted"]["value"], *(offer["value"] for offer in one["offers"])] for one in conflicts}


def check_report(
    report: Json, finds: list[Json], conflicts: list[Json], key_of: Callable[[Any], str] = marking_key
) -> None:
    """Every sum of the report equals the sum over live finds, and every range what the open conflicts allow.

    `key_of` gives the key of the type that a marking names.
    """
    first, last = report["period"]["from"], report["period"]["to"]
    live = [find for find in finds if find["state"] == "live"]
    inside = [find for find in live if first <= find["found_on"] <= last]
    assert (report["total"], report["finds"]) == (sum(find["count"] for find in inside), len(inside))
    keys: dict[str, Callable[[Json], Any]] = {
        "type": lambda find: find["type"]["key"],
        "category": lambda find: find["category"],
        "day": lambda find: find["found_on"],
        "district": lambda find: find["district"] or find["district_computed"],
        "team": lambda find: find["created"]["team"],
        "device": lambda find: find["created"]["device_id"],
    }
    for grouping, key in keys.items():
        totals: Counter[Any] = Counter()
        for find in inside:
            totals[key(find)] += find["count"]
        rows = {row[grouping]: row for row in report[f"by_{grouping}"]}
        assert len(rows) == len(report[f"by_{grouping}"])
        assert {name: row["total"] for name, row in rows.items() if row["finds"]} == dict(totals), grouping
        assert Counter({name: row["finds"] for name, row in rows.items()}) == Counter(key(find) for find in inside), (
            grouping
        )
    for row in report["by_type"]:
        check_type_row(row, [find for find in inside if find["type"]["key"] == row["type"]])
    check_disputes(report, live, conflicts, key_of)


def check_type_row(row: Json, finds: list[Json]) -> None:
    years: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for find in finds:
        years[str(find["manufactured_year"] or "")] += find["count"]
        categories[find["type"]["category"]] += find["count"]
    assert row["manufactured_unknown"] == years.pop("", 0)
    assert row["manufactured"] == dict(years)
    if finds:
        assert categories[row["category"]] == max(categories.values())


def check_disputes(report: Json, live: list[Json], conflicts: list[Json], key_of: Callable[[Any], str]) -> None:
    """By trying every combination of what is on the table."""
    by_find: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for conflict in conflicts:
        table = tables([conflict])[conflict["field"]]
        by_find[conflict["find_id"]][conflict["field"]] = (
            table if conflict["sum"] is None else [*table, conflict["sum"]]
        )
    disputed = [(find, by_find[find["id"]]) for find in live if find["id"] in by_find]
    first, last = report["period"]["from"], report["period"]["to"]
    inside: dict[str, Holds] = {
        "found_on": lambda day: first <= day <= last,
        "deleted": lambda deleted: not deleted,
    }
    assert report["disputed"] == disputed_range(report["total"], disputed, inside)
    for grouping, field in (
        ("type", "marking"),
        ("category", "category"),
        ("day", "found_on"),
        ("district", "district"),
    ):
        for row in report[f"by_{grouping}"]:
            wanted = {**inside, field: named(row[grouping], key_of if grouping == "type" else None)}
            assert row["disputed"] == disputed_range(row["total"], disputed, wanted), grouping


def named(name: str | None, key: Callable[[Any], str] | None) -> Holds:
    """Whether a value is the one that a row of a report is named by."""
    return lambda value: (key(value) if key else value) == name


def disputed_range(total: int, disputed: list[tuple[Json, dict[str, list[Any]]]], wanted: dict[str, Holds]) -> Json:
    conflicts, low, high = 0, total, total
    for find, table in disputed:
        values = [table.get(name, [find.get(name, False)]) for name in wanted]
        counts = table.get("count", [find["count"]])
        possible = [
            count if all(test(value) for test, value in zip(wanted.values(), chosen, strict=True)) else 0
            for count in counts
            for chosen in itertools.product(*values)
        ]
        low += min(possible) - possible[0]
        high += max(possible) - possible[0]
        if max(possible):
            conflicts += len(table.keys() & {"count", *wanted})
    return {"conflicts": conflicts, "low": low, "high": high}


def values_gone(find: Json, history: list[Json], table: dict[str, list[Any]]) -> list[str]:
    """I6: values that left the table though neither their author, one who saw them, nor a resolution replaced them."""
    said: list[tuple[str, str, Any, Any, str]] = []  # who, field, what they saw, what they said, op
    accepted: Json = {}
    for entry in history:
        mutation = entry["mutation"]
        if entry["version"] is not None and entry["kind"] not in DECISIONS:
            who, op = entry["person"] or entry["device_id"], mutation["op"]
            says, saw = mutation.get("set", {}), accepted if "made_at" not in mutation else mutation.get("was", {})
            if op in ("delete", "restore"):
                says, saw = {"deleted": op == "delete"}, {"deleted": op == "restore"}
            said += [(who, name, saw.get(name), value, op) for name, value in says.items()]
        accepted = accepted | {one["field"]: one["to"] for one in entry["replaced"]}
    gone = []
    for n, (who, name, saw, value, op) in enumerate(said):
        others = [(m > n, *one) for m, one in enumerate(said) if m != n and one[1] == name]
        replaced = any(later and (by == who or how == "resolve") for later, by, _, _, _, how in others)
        if (op != "resolve" and means(name, saw, value)) or replaced or POLICY[name] is Policy.LATEST:
            continue
        if not is_there(name, saw, value, find, table) and not seen_and_replaced(name, saw, value, find, others):
            gone.append(f"{name}: {value!r} of {who} ({op}) is not on the table {table.get(name, find.get(name))!r}")
    return gone


def is_there(name: str, saw: Any, value: Any, find: Json, table: dict[str, list[Any]]) -> bool:
    if name == "note":
        return value is None or value in (find["note"] or "")
    if name == "photos":
        return not photos_gone(saw, value, find)
    now = find["state"] == "deleted" if name == "deleted" else find[name]
    return any(means(name, value, one) for one in table.get(name, [now]))


def photos_gone(saw: Any, value: Any, find: Json) -> set[str]:
    """The photos that were added and are not there."""
    return {*(value or [])} - {*(saw or [])} - {*(find["photos"] or [])}


def seen_and_replaced(
    name: str, saw: Any, value: Any, find: Json, others: list[tuple[bool, str, str, Any, Any, str]]
) -> bool:
    if name == "note":
        return any(value in (seen or "") for _, _, _, seen, _, _ in others)
    if name == "photos":
        removed = {photo for _, _, _, seen, says, _ in others for photo in {*(seen or [])} - {*(says or [])}}
        return photos_gone(saw, value, find) <= removed
    return any(means(name, seen, value) for _, _, _, seen, _, _ in others)
