"""Patience for every request of an httpx client."""

from __future__ import annotations

import httpx

from minetally_client.backoff import Backoff, passes, patiently
from minetally_client.problems import Unreachable


class PatientTransport(httpx.BaseTransport):
    """Asks again with patience. Answers are read to their end, to see a cut-off one; what is none of this API,
    such as the page of a gateway, is raised as Unreachable."""

    def __init__(self, backoff: Backoff, transport: httpx.BaseTransport | None) -> None:
        self._backoff, self._transport = backoff, transport or httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        def once() -> httpx.Response:
            response = self._transport.handle_request(request)
            response.request = request
            try:
                response.read()
            finally:
                response.close()
            return response

        try:
            response = patiently(once, self._backoff)
        except httpx.RequestError as error:
            raise Unreachable(f"no answer from {request.url.host}: {error!r}") from error
        page = response.headers.get("content-type", "").startswith("text/html")
        if page or passes(response.status_code):
            raise Unreachable(f"{response.status_code} from {request.url.host}, which is no answer of this API")
        return response

    def close(self) -> None:
        self._transport.close()
