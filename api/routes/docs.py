"""The API's description, and the page that shows it. Everything comes from this server."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import openapi_ui_bundles
import orjson
from litestar import Litestar, Request, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from api.auth import ANYONE
from api.openapi import document_of
from models.answers.server import OpenApiDocument
from models.problem import Refused

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load: this server's own files, and the small pictures that its style sheet holds."""

PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Minetally: API</title>
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
<div id="page"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
"""
START = b"""SwaggerUIBundle({
  url: "v1/openapi.json",
  dom_id: "#page",
  deepLinking: true,
  validatorUrl: null,
});
"""
_FOLDER = openapi_ui_bundles.swagger_ui.static_path
ASSETS = {
    "start.js": (START, "text/javascript"),
    "swagger-ui-bundle.js": ((_FOLDER / "swagger-ui-bundle.js").read_bytes(), "text/javascript"),
    "swagger-ui.css": ((_FOLDER / "swagger-ui.css").read_bytes(), "text/css"),
    "favicon-32x32.png": ((_FOLDER / "favicon-32x32.png").read_bytes(), "image/png"),
}
"""The files of the page: content and media type."""


@lru_cache(1)
def _document(app: Litestar) -> bytes:
    return orjson.dumps(document_of(app))


@get(
    "/v1/openapi.json",
    roles=ANYONE,
    operation_id="get_openapi",
    summary="Read this document",
    tags=["Server"],
    answer=OpenApiDocument,
)
async def description(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The OpenAPI document."""
    return Response(_document(request.app), media_type="application/json")


@get("/", roles=ANYONE, include_in_schema=False)
async def start() -> Redirect:
    """To the page."""
    return Redirect("docs")


@get("/docs", roles=ANYONE, include_in_schema=False)
async def page() -> Response[bytes]:
    """The API's description, for people."""
    return Response(PAGE, media_type="text/html", headers={"Content-Security-Policy": POLICY})


@get("/docs/{name:str}", roles=ANYONE, include_in_schema=False)
async def asset(name: FromPath[str]) -> Response[bytes]:
    """A file of the page."""
    if name not in ASSETS:
        raise Refused("not_found", f"The page has no file {name}.")
    content, media_type = ASSETS[name]
    return Response(content, media_type=media_type, headers={"Cache-Control": "public, max-age=3600"})


ROUTES = [description, start, page, asset]
