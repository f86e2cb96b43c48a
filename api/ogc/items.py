"""Features as they are answered: a page of them, or one; GeoJSON or a page for people."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson
from litestar import Request, Response

from api.formats.negotiation import MEDIA_TYPES
from api.heavy.heavy import Heavy
from api.ogc import pages
from api.ogc.asked import Form, Query, crs_asked, form_of, items_asked, query_of, refuse_filter, url_of
from api.ogc.documents import GEOJSON, HTML, JSON, QUERYABLES, SCHEMA, link, root, selves
from api.pages import next_page
from models.cql2 import FilterError
from models.layers import EDITIONS, LAYERS, Layer
from models.map_crs import CRS84, Crs, in_crs
from models.mutation import stored_instant
from models.shapes import Json
from sync.database.database import Connection, Database
from sync.database.page import Page
from sync.maps.features import Wanted, list_features, read_feature, read_mark
from sync.maps.sources import Feature

Trail = list[tuple[str, str]]


FEW_FEATURES = 100
"""A page of no more than so many features, without a filter, is read at once; others are heavy work."""


class PageAsked(NamedTuple):
    """All that a page of features is made from, also in another process."""

    layer_name: str
    wanted: Wanted
    page: Page
    crs: Crs
    form: Form
    query: Query
    root: str
    """The address of this part, and `base` that of the server."""
    base: str
    trail: Trail


async def page_of_features(
    request: Request[Any, Any, Any],
    database: Database,
    heavy: Heavy,
    operation: str,
    layer: Layer,
    trail: Trail,
) -> Response[bytes]:
    """A page of the features that are asked for; 304 when nothing has changed since it was read."""
    asked = items_asked(request, layer)
    form = form_of(request, asked.query, GEOJSON)
    unchanged = _unchanged(request, form, await database.look_up(read_mark, operation))
    if unchanged:
        return unchanged
    wanted = asked.wanted
    whole = PageAsked(
        layer.name, wanted, asked.page, asked.crs, form, asked.query, root(request), str(request.base_url), trail
    )
    try:
        if wanted.tree is None and not wanted.equal and asked.page.limit <= FEW_FEATURES:
            content, mark = await database.read(written_page, operation, whole)
        else:
            content, mark = await heavy.read(request, written_page, operation, whole)
    except FilterError as error:
        refuse_filter(error)
    answer = _answer(request, content, GEOJSON if form == "json" else HTML, form, mark, asked.crs)
    # Part 3 wants this link as a header of whatever can be filtered.
    at = f"{root(request)}/collections/{layer.name}/queryables"
    answer.headers["Link"] = f'<{at}>; rel="{QUERYABLES}"; type="{SCHEMA}"'
    return answer


def written_page(connection: Connection, operation: str, asked: PageAsked) -> tuple[bytes, str]:
    """A page as it is answered, and the mark of the moment. Raises FilterError."""
    layer, form = LAYERS[asked.layer_name], asked.form
    found = list_features(connection, operation, layer, asked.wanted, asked.page)
    at = f"{asked.root}/collections/{layer.name}/items"
    form_type = GEOJSON if form == "json" else HTML
    here = {"after": asked.query["after"]} if "after" in asked.query else {}
    links = [
        link(
            url_of(asked.query, at, **here, f=name),
            "self" if name == form else "alternate", media_type, f"This as {title}",
        )
        for name, media_type, title in (("json", GEOJSON, "GeoJSON"), ("html", HTML, "HTML"))
    ]  # fmt: skip
    if found.more:
        after = next_page(found.more) or ""
        links.append(link(url_of(asked.query, at, after=after), "next", form_type, "The next page"))
    links.append(link(f"{asked.root}/collections/{layer.name}", "collection", JSON, layer.title))
    document = {
        "type": "FeatureCollection",
        "timeStamp": stored_instant(datetime.now(UTC)),
        "numberMatched": found.matched,
        "numberReturned": len(found.features),
        "links": links,
        "features": _written(asked.base, layer, found.features, asked.crs),
    }
    if form == "json":
        return orjson.dumps(document), found.mark
    degrees = _written(asked.base, layer, found.features, CRS84)
    return pages.items_page(layer, document, degrees, at, asked.trail), found.mark


async def one_feature(
    request: Request[Any, Any, Any], database: Database, operation: str, layer: Layer, feature_id: str, trail: Trail
) -> Response[bytes]:
    """One feature; 304 when nothing has changed since it was read."""
    query = query_of(request, "crs")
    crs, form = crs_asked(query), form_of(request, query, GEOJSON)
    unchanged = _unchanged(request, form, await database.look_up(read_mark, operation))
    if unchanged:
        return unchanged
    feature, mark = await database.look_up(read_feature, operation, layer, feature_id)
    at = f"{root(request)}/collections/{layer.name}"
    (document,) = _written(str(request.base_url), layer, [feature], crs)
    document["links"] = [
        *selves(f"{at}/items/{quote(feature.id)}", form, GEOJSON),
        link(at, "collection", JSON, layer.title),
        *document.get("links", []),
    ]
    if form == "json":
        return _answer(request, orjson.dumps(document), GEOJSON, form, mark, crs)
    (degrees,) = _written(str(request.base_url), layer, [feature], CRS84)
    content = pages.item_page(feature.id, document, degrees, [*trail, ("Items", f"{at}/items")])
    return _answer(request, content, HTML, form, mark, crs)


def _written(base: str, layer: Layer, features: list[Feature], crs: Crs) -> list[Json]:
    """Features of GeoJSON, with their places in a coordinate system."""
    geometries = in_crs(crs, [feature.geometry for feature in features])
    written = []
    for feature, geometry in zip(features, geometries, strict=True):
        one: Json = {"type": "Feature", "id": feature.id, "geometry": geometry, "properties": feature.properties}
        if layer is EDITIONS:
            one["links"] = _files(base, feature)
        written.append(one)
    return written


def _files(base: str, edition: Feature) -> list[Json]:
    """The files of an edition."""
    at = f"{base.rstrip('/')}/v1/editions/{edition.properties['number']}"
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
