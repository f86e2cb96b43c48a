"""The fleet of tests/machine.py with a command staff that judges duplicates, keeps a catalogue, and publishes.

Every report that was read is read again at the end `as_of` its moment, and must be the same to the last byte; between
any two of them the differences must add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import Connection

from models.marking import marking_key
from models.period import Period
from models.shapes.editions import Differences
from sync.database.database import Database
from sync.figures.differences import Figure, differences
from sync.figures.moment import at
from sync.verify.verify import verify
from tests.machine import WEEK, Fleet, Run
from tests.service import Json, Service, answered

ASKED: Json = {"from": WEEK[0], "to": WEEK[1], "since": "2022-08-01"}
ALIASES = (("ZZ-9", "3001M"), ("PMN-9", "PMN2"), ("ZZ-9", "PMN2"))


class Command(Fleet):
    """The staff of a campaign."""

    def __init__(self, run: Run[Any], service: Service) -> None:
        super().__init__(run, service)
        self.aliases: dict[str, str] = {}
        self.reports: list[tuple[Json, str]] = []
        self.editions: list[Json] = []

    def key_of(self, marking: str) -> str:
        key = marking_key(marking)
        return self.aliases.get(key, key)

    # What staff decide

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), kind=st.sampled_from(["same", "same", "distinct", "undo"]), whole=st.booleans())
    def staff_decide_about_duplicates(self, data: st.DataObject, kind: str, whole: bool) -> None:
        states = ("same", "distinct") if kind == "undo" else ("open",)
        pairs = [pair for state in states for pair in self.run(self.staff.items("/v1/duplicates", state=state))]
        if not pairs:
            return
        pair = data.draw(st.sampled_from(pairs))
        body: Json = {"id": self.new_id(), "decision": kind, "reason": "looked at both"}
        finds = pair["group"] if whole and kind != "undo" else pair["find_ids"]
        if kind != "undo":
            body["finds"] = finds
        if kind == "same":
            body["survivor"] = data.draw(st.sampled_from(sorted(finds)))
        path = f"/v1/duplicates/{pair['id']}/decision"
        for replayed in (False, True):
            decided = answered(self.run(self.staff.call("POST", path, body)))
            assert {result["replayed"] for result in decided["results"]} == {replayed}
        first = decided["results"][0]
        self.decided.append((body["id"], first))
        live = {id: self.run(self.operation.find(id)) for id in finds}
        if kind == "same":
            assert {id for id, find in live.items() if find["state"] == "live"} == {body["survivor"]}
            assert {find["duplicate_of"] for find in live.values()} == {None, body["survivor"]}

    @rule(data=st.data(), which=st.sampled_from(ALIASES))
    def staff_add_an_alias_or_take_one_away(self, data: st.DataObject, which: tuple[str, str]) -> None:
        marking, key = which
        alias = marking_key(marking)
        body = {"id": self.new_id(), "reason": "seen on the casing"}
        if alias in self.aliases:
            path = f"/v1/types/{self.aliases[alias]}/aliases/{alias}/removal"
        else:
            path, body = f"/v1/types/{key}/aliases", {**body, "marking": marking}
        foretold = answered(self.run(self.staff.call("POST", path, {**body, "preview": True})))
        before = self.totals_by_type()
        done = answered(self.run(self.staff.call("POST", path, body)))
        assert done["effect"] == foretold["effect"]
        if alias in self.aliases:
            del self.aliases[alias]
        else:
            self.aliases[alias] = key
        after = self.totals_by_type()
        told: Counter[str] = Counter()
        for week in done["effect"]["weeks"]:
            for row in week["types"]:
                told[row["type"]] += row["after"] - row["before"]
        assert {key: n for key, n in told.items() if n} == {
            key: after[key] - before[key] for key in {*before, *after} if after[key] != before[key]
        }

    def totals_by_type(self) -> Counter[str]:
        report = self.run(self.operation.week("2022-01-03", "2022-12-31", group_by="type"))
        return Counter({row["type"]: row["total"] for row in report["by_type"]})

    @rule(metres=st.sampled_from([10, 25, 1000]), days=st.sampled_from([0, 3, 9]))
    def the_admin_says_what_is_near(self, metres: int, days: int) -> None:
        settings = {"duplicate_distance_m": metres, "duplicate_days": days}
        answered(self.run(self.operation.call("PUT", "/v1/settings", {"id": self.new_id(), "settings": settings})))

    @rule(days=st.sampled_from([WEEK, ("2022-08-15", "2022-08-21"), ("2022-08-22", "2022-08-22")]))
    def staff_publish(self, days: tuple[str, str]) -> None:
        body = {"id": self.new_id(), "from": days[0], "to": days[1]}
        edition = answered(self.run(self.staff.call("POST", "/v1/editions", body)), 201)
        assert answered(self.run(self.staff.call("POST", "/v1/editions", body)), 201) == edition
        self.editions.append(edition)

    # What holds

    @invariant()
    def every_report_is_kept_for_the_end(self) -> None:
        response = self.run(self.operation.call("GET", "/v1/reports/weekly", **ASKED))
        report = answered(response)
        if not self.reports or self.reports[-1][0]["as_of"]["seq"] != report["as_of"]["seq"]:
            self.reports.append((report, response.text))

    def teardown(self) -> None:
        super().teardown()
        self.every_report_can_be_read_again()
        self.differences_add_up()
        self.differences_add_up_between_any_two_moments()
        self.everything_verifies()

    def every_report_can_be_read_again(self) -> None:
        for report, text in self.reports:
            for as_of in {report["as_of"]["time"], *([str(report["as_of"]["seq"])] if report["as_of"]["seq"] else [])}:
                again = self.run(self.operation.call("GET", "/v1/reports/weekly", **ASKED, as_of=as_of))
                if as_of == report["as_of"]["time"]:
                    assert again.text == text
                else:  # after a log entry means: until the next one
                    then = answered(again)
                    figures = ("total", "finds", "by_type", "by_day", "by_district", "disputed", "suspected_duplicates")
                    assert {name: then[name] for name in figures} == {name: report[name] for name in figures}
        for edition in self.editions:
            kept = self.run(self.operation.get(f"/v1/editions/{edition['number']}", revision=edition["revision"]))
            assert kept == edition
            period = {"from": edition["period"]["from"], "to": edition["period"]["to"]}
            for as_of in (edition["published_at"], str(edition["stands_on"]["seq"])):
                again = self.run(self.operation.get("/v1/reports/weekly", **period, as_of=as_of))
                assert again == edition["report"]
            finds = self.run(
                self.operation.items(f"/v1/editions/{edition['number']}/finds", revision=edition["revision"])
            )
            assert sum(find["count"] for find in finds) == edition["report"]["total"]

    def differences_add_up(self) -> None:
        """Between any two editions in their order, and from each to now."""
        for n, earlier in enumerate(self.editions):
            path = f"/v1/editions/{earlier['number']}/differences"
            for later in (*self.editions[n + 1 :], None):
                asked = {"to": f"{later['number']}.{later['revision']}"} if later else {}
                told = self.run(self.operation.get(path, revision=earlier["revision"], **asked))
                days = (earlier["period"]["from"], earlier["period"]["to"])
                report = later["report"] if later else self.run(self.operation.week(*days))
                total = report["total"]
                assert told["before"]["total"] == earlier["report"]["total"]
                assert told["after"]["total"] == total
                assert told["change"] == total - earlier["report"]["total"]
                for sums in (told["finds"], told["by_reason"], told["by_type"]):
                    assert sum(row["change"] for row in sums) == told["change"]
                for find in told["finds"]:
                    assert sum(step["change"] for step in find["steps"]) == find["change"]

    def differences_add_up_between_any_two_moments(self) -> None:
        """Also between such as were never published."""
        week = Period(*WEEK)

        def told(connection: Connection, one: Json, other: Json) -> Differences:
            before, after = (at(connection, self.operation.name, as_of["seq"], as_of["time"]) for as_of in (one, other))
            return differences(Figure(before, week), Figure(after, week))

        for n, (earlier, _) in enumerate(self.reports):
            for later, _ in self.reports[n + 1 :: 3]:
                change = self.run(self.read(told, earlier["as_of"], later["as_of"]))
                assert change["change"] == later["total"] - earlier["total"]
                for sums in (change["finds"], change["by_reason"], change["by_type"]):
                    assert sum(row["change"] for row in sums) == change["change"]
                by_type = Counter({row["type"]: row["change"] for row in change["by_type"]})
                for report, sign in ((later, -1), (earlier, 1)):
                    for row in report["by_type"]:
                        by_type[row["type"]] += sign * row["total"]
                assert not any(by_type.values())

    def everything_verifies(self) -> None:
        assert self.run(self.read(verify, self.operation.name)).findings == []

    async def read(self, do: Callable[..., Any], *args: Any) -> Any:
        async with Database(self.operation.service.database_url) as database:
            return await database.read(do, *args)
