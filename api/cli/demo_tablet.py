"""A simulated tablet: what it holds, what it has yet to send, and how it exchanges over a link that breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx
import orjson

from api.cli.demo_week import Change, Find, Mishap, Tablet, moment

LIMIT = 25
"""So few changes an answer, so that a tablet has to ask again for the rest."""


class Broken(Exception):
    """The demo cannot go on; the text says why."""


def answered(response: httpx.Response) -> Any:
    """The document of an answer; anything but success ends the demo."""
    if response.is_success:
        return response.json()
    raise Broken(f"{response.request.method} {response.request.url.path} was answered {response.status_code}: "
                 f"{response.text[:500]}")  # fmt: skip


def id_of(name: str) -> str:
    """The same id in every run, for what has this name."""
    return str(uuid5(NAMESPACE_URL, f"minetally:demo:{name}"))


class SimulatedTablet:
    """Works offline; `exchange` is the only thing that needs the network."""

    def __init__(self, number: int, kind: Tablet, client: httpx.Client, token: str) -> None:
        self.name, self.kind = f"Tablet {number}", kind
        self.client, self.token = client, token
        self.held: dict[str, dict[str, Any]] = {}
        """Every find of the operation as the server last told it, by id."""
        self.outbox: list[dict[str, Any]] = []
        self.cursor: str | None = None
        self._edits = 0

    def type_in(self, find: Find) -> None:
        """A new find."""
        self._note("create", id_of(find.name), 0, find.day, find.time, set=find.fields())

    def change(self, change: Change) -> None:
        """Another value for a field of a find, and what was seen there before."""
        seen = self.held[id_of(change.find.name)]
        new, was = {change.field: change.value}, {change.field: seen[change.field]}
        self._note("edit", seen["id"], seen["version"], change.day, change.time, set=new, was=was)

    def _note(self, op: str, find_id: str, base_version: int, day: str, time: str, **values: Any) -> None:
        self._edits += 1
        self.outbox.append(
            {
                "id": id_of(f"{self.name}, edit {self._edits}"),
                "find_id": find_id,
                "op": op,
                "base_version": base_version,
                **values,
                "made_at": (moment(day, time) + self.kind.clock).isoformat(),
            }
        )

    def exchange(self, mishap: Mishap | None = None) -> list[dict[str, Any]]:
        """Sends all that waits, and takes what changed, to the end. The results of what was sent.

        After a mishap the tablet knows nothing of what became of its request, so it sends the same again.
        """
        request = {"cursor": self.cursor, "mutations": self.outbox}
        if mishap:
            self._fail_to_exchange(request, mishap)
        answer = self._post(request)
        results: list[dict[str, Any]] = answer["results"]
        arrived = mishap in (Mishap.ANSWER_LOST, Mishap.ANSWER_CUT)
        if any(result["replayed"] != arrived for result in results):
            raise Broken(f"{self.name} sent its edits again, and was not given the first answer again.")
        self.outbox = []
        self._take(answer)
        while answer["has_more"]:
            answer = self._post({"cursor": self.cursor, "mutations": []})
            self._take(answer)
        return results

    def _take(self, answer: dict[str, Any]) -> None:
        self.held |= {change["find"]["id"]: change["find"] for change in answer["changes"]}
        self.cursor = answer["cursor"]

    def _post(self, request: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = answered(
            self.client.post("/v1/sync", content=self._body(request), headers=self._headers())
        )
        return answer

    def _body(self, request: dict[str, Any]) -> bytes:
        clock = (datetime.now(UTC) + self.kind.clock).isoformat()
        return orjson.dumps({**request, "limit": LIMIT, "device_time": clock})

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

    def _fail_to_exchange(self, request: dict[str, Any], mishap: Mishap) -> None:
        """Hangs up in the middle. Where the answer is lost, the server has done all that was asked."""
        body = self._body(request)
        headers = {**self._headers(), "Content-Length": str(len(body))}
        content = _first_half(body) if mishap is Mishap.REQUEST_CUT else body
        try:
            with self.client.stream("POST", "/v1/sync", content=content, headers=headers) as response:
                if mishap is Mishap.ANSWER_CUT:
                    next(response.iter_raw(chunk_size=64))
        except _HungUp:
            pass


class _HungUp(Exception):
    """The link broke while the request was on its way."""


def _first_half(body: bytes) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise _HungUp
