"""GeoJSON: a point for every find that the total counts."""

from __future__ import annotations

from typing import Literal

import orjson

from api.formats.publication import Publication
from models.shapes.reports import CountedFind

EDITION: tuple[Literal["number", "revision", "sha256"], ...] = ("number", "revision", "sha256")
"""What is said of an edition."""


def as_geojson(publication: Publication) -> bytes:
    """A FeatureCollection (RFC 7946) of points in WGS 84, longitude first, and the report's figures beside them.

    The properties are the find, with its position as typed.
    """
    report, edition = publication.report, publication.edition
    collection = {
        "type": "FeatureCollection",
        "operation": report["operation"],
        "period": report["period"],
        "seq": report["as_of"]["seq"],
        "total": report["total"],
        "finds": report["finds"],
        "edition": edition and {name: edition[name] for name in EDITION},
        "features": [_feature(find) for find in publication.finds],
    }
    return orjson.dumps(collection)


def _feature(find: CountedFind) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": find["find_id"],
        "geometry": {"type": "Point", "coordinates": [find["lon"], find["lat"]]},
        "properties": find,
    }
