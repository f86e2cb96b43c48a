"""The real GDAL reads the layers of a live server: every row, with its types, wherever it is put, and no other."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from models.columns import FIND_COLUMNS
from tests.databases import Databases
from tests.gdal_map import Layer, check, filled
from tests.ogc import SQUARE, a_conflict, a_week
from tests.service import ServerProcess, answered, new_id

TYPES = {
    "text": "object",
    "integer": "int32",
    "number": "float64",
    "date": "datetime64[D]",
    "instant": "datetime64[ms]",
}
MANY = 5000


@pytest.mark.long
async def test_gdal_reads_every_find_as_sql_has_it(databases: Databases, tmp_path: Path) -> None:
    url = databases.create("sqlite")
    token = await filled(url, MANY)
    said: list[str] = []
    server = ServerProcess(url, tmp_path / "log")
    async with server.running():
        await check(url, server, token, said.append)
    assert said[0] == f"{MANY:,} rows read, each as SQL has it"
    databases.drop(url)


async def test_gdal_knows_the_types_of_columns_that_are_empty(databases: Databases, tmp_path: Path) -> None:
    server = ServerProcess(databases.create("sqlite"), tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        _, made = await a_week(operation)
        types = await asyncio.to_thread(Layer(server.port, operation.token).types)
        assert types == {column.name: TYPES[column.kind] for column in FIND_COLUMNS}

        await a_conflict(operation, made[0]["find_id"])
        answered(await operation.call("POST", "/v1/areas", {"kind": "district", "name": "A", "geometry": SQUARE}), 201)
        week = {"id": new_id(), "from": "2022-08-15", "to": "2022-08-22"}
        answered(await operation.call("POST", "/v1/editions", week), 201)
        for name, number in (("conflicts", 1), ("areas", 1), ("editions", 1), ("duplicates", 0)):
            columns, places = await asyncio.to_thread(Layer(server.port, operation.token, name).read)
            assert len(columns["id" if number else "state"]) == number
            assert len(places) == {"areas": 5, "editions": 30}.get(name, number)
