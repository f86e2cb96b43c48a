"""Whether the server lives, is ready, and what it counts."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.databases import Databases
from tests.service import Service, answered, create, edit, in_process, refused


async def metrics(service: Service) -> dict[str, float]:
    """What is counted: name, with its label where it has one."""
    response = await service.client.get("/metrics")
    assert response.status_code == 200
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


async def test_a_server_with_its_database_lives_and_is_ready(service: Service) -> None:
    assert answered(await service.client.get("/health")) == {"status": "ok", "version": version("minetally")}
    assert answered(await service.client.get("/ready")) == {"status": "ready", "warnings": []}


async def test_a_server_whose_database_is_not_there_lives_and_is_not_ready(tmp_path: Path) -> None:
    async with in_process("postgresql://nobody@/nothing?host=/nowhere", keys=str(tmp_path / "keys")) as service:
        answered(await service.client.get("/health"))
        response = await service.client.get("/ready")
        problem = refused(response, 503, "unavailable")
        assert int(response.headers["retry-after"]) > 0
        assert "nowhere" not in problem["detail"]


async def test_mutations_are_counted_by_their_outcome_and_replays_apart(service: Service) -> None:
    operation = await service.operation()
    one, other = await operation.enrol(), await operation.enrol()
    before = await metrics(service)
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 14)), made)
    await other.push(edit(made["find_id"], count=(12, 16)), create(count=0), create(count=0))
    await other.pull()
    after = await metrics(service)
    counted = {name: after[name] - before[name] for name in after}
    assert {name: n for name, n in counted.items() if name.startswith("minetally_mutations_total")} == {
        "minetally_mutations_total applied": 2,
        "minetally_mutations_total merged": 0,
        "minetally_mutations_total conflict": 1,
        "minetally_mutations_total rejected": 2,
        "minetally_mutations_total replayed": 1,
    }
    assert counted["minetally_changes_total"] == 1
    assert counted["minetally_exchange_seconds_count"] == 3


async def test_metrics_hold_no_secret_and_name_nobody(service: Service) -> None:
    operation = await service.operation()
    tablet = await operation.enrol("Team 1", "tablet 3")
    staff = await operation.staff("viewer", "Officer 1")
    await tablet.push(create())
    await staff.get("/v1/finds")
    text = (await service.client.get("/metrics")).text
    for told in (operation.token, tablet.token, staff.token):
        assert told.rpartition(".")[2] not in text
    for name in ("lachin-2022", "Team 1", "tablet 3", tablet.id, "Officer 1"):
        assert name not in text


@contextmanager
def a_full_disk(database_url: str) -> Iterator[None]:
    """No file of this process may be longer than the journal of its database: as on a disk without room."""
    most = Path(database_url.removeprefix("sqlite:///") + "-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_said_until_there_is_room_again_and_what_is_read_is_read_meanwhile(
    databases: Databases,
) -> None:
    url = databases.create("sqlite")
    async with in_process(url) as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        await tablet.push(create())
        with a_full_disk(url):
            answered(await service.client.get("/ready"))  # nothing has failed yet
            refused(await tablet.exchange([create()]), 503, "unavailable")
            refused(await service.client.get("/ready"), 503, "unavailable")
            assert (await operation.week())["finds"] == 1
            assert len((await operation.get("/v1/devices"))["items"]) == 1
        answered(await service.client.get("/ready"))
        await tablet.push(create())
        assert (await operation.week())["finds"] == 2


async def test_a_server_on_a_database_without_tables_is_not_ready(empty_database_url: str) -> None:
    async with in_process(empty_database_url) as service:
        problem = refused(await service.client.get("/ready"), 503, "unavailable")
    assert "minetally migrate" in problem["detail"]


async def test_a_server_whose_postgresql_database_is_gone_is_not_ready(databases: Databases) -> None:
    url = databases.create("postgresql")
    async with in_process(url) as service:
        answered(await service.client.get("/ready"))
        databases.drop(url)
        for _ in range(2):
            refused(await service.client.get("/ready"), 503, "unavailable")
