"""The command line as a person or a script meets it: what it prints, and its exit status."""

from __future__ import annotations

import inspect
import json
import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from api.cli.listed import LISTED, Listed
from tests.service import MINETALLY, ServerProcess, Service, answered, create, refused
from tests.shell import Shell


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell(empty_database_url: str) -> Shell:
    return Shell(empty_database_url)


@pytest.fixture
def on_file(tmp_path: Path) -> Shell:
    """What does not touch the database much is tried on SQLite alone."""
    return Shell(f"sqlite:///{tmp_path}/minetally.db")


INIT = ("init", "--operation", "lachin-2022", "--timezone", "Asia/Baku")


def test_init_makes_an_operation_in_an_empty_database_and_says_its_token_once(shell: Shell) -> None:
    made = json.loads(shell(*INIT, "--json").stdout)
    assert made["operation"] == "lachin-2022"
    assert made["admin_token"].startswith("mt-admin.lachin-2022.")
    again = shell(*INIT, status=1)
    assert again.stderr == "Operation lachin-2022 already exists.\n"


def commands_of(shell: Shell, *words: str) -> list[str]:
    """The commands that a help lists."""
    return re.findall(r"^│ ([a-z-]+)  ", shell(*words, "--help").stdout.partition("Commands ─")[2], re.MULTILINE)


def test_each_command_says_what_it_is_for(on_file: Shell) -> None:
    named = "init serve enrol token weekly publish editions differences explain conflicts duplicates types watch export"
    assert {*named.split(), "verify", "demo"} <= {*commands_of(on_file)}
    for command in commands_of(on_file):
        for words in ((command,), *((command, below) for below in commands_of(on_file, command))):
            said = on_file(*words, "--help").stdout
            assert len(said.splitlines()) > 5
            assert command in ("migrate", "openapi") or f"Example: minetally {' '.join(words)}" in said
            assert max(map(len, said.splitlines())) <= 100


def test_the_list_says_of_each_command_what_the_command_says_of_itself() -> None:
    for name, (_, first_lines) in LISTED.items():
        said = inspect.cleandoc(Listed(name).command().help)
        assert " ".join(said.partition("\n\n")[0].split()) == first_lines


def test_version(on_file: Shell) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", on_file("--version").stdout)


def test_a_database_without_tables_is_named_with_the_command_that_makes_them(shell: Shell, tmp_path: Path) -> None:
    if shell.database_url.startswith("sqlite"):
        assert shell("verify", status=2).stderr.startswith("There is no database file ")
        Path(shell.database_url.removeprefix("sqlite:///")).touch()
    assert shell("verify", status=2).stderr.endswith("Bring it up to date: minetally migrate\n")
    shell("migrate")
    assert "Make one: minetally init" in shell("verify", status=2).stderr
    assert "Make one: minetally init" in shell("conflicts", status=1).stderr


def test_a_name_that_hosts_give_to_postgresql_is_understood(on_file: Shell) -> None:
    url = "postgres://nobody@127.0.0.1:1/none"
    said = on_file("migrate", status=1, MINETALLY_DATABASE_URL=url).stderr
    assert "The database does not answer" in said
    assert "sqlalche" not in said


@pytest.mark.parametrize("encoding", ["ascii", pytest.param("cp1252", marks=pytest.mark.long)])
def test_no_encoding_ends_a_command_with_a_traceback(on_file: Shell, encoding: str) -> None:
    on_file(*INIT)
    named = ("--team", "Группа 1", "--device", "Планшет")
    for words in (("--help",), ("weekly",), ("types",), ("enrol", *named, "--server", "https://mines.example")):
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "MINETALLY_DATABASE_URL": on_file.database_url}
        done = subprocess.run([str(MINETALLY), *words], env=environment, capture_output=True)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
        done.stdout.decode(encoding)


