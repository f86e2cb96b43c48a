"""The way to the server: requests of a device, tried again, compressed where that is understood."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import httpx

from minetally_client.backoff import Backoff, passes, patiently
from minetally_client.history import Json
from minetally_client.outbox import Outbox
from minetally_client.problems import Unreachable, document_of, is_final, problem_of, refusal_of

MOST_BYTES = 8 * 2**20 - 4096
"""The largest size of what a request brings, bytes: the limit of the server, minus the rest of the request."""
WORTH_GZIP = 1024
"""A body with fewer bytes is not compressed."""
NOT_UNDERSTOOD = (400, 411, 415, 422)
"""The statuses of an answer to a compressed body that somebody on the way, or the server, did not understand."""
ABOUT_BODIES = ("invalid_json", "invalid_request", "unsupported_media_type")
"""The codes of the same."""


class Link:
    """The requests of one device. They carry its token."""

    def __init__(
        self, outbox: Outbox, server: str, backoff: Backoff, timeout_s: float, transport: httpx.BaseTransport | None
    ) -> None:
        self._outbox, self._backoff = outbox, backoff
        self._http = httpx.Client(base_url=server, timeout=timeout_s, transport=transport)

    def close(self) -> None:
        self._http.close()

    def post(
        self, path: str, body: Callable[[], bytes], status: int, is_answer: Callable[[Json], bool] = lambda _: True
    ) -> Json:
        """The JSON object of the answer with this status that `is_answer`. Raises the problem in any other answer of
        the server, or Unreachable. `body` is asked for each try: it has the time of the clock."""

        def ask() -> httpx.Response:
            response = self._send(path, body())
            if self._outbox.get("gzip") and self._did_not_understand(response):
                self._outbox.set(gzip=0)  # until the device enrols anew
                response = self._send(path, body())
            if self._outbox.get("gzip") is None and _takes_gzip(response):
                self._outbox.set(gzip=1)
            return response

        def is_asked_again(response: httpx.Response) -> bool:
            if response.status_code == status:
                return not _is(response, is_answer)
            return passes(response.status_code) and not is_final(response)

        try:
            response = patiently(ask, self._backoff, is_asked_again)
        except httpx.RequestError as error:
            raise Unreachable(f"no answer from {self._http.base_url}: {error!r}") from error
        document = document_of(response)
        if response.status_code != status:
            raise refusal_of(response)
        if document is None or not is_answer(document):
            raise Unreachable(
                "the answer does not belong to this request; check the address of the server and what is in between",
                status=response.status_code,
            )
        return document

    def get(self, path: str) -> Json:
        """The JSON object that is there for everybody. Raises Unreachable where none comes."""
        try:
            response = patiently(lambda: self._http.get(path), self._backoff)
        except httpx.RequestError as error:
            raise Unreachable(f"no answer from {self._http.base_url}: {error!r}") from error
        document = document_of(response)
        if response.status_code != 200 or document is None:
            raise Unreachable(f"{path} has no answer of this API", status=response.status_code)
        return document

    def put(self, path: str, content: bytes, media_type: str) -> None:
        """Puts these bytes there. Raises what `post` raises."""
        headers = {"Content-Type": media_type, "Authorization": f"Bearer {self._outbox.get('token')}"}

        def is_asked_again(response: httpx.Response) -> bool:
            return passes(response.status_code) and not is_final(response)

        try:
            response = patiently(
                lambda: self._http.put(path, content=content, headers=headers), self._backoff, is_asked_again
            )
        except httpx.RequestError as error:
            raise Unreachable(f"no answer from {self._http.base_url}: {error!r}") from error
        if response.status_code != httpx.codes.NO_CONTENT:
            raise refusal_of(response)

    def _send(self, path: str, content: bytes) -> httpx.Response:
        headers = {"Content-Type": "application/json"}
        if token := self._outbox.get("token"):
            headers["Authorization"] = f"Bearer {token}"
        if self._outbox.get("gzip") and len(content) >= WORTH_GZIP:
            headers["Content-Encoding"] = "gzip"
            content = gzip.compress(content, 6)
        return self._http.post(path, content=content, headers=headers)

    @staticmethod
    def _did_not_understand(response: httpx.Response) -> bool:
        if "content-encoding" not in response.request.headers or response.status_code not in NOT_UNDERSTOOD:
            return False
        problem = problem_of(response)
        return problem is None or problem.code in ABOUT_BODIES


def _is(response: httpx.Response, is_answer: Callable[[Json], bool]) -> bool:
    document: dict[str, Any] | None = document_of(response)
    return document is not None and is_answer(document)


def _takes_gzip(response: httpx.Response) -> bool:
    """Whether an answer says that requests may be compressed (RFC 7694)."""
    words = response.headers.get("accept-encoding", "").lower().split(",")
    return "gzip" in (word.partition(";")[0].strip() for word in words)
