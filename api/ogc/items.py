"""Features as they are answered: a page of them, or one; GeoJSON or a page for people."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

import orjson
from litestar import Request, Response

from api.formats.negotiation import MEDIA_TYPES
from api.ogc import pages
from api.ogc.asked import crs_asked, form_of, items_asked, query_of, refuse_filter
from api.ogc.documents import GEOJSON, HTML, JSON, link, root, selves
from api.pages import next_page
from models.cql2 import FilterError
from models.layers import EDITIONS, Layer
from models.map_crs import CRS84, Crs, in_crs
from models.mutation import stored_instant
from models.shapes import Json
from sync.database.database import Database
from sync.maps.features import list_features, read_feature, read_mark
from sync.maps.sources import Feature

Trail = list[tuple[str, str]]


async def page_of_features(
    request: Request[Any, Any, Any], database: Database, operation: str, layer: Layer, trail: Trail
) -> Response[bytes]:
    """A page of the features that are asked for; 304 when nothing has changed since it was read."""
    asked = items_asked(request, layer)
    form = form_of(request, asked.query, GEOJSON)
    unchanged = _unchanged(request, form, await database.read(read_mark, operation))
    if unchanged:
        return unchanged
    try:
        found = await database.read(list_features, operation, layer, asked.wanted, asked.page)
    except FilterError as error:
        refuse_filter(error)
    at = f"{root(request)}/collections/{layer.name}/items"
    form_type = GEOJSON if form == "json" else HTML
    here = {"after": asked.query["after"]} if "after" in asked.query else {}
    links = [
        link(asked.url(at, **here, f=name), "self" if name == form else "alternate", media_type, f"This as {title}")
        for name, media_type, title in (("json", GEOJSON, "GeoJSON"), ("html", HTML, "HTML"))
    ]
    if found.more:
        links.append(link(asked.url(at, after=next_page(found.more) or ""), "next", form_type, "The next page"))
    links.append(link(f"{root(request)}/collections/{layer.name}", "collection", JSON, layer.title))
    document = {
        "type": "FeatureCollection",
        "timeStamp": stored_instant(datetime.now(UTC)),
        "numberMatched": found.matched,
        "numberReturned": len(found.features),
        "links": links,
        "features": _written(request, layer, found.features, asked.crs),
    }
    if form == "json":
        return _answer(request, orjson.dumps(document), GEOJSON, form, found.mark, asked.crs)
    degrees = _written(request, layer, found.features, CRS84)
    content = pages.items_page(layer.title, document, degrees, at, trail)
    return _answer(request, content, HTML, form, found.mark, asked.crs)


async def one_feature(
    request: Request[Any, Any, Any], database: Database, operation: str, layer: Layer, feature_id: str, trail: Trail
) -> Response[bytes]:
    """One feature; 304 when nothing has changed since it was read."""
    query = query_of(request, "crs")
    crs, form = crs_asked(query), form_of(request, query, GEOJSON)
    unchanged = _unchanged(request, form, await database.read(read_mark, operation))
    if unchanged:
        return unchanged
    feature, mark = await database.read(read_feature, operation, layer, feature_id)
    at = f"{root(request)}/collections/{layer.name}"
    (document,) = _written(request, layer, [feature], crs)
    document["links"] = [
        *selves(f"{at}/items/{quote(feature.id)}", form, GEOJSON),
        link(at, "collection", JSON, layer.title),
        *document.get("links", []),
    ]
    if form == "json":
        return _answer(request, orjson.dumps(document), GEOJSON, form, mark, crs)
    (degrees,) = _written(request, layer, [feature], CRS84)
    content = pages.item_page(feature.id, document, degrees, [*trail, ("Items", f"{at}/items")])
    return _answer(request, content, HTML, form, mark, crs)


def _written(request: Request[Any, Any, Any], layer: Layer, features: list[Feature], crs: Crs) -> list[Json]:
    """Features of GeoJSON, with their places in a coordinate system."""
    geometries = in_crs(crs, [feature.geometry for feature in features])
    written = []
    for feature, geometry in zip(features, geometries, strict=True):
        one: Json = {"type": "Feature", "id": feature.id, "geometry": geometry, "properties": feature.properties}
        if layer is EDITIONS:
            one["links"] = _files(request, feature)
        written.append(one)
    return written


def _files(request: Request[Any, Any, Any], edition: Feature) -> list[Json]:
    """The files of an edition."""
    at = f"{str(request.base_url).rstrip('/')}/v1/editions/{edition.properties['number']}"
    of_revision = f"revision={edition.properties['revision']}"
    return [
        link(f"{at}?{of_revision}&format={name}", "enclosure", media_type, f"The edition as {name.upper()}")
        for name, media_type in MEDIA_TYPES.items()
    ]


def _etag(request: Request[Any, Any, Any], form: str, mark: str) -> str:
    """Weak, as an answer also says when it was made."""
    about = f"{mark}|{version('minetally')}|{form}|{request.url}"
    return f'W/"{hashlib.sha256(about.encode()).hexdigest()[:32]}"'


def _unchanged(request: Request[Any, Any, Any], form: str, mark: str) -> Response[bytes] | None:
    etag = _etag(request, form, mark)
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if "*" in known or etag.removeprefix("W/") in known:
        return Response(b"", status_code=304, headers={"ETag": etag, "Vary": "Accept, Authorization"})
    return None


def _answer(
    request: Request[Any, Any, Any], content: bytes, media_type: str, form: str, mark: str, crs: Crs
) -> Response[bytes]:
    headers = {
        "ETag": _etag(request, form, mark),
        "Vary": "Accept, Authorization",
        "Content-Crs": f"<{crs.uri}>",
        **({"Content-Security-Policy": pages.POLICY} if form == "html" else {}),
    }
    return Response(content, media_type=media_type, headers=headers)