def test_no_address_is_guessed(on_file: Shell) -> None:
    on_file(*INIT)
    enrol = ("enrol", "--team", "Team 1", "--device", "Tablet 1")
    done = on_file(*enrol)
    assert "127.0.0.1" not in done.stdout
    assert "--server https://mines.example, or MINETALLY_PUBLIC_URL" in done.stderr
    made = json.loads(on_file(*enrol, "--json").stdout)
    assert (made["uri"], made["address"]) == (None, None)
    assert "needs the address" in on_file(*enrol, "--collect", status=1).stderr
    assert "mines.example" in on_file(*enrol, MINETALLY_PUBLIC_URL="https://mines.example").stdout
    week = ("weekly", "--week", "2022-W33", "-o")
    for name in ("week.pdf", "week.xlsx"):
        assert "does not say where it can be checked" in on_file(*week, name).stderr
        assert "checked" not in on_file(*week, name, "--server", "https://mines.example").stderr


async def test_tokens_are_listed_and_revoked_on_the_command_line(service: Service) -> None:
    shell = Shell(service.database_url)
    operation = await service.operation()
    made = shell.json("token", "--role", "viewer", "--person", "Duty officer")
    said = shell.said("token", "list")
    assert f"{made['id'][:8]} viewer Duty officer never until " in said
    assert made["token"] not in said
    shell("token", "revoke", made["id"][:8])
    assert made["id"][:8] not in shell.said("token", "list")
    assert f"{made['id'][:8]} viewer Duty officer never revoked " in shell.said("token", "list", "--all")
    assert len(shell.json("token", "list", "--all")["items"]) == 2
    assert "Token x not found" in shell("token", "revoke", "x", status=1).stderr
    operation.token = made["token"]
    assert "was revoked on" in refused(await operation.call("GET", "/v1/finds"), 401, "unauthenticated")["detail"]


def test_a_role_that_is_none_is_answered_with_those_there_are(on_file: Shell) -> None:
    on_file(*INIT)
    for words in (("--role", "boss"), ()):
        said = on_file("token", *words, "--person", "Duty officer", status=1).stderr
        assert "one of viewer (reads), reviewer (decides), admin (everything)" in said


def test_the_operation_must_be_named_when_there_are_several(on_file: Shell) -> None:
    on_file(*INIT)
    on_file("conflicts")
    on_file("init", "--operation", "agdam-2023", "--timezone", "Asia/Baku")
    assert "agdam-2023, lachin-2022" in on_file("conflicts", status=1).stderr
    assert "holds no operation nowhere" in on_file("conflicts", "--operation", "nowhere", status=1).stderr
    on_file("conflicts", "--operation", "agdam-2023")


