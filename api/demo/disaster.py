"""The demo's week with a server that burns: a backup of Wednesday, three more days, a restore, and all tablets back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx
from rich.console import Console
from rich.text import Text

from api.cli.local import commit
from api.cli.screen import print_labelled
from api.cli.weekly import print_weekly
from api.demo import publish, week
from api.demo.play import Check, Play
from api.demo.run import STARTS_WITHIN_S, end, fresh_database, print_checks, sentences, server_on
from api.demo.tablet import Broken, answered
from api.words import day_text
from models.chance import draw
from models.find import FIELDS
from models.shapes import Json
from sync.operations import create_operation

BACKED_UP_ON, BURNT_ON = "2022-08-17", "2022-08-20"
"""A Wednesday, and the evening of the Saturday after it."""
BAD_ORDER = (5, 6, 3, 1, 4, 2)
"""Who edited comes before who had found."""
DAYS = {
    "before": tuple(day for day in week.DAYS if day <= BACKED_UP_ON),
    "lost": tuple(day for day in week.DAYS if BACKED_UP_ON < day <= BURNT_ON),
    "after": tuple(day for day in week.DAYS if day > BURNT_ON),
}


class Picture(NamedTuple):
    """What a server holds, without its own numbers and times."""

    finds: dict[str, Json]
    conflicts: dict[str, Json]


class Machine(NamedTuple):
    """Where a server keeps what is its own."""

    url: str
    keys: Path

    def minetally(self, *words: str) -> str:
        """Runs a command as an operator does: what it printed."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "api.cli.main", *words], env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            said = done.stderr or done.stdout
            raise Broken(f"minetally {' '.join(words)} ended with status {done.returncode}: {said}")
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """What tells a command where they are."""
        return {"MINETALLY_DATABASE_URL": self.url, "MINETALLY_KEYS": str(self.keys)}


def run(folder: Path, port: int, database_url: str | None, restored_url: str | None) -> None:
    """Plays it, and ends the command with its status."""
    console = Console(highlight=False)
    started = time.monotonic()
    with sentences(folder):
        file_url = fresh_database(folder)
        lost = Machine(database_url or file_url, folder / "demo.db.keys")
        new = Machine(restored_url or f"sqlite:///{folder.resolve() / 'restored.db'}", folder / "restored.db.keys")
        checks = _played(lost, new, folder, port, console)
    print_checks(checks, console)
    console.print(Text(f"\nPlayed in {time.monotonic() - started:.1f} seconds.", style="dim"))
    end(checks)


def _played(lost: Machine, new: Machine, folder: Path, port: int, console: Console) -> list[Check]:
    safe, store = folder / "safe.keys", str(folder / "store")
    with ExitStack() as outlives_the_server:
        with server_on(lost.url, port, folder, console, lost.environment) as server:
            token = commit(
                lost.url,
                lambda committer: committer.beside_lock(
                    create_operation, week.OPERATION, week.TIMEZONE, datetime.now(UTC), draw()
                ),
            )
            client = httpx.Client(base_url=server.address, timeout=STARTS_WITHIN_S, trust_env=False)
            outlives_the_server.enter_context(client)
            play = outlives_the_server.enter_context(Play(client, token, console, folder))
            play.enrol()
            play.days(DAYS["before"])
            lost.minetally("backup", "--to", store)
            shutil.copy(lost.keys, safe)
            backed_up = _picture(play)
            say = f"The operator makes a backup of {len(backed_up.finds)} finds, and puts the keys file into a safe."
            print_labelled(console, "backup", say, "bold")
            play.days(DAYS["lost"])
            before = _picture(play)
        for file in folder.glob("demo.db*"):
            file.unlink()
        say = f"The disk of the server burns, with {len(before.finds)} finds."
        print_labelled(console, "burnt", say, "bold red")
        new.minetally("restore", store, "--key", str(safe), "--admit", "--why", "the disk burnt")
        with server_on(new.url, httpx.URL(server.address).port or port, folder, console, new.environment):
            restored = _picture(play)
            say = f"On a new machine the backup is restored: {len(restored.finds)} finds. Tablets keep what they have."
            print_labelled(console, "restored", say, "bold")
            went_on = _come_back(play)
            for id in went_on:
                before.finds.pop(id, None)
            lacks = _lacks(before, _picture(play))
            print_labelled(console, "", f"What staff had said is on no tablet: {lacks}. {play.fix()}")
            fixed = _picture(play)
            print_labelled(console, day_text(week.SETTLED_ON), play.settle())
            play.days(DAYS["after"][1:])
            print_labelled(console, day_text(week.DECIDED_ON), " ".join(publish.judge(play)))
            play.pull()
            report = play.report()
            print_weekly(report, console)
            went = f"{len(went_on)} others went on, as tablets had unsent words about them"
            checks = [
                Check(restored == backed_up, f"the restored server held the {len(restored.finds)} finds of the backup"),
                Check(
                    _same(before, fixed),
                    f"{len(before.finds)} finds of the lost server are what they were, with their conflicts; {went}",
                ),
                *play.comes_to_what_was_meant(report, week.REPORTING),
            ]
    verified = new.minetally("verify").strip()
    return [*checks, Check("fit together" in verified, f"minetally verify: {' '.join(verified.split())}")]


def _come_back(play: Play) -> set[str]:
    """All tablets but the late one, in a bad order, each with what its people typed meanwhile.

    Gives the finds of which a tablet said something that it had told nobody before.
    """
    day, new = DAYS["after"][0], set[str]()
    print_labelled(play.console, day_text(day), f"{play.type_in(day)} Nobody has told the tablets.")
    for number in BAD_ORDER:
        tablet = play.tablets[number]
        results = tablet.come_back()
        here = {str(result.find_id) for result in results if result.seq == result.place.seq and not result.replayed}
        known, finds = sum(result.replayed for result in results), play.items("/v1/finds", limit="1000")
        said = f"{tablet.name} sends all {len(results)} that it has; {known} were in the backup."
        print_labelled(play.console, "", f"{said} The server has {len(finds)} finds now.")
        new |= here
    recovery = answered(play.client.get("/v1/recovery", headers=play.staff))
    away = ", ".join(one["device"] for one in recovery["tablets"] if one["state"] == "away") or "none"
    print_labelled(play.console, "", f"Tablets that are still away: {away}.")
    return new


def _picture(play: Play) -> Picture:
    finds = play.items("/v1/finds", limit="1000")
    names = (*FIELDS, "state", "conflicts", "flags", "location", "district_computed")
    conflicts = {
        one["id"]: {
            "accepted": one["accepted"]["value"],
            "offers": sorted((offer["device_id"], str(offer["value"])) for offer in one["offers"]),
        }
        for one in play.items("/v1/conflicts")
    }
    return Picture({find["id"]: {name: find[name] for name in names} for find in finds}, conflicts)


def _lacks(before: Picture, healed: Picture) -> str:
    """The finds of the lost server that are not there as they were, in words."""
    lacking = [id for id, find in before.finds.items() if healed.finds.get(id) != find]
    return ", ".join(f"{before.finds[id]['count']} of {before.finds[id]['marking']}" for id in lacking) or "nothing"


def _same(before: Picture, now: Picture) -> bool:
    """Every find and conflict of the lost server is there as it was; others came meanwhile."""
    return before.finds.items() <= now.finds.items() and before.conflicts.items() <= now.conflicts.items()
