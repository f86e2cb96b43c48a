"""A run of the demo: its folder, its server, what is played and said."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import typer
from minetally_client import Refused, Unreachable
from rich.console import Console
from rich.text import Text

from api.cli.differences import print_differences
from api.cli.local import commit, fail
from api.cli.screen import print_labelled
from api.cli.weekly import print_weekly
from api.demo import publish
from api.demo.play import Check, Play
from api.demo.tablet import Broken
from api.demo.week import DECIDED_ON, FIRST, LAST, LATE_ON, OPERATION, TIMEZONE
from api.words import day_text
from models.chance import draw
from sync.operations import create_operation

MARK = "made-by-minetally-demo"
"""The file that says that a folder may be emptied; it holds the address of the demo's server while that runs."""
STARTS_WITHIN_S = 60
STOPS_WITHIN_S = 10


def run(folder: Path, port: int, keep: bool | None) -> None:
    """Plays the demo, and ends the command with its status."""
    console = Console(highlight=False)
    stay = console.is_terminal if keep is None else keep
    with sentences(folder):
        url = fresh_database(folder)
        with server_on(url, port, folder, console) as server:
            token, checks = _play(url, server, console, folder)
            _say_how_to_go_on(url, server.address if stay else None, token)
            if stay:
                typer.echo("\nThe server runs until Ctrl-C.")
                server.wait_for_ctrl_c()
    end(checks)


@contextmanager
def sentences(folder: Path) -> Iterator[None]:
    """Ends the command with a sentence when a demo cannot be played to its end."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Stopped before the week was over.", err=True)
        raise typer.Exit(130) from None
    except (Broken, Refused) as error:
        fail(f"The demo could not be played. {error}")
    except OSError as error:
        fail(f"The demo could not be played. {error.filename or folder}: {error.strerror or error}.")


def end(checks: list[Check]) -> None:
    """Ends the command with status 1 where something does not agree."""
    if not all(check.holds for check in checks):
        raise typer.Exit(1)


def fresh_database(folder: Path) -> str:
    """The address of a database that is not there yet, in a folder that is new or an earlier demo's."""
    mark = folder / MARK
    if mark.exists():
        if _answers(mark.read_text()):
            fail(f"An earlier demo still runs on {mark.read_text()}: stop it, or name another folder with --folder.")
        for file in (*folder.glob("demo.db*"), *folder.glob("tablet-*.db*"), *folder.glob("restored.db*")):
            file.unlink()
        shutil.rmtree(folder / "store", ignore_errors=True)
    elif folder.exists() and any(folder.iterdir()):
        fail(f"{folder} holds files that are not a demo's: name another folder with --folder.")
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()
    (folder / ".gitignore").write_text("*\n")
    return f"sqlite:///{folder.resolve() / 'demo.db'}"


def _answers(address: str) -> bool:
    try:
        return bool(address) and httpx.get(f"{address}/health", trust_env=False, timeout=2).is_success
    except httpx.HTTPError:
        return False


# The server


@dataclass(frozen=True, slots=True)
class Server:
    """`minetally serve` as a process of its own."""

    process: subprocess.Popen[bytes]
    log: Path
    address: str

    def wait_for_ctrl_c(self) -> None:
        """Returns when somebody has had enough."""
        try:
            self.process.wait()
        except KeyboardInterrupt:
            typer.echo("\nThe server is stopped.", err=True)
            return
        raise Broken(self.ended())

    def ended(self) -> str:
        """Says that the server has ended by itself."""
        return f"The server ended with status {self.process.wait(STOPS_WITHIN_S)}. Its log is {self.log}."


@contextmanager
def server_on(
    url: str, port: int, folder: Path, console: Console, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """The server on this database, until the end of the block."""
    log, mark = folder / "server.log", folder / MARK
    # -P: a folder called api in the working directory is not ours.
    command = [sys.executable, "-P", "-m", "api.cli.main", "serve", "--port", str(port)]
    environment = {**os.environ, **(environment or {}), "MINETALLY_DATABASE_URL": url}
    # What ends the demo ends its server: Ctrl-C also where a shell started it in the background and has it ignored.
    before = {one: signal.signal(one, signal.default_int_handler) for one in (signal.SIGTERM, signal.SIGINT)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        with console.status("Starting the server"):
            server = Server(process, log, _address(process, log))
        mark.write_text(server.address)
        try:
            yield server
        except (httpx.HTTPError, Unreachable) as error:
            try:
                raise Broken(server.ended()) from error
            except subprocess.TimeoutExpired:
                raise Broken(f"The server does not answer: {error}. Its log is {log}.") from error
    finally:
        process.terminate()
        try:
            process.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for one, handler in before.items():
            signal.signal(one, handler)
        mark.write_text("")


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where the server says that it listens."""
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        ended = process.poll() is not None
        if said := re.search(r"Minetally is on (http://\S+),", log.read_text("utf-8", "replace")):
            return said[1]
        if ended:
            said_last = log.read_text("utf-8", "replace").strip().rpartition("\n")[2]
            raise Broken(f"The server ended: {said_last}\nIts log is {log}.")
        time.sleep(0.05)
    raise Broken(f"The server did not start within {STARTS_WITHIN_S} seconds. Its log is {log}.")


# What is played, and said


def _play(url: str, server: Server, console: Console, folder: Path) -> tuple[str, list[Check]]:
    """A reviewer's token, and what was checked."""
    started = time.monotonic()
    token = commit(
        url, lambda committer: committer.beside_lock(create_operation, OPERATION, TIMEZONE, datetime.now(UTC), draw())
    )
    with (
        httpx.Client(base_url=server.address, timeout=STARTS_WITHIN_S, trust_env=False) as client,
        Play(client, token, console, folder) as play,
    ):
        play.play()
        print_labelled(console, day_text(DECIDED_ON), " ".join(publish.judge(play)))
        report = play.report()
        edition = publish.publish(play)
        published = f"Staff publish the week: edition {edition['number']}, revision {edition['revision']}."
        print_labelled(console, "", published)
        print_weekly(report, console)
        console.print()
        print_labelled(console, day_text(LATE_ON), " ".join(publish.late_tablet(play)))
        told = publish.differences(play)
        console.print()
        print_differences(told, console)
        checks = play.checks(report, told)
    print_checks(checks, console)
    console.print(Text(f"\nPlayed in {time.monotonic() - started:.1f} seconds.", style="dim"))
    return play.token, checks


def print_checks(checks: list[Check], console: Console) -> None:
    """Each with whether it holds."""
    console.print()
    for holds, sentence in checks:
        print_labelled(console, "agrees" if holds else "DIFFERS", sentence, "green" if holds else "bold red")


def _say_how_to_go_on(url: str, address: str | None, token: str) -> None:
    """The next commands, on lines that can be copied; `address` when the server stays."""
    minetally = "minetally" if shutil.which("minetally") else os.path.relpath(Path(sys.executable).parent / "minetally")
    lines = ["", "Go on with", "", f"  export MINETALLY_DATABASE_URL={shlex.quote(url)}"]
    if address is None:
        address = "http://127.0.0.1:8000"
        lines.append(f"  {minetally} serve")
    lines += [
        f"  {minetally} weekly --from {FIRST} --to {LAST}",
        f"  {minetally} verify",
        f'  curl -H "Authorization: Bearer {token}" {address}/v1/conflicts',
        "",
        f"  server     {address}",
        f"  API page   {address}/docs",
        "  token      the one above is a reviewer's",
    ]
    typer.echo("\n".join(lines))
