"""GeoJSON: a point for every find that the total counts."""

from __future__ import annotations

import orjson

from api.formats.publication import Json, Publication


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
        "edition": {name: edition[name] for name in ("number", "revision", "sha256")} if edition else None,
        "features": [_feature(find) for find in publication.finds],
    }
    return orjson.dumps(collection)


def _feature(find: Json) -> Json:
    return {
        "type": "Feature",
        "id": find["find_id"],
        "geometry": {"type": "Point", "coordinates": [find["lon"], find["lat"]]},
        "properties": find,
    }
