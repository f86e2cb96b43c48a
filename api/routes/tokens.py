"""Tokens of staff: made, listed and revoked by an administrator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from litestar import Request, delete, get, post
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import ADMIN, Bearers
from api.bodies import read
from api.openapi.parameters import UUID
from models.answers.tokens import MadeToken, TokenPage
from models.chance import draw
from models.shapes import tokens as shapes
from models.wire import TokenRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer, issue_token, list_tokens, revoke_token


@get(
    "/v1/tokens",
    roles=ADMIN,
    operation_id="list_tokens",
    summary="List tokens",
    tags=["Tokens"],
    answer=TokenPage,
)
async def listing(database: Given[Database], bearers: Given[Bearers], bearer: Given[Bearer]) -> shapes.TokenPage:
    """The tokens of the operation: whose, which role, when last seen. Never the tokens themselves."""
    await bearers.show_seen()
    return {"items": await database.read(list_tokens, bearer.operation), "next": None}


@post(
    "/v1/tokens",
    roles=ADMIN,
    operation_id="create_token",
    summary="Make a token",
    tags=["Tokens"],
    body=TokenRequest,
    answer=MadeToken,
    problems=("invalid_value",),
)
async def create(
    request: Request[Any, Any, Any], committer: Given[Committer], bearer: Given[Bearer]
) -> shapes.MadeToken:
    """Makes a token for a person; it is shown only once."""
    wanted = await read(request, TokenRequest)
    made = await committer.under_lock(
        bearer.operation,
        issue_token,
        bearer.operation,
        wanted.role,
        datetime.now(UTC),
        timedelta(days=wanted.days),
        draw(),
        person=wanted.person,
    )
    return {**made, "person": wanted.person}


@delete(
    "/v1/tokens/{token_id:str}",
    roles=ADMIN,
    operation_id="revoke_token",
    summary="Revoke a token",
    tags=["Tokens"],
)
async def revoke(
    committer: Given[Committer],
    bearers: Given[Bearers],
    bearer: Given[Bearer],
    token_id: Annotated[str, PathParameter(description="The token.", schema_extra=UUID)],
) -> None:
    """Ends a token at once."""
    await committer.under_lock(bearer.operation, revoke_token, bearer.operation, token_id.lower(), datetime.now(UTC))
    bearers.forget()


ROUTES = [listing, create, revoke]
