"""The real QGIS, without a display, opens the layers of a live server. `make qgis` installs it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path

import pyproj
import pytest

from tests.databases import Databases
from tests.ogc import SQUARE, a_conflict, a_week, lonlat
from tests.service import ServerProcess, answered, new_id

PYTHON = "/usr/bin/python3"


def has_qgis() -> bool:
    return (
        Path(PYTHON).exists()
        and subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not has_qgis(), reason="QGIS is not installed: make qgis")
async def test_qgis_reads_every_find_in_its_place(databases: Databases, tmp_path: Path) -> None:
    server = ServerProcess(databases.create("sqlite"), tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        _, made = await a_week(operation)
        await a_conflict(operation, made[0]["find_id"])
        answered(await operation.call("POST", "/v1/areas", {"kind": "district", "name": "A", "geometry": SQUARE}), 201)
        week = {"id": new_id(), "from": "2022-08-15", "to": "2022-08-22"}
        answered(await operation.call("POST", "/v1/editions", week), 201)

        layers = ["conflicts", "areas", "editions"]
        run = await asyncio.to_thread(
            subprocess.run,
            [PYTHON, "tests/qgis_reads.py", f"http://127.0.0.1:{server.port}", operation.token, *layers],
            env={**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["count"] == told["read"] == 30
    assert told["pieces"] == sum(one["set"]["count"] for one in made) + 1  # the first edit in conflict
    assert told["in_box"] == sum(39.6 <= lonlat(n)[1] <= 39.8 for n in range(30))
    kinds = {name: told["fields"][name] for name in ("id", "count", "lat", "found_on", "created_received_at")}
    assert [*kinds.values()] == ["String", "Integer", "Real", "Date", "DateTime"]
    first = told["first"]
    utm = pyproj.Transformer.from_crs(4326, 32638).transform(first["lat"], first["lon"])
    assert first["utm"] == pytest.approx(utm, abs=0.01, rel=0)
    assert told["others"] == dict.fromkeys(layers, 1)
