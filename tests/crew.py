"""The Python client's devices and staff, against a running server or a proxy before it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from minetally_client import Backoff, Device, Staff
from minetally_client.models import Find

from api.cli.local import commit
from models.chance import draw
from sync.operations import create_operation
from tests.service import FIND, ServerProcess

PATIENT = Backoff(tries=40, first_s=0.01, longest_s=0.2)
"""For a server that is killed and comes back, on a machine that is busy."""
HASTY = Backoff(tries=2, first_s=0.001)


class Crew:
    """One operation on a running server: its staff, and the devices that they enrol, each with a file of its own."""

    def __init__(self, server: ServerProcess, folder: Path, operation: str, url: str | None = None) -> None:
        """`url` is where the devices find the server, if that is another place: a proxy."""
        self.folder, self.operation = folder, operation
        self.direct = f"http://127.0.0.1:{server.port}"
        self.url = url or self.direct
        now = datetime.now(UTC)
        token = commit(
            server.database_url,
            lambda committer: committer.beside_lock(create_operation, operation, "Asia/Baku", now, draw()),
        )
        self.staff = Staff(self.direct, token, backoff=PATIENT)
        self._opened: list[Device] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.staff.close()
        for device in self._opened:
            device.close()

    def device(self, name: str, team: str = "T1", **options: Any) -> Device:
        """A new device."""
        with Device(self.folder / f"{name}.db", self.direct) as device:
            device.enrol(self.staff.enrolment_code(team, name).code)
        return self.again(name, **options)

    def again(self, name: str, **options: Any) -> Device:
        """The device of that file once more: the same after a crash, or another process beside it."""
        device = Device(self.folder / f"{name}.db", self.url, **{"backoff": PATIENT, **options})
        self._opened.append(device)
        return device

    def finds(self) -> dict[str, Any]:
        """Every find as the server has it, by id."""
        return {str(find.id): find.to_dict() for find in self.staff.finds()}


def note(device: Device, **fields: Any) -> UUID:
    """A new find: FIND with these fields."""
    return device.create({**FIND, **fields})


def holds(device: Device) -> dict[str, Any]:
    """Every find as the device holds it, by id."""
    return {id: Find.from_dict(find).to_dict() for id, find in device.held().items()}
