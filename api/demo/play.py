"""The demo's week played against a server, day by day over HTTP, and what must be true of it in the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import httpx
from minetally_client.models import Conflicted, Merged, Rejected
from rich.console import Console

from api.cli.screen import print_labelled
from api.demo import week
from api.demo.tablet import SimulatedTablet, answered, id_of
from api.demo.week import Change, Find, Mishap
from api.words import day_text
from models.shapes import Json
from models.shapes.editions import Differences
from models.shapes.reports import WeeklyReport
from sync.figures.weekly import rows_of


class Check(NamedTuple):
    """Something that must be true of the week, and whether it is."""

    holds: bool
    sentence: str


class Play:
    """The week in one operation, which is new. Staff act with a reviewer's token."""

    def __init__(self, client: httpx.Client, admin_token: str, console: Console, folder: Path) -> None:
        """`folder` is where the tablets keep their files."""
        self.client, self.console, self._folder = client, console, folder
        self._admin = {"Authorization": f"Bearer {admin_token}"}
        wanted = {"role": "reviewer", "person": "Duty officer"}
        self.token: str = answered(client.post("/v1/tokens", json=wanted, headers=self._admin))["token"]
        self.staff = {"Authorization": f"Bearer {self.token}"}
        self.tablets: dict[int, SimulatedTablet] = {}
        self.sent_twice = 0
        self.editions: list[Json] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for tablet in self.tablets.values():
            tablet.close()

    def play(self) -> None:
        """All of it, with a line for each day."""
        self.enrol()
        self.days(week.DAYS)
        self.pull()

    def enrol(self) -> None:
        """The district is known, and all tablets are enrolled."""
        with self.console.status("Enrolling the tablets"):
            self._load_district()
            for number in week.TABLETS:
                self.tablets[number] = self._enrol(number)
        teams = len({tablet.team for tablet in week.TABLETS.values()})
        print_labelled(self.console, "", f"{len(self.tablets)} tablets of {teams} teams are enrolled.")

    def days(self, days: Sequence[str]) -> None:
        """Plays some of the days, with a line for each."""
        for day in days:
            with self.console.status(f"Playing {day_text(day)}"):
                said = " ".join([self.type_in(day), *self._meetings(day)])
            print_labelled(self.console, day_text(day), said)

    def pull(self) -> None:
        """All tablets but the late one take what they lack."""
        for number in week.REPORTING:
            self.tablets[number].exchange()
        print_labelled(self.console, "", f"At last {len(week.REPORTING)} tablets pull what they lack.")

    # Before the week

    def _load_district(self) -> None:
        area = {"kind": "district", "name": week.DISTRICT, "geometry": week.OUTLINE}
        answered(self.client.post("/v1/areas", json=area, headers=self._admin))

    def _enrol(self, number: int) -> SimulatedTablet:
        kind = week.TABLETS[number]
        wanted = {"team": kind.team, "device": f"Tablet {number}"}
        code = answered(self.client.post("/v1/enrolments", json=wanted, headers=self._admin))["code"]
        return SimulatedTablet(number, kind, self._folder, str(self.client.base_url), code)

    # A day

    def type_in(self, day: str) -> str:
        """What people type on their tablets on a day."""
        everything: list[Find | Change] = [*week.FINDS, *week.CHANGES]
        typed = [one for one in everything if one.day == day]
        for one in sorted(typed, key=lambda one: one.time):
            tablet = self.tablets[one.tablet]
            if isinstance(one, Find):
                tablet.type_in(one)
            else:
                tablet.change(one)
        return f"{len(typed)} typed in." if typed else "Nothing typed in."

    def _meetings(self, day: str) -> Iterator[str]:
        for number, mishap in week.MEETINGS.get(day, ()):
            yield from self._meeting(self.tablets[number], mishap)
        if day == week.MENDED_ON:
            yield self.fix()
        if day == week.SETTLED_ON:
            yield self.settle()

    def _meeting(self, tablet: SimulatedTablet, mishap: Mishap | None) -> Iterator[str]:
        results = tablet.exchange(mishap)
        again = f", {mishap.value}, sent again" if mishap else ""
        self.sent_twice += sum(result.replayed for result in results)
        yield f"{tablet.name} sends {len(results)}{again}."
        for result in results:
            match result:
                case Rejected():
                    yield f"One goes to quarantine ({result.problem.detail})."
                case Conflicted():
                    yield f"Its {result.conflicts[0].field} of a find waits for a person: another tablet changed it."
                case Merged():
                    yield "One of them is older than what another tablet wrote since, whatever its clock says."

    def fix(self) -> str:
        """Staff fix the record that nobody could take."""
        (waiting,) = self.items("/v1/quarantine", state="waiting")
        fixed = waiting["mutation"]
        fixed["set"]["count"] = week.MALFORMED.meant
        path = f"/v1/quarantine/{waiting['id']}/release"
        answered(self.client.post(path, json={"mutation": fixed}, headers=self.staff))
        return f'Staff fix the record in quarantine: count "{week.MALFORMED.typed}" is {week.MALFORMED.meant}.'

    def settle(self) -> str:
        """Staff settle the count that two tablets changed."""
        (conflict,) = self.items("/v1/conflicts", find_id=id_of(week.SETTLED.name))
        path = f"/v1/conflicts/{conflict['id']}"
        seen = self.client.get(path, headers=self.staff)
        values = [answered(seen)["accepted"]["value"], *(offer["value"] for offer in answered(seen)["offers"])]
        decision = {"id": id_of("settled"), "value": week.SETTLED.meant, "reason": "counted again"}
        headers = {**self.staff, "If-Match": seen.headers["etag"]}
        answered(self.client.post(f"{path}/resolution", json=decision, headers=headers))
        return (
            f"Staff settle that count: {' or '.join(map(str, values))} was counted again, it is {week.SETTLED.meant}."
        )

    # After the week

    def report(self) -> WeeklyReport:
        """The weekly report as the server gives it."""
        asked = {"from": week.FIRST, "to": week.LAST, "group_by": "type,day,team,district"}
        report: WeeklyReport = answered(self.client.get("/v1/reports/weekly", params=asked, headers=self.staff))
        return report

    def comes_to_what_was_meant(self, report: WeeklyReport, pulled: Collection[int]) -> list[Check]:
        """What must be true of the week as it is published first, and of the tablets that pulled since."""
        meant, finds = week.expected(), {find["id"]: find for find in self.items("/v1/finds", limit="100")}
        reported = week.Sums(
            report["total"],
            *(
                {row[name]: row["total"] for row in rows_of(report, grouping) or ()}
                for grouping, name in (("type", "marking"), ("day", "day"), ("team", "team"))
            ),
        )
        own = f"{meant.by_type[week.MINE]:,} of {week.MINE}, {meant.total:,} in all"
        return [
            Check(reported == meant, f"what was meant, added up by the demo itself: {own}; by type, day and team too"),
            Check(
                all(self.tablets[number].held == finds for number in pulled),
                f"{len(pulled)} tablets that pulled to the end hold the {len(finds)} finds that the server holds",
            ),
        ]

    def checks(self, report: WeeklyReport, told: Differences) -> list[Check]:
        """What must be true in the end of the report that was published first, and of what was told to have changed."""
        meant = week.expected()
        latest = self.tablets[week.BEFORE_DAWN.tablet].held[id_of(week.BEFORE_DAWN.name)]["condition"]
        return [
            *self.comes_to_what_was_meant(report, week.TABLETS),
            Check(self.sent_twice > 0, f"{self.sent_twice} records sent twice were answered twice and counted once"),
            Check(
                all(edition["report"]["total"] == total for edition, total in self._published(meant)),
                f"edition 1 stays at {meant.total:,}; revision 2 says {meant.total + week.LATE.meant:,}",
            ),
            Check(
                (told["change"], [find["find_id"] for find in told["finds"]])
                == (week.LATE.meant, [id_of(week.LATE.name)]),
                f"the differences add up to {week.LATE.meant:+,}, all of it the late tablet's",
            ),
            Check(latest == week.LATEST_CONDITION, "a clock two days fast did not make an older edit the latest one"),
        ]

    def _published(self, meant: week.Sums) -> list[tuple[Json, int]]:
        """Each edition as the server has it now, and what it must come to."""
        totals = (meant.total, meant.total + week.LATE.meant)
        return [
            (answered(self.client.get(f"/v1/editions/1?revision={n}", headers=self.staff)), total)
            for n, total in enumerate(totals, 1)
        ]

    def ask(self, method: str, path: str, body: Json) -> Json:
        """What staff do, and the answer to it."""
        done: Json = answered(self.client.request(method, path, json=body, headers=self.staff))
        return done

    def items(self, path: str, **query: str) -> list[Json]:
        """Every row of a listing, page by page."""
        rows: list[Json] = []
        after: dict[str, str] = {}
        while True:
            page = answered(self.client.get(path, params={**query, **after}, headers=self.staff))
            rows += page["items"]
            if page["next"] is None:
                return rows
            after = {"after": page["next"]}
