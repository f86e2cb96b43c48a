"""Webhooks on the command line, beside a server that delivers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.hooks import QUICK, Hook, some_finds
from tests.receiver import Got, Receiver, fine, reply
from tests.service import in_process
from tests.shell import Shell

OFFICER = ("--person", "Duty officer")


@pytest.fixture(autouse=True)
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINETALLY_WEBHOOK_NETWORKS", "127.0.0.0/8")


@pytest.fixture
async def hooked(database_url: str) -> AsyncIterator[Hook]:
    """A webhook that was made on the command line."""
    async with (
        in_process(database_url, QUICK, webhook_networks="127.0.0.0/8") as service,
        Receiver().listening() as receiver,
    ):
        operation = await service.operation()
        made = Shell(database_url).json("webhooks", "add", receiver.url, "--event", "find.*", *OFFICER)
        yield Hook(operation, receiver, made["id"], made["secret"])


async def test_a_webhook_is_made_listed_parked_resumed_and_replayed(hooked: Hook) -> None:
    shell, id = Shell(hooked.operation.service.database_url), hooked.id[:8]

    async def answer(got: Got) -> bytes:
        return reply(500)

    hooked.receiver.answer = answer
    await some_finds(await hooked.operation.enrol(), 1, edits=1)
    await hooked.until(lambda shown: shown["deliveries"]["parked"] == 1)
    said = shell.said("webhooks")
    assert id in said
    assert "failing since" in said
    assert "Parked ones wait for you" in said
    assert "It was answered 500." in shell.said("webhooks", "deliveries", id, "--state", "parked")
    hooked.receiver.answer = fine
    assert shell.said("webhooks", "resume", id) == "They are tried again."
    await hooked.receiver.get(6)
    await hooked.idle()
    assert shell.said("webhooks", "replay", id, "2") == "Everything from log entry 2 on is sent again."
    assert [one.seq for one in (await hooked.receiver.get(7))[4:]] == [1, 2, 2]
    rows = shell.json("webhooks", "deliveries", id)["items"]
    assert [(row["seq"], row["type"]) for row in rows] == [(2, "find.edited"), (1, "find.created")]


async def test_a_webhook_is_disabled_enabled_given_a_new_secret_and_taken_away(hooked: Hook) -> None:
    shell, id = Shell(hooked.operation.service.database_url), hooked.id
    shell("webhooks", "disable", id)
    assert "disabled: Staff" in shell.said("webhooks")
    shell("webhooks", "enable", id)
    assert shell.json("webhooks")["items"][0]["enabled"]
    made = shell.json("webhooks", "secret", id)
    assert made["secret"].startswith("whsec_")
    assert made["secret"] != hooked.secret
    shell("webhooks", "remove", id)
    assert "Nobody is told what happens." in shell.said("webhooks")


async def test_what_cannot_be_ends_with_a_sentence(hooked: Hook) -> None:
    shell = Shell(hooked.operation.service.database_url)
    for words, said in (
        (("add", "ftp://example.org", *OFFICER), "url: is not the address of a web server"),
        (("add", "https://example.org", "--event", "finds", *OFFICER), "events.0 is not a known event"),
        (("add", "https://example.org", "--from-seq", "99", *OFFICER), "log entry 99 is beyond the next one"),
        (("replay", "nonsense", "1"), "No webhook of lachin-2022 has an id that begins with nonsense"),
        (("replay", hooked.id, "0"), "from_seq is less than 1"),
        (("skip", hooked.id), "event_ids"),
        (("skip", hooked.id, hooked.id), "is not a parked delivery"),
    ):
        assert said in shell("webhooks", *words, status=1).stderr
