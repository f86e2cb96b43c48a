"""HEAD, wherever there is GET: the same answer without its body (RFC 9110, 9.3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, HTTPReceiveMessage, Message, Receive, Scope, Send, WebSocketReceiveMessage


def heads_too(app: ASGIApp, handlers: Iterable[HTTPRouteHandler]) -> ASGIApp:
    """The application that answers HEAD as it answers GET, where no route of its own does."""
    own = {path for handler in handlers if "HEAD" in handler.http_methods for path in handler.paths}

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        asked: dict[str, Any] = cast("dict[str, Any]", scope)
        if asked.get("method") != "HEAD" or asked["path"] in own:
            await app(scope, receive, send)
            return
        ended = False

        async def send_head(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                await send(message)
            elif not ended:
                ended = True
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        async def receive_or_end() -> HTTPReceiveMessage | WebSocketReceiveMessage:
            return {"type": "http.disconnect"} if ended else await receive()

        asked["method"] = "GET"  # in place: what looks at the answer looks at what the route left there
        await app(scope, receive_or_end, send_head)

    return answering
