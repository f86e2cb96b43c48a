"""A server full of finds, and the real GDAL that reads them; `make gdal` does it with fifty thousand."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import pyproj
import shapely

from bench.databases import OPERATION
from bench.fill import fill
from models.chance import draw
from sync.database.database import Connection, Database
from sync.database.migrations import migrate
from sync.operations import create_operation
from tests.service import ServerProcess

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


class Layer:
    """A layer as GDAL reads it from a server."""

    def __init__(self, port: int, token: str, name: str = "finds", **options: str) -> None:
        self.source, self.name, self.options = f"OAPIF:http://127.0.0.1:{port}/ogc", name, options
        pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": f"gdal:{token}"})

    def types(self) -> dict[str, str]:
        """The column types that GDAL settled on."""
        info = pyogrio.read_info(self.source, layer=self.name, **self.options)
        return dict(zip(info["fields"], (str(dtype) for dtype in info["dtypes"]), strict=True))

    def read(self, **wanted: Any) -> tuple[dict[str, Any], Any]:
        """The columns, and the places as x and y."""
        meta, _, places, columns = pyogrio.raw.read(self.source, layer=self.name, **wanted, **self.options)
        return dict(zip(meta["fields"], columns, strict=True)), shapely.get_coordinates(shapely.from_wkb(places))

    def ids(self, **wanted: Any) -> list[str]:
        """The ids of what is read."""
        return sorted(self.read(**wanted)[0]["id"])


async def filled(url: str, finds: int) -> str:
    """The token of an operation with so many finds, each by a real mutation."""
    async with Database(url) as database:
        token = await database.write_transaction(create_operation, OPERATION, "Asia/Baku", datetime.now(UTC), draw())
    await fill(url, finds)
    return token


async def rows(url: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
    """What SQL says: id, count, found_on, x and y as typed, by id."""

    def do(connection: Connection) -> list[tuple[Any, ...]]:
        statement = (
            "SELECT id, count, found_on, document ->> '$.position.x', document ->> '$.position.y', lat, lon"
            f" FROM find WHERE {where} ORDER BY id"
        )
        return [tuple(row) for row in connection.exec_driver_sql(statement)]

    async with Database(url) as database:
        return await database.read(do)


async def check(url: str, server: ServerProcess, token: str, say: Any) -> None:
    """Everything that GDAL reads is what SQL says; `say` is told what was done."""
    stored = await rows(url)

    def read() -> None:
        layer = Layer(server.port, token)
        columns, places = layer.read()
        order = np.argsort(columns["id"])
        assert [*columns["id"][order]] == [row[0] for row in stored]
        assert [*map(int, columns["count"][order])] == [row[1] for row in stored]
        assert [str(day) for day in columns["found_on"][order]] == [row[2] for row in stored]
        assert np.allclose(places[order], [(row[6], row[5]) for row in stored], rtol=0, atol=1e-9)
        say(f"{len(order):,} rows read, each as SQL has it")
        grid = Layer(server.port, token, CRS=f"{EPSG}28408")
        columns, places = grid.read()
        typed = np.column_stack([columns["position_y"], columns["position_x"]])  # GDAL's x is east
        worst = np.abs(places - typed).max()
        assert worst < 0.01
        say(f"EPSG:28408: at most {worst * 1000:.2f} mm from the position as typed")
        utm = Layer(server.port, token, CRS=f"{EPSG}32638")
        columns, places = utm.read(max_features=2000)
        east, north = pyproj.Transformer.from_crs(4326, 32638).transform(columns["lat"], columns["lon"])
        worst = np.abs(places - np.column_stack([east, north])).max()
        assert worst < 0.01
        say(f"EPSG:32638: at most {worst * 1000:.2f} mm from what pyproj makes of WGS 84")

    await asyncio.to_thread(read)
    for wanted, where in FILTERS:
        found = await asyncio.to_thread(Layer(server.port, token).ids, **wanted)
        expected = [row[0] for row in await rows(url, where)]
        assert found == expected, (wanted, len(found), len(expected))
        say(f"{wanted}: {len(found):,}, as in SQL")


BOX = "lat BETWEEN 39.6 AND 39.7 AND lon BETWEEN 46.4 AND 46.5"
FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"bbox": (46.4, 39.6, 46.5, 39.7)}, BOX),
    ({"where": "found_on >= '2022/03/02'"}, "found_on >= '2022-03-02'"),
    ({"where": "found_on <= '2022/03/02'"}, "found_on <= '2022-03-02'"),
    (
        {"where": "found_on >= '2022/03/02' AND found_on <= '2022/03/03'"},
        "found_on BETWEEN '2022-03-02' AND '2022-03-03'",
    ),
    ({"where": "type_key = 'PMN2' AND count > 5"}, "type_key = 'PMN2' AND count > 5"),
    ({"bbox": (46.4, 39.6, 46.5, 39.7), "where": "category = 'av_mine'"}, f"{BOX} AND category = 'av_mine'"),
]
"""What GDAL is asked, and the same in SQL."""


async def main(finds: int) -> None:
    """Fills a database, serves it, and has GDAL read it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/gdal.db"
        await asyncio.to_thread(migrate, url)
        began = time.monotonic()

        def say(text: str) -> None:
            print(f"{time.monotonic() - began:7.1f} s  GDAL {pyogrio.__gdal_version_string__}  {text}", flush=True)

        token = await filled(url, finds)
        say(f"{finds:,} finds stored")
        server = ServerProcess(url, Path(folder) / "log")
        async with server.running():
            await check(url, server, token, say)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
