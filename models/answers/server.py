"""What the server says of itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType

from models.answers.values import Fingerprint, Instant
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


class PublicKey(BaseModel):
    """A key with which the server signs receipts, or did."""

    key: Annotated[str, Field(description="Ed25519, in Base64.")]
    fingerprint: Fingerprint
    from_: Annotated[Instant, Field(alias="from", description="When it became known to the first operation.")]
    until: Annotated[Instant | None, Field(description="When the next one began; null: there is none.")]
    signed_by: Annotated[str | None, Field(description="The key before it, where that one vouches for it.")]
    signature: Annotated[
        str | None,
        Field(
            description='Of `signed_by` over "minetally key 1", a line feed and the canonical JSON of `from` and `key`.'
        ),
    ]
    revoked_at: Annotated[Instant | None, Field(description="Since when nothing that it signed proves anything.")]


class PublicKeys(BaseModel):
    """The public keys of the server."""

    fingerprint: Fingerprint
    key: Annotated[str, Field(description="The key that signs now.")]
    keys: Annotated[list[PublicKey], Field(description="Those that an operation knows, the first one first.")]


OpenApiDocument = TypeAliasType("OpenApiDocument", Json)
"""The OpenAPI document of this API."""
