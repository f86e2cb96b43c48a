"""Tablets of both clients behind one face, so that one list of plays runs on both."""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from minetally_client import (
    AwaitingConfirmation,
    Backoff,
    Device,
    MinetallyError,
    OldHistory,
    Refused,
    RepeatedMutation,
    Synced,
    TokenRefused,
    Unreachable,
)

from tests.node import CLIENT

Json = dict[str, Any]
TRIES = 3
"""How often a tablet of a play sends one request."""


class Tablets(Protocol):
    """The tablets of a play, by name. Commands and answers are JSON:

    `photo {text}`: {sha256}; `enrol {code}`, `create {find_id, fields, id}`, `edit {find_id, fields}`, `today {at}`: {}
    or {"raises": name}; `sync {}`: {state, outcomes, waiting, held_back, photos_brought, photos_wanted, receipts,
    server_key, retry_after}; `finds {}`: {finds: {id: count}, lacked: [id]}.
    """

    def do(self, tablet: str, word: str, **given: Any) -> Json: ...

    def close(self) -> None: ...


class PythonTablets:
    """`minetally_client.Device`, one file a tablet."""

    def __init__(self, server: str, folder: Path) -> None:
        self._server, self._folder = server, folder
        self._devices: dict[str, Device] = {}

    def do(self, tablet: str, word: str, **given: Any) -> Json:
        device = self._devices.get(tablet) or Device(
            self._folder / f"{tablet}.db", self._server, backoff=Backoff(tries=TRIES, first_s=0.002)
        )
        self._devices[tablet] = device
        does: dict[str, Callable[..., Json]] = {
            "enrol": _enrol, "create": _create, "edit": _edit, "sync": _sync, "finds": _finds, "today": self._today,
            "photo": _photo,
        }  # fmt: skip
        try:
            return does[word](device, **given)
        except RepeatedMutation as error:
            return {"raises": type(error).__name__}

    def _today(self, device: Device, at: str) -> Json:
        there = Device(self._folder / "clock.db", self._server, clock=lambda: datetime.fromisoformat(at))
        there._outbox.set(timezone=str(device.timezone))
        with there:
            return {"today": there.today().isoformat()}

    def close(self) -> None:
        for device in self._devices.values():
            device.close()


def _enrol(device: Device, code: str) -> Json:
    device.enrol(code)
    return {}


def _create(device: Device, find_id: str, fields: Json, id: str | None) -> Json:
    device.create(fields, find_id=uuid.UUID(find_id), mutation_id=uuid.UUID(id) if id else None)
    return {}


def _photo(device: Device, text: str) -> Json:
    return {"sha256": device.keep_photo(text.encode())}


def _edit(device: Device, find_id: str, fields: Json) -> Json:
    device.edit(uuid.UUID(find_id), fields)
    return {}


def _finds(device: Device) -> Json:
    finds = {str(find.id): find.fields.count for find in device.finds() if find.held or find.notes}
    return {"finds": finds, "lacked": sorted(device.lacked_by_server())}


def _sync(device: Device) -> Json:
    retry_after: float | None = 0
    try:
        done, state = device.sync(), "synced"
    except MinetallyError as error:
        match error:
            case OldHistory():
                state = "old_history"
            case TokenRefused():
                state = "token_refused"
            case AwaitingConfirmation():
                state = "awaiting_confirmation"
            case Unreachable():
                state, retry_after = "unreachable", error.retry_after_s or 0
            case Refused():
                state = f"refused: {error}"
        done = error.so_far or Synced()
    return {
        "state": state,
        "outcomes": [str(result.outcome) for result in done.results],
        "waiting": device.waiting,
        "held_back": len(done.held_back),
        "receipts": done.receipts,
        "server_key": done.server_key,
        "photos_brought": len(done.photos_brought),
        "photos_wanted": len(done.photos_wanted),
        "retry_after": retry_after,
    }


class TypeScriptTablets:
    """The TypeScript `Device`, in one Node process; its program is test/plays.ts."""

    def __init__(self, server: str, folder: Path) -> None:
        self._log = (folder / "node.log").open("w")
        self._node = subprocess.Popen(
            ["node", CLIENT / "build" / "plays.js"],
            env={**os.environ, "MINETALLY_SERVER": server, "MINETALLY_TRIES": str(TRIES)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def do(self, tablet: str, word: str, **given: Any) -> Json:
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps({"tablet": tablet, "word": word, **given}) + "\n")
        self._node.stdin.flush()
        said = self._node.stdout.readline()
        assert said, Path(self._log.name).read_text()
        answer: Json = json.loads(said)
        assert "failed" not in answer, answer["failed"]
        return answer

    def close(self) -> None:
        self._node.kill()
        self._node.communicate()
        self._log.close()
