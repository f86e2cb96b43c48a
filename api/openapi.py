"""The OpenAPI document."""

from __future__ import annotations

from litestar.openapi import OpenAPIConfig


def openapi_config() -> OpenAPIConfig:
    return OpenAPIConfig(title="Minetally", version="0.1.0")
