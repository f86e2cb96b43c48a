"""Positions against what others make of them: the EPSG registry by PROJ, and GeographicLib, over many places."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest
from mgrs import MGRS
from pyproj import Geod, Transformer
from pyproj.transformer import TransformerGroup

from models.position import locate

pytestmark = pytest.mark.long

OF_ZONE = 12_000
"""Points of each zone of SK-42."""
OF_UTM = 100
"""Points of each of the 120 UTM grids."""
REFERENCES = 20_000
GREATEST_M = 1e-7
OF_GEOGRAPHICLIB_M = 1e-5
"""It makes its own series; its text has twelve digits behind the point."""
ON_EARTH = Geod(ellps="WGS84")


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(ON_EARTH.inv(lon, lat, other_lon, other_lat)[2])


def by_pinned_step(zone: int) -> Transformer:
    """PROJ's own way from this zone to WGS 84 by EPSG:15865, which has this name."""
    ways = TransformerGroup(f"EPSG:{28400 + zone}", "EPSG:4326").transformers
    (way,) = [one for one in ways if "Pulkovo 1942 to WGS 84 (16)" in one.description]
    return way


@pytest.mark.parametrize("zone", [7, 8, 9])
def test_sk_42_is_what_the_epsg_registry_says(zone: int) -> None:
    chance, proj = random.Random(zone), by_pinned_step(zone)
    for _ in range(OF_ZONE):
        x, y = chance.uniform(4_000_000, 5_000_000), zone * 1_000_000 + chance.uniform(150_000, 850_000)
        here = locate({"crs": f"EPSG:{28400 + zone}", "x": x, "y": y})
        assert metres(here.lat, here.lon, *proj.transform(x, y)) < GREATEST_M, (x, y)


def test_utm_is_what_the_epsg_registry_says() -> None:
    chance = random.Random(1)
    for code in (*range(32601, 32661), *range(32701, 32761)):
        proj = Transformer.from_crs(f"EPSG:{code}", "EPSG:4326")
        for _ in range(OF_UTM):
            east, north = chance.uniform(166_000, 834_000), chance.uniform(1_200_000, 8_800_000)
            here = locate({"crs": f"EPSG:{code}", "easting": east, "northing": north})
            assert metres(here.lat, here.lon, *proj.transform(east, north)) < GREATEST_M, (code, east, north)


@pytest.mark.skipif(not shutil.which("GeoConvert"), reason="GeographicLib is not there: make geographiclib")
def test_mgrs_is_what_geographiclib_says() -> None:
    chance, converter = random.Random(2), MGRS()
    places = [(chance.uniform(-80, 84), chance.uniform(-180, 180)) for _ in range(REFERENCES)]
    references = [converter.toMGRS(lat, lon, MGRSPrecision=chance.randint(1, 5)) for lat, lon in places]
    told = subprocess.run(
        ["GeoConvert", "-g", "-p", "7"], input="\n".join(references), capture_output=True, text=True, check=True
    )
    for reference, line in zip(references, told.stdout.splitlines(), strict=True):
        lat, lon = map(float, line.split())
        here = locate({"crs": "MGRS", "mgrs": reference})
        assert metres(here.lat, here.lon, lat, lon) < OF_GEOGRAPHICLIB_M, reference
