"""The public keys of the server, for whoever checks a receipt."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.di import NamedDependency as Given

from api.auth import ANYONE
from api.running import Running
from models.answers.server import PublicKeys
from sync.exchange.keys import public_keys


@get(
    "/.well-known/minetally-keys",
    roles=ANYONE,
    operation_id="keys",
    summary="The public keys of the server",
    tags=["Server"],
    answer=PublicKeys,
)
async def keys(running: Given[Running]) -> dict[str, Any]:
    """The key with which the server signs receipts, and every key that was known to an operation of it.

    Compare the fingerprint with that of an enrolment or a published edition: anybody could answer here.
    """
    own, known = running.keys, await running.database.look_up(public_keys)
    return {"fingerprint": own.fingerprint, "key": own.public, "keys": known}


ROUTES = [keys]
