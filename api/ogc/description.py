"""The description of this part of the API: OpenAPI 3.0, as programs for maps want it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from litestar import Request

from api.ogc.asked import LANGUAGES
from api.ogc.documents import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, column_schema, root
from api.pages import DEFAULT_LIMIT, MOST
from api.problems import PROBLEM_JSON
from models.layers import LAYERS, Layer
from models.map_crs import CRS84, MAP_CRS
from models.shapes import Json

PARAMETERS = "#/components/parameters/"


def description(request: Request[Any, Any, Any]) -> Json:
    """The OpenAPI document."""
    paths: Json = {
        "/": _get("The landing page", "landing", JSON),
        "/conformance": _get("The standards that hold", "conformance", JSON),
        "/api": _get("This description", "api", OPENAPI),
        "/collections": _get("The collections", "collections", JSON),
    }
    for layer in LAYERS.values():
        at, name = f"/collections/{layer.name}", layer.title
        paths |= {
            at: _get(f"{name}: the collection", layer.name, JSON),
            f"{at}/schema": _get(f"{name}: the schema", f"{layer.name}.schema", SCHEMA),
            f"{at}/queryables": _get(f"{name}: what filters can ask for", f"{layer.name}.queryables", SCHEMA),
            f"{at}/items": _get(name, f"{layer.name}.items", GEOJSON, _items_parameters(layer)),
            f"{at}/items/{{featureId}}": _get(
                f"{name}: one", f"{layer.name}.item", GEOJSON, [_named("featureId"), _named("crs")]
            ),
        }
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Minetally: OGC API Features",
            "version": version("minetally"),
            "description": "Finds of cleared mined land as layers of a map. The token is the password of HTTP Basic.",
        },
        "servers": [{"url": root(request)}],
        "security": [{"basic": []}, {"bearer": []}],
        "paths": paths,
        "components": {
            "parameters": _parameters(),
            "securitySchemes": {
                "basic": {"type": "http", "scheme": "basic", "description": "Any name, and a token as password."},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _named(name: str) -> Json:
    return {"$ref": PARAMETERS + name}


def _items_parameters(layer: Layer) -> list[Json]:
    names = ("limit", "after", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs")
    return [
        *map(_named, names),
        *(
            {
                "name": column.name,
                "in": "query",
                "description": f"{column.about}: only features of this value.",
                "required": False,
                "schema": column_schema(column),
            }
            for column in layer.queryables
        ),
    ]


def _get(summary: str, name: str, media_type: str, parameters: list[Json] | None = None) -> Json:
    types = {media_type: {"schema": {"type": "object"}}, HTML: {"schema": {"type": "string"}}}
    problem = {"description": "What is wrong, and how to fix it", "content": {PROBLEM_JSON: {}}}
    return {
        "get": {
            "summary": summary,
            "operationId": name,
            "parameters": [*(parameters or []), _named("f")],
            "responses": {
                "200": {"description": summary, "content": types},
                **({"304": {"description": "It is as If-None-Match says"}} if media_type == GEOJSON else {}),
                **{status: problem for status in ("400", "401", "403", "404", "406", "500", "503")},
            },
        }
    }


def _parameters() -> Json:
    crs = {"type": "string", "format": "uri", "enum": [crs.uri for crs in MAP_CRS], "default": CRS84.uri}

    def query(name: str, about: str, schema: Json, **more: Any) -> Json:
        return {"name": name, "in": "query", "description": about, "required": False, "schema": schema, **more}

    box = {"type": "array", "oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)], "items": {"type": "number"}}
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
    text = {"type": "string"}
    as_form: Json = {"style": "form", "explode": False}
    return {
        "limit": query("limit", "How many features a page has; more counts as the most.", limit, **as_form),
        "after": query("after", "Where the page starts: follow the link `next`.", text),
        "bbox": query("bbox", "Features that touch this box, and those without a place.", box, **as_form),
        "bbox-crs": query("bbox-crs", "The coordinate system of bbox.", crs),
        "datetime": query(
            "datetime",
            "A day or an interval such as 2022-08-15/.., both ends with it.",
            text,
            **as_form,
        ),
        "crs": query("crs", "The coordinate system of the answer.", crs),
        "filter": query("filter", "A filter in CQL2.", text),
        "filter-lang": query(
            "filter-lang", "Its language.", {"type": "string", "enum": [*LANGUAGES], "default": LANGUAGES[0]}
        ),
        "filter-crs": query("filter-crs", "The coordinate system of positions in it.", crs),
        "f": query("f", "The form of the answer, whatever Accept says.", {"type": "string", "enum": ["json", "html"]}),
        "featureId": {"name": "featureId", "in": "path", "required": True, "schema": text},
    }
