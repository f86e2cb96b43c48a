"""The API's description, and the page that shows it. Everything comes from this server."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from litestar import Litestar, Request, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from api.auth import ANYONE
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
ASSETS = {
    "start.js": "text/javascript",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}
"""The files of the page, and their media types."""


@lru_cache
def _content(name: str) -> bytes:
    """A file of the page; read when somebody looks at it."""
    import openapi_ui_bundles

    folder = openapi_ui_bundles.swagger_ui.static_path
    return START if name == "start.js" else (folder / name).read_bytes()


@lru_cache(1)
def _document(app: Litestar) -> bytes:
    from api.openapi.document import document_of  # with all its examples

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
    return Response(_content(name), media_type=ASSETS[name], headers={"Cache-Control": "public, max-age=3600"})


ROUTES = [description, start, page, asset]
