"""What the server says of itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType

from models.shapes import Json


class Health(BaseModel):
    """The process lives."""

    status: Annotated[Literal["ok"], Field(description="Always this.")]
    version: Annotated[str, Field(description="The server's version: major.minor.patch.", examples=["0.1.0"])]


class Readiness(BaseModel):
    """The database answers and is migrated."""

    status: Annotated[Literal["ready"], Field(description="Always this; 503 when it is not.")]
    warnings: Annotated[
        list[str], Field(description="What is wrong and does not stop the server, such as a backup that is too old.")
    ]


OpenApiDocument = TypeAliasType("OpenApiDocument", Json)
"""The OpenAPI document of this API."""
