"""The documents that describe the service: landing page, conformance, collections and their schemas."""

from __future__ import annotations

from typing import Any

from litestar import Request

from api.auth import bearer_of
from models.columns import Column
from models.layers import LAYERS, Layer
from models.map_crs import CRS84, MAP_CRS
from models.shapes import Json
from sync.maps.features import Extent

GEOJSON = "application/geo+json"
JSON = "application/json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
QUERYABLES = f"{REL}queryables"

_SPEC = "http://www.opengis.net/spec/"
CONFORMANCE = (
    *(f"{_SPEC}ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "html", "geojson")),
    f"{_SPEC}ogcapi-features-2/1.0/conf/crs",
    *(
        f"{_SPEC}ogcapi-features-3/1.0/conf/{name}"
        for name in ("queryables", "queryables-query-parameters", "filter", "features-filter")
    ),
    *(f"{_SPEC}ogcapi-features-5/1.0/conf/{name}" for name in ("schemas", "core-roles-features", "queryables")),
    *(
        f"{_SPEC}cql2/1.0/conf/{name}"
        for name in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "basic-spatial-functions",
        )
    ),
)
"""The classes of the standards that hold here."""


def root(request: Request[Any, Any, Any]) -> str:
    """The address of the landing page, without a slash at its end."""
    return f"{str(request.base_url).rstrip('/')}/ogc"


def link(href: str, rel: str, type: str, title: str) -> Json:
    """A link, absolute."""
    return {"href": href, "rel": rel, "type": type, "title": title}


def selves(href: str, form: str, json_type: str) -> list[Json]:
    """Links to a document itself and to its other form."""
    types = {"json": json_type, "html": HTML}
    mark = "&" if "?" in href else "?"
    return [
        link(f"{href}{mark}f={name}", "self" if name == form else "alternate", types[name], f"This as {name.upper()}")
        for name in types
    ]


def landing(request: Request[Any, Any, Any], form: str) -> Json:
    """The landing page."""
    at = root(request)
    return {
        "title": f"Minetally: {bearer_of(request).operation}",
        "description": "Finds of cleared mined land, what people disagree on, and what was published.",
        "links": [
            *selves(at, form, JSON),
            link(f"{at}/api", "service-desc", OPENAPI, "The description of this API (OpenAPI 3.0)"),
            link(f"{at}/api?f=html", "service-doc", HTML, "The description of this API, for people"),
            link(f"{at}/conformance", "conformance", JSON, "The standards that hold here"),
            link(f"{at}/collections", "data", JSON, "The collections"),
        ],
    }


def conformance(request: Request[Any, Any, Any], form: str) -> Json:
    """The standards that hold."""
    return {"conformsTo": [*CONFORMANCE], "links": selves(f"{root(request)}/conformance", form, JSON)}


def collections(request: Request[Any, Any, Any], form: str, extents: dict[str, Extent]) -> Json:
    """All collections."""
    at = f"{root(request)}/collections"
    return {
        "links": selves(at, form, JSON),
        "crs": [crs.uri for crs in MAP_CRS],
        "collections": [collection(request, form, layer, extents[layer.name]) for layer in LAYERS.values()],
    }


def collection(request: Request[Any, Any, Any], form: str, layer: Layer, extent: Extent) -> Json:
    """One collection."""
    at = f"{root(request)}/collections/{layer.name}"
    return {**described(request, layer, extent), "links": [*selves(at, form, JSON), *_links(at, layer)]}


def described(request: Request[Any, Any, Any], layer: Layer, extent: Extent) -> Json:
    """What a collection is, without its links."""
    told: Json = {}
    if extent.box:
        told["spatial"] = {"bbox": [[*extent.box]], "crs": CRS84.uri}
    if extent.times:
        first, last = extent.times
        told["temporal"] = {"interval": [[f"{first}T00:00:00Z", f"{last}T23:59:59Z"]]}
    return {
        "id": layer.name,
        "title": layer.title,
        "description": layer.about,
        "itemType": "feature",
        **({"extent": told} if told else {}),
        "crs": [crs.uri for crs in MAP_CRS],
        "storageCrs": CRS84.uri,
    }


def _links(at: str, layer: Layer) -> list[Json]:
    return [
        link(f"{at}/items", "items", GEOJSON, f"{layer.title} as GeoJSON"),
        link(f"{at}/items?f=html", "items", HTML, f"{layer.title} as pages"),
        link(f"{at}/schema", f"{REL}schema", SCHEMA, "The schema of its features"),
        link(f"{at}/feature-schema", "describedBy", SCHEMA, "The schema of its features as GeoJSON"),
        link(f"{at}/queryables", QUERYABLES, SCHEMA, "What filters can ask for"),
    ]


# Schemas

_KINDS: dict[str, Json] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
}


def column_schema(column: Column) -> Json:
    """The JSON schema of a property."""
    words = {"enum": [*column.words]} if column.words else {}
    return {"title": column.name.replace("_", " "), "description": column.about, **_KINDS[column.kind], **words}


def schema(request: Request[Any, Any, Any], layer: Layer) -> Json:
    """What the features of a layer hold (Part 5)."""
    roles = {layer.columns[0].name: "id"}
    for name, role in zip(layer.times, _TIME_ROLES[len(layer.times)], strict=True):
        roles[name] = role
    properties: Json = {
        "geometry": {
            "title": "Place",
            "format": f"geometry-{layer.geometry.lower()}",
            "x-ogc-role": "primary-geometry",
            "x-ogc-propertySeq": 0,
        }
    }
    for number, column in enumerate(layer.columns, 1):
        named = {"x-ogc-role": roles[column.name]} if column.name in roles else {}
        properties[column.name] = {**column_schema(column), **named, "x-ogc-propertySeq": number}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{root(request)}/collections/{layer.name}/schema",
        "type": "object",
        "title": layer.title,
        "description": layer.about,
        "required": [column.name for column in layer.columns if column.required],
        "properties": properties,
    }


def feature_schema(request: Request[Any, Any, Any], layer: Layer) -> Json:
    """The JSON schema of a feature as it is written in GeoJSON: GDAL reads the types of columns here and nowhere else.

    The id is left out of its properties: GDAL has it from the feature, and would make a second, empty column of it.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{root(request)}/collections/{layer.name}/feature-schema",
        "type": "object",
        "title": layer.title,
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object"},
            "properties": {
                "type": "object",
                "properties": {column.name: column_schema(column) for column in layer.columns[1:]},
            },
        },
    }


_TIME_ROLES = (
    (),
    ("primary-instant",),
    ("primary-interval-start", "primary-interval-end"),
)


def queryables(request: Request[Any, Any, Any], layer: Layer) -> Json:
    """What filters can ask of a layer (Part 3)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{root(request)}/collections/{layer.name}/queryables",
        "type": "object",
        "title": layer.title,
        "description": layer.about,
        "properties": {
            "geometry": {
                "title": "Place",
                "format": f"geometry-{layer.geometry.lower()}",
                "x-ogc-role": "primary-geometry",
            },
            **{column.name: column_schema(column) for column in layer.queryables},
        },
        "additionalProperties": False,
    }
