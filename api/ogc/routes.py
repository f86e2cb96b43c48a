"""The addresses of OGC API Features. Viewers and up, with a token as Bearer or as the password of HTTP Basic."""

from __future__ import annotations

from html import escape
from typing import Any

import orjson
from litestar import Request, Response, get
from litestar.di import NamedDependency as Given
from litestar.params import FromPath

from api.auth import VIEWER
from api.heavy.heavy import Heavy
from api.ogc import documents, pages
from api.ogc.asked import form_of, query_of
from api.ogc.description import description
from api.ogc.documents import JSON, OPENAPI, SCHEMA, root
from api.ogc.items import one_feature, page_of_features
from models.layers import LAYERS, Layer
from models.problem import Refused
from models.shapes import Json
from sync.database.database import Database
from sync.maps.features import read_extent
from sync.operations import Bearer

VARY = {"Vary": "Accept, Authorization"}
ROUTE: dict[str, Any] = {"roles": VIEWER, "basic": True, "include_in_schema": False, "any_query": True}


def as_json(document: Json, media_type: str = JSON) -> Response[bytes]:
    return Response(orjson.dumps(document), media_type=media_type, headers=VARY)


def as_html(content: bytes) -> Response[bytes]:
    return Response(content, media_type=documents.HTML, headers={**VARY, "Content-Security-Policy": pages.POLICY})


def layer_of(name: str) -> Layer:
    """The layer of this name; raises Refused (not_found) if the name is unknown."""
    if name not in LAYERS:
        raise Refused("not_found", f"Collection {name[:60]} not found; the collections are {', '.join(LAYERS)}.")
    return LAYERS[name]


def trail(request: Request[Any, Any, Any], layer: Layer | None = None) -> list[tuple[str, str]]:
    """The pages above one."""
    at = root(request)
    above = [("Minetally", at)]
    return (
        above
        if layer is None
        else [*above, ("Collections", f"{at}/collections"), (layer.title, f"{at}/collections/{layer.name}")]
    )


@get("/ogc", **ROUTE)
async def landing(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Where everything else is found from."""
    form = form_of(request, query_of(request), JSON)
    document = documents.landing(request, form)
    if form == "json":
        return as_json(document)
    return as_html(
        pages.page(document["title"], [], pages.sentence(document["description"]), pages.links(document["links"]))
    )


@get("/ogc/conformance", **ROUTE)
async def conformance(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The standards that hold here."""
    form = form_of(request, query_of(request), JSON)
    document = documents.conformance(request, form)
    if form == "json":
        return as_json(document)
    return as_html(pages.page("Conformance", trail(request), pages.plain_list(document["conformsTo"])))


@get("/ogc/api", **ROUTE)
async def api(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The description of this part, OpenAPI 3.0: GDAL takes it by this media type only."""
    form = form_of(request, query_of(request), OPENAPI)
    document = description(request)
    if form == "json":
        return as_json(document, OPENAPI)
    rows = [[escape(path), escape(methods["get"]["summary"])] for path, methods in document["paths"].items()]
    parameters = [
        [escape(name), escape(one.get("description", ""))] for name, one in document["components"]["parameters"].items()
    ]
    return as_html(
        pages.page(
            "Description", trail(request), pages.table(["address", "what"], rows),
            pages.table(["parameter", "what"], parameters),
        )
    )  # fmt: skip


@get("/ogc/collections", **ROUTE)
async def collections(
    request: Request[Any, Any, Any], database: Given[Database], bearer: Given[Bearer]
) -> Response[bytes]:
    """The collections: the layers of the map."""
    form = form_of(request, query_of(request), JSON)
    operation = bearer.operation
    extents = {name: await database.read(read_extent, operation, layer) for name, layer in LAYERS.items()}
    document = documents.collections(request, form, extents)
    return as_json(document) if form == "json" else as_html(pages.collections_page(document, trail(request)))


@get("/ogc/collections/{layer_name:str}", **ROUTE)
async def collection(
    request: Request[Any, Any, Any],
    database: Given[Database],
    bearer: Given[Bearer],
    layer_name: FromPath[str],
) -> Response[bytes]:
    """One collection."""
    layer = layer_of(layer_name)
    form = form_of(request, query_of(request), JSON)
    extent = await database.read(read_extent, bearer.operation, layer)
    document = documents.collection(request, form, layer, extent)
    return as_json(document) if form == "json" else as_html(pages.collection_page(document, trail(request, layer)[:-1]))


SCHEMAS = {
    "schema": ("Schema", documents.schema),
    "queryables": ("Queryables", documents.queryables),
    "feature-schema": ("Schema of GeoJSON", documents.feature_schema),
}


@get([f"/ogc/collections/{{layer_name:str}}/{name}" for name in SCHEMAS], **ROUTE)
async def schema(request: Request[Any, Any, Any], layer_name: FromPath[str]) -> Response[bytes]:
    """What the features of a collection hold, or what filters can ask of it."""
    layer = layer_of(layer_name)
    title, made = SCHEMAS[request.url.path.rpartition("/")[2]]
    form = form_of(request, query_of(request), SCHEMA)
    document = made(request, layer)
    if form == "json":
        return as_json(document, SCHEMA)
    if title == "Schema of GeoJSON":
        document = document["properties"]["properties"]
    return as_html(pages.schema_page(document, title, trail(request, layer)))


@get("/ogc/collections/{layer_name:str}/items", **ROUTE)
async def items(
    request: Request[Any, Any, Any],
    database: Given[Database],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    layer_name: FromPath[str],
) -> Response[bytes]:
    """A page of features."""
    layer = layer_of(layer_name)
    return await page_of_features(request, database, heavy, bearer.operation, layer, trail(request, layer))


@get("/ogc/collections/{layer_name:str}/items/{feature_id:str}", **ROUTE)
async def item(
    request: Request[Any, Any, Any],
    database: Given[Database],
    bearer: Given[Bearer],
    layer_name: FromPath[str],
    feature_id: FromPath[str],
) -> Response[bytes]:
    """One feature."""
    layer = layer_of(layer_name)
    return await one_feature(request, database, bearer.operation, layer, feature_id, trail(request, layer))


ROUTES = [landing, conformance, api, collections, collection, schema, items, item]
