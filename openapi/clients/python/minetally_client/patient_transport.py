"""Tries every request of an httpx client again if it fails."""

from __future__ import annotations

import httpx

from minetally_client.backoff import Backoff, passes, patiently, retry_after_s
from minetally_client.problems import Unreachable


class PatientTransport(httpx.BaseTransport):
    """Tries again, with waits. It reads each answer to its end, to detect an incomplete one. An answer that is not from
    this API, such as the page of a gateway, raises Unreachable."""

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
            raise Unreachable(
                f"{response.status_code} from {request.url.host}, which is not an answer of this API",
                status=response.status_code,
                retry_after_s=retry_after_s(response),
            )
        return response

    def close(self) -> None:
        self._transport.close()