@pytest.mark.parametrize(
    ("words", "environment", "why"),
    [
        (("init", "--operation", "Lachin 2022", "--timezone", "Asia/Baku"), {}, "lower-case letters"),
        (("init", "--operation", "lachin-2022", "--timezone", "Baku"), {}, "Asia/Baku"),
        (("migrate",), {"MINETALLY_DATABASE_URL": "mysql://x"}, "sqlite:///path"),
        (("migrate",), {"MINETALLY_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "unable to open"),
        (("migrate",), {"MINETALLY_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "does not answer"),
        (("serve",), {"MINETALLY_LOG_LEVEL": "loud"}, "MINETALLY_LOG_LEVEL"),
        (
            ("serve",),
            {"MINETALLY_DATABASE_URL": "postgresql://nobody@127.0.0.1:port/none"},
            "a port, which",
        ),
        (("serve",), {"MINETALLY_DATABASE_URL": "postgresql://nobody@127.0.0.1:99999/none"}, "1 to 65535"),
        (("serve",), {"MINETALLY_DATABASE_URL": "postgresql://nobody@[::1/none"}, "cannot be read"),
        (("serve",), {"MINETALLY_DATABASE_URL": "sqlite:///"}, "names no file"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_status_1(
    on_file: Shell, words: tuple[str, ...], environment: dict[str, str], why: str
) -> None:
    said = on_file(*words, status=1, **environment).stderr
    assert why in said
    assert "Traceback" not in said


async def test_serve_does_not_start_on_the_database_of_a_newer_version(service: Service) -> None:
    await service.operation()
    await service.sql("UPDATE alembic_version SET version_num = '9999'")
    for words in (("serve", "--port", "0"), ("migrate",)):
        said = Shell(service.database_url)(*words, status=1).stderr
        assert "A newer version of Minetally has used it" in said
        assert "9999" in said
        assert "Traceback" not in said


def test_serve_says_that_its_port_is_taken(on_file: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"port {port}" in on_file("serve", "--port", port, status=1).stderr


async def test_codes_and_tokens_of_the_command_line_work_on_the_server_beside_it(
    service: Service, tmp_path: Path
) -> None:
    shell = Shell(service.database_url)
    operation = await service.operation()
    named = ("--device", "Tablet 1", "--server", "https://mines.example")
    made = json.loads(shell("enrol", "--team", "Team 1", *named, "--json").stdout)
    assert made["uri"].startswith("minetally://enrol?server=")
    assert made["address"].startswith("https://mines.example/tablet/#code=")
    enrolled = answered(await service.client.post("/v1/enrol", json={"code": made["code"]}), 201)
    assert (enrolled["team"], enrolled["device"]) == ("Team 1", "Tablet 1")
    drawn = shell("enrol", "--team", "Team 1", "--device", "Tablet 2", "--server", "https://mines.example").stdout
    assert "█" in drawn
    assert "server=https%3A%2F%2Fmines.example" in drawn
    assert "https://mines.example/tablet/#code=" in drawn
    token = json.loads(shell("token", "--role", "viewer", "--person", "Duty officer", "--json").stdout)["token"]
    operation.token = token
    assert (await operation.week())["total"] == 0
    assert "role" in shell("token", "--role", "boss", "--person", "Duty officer", status=1).stderr


async def test_weekly_and_export_and_the_api_say_the_same(service: Service, tmp_path: Path) -> None:
    shell = Shell(service.database_url)
    operation = await service.operation()
    tablet = await operation.enrol("Team 1")
    await tablet.push(
        create(count=1300, manufactured_year=2021), create(marking="З-001М", count=18, found_on="2022-08-22")
    )
    period = ("--from", "2022-08-15", "--to", "2022-08-22")
    printed = json.loads(shell("weekly", *period, "--json").stdout)
    served = await operation.week()
    assert printed | {"as_of": served["as_of"]} == served
    assert "1,318" in shell("weekly", *period).stdout
    assert json.loads(shell("weekly", "--week", "2022-W33", "--group-by", "day", "--json").stdout)["total"] == 1300
    assert "not an ISO week" in shell("weekly", "--week", "33", status=1).stderr
    summary = json.loads(
        shell("export", *period, "--type", "3 001m", "--format", "geojson", "-o", "week.geojson", "--json").stdout
    )
    assert (summary["operation"], summary["seq"], summary["finds"], summary["total"]) == ("lachin-2022", 2, 2, 1318)
    assert len(json.loads((tmp_path / "week.geojson").read_text())["features"]) == 2
    assert os.listdir(tmp_path) == ["week.geojson"]
    assert "Cannot write" in shell("export", "-o", "nowhere/week.csv", status=1).stderr


async def test_a_server_starts_on_an_empty_database_and_logs_one_json_object_a_line(
    empty_database_url: str, tmp_path: Path
) -> None:
    server = ServerProcess(empty_database_url, tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        await tablet.push(create())
    first, *lines = (tmp_path / "log").read_text().splitlines()
    assert first.startswith("Minetally is on http://127.0.0.1:")
    assert {"event", "level", "timestamp"} <= set.intersection(*({*json.loads(line)} for line in lines))
    assert operation.token not in (tmp_path / "log").read_text()
