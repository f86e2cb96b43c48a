"""Servers that run use the keys that their file has now, whoever changed it."""

from __future__ import annotations

from pathlib import Path

from api.keys import read_keys
from tests.databases import keys_of
from tests.service import Device, Json, Operation, Service, answered, create, in_process, refused
from tests.shell import Shell


async def signs(tablet: Device) -> str:
    """The key under the receipt of an answer."""
    answer: Json = answered(await tablet.exchange([create()]))
    key: str = answer["receipt"]["signed"]["key"]
    return key


def at(service: Service, tablet: Device) -> Device:
    """The same tablet, at another server."""
    there = Operation(service, tablet.operation.name, tablet.operation.token)
    return Device(there, tablet.id, tablet.team, tablet.name, tablet.token)


async def test_every_process_that_runs_signs_with_the_new_key(operation: Operation) -> None:
    url = operation.service.database_url
    file, shell, tablet = Path(keys_of(url)), Shell(url), await operation.enrol()
    async with in_process(url) as other:
        first = read_keys(file)
        assert {await signs(tablet), await signs(at(other, tablet))} == {first.public}
        cursor = answered(await tablet.exchange())["cursor"]
        shell("keys", "rotate")
        second = read_keys(file)
        assert {await signs(tablet), await signs(at(other, tablet))} == {second.public}
        shown = answered(await other.client.get("/.well-known/minetally-keys"))
        assert (shown["key"], [one["key"] for one in shown["keys"]]) == (second.public, [first.public, second.public])
        made = answered(await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "x"}), 201)
        assert second.fingerprint in made["uri"]
        answered(await at(other, tablet).exchange(cursor=cursor))
        shell("keys", "revoke", "--stolen")
        for one in (tablet, at(other, tablet)):
            refused(await one.exchange(cursor=cursor), 409, "resync_required")
            assert await signs(one) == read_keys(file).public
    shell("verify")
