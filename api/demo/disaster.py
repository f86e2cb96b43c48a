"""The demo's week with a server that is lost: a copy of Wednesday, three more days, a restore, and all tablets back.

The disk burns, and the backup is restored on another machine; or somebody puts the old file back and tells nobody.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx
from minetally_client import AwaitingConfirmation, OldHistory
from rich.console import Console
from rich.text import Text

from api.cli.local import commit, within
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
from sync.backup.copy import write_copy
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
    journal: Path | None = None

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
        journal = {"MINETALLY_JOURNAL": str(self.journal)} if self.journal else {}
        return {"MINETALLY_DATABASE_URL": self.url, "MINETALLY_KEYS": str(self.keys), **journal}


def run(
    folder: Path, port: int, database_url: str | None, restored_url: str | None, with_journal: bool, put_back: bool
) -> None:
    """Plays it, and ends the command with its status."""
    console = Console(highlight=False)
    started = time.monotonic()
    with sentences(folder):
        file = folder.resolve() / "demo.db"
        file_url = fresh_database(folder)
        journal = folder.resolve() / "journal" if with_journal else None
        lost = Machine(database_url or file_url, folder / "demo.db.keys", journal)
        if put_back:
            checks = _put_back(lost, file, folder, port, console)
        else:
            new = Machine(restored_url or f"sqlite:///{folder.resolve() / 'restored.db'}", folder / "restored.db.keys")
            checks = _burnt(lost, new, folder, port, console)
    print_checks(checks, console)
    console.print(Text(f"\nPlayed in {time.monotonic() - started:.1f} seconds.", style="dim"))
    end(checks)


class _Lost(NamedTuple):
    """The play at the moment of the loss, with what the copy has and what the server had."""

    play: Play
    address: httpx.URL
    copied: Picture
    before: Picture


def _until_the_loss(
    machine: Machine, folder: Path, port: int, console: Console, tablets: ExitStack, copying: Callable[[], str]
) -> _Lost:
    """The days up to the loss. `copying` is what the operator does on Wednesday, and says it; `tablets` outlive it."""
    with server_on(machine.url, port, folder, console, machine.environment) as server:
        token = commit(
            machine.url,
            lambda committer: committer.beside_lock(
                create_operation, week.OPERATION, week.TIMEZONE, datetime.now(UTC), draw()
            ),
        )
        client = httpx.Client(base_url=server.address, timeout=STARTS_WITHIN_S, trust_env=False)
        tablets.enter_context(client)
        play = tablets.enter_context(Play(client, token, console, folder))
        play.enrol()
        play.days(DAYS["before"])
        said, copied = copying(), _picture(play)
        print_labelled(console, "backup", said.format(len(copied.finds)), "bold")
        play.days(DAYS["lost"])
        return _Lost(play, httpx.URL(server.address), copied, _picture(play))


def _burnt(lost: Machine, new: Machine, folder: Path, port: int, console: Console) -> list[Check]:
    safe, store = folder / "safe.keys", str(folder / "store")

    def copying() -> str:
        lost.minetally("backup", "--to", store)
        shutil.copy(lost.keys, safe)
        return "The operator makes a backup of {} finds, and puts the keys file into a safe."

    with ExitStack() as tablets:
        play, address, backed_up, before = _until_the_loss(lost, folder, port, console, tablets, copying)
        for file in folder.glob("demo.db*"):
            file.unlink()
        say = f"The disk of the server burns, with {len(before.finds)} finds."
        print_labelled(console, "burnt", say, "bold red")
        journal = ("--journal", str(lost.journal)) if lost.journal else ()
        new.minetally("restore", store, "--key", str(safe), *journal, "--why", "the disk burnt")
        with server_on(new.url, address.port or port, folder, console, new.environment):
            checks = [] if lost.journal else [_admitted(play, new)]
            restored = _picture(play)
            say = f"On a new machine the backup is restored: {len(restored.finds)} finds. Tablets keep what they have."
            print_labelled(console, "restored", say, "bold")
            held = Check(
                restored == backed_up or (lost.journal is not None and _same(backed_up, restored)),
                f"the restored server held the {len(backed_up.finds)} finds of the backup",
            )
            checks += [held, *_to_the_end(play, before)]
    return [*checks, _verified(new)]


def _admitted(play: Play, machine: Machine) -> Check:
    """Nobody comes in before an administrator has confirmed them, as no journal says who was taken off since."""
    refused: list[str] = []
    for number in BAD_ORDER:
        try:
            play.tablets[number].come_back()
        except AwaitingConfirmation:
            refused.append(play.tablets[number].name)
    waiting = json.loads(machine.minetally("recovery", "--json"))
    to_admit = [one for one in waiting["tablets"] if one["state"] == "to_admit"]
    machine.minetally("recovery", "admit", "--all")
    say = f"No journal says who was taken off since Wednesday: {len(to_admit)} tablets wait until they are confirmed."
    print_labelled(play.console, "admitted", say, "bold")
    holds = len(refused) == len(BAD_ORDER) and len(to_admit) == len(play.tablets)
    return Check(holds, f"{len(refused)} tablets were refused and kept everything until they were confirmed")


def _put_back(machine: Machine, file: Path, folder: Path, port: int, console: Console) -> list[Check]:
    wednesday = file.with_name("demo.db.wednesday")

    def copying() -> str:
        within(machine.url, lambda database: write_copy(database, wednesday))
        return "The operator copies the file of the database, with {} finds."

    with ExitStack() as tablets:
        play, address, copied, before = _until_the_loss(machine, folder, port, console, tablets, copying)
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        wednesday.replace(file)
        with server_on(machine.url, address.port or port, folder, console, machine.environment):
            served = _picture(play)
            say = f"Somebody puts that file back over the {len(before.finds)} finds of Saturday, and tells nobody."
            print_labelled(console, "put back", say, "bold red")
            checks = [Check(served == copied, f"the server served the {len(copied.finds)} finds of Wednesday")]
            checks += _stopped(play)
            machine.minetally("restore", "--here", "--why", "Wednesday's file was put back")
            say = "The operator looks for the newer file, finds none, and goes on with this one: a new history begins."
            print_labelled(console, "restored", say, "bold")
            machine.minetally("recovery", "admit", "--all")
            checks += _to_the_end(play, before)
    return [*checks, _verified(machine)]


def _stopped(play: Play) -> list[Check]:
    """The tablets come, in the same bad order, to a server that does not know that it serves an old history."""
    ready = play.client.get("/ready").is_success
    kept_by: list[str] = []
    for number in BAD_ORDER:
        try:
            play.tablets[number].come_back()
        except OldHistory:
            kept_by.append(play.tablets[number].name)
    stopped = play.client.get("/ready").json()
    why = play.report()["stopped"]
    first = kept_by[0] if kept_by else "No tablet"
    say = f"{first} knows better: {why} The server takes nothing more of anybody; /ready says {stopped.get('code')}."
    print_labelled(play.console, "stopped", say, "bold red")
    return [
        Check(
            ready and stopped.get("code") == "history_stopped" and why is not None and len(kept_by) == len(BAD_ORDER),
            f"{first} stopped it, /ready and the report say so, and {len(kept_by)} tablets keep what they have",
        )
    ]


def _to_the_end(play: Play, before: Picture) -> list[Check]:
    """After the restore: the tablets come back, staff do again what is lost, and the week goes on to its report."""
    console, went_on = play.console, _come_back(play)
    for id in went_on:
        before.finds.pop(id, None)
    lacks = _lacks(before, _picture(play))
    said = f"What staff had said is on no tablet: {lacks}. " + play.fix() if lacks else "Nothing is missing."
    print_labelled(console, "", said)
    fixed = _picture(play)
    print_labelled(console, day_text(week.SETTLED_ON), play.settle())
    play.days(DAYS["after"][1:])
    print_labelled(console, day_text(week.DECIDED_ON), " ".join(publish.judge(play)))
    play.pull()
    report = play.report()
    print_weekly(report, console)
    went = f"{len(went_on)} others went on, as tablets had unsent words about them"
    return [
        Check(
            _same(before, fixed),
            f"{len(before.finds)} finds of the lost server are what they were, with their conflicts; {went}",
        ),
        *play.comes_to_what_was_meant(report, week.REPORTING),
    ]


def _verified(machine: Machine) -> Check:
    said = " ".join(machine.minetally("verify").split())
    return Check("fit together" in said, f"minetally verify: {said}")


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
    return ", ".join(f"{before.finds[id]['count']} of {before.finds[id]['marking']}" for id in lacking)


def _same(before: Picture, now: Picture) -> bool:
    """Every find and conflict of the lost server is there as it was; others came meanwhile."""
    return before.finds.items() <= now.finds.items() and before.conflicts.items() <= now.conflicts.items()
