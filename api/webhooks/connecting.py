"""Connections to receivers: a name is resolved here, its addresses are checked, and only a checked one is connected to.

So a name that leads to one address when it is checked and to another when it is connected to gains nothing. The name
stays what TLS and the header Host say.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import httpcore

from models.webhook_address import Network, why_not_address

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""The addresses of a name, IPv4 or IPv6, the best first."""


class NotAllowed(Exception):
    """A name has no address that webhooks may be sent to; the text says which it has."""


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name as the system knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to allowed addresses only; `allowed` are networks besides the public internet."""

    def __init__(self, allowed: tuple[Network, ...], resolve: Resolve) -> None:
        self._allowed, self._resolve, self._plain = allowed, resolve, httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the library's own signature)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: Exception | None = None
        for address in await self._checked(host, port):
            try:
                return await self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    async def _checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to; at least one."""
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} has no address") from error
        refused, good = [], []
        for text in found:
            why = why_not_address(ipaddress.ip_address(text.partition("%")[0]), self._allowed)
            if why:
                refused.append(f"{text}, which {why}")
            else:
                good.append(text)
        if not good:
            raise NotAllowed(f"{host} leads to {'; '.join(refused) or 'no address'}")
        return good

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise NotAllowed("a file of this machine is no receiver")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
