"""What staff decide on the command line: conflicts, suspected duplicates, types; and what they see happening."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.service import MINETALLY, Device, Operation, Service, answered, create, edit, new_id, place
from tests.shell import Shell

PERIOD = ("--from", "2022-08-15", "--to", "2022-08-22")
OFFICER = ("--person", "Duty officer")


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell(service: Service) -> Shell:
    return Shell(service.database_url)


async def tablets(operation: Operation) -> tuple[Device, Device]:
    return await operation.enrol("Team 1", "Tablet 1"), await operation.enrol("Team 2", "Tablet 2")


# Suspected duplicates


async def twins(operation: Operation, *counts: int) -> list[str]:
    """The ids of finds at one place, by two tablets in turn."""
    both = await tablets(operation)
    finds = [create(count=count, found_on=f"2022-08-{15 + n}") for n, count in enumerate(counts)]
    for n, find in enumerate(finds):
        await both[n % 2].push(find)
    return [find["find_id"] for find in finds]


async def test_a_suspected_pair_is_shown_with_both_finds_and_why(operation: Operation, shell: Shell) -> None:
    assert shell.lines("duplicates") == ["No pair of suspected duplicates is open."]
    one, other = await twins(operation, 6, 7)
    lines, (pair,) = shell.lines("duplicates"), shell.json("duplicates")["items"]
    assert lines[0] == "Both 3-001M, 0 m and 1 day apart (near is 25 m and 3 days)"
    assert f"pair        {pair['id']}" in lines
    for id, said in (
        (one, "6 of 3-001M on 2022-08-15, by Tablet 1 of Team 1"),
        (other, "7 of 3-001M on 2022-08-16, by Tablet 2 of Team 2"),
    ):
        assert lines[lines.index(f"find        {id}") + 1].strip() == said
    assert shell.json("duplicates", "--find", one.upper())["items"] == [pair]
    assert shell.json("duplicates", "--find", new_id())["items"] == []


async def test_two_finds_are_judged_one_discovery_and_the_total_follows(operation: Operation, shell: Shell) -> None:
    one, other = await twins(operation, 6, 7)
    (pair,) = shell.json("duplicates")["items"]
    decide = ("duplicates", "decide", pair["id"].upper())
    refused = shell(*decide, "same", *OFFICER, status=1).stderr
    assert f"{one} (6)" in refused
    assert f"{other} (7)" in refused
    said = shell.said(*decide, "same", "--survivor", other, *OFFICER, "--reason", "one hole")
    assert f"decided one discovery, {other} survives, said Duty officer, " in said
    assert said.endswith(": one hole")
    assert "6 of 3-001M on 2022-08-15, by Tablet 1 of Team 1, duplicate" in said
    assert shell.json("weekly", *PERIOD)["total"] == 7
    assert "This pair is already same" in shell(*decide, "distinct", *OFFICER, status=1).stderr
    assert f"{other} survives" in shell.said("duplicates", "--state", "same")
    undone = json.loads(shell(*decide, "undo", *OFFICER, "--reason", "two holes", "--json").stdout)
    assert (undone["state"], undone["results"][0]["outcome"]) == ("undone", "applied")
    assert shell.json("weekly", *PERIOD)["total"] == 13
    assert "two holes" in shell.said("duplicates", "--state", "undone")


async def test_a_pair_is_decided_only_in_the_state_that_was_seen(operation: Operation, shell: Shell) -> None:
    one, _ = await twins(operation, 6, 7)
    (pair,) = shell.json("duplicates")["items"]
    answered(await operation.change(one, set={"count": 5}))
    decide = ("duplicates", "decide", pair["id"], "distinct", *OFFICER)
    assert "has changed since" in shell(*decide, "--etag", pair["etag"], status=1).stderr
    assert "different discoveries, said Duty officer" in shell.said(*decide)
    assert "Pair x not found" in shell("duplicates", "decide", "x", "distinct", *OFFICER, status=1).stderr


async def test_a_group_is_decided_at_once(operation: Operation, shell: Shell) -> None:
    one, other, third = await twins(operation, 6, 7, 8)
    pairs = shell.json("duplicates")["items"]
    assert len(pairs) == 3
    assert "group 3 finds hang together; beside these two" in shell.said("duplicates")
    (pair,) = [pair for pair in pairs if {*pair["find_ids"]} == {one, other}]
    shell("duplicates", "decide", pair["id"], "same", "--survivor", third, "--find", third, *OFFICER)
    assert shell.json("weekly", *PERIOD)["total"] == 8
    assert shell.json("duplicates")["items"] == []


# Conflicts


async def disputed(operation: Operation, **fields: tuple[Any, Any, Any]) -> str:
    """A find of which each field was the first value, when one tablet said the second and another the third."""
    one, other = await tablets(operation)
    first: dict[str, Any] = {name: values[0] for name, values in fields.items()}
    find = create(**{"position": place(9), **first})
    await one.push(find)
    for tablet, n in ((one, 1), (other, 2)):
        pairs: dict[str, Any] = {name: (values[0], values[n]) for name, values in fields.items()}
        await tablet.push(edit(find["find_id"], **pairs))
    return str(find["find_id"])


async def test_a_conflict_is_a_table_of_the_accepted_value_and_the_offers(operation: Operation, shell: Shell) -> None:
    assert shell.lines("conflicts") == ["No conflict is open."]
    find = await disputed(operation, count=(12, 15, 14))
    lines, (conflict,) = shell.lines("conflicts"), shell.json("conflicts")["items"]
    assert lines[0] == "count: 15 of 3-001M on 2022-08-15"
    assert f"conflict    {conflict['id']}" in lines
    assert f"find        {find}" in lines
    rows = [" ".join(line.split()) for line in lines]
    assert "accepted 15 Tablet 1 of Team 1 2022-08-16 05:00 UTC" in rows
    assert "offer 14 Tablet 2 of Team 2 2022-08-16 05:00 UTC 12" in rows
    assert "sum 17 if each rise is another find" in rows


async def test_a_conflict_is_settled_with_any_value_that_the_field_takes(operation: Operation, shell: Shell) -> None:
    find = await disputed(operation, count=(12, 15, 14))
    (conflict,) = shell.json("conflicts", "--find", find)["items"]
    resolve = ("conflicts", "resolve", conflict["id"])
    for wrong, why in (("many", "not a whole number"), ("0", "less than 1"), ("null", "not a whole number")):
        assert f"value: is {why}" in shell(*resolve, wrong, *OFFICER, status=1).stderr
    said = shell.said(*resolve, "17", *OFFICER, "--reason", "counted again")
    assert said.startswith("Settled: count was 15 and is 17. It was between")
    assert "resolved at log entry 4" in said
    assert "This conflict is already resolved" in shell(*resolve, "17", *OFFICER, status=1).stderr
    assert (await operation.find(find))["count"] == 17
    (entry,) = [entry for entry in await operation.history(find) if entry["kind"] == "resolve"]
    assert (entry["person"], entry["mutation"]["reason"]) == ("Duty officer", "counted again")
    assert conflict["id"] in shell.said("conflicts", "--state", "resolved")
    assert "Conflict x not found" in shell("conflicts", "resolve", "x", "1", *OFFICER, status=1).stderr


@pytest.mark.parametrize(
    ("field", "values", "typed", "kept"),
    [
        ("lot", ("1", "2", "3"), "17", "17"),
        ("lot", ("1", "2", "3"), '"17"', "17"),
        ("lot", ("1", "2", "3"), "null", None),
        ("marking", ("3-001M", "PMN", "PMN-2"), "PMN-2", "PMN-2"),
        ("found_on", ("2022-08-15", "2022-08-16", "2022-08-17"), "2022-08-18", "2022-08-18"),
        ("manufactured_year", (2020, 2021, 2022), "2019", 2019),
        ("position", (place(1), place(2), place(3)), json.dumps(place(4)), place(4)),
    ],
)
async def test_a_value_is_typed_as_text_or_as_json(
    operation: Operation,
    shell: Shell,
    field: str,
    values: tuple[Any, Any, Any],
    typed: str,
    kept: object,
) -> None:
    find = await disputed(operation, **{field: values})
    (conflict,) = shell.json("conflicts")["items"]
    assert conflict["find_id"] in shell.lines("conflicts")[2]
    shell("conflicts", "resolve", conflict["id"], typed, *OFFICER)
    assert (await operation.find(find))[field] == kept


async def test_a_conflict_is_settled_only_in_the_state_that_was_seen(operation: Operation, shell: Shell) -> None:
    find = await disputed(operation, count=(12, 15, 14))
    (conflict,) = shell.json("conflicts")["items"]
    await (await operation.enrol("Team 3", "Tablet 3")).push(edit(find, count=(12, 16)))
    resolve = ("conflicts", "resolve", conflict["id"], "15", *OFFICER)
    assert "has changed since" in shell(*resolve, "--etag", conflict["etag"], status=1).stderr
    assert len(shell.json("conflicts")["items"][0]["offers"]) == 2
    assert shell.said(*resolve).startswith("Settled: count stays 15.")


# Types


async def test_the_catalogue_is_listed_and_what_it_does_not_know(operation: Operation, shell: Shell) -> None:
    one, _ = await tablets(operation)
    assert shell.lines("types", "look-alikes") == ["The catalogue has every marking that was found."]
    await one.push(create(marking="Э-001М", count=5), create(marking="QQQQ-77", position=place(3)))
    said = shell.said("types")
    assert "3001M 3-001M" in said
    assert len(shell.json("types")["items"]) > 20
    unknown = shell.said("types", "look-alikes")
    assert "Э-001М 5 1 15 August 2022 3-001M " in unknown
    assert "QQQQ-77 12 1 15 August 2022 nothing like it" in unknown
    assert shell.json("types", "look-alikes")["items"][1]["look_alikes"][0]["type"] == "3001M"


async def test_what_an_alias_changes_is_said_before_it_is_made(operation: Operation, shell: Shell) -> None:
    one, _ = await tablets(operation)
    await one.push(create(count=1300), create(marking="Э-001М", count=5, found_on="2022-08-16", position=place(3)))
    shell("publish", *PERIOD, *OFFICER)
    alias = ("types", "alias", "э 001м", "3 001m", *OFFICER, "--reason", "read on site")
    effect = [
        "1 find counted elsewhere",
        "2022-W33 15 to 21 August 2022 3001M 1,300 1,305 +5 Э001M 5 0 -5",
        "published edition 1, revision 1 (15 to 22 August 2022) says otherwise; a new revision: "
        "minetally publish --from 2022-08-15 --to 2022-08-22 --person NAME",
    ]
    for words, end in (
        (("--preview",), "Nothing is changed: this was the preview."),
        ((), "э 001м is 3001M from now on."),
    ):
        said = shell.said(*alias, *words)
        assert all(part in said for part in effect)
        assert said.endswith(end)
    assert [row["total"] for row in shell.json("weekly", *PERIOD)["by_type"]] == [1305]
    assert "Э-001М" not in shell.said("types", "look-alikes")
    assert "э 001м (alias)" in shell.said("types")
    assert "is an alias of 3001M already" in shell(*alias, status=1).stderr
    printed = json.loads(shell("types", "unalias", "Э-001М", *OFFICER, "--json", "--preview").stdout)
    assert (printed["preview"], printed["effect"]["finds"]) == (True, 1)
    shell("types", "unalias", "Э-001М", *OFFICER, "--reason", "it is another")
    assert [row["total"] for row in shell.json("weekly", *PERIOD)["by_type"]] == [1300, 5]


async def test_a_type_is_added_and_taken_away(operation: Operation, shell: Shell) -> None:
    one, _ = await tablets(operation)
    await one.push(create(marking="QQQQ-77", count=5))
    add = ("types", "add", "QQQQ-77", "--name", "A new one", "--category", "fuze", *OFFICER)
    assert shell.said(*add, "--also", "QQQQ-78", "--also", "QQQQ-79").endswith("QQQQ-77 is in the catalogue.")
    (added,) = [one for one in shell.json("types")["items"] if one["key"] == "QQQQ77"]
    assert (added["name"], added["class"], added["markings"]) == ("A new one", "OTHER", ["QQQQ-78", "QQQQ-79"])
    assert (
        "is a marking of QQQQ77 already"
        in shell("types", "alias", "qqqq78", "3-001M", "--reason", "x", *OFFICER, status=1).stderr
    )
    assert shell.said("types", "remove", "qqqq 79", *OFFICER).endswith("QQQQ77 is no longer in the catalogue.")
    assert "The catalogue has no type qqqq" in shell("types", "remove", "qqqq", *OFFICER, status=1).stderr
    assert "marking contains no letter or digit" in shell("types", "add", "_", *add[3:], status=1).stderr


async def test_an_option_of_the_list_is_not_taken_for_one_of_the_command_below_it(
    operation: Operation, shell: Shell
) -> None:
    for words in (
        ("duplicates", "--operation", "elsewhere", "decide", new_id(), "distinct", *OFFICER),
        ("conflicts", "--operation", "elsewhere", "resolve", new_id(), "1", *OFFICER),
        ("types", "--operation", "elsewhere", "look-alikes"),
    ):
        assert f"Write --operation after {words[3]}" in shell(*words, status=1).stderr


# What happens


@contextmanager
def watching(service: Service, *words: str) -> Iterator[subprocess.Popen[str]]:
    """`minetally watch`, until the end of the block."""
    environment = {**os.environ, "MINETALLY_DATABASE_URL": service.database_url}
    command = [str(MINETALLY), "watch", *words]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        limit = threading.Timer(60, process.kill)  # a line that never comes must not be waited for
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def read(process: subprocess.Popen[str], lines: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().rstrip("\n") for _ in range(lines)]


async def test_what_happens_is_watched_until_ctrl_c(operation: Operation) -> None:
    find = await disputed(operation, count=(12, 15, 14))
    (conflict,) = await operation.items("/v1/conflicts")
    with watching(operation.service, "--after", "1") as process:
        first, second, third = read(process, 3)
        assert re.match(r"     2  \d{4}-\d\d-\d\d \d\d:\d\d  find  ", first)
        assert first.endswith("  find        edit: 15 of 3-001M on 2022-08-15. Tablet 1 of Team 1")
        assert second.endswith("  find        edit (conflict): 15 of 3-001M on 2022-08-15. Tablet 2 of Team 2")
        assert third.endswith(f"  conflict    open: count, {conflict['id']}")
        answered(await operation.resolve(conflict["id"], 14))
        await (await operation.enrol("Team 3", "Tablet \x1b[8m")).push(
            create(count=9, position=place(9)), {"id": new_id(), "find_id": find, "op": "edit", "set": {"count": 0}}
        )
        more = read(process, 5)
        assert "  find        resolve: 14 of 3-001M on 2022-08-15. " in more[0]
        assert more[1].endswith(f"  conflict    resolved: count, {conflict['id']}")
        assert "create: 9 of 3-001M on 2022-08-15. Tablet \N{REPLACEMENT CHARACTER}[8m of Team 3" in more[2]
        assert "duplicate   open: 0 m, " in more[3]
        assert "quarantine  set.count: " in more[4]
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (130, "", "")


async def test_what_happens_as_one_json_object_a_line(operation: Operation) -> None:
    one, _ = await tablets(operation)
    find = create()
    with watching(operation.service, "--json", "--after", "0") as process:
        await one.push(find)
        (line,) = read(process, 1)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    event = json.loads(line)
    assert (event["event"], event["data"]["seq"], event["data"]["find_id"]) == ("find", 1, find["find_id"])
