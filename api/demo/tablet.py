"""A simulated tablet: a device of the Python client, with a person who types on it and a link that breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx
from minetally_client import Backoff, Device
from minetally_client.models import MutationResult

from api.demo.week import Change, Find, Mishap, Tablet, moment
from models.shapes import Json

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


class Noted(TypedDict):
    """By what a mutation is known, and when it was made on the clock of its tablet."""

    mutation_id: UUID
    made_at: datetime


class SimulatedTablet:
    """Works offline; `exchange` is the only thing that needs the network."""

    def __init__(self, number: int, kind: Tablet, folder: Path, server: str, code: str) -> None:
        self.name, self.kind = f"Tablet {number}", kind
        self._link = _Link()
        self._device = Device(
            folder / f"tablet-{number}.db",
            server,
            page=LIMIT,
            backoff=Backoff(first_s=0.02),
            transport=self._link,
            clock=lambda: datetime.now(UTC) + kind.clock,
        )
        self._device.enrol(code)
        self._notes = 0

    def close(self) -> None:
        self._device.close()

    def type_in(self, find: Find) -> None:
        """A new find."""
        self._device.create(find.fields(), find_id=UUID(id_of(find.name)), **self._noted(find.day, find.time))

    def change(self, change: Change) -> None:
        """Another value for a field of a find."""
        find_id = UUID(id_of(change.find.name))
        self._device.edit(find_id, {change.field: change.value}, **self._noted(change.day, change.time))

    def _noted(self, day: str, time: str) -> Noted:
        self._notes += 1
        mutation_id = UUID(id_of(f"{self.name}, edit {self._notes}"))
        return {"mutation_id": mutation_id, "made_at": moment(day, time) + self.kind.clock}

    @property
    def held(self) -> dict[str, Json]:
        """Every find of the operation as the server last told it, by id."""
        return self._device.held()

    def exchange(self, mishap: Mishap | None = None) -> list[MutationResult]:
        """Sends all that waits, and takes what changed, to the end. The results of what was sent.

        After a mishap the tablet knows nothing of what became of its request, so it sends the same again.
        """
        self._link.mishap = mishap
        results = self._device.sync().results
        arrived = mishap in (Mishap.ANSWER_LOST, Mishap.ANSWER_CUT)
        if any(result.replayed != arrived for result in results):
            raise Broken(f"{self.name} sent its edits again, and was not given the first answer again.")
        return results

    def come_back(self) -> list[MutationResult]:
        """An exchange with a server that was restored: all that it may lack goes out again."""
        return self._device.sync().results


class _Link(httpx.BaseTransport):
    """The network, which breaks once when there is a mishap. Where the answer is lost, the server has done it all."""

    def __init__(self) -> None:
        self.mishap: Mishap | None = None
        self._network = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        mishap, self.mishap = self.mishap, None
        if mishap is Mishap.REQUEST_CUT:
            content = _first_half(request.read())
            request = httpx.Request(request.method, request.url, headers=request.headers, content=content)
        response = self._network.handle_request(request)
        if mishap is None:
            return response
        if mishap is Mishap.ANSWER_CUT:
            next(response.iter_raw(chunk_size=64))
        response.close()
        raise httpx.ReadError("the link broke", request=request)

    def close(self) -> None:
        self._network.close()


def _first_half(body: bytes) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise httpx.WriteError("the link broke")
