"""Staff of one operation, who ask a server over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import orjson

from bench.processes import Client, Server


class Staff:
    """A member of staff. Each question has a connection of its own, as servers close one that rests."""

    def __init__(self, server: Server, token: str) -> None:
        self.server, self.token = server, token

    def bytes_of(self, path: str, **query: Any) -> bytes:
        """What is there, as it comes."""
        return self._ask(f"{path}?{urlencode(query)}" if query else path)

    def get(self, path: str, **query: Any) -> Any:
        """What is there, in JSON."""
        return orjson.loads(self.bytes_of(path, **query))

    def items(self, path: str, **query: Any) -> Iterator[Any]:
        """Every row of a listing, page by page."""
        while True:
            page = self.get(path, **query, limit=1000)
            yield from page["items"]
            if page["next"] is None:
                return
            query["after"] = page["next"]

    def send(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """The answer to a change."""
        return orjson.loads(self._ask(path, orjson.dumps(body), method))

    def report(self, first: str, last: str, **query: Any) -> dict[str, Any]:
        """The report of days, both ends inclusive."""
        made: dict[str, Any] = self.get("/v1/reports/weekly", **{"from": first, "to": last}, **query)
        return made

    def _ask(self, path: str, body: bytes | None = None, method: str | None = None) -> bytes:
        client = Client(self.server.port, self.token)
        try:
            return client.ask(path, body, method)
        finally:
            client.close()
