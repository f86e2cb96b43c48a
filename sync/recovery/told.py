"""What each exchange is told of the restores of its operation, so that tablets know which old copies to show."""

from __future__ import annotations

import orjson
from sqlalchemy import Connection

from sync.database.database import Database
from sync.recovery.histories import restores_of

NOTHING = b"null"


class Told:
    """What exchanges are told. It is read again only while a recovery is open, as then it can still be closed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._final: dict[str, tuple[str, bytes]] = {}  # operation: its epoch, and what is told in it

    async def of(self, operation: str, epoch: str) -> bytes:
        """What is told in an epoch of an operation, as JSON: null where nothing was ever restored."""
        known = self._final.get(operation)
        if known and known[0] == epoch:
            return known[1]
        said, is_final = await self._database.look_up(read_told, operation)
        if is_final:
            self._final[operation] = (epoch, said)
        return said


def read_told(connection: Connection, operation: str) -> tuple[bytes, bool]:
    """What is told now, as JSON, and whether that stays so until the next restore."""
    restores = restores_of(connection, operation)
    if not restores:
        return NOTHING, True
    is_open = restores[-1].closed_seq is None
    told = {
        "state": "open" if is_open else "closed",
        "restores": [{"epoch": row.epoch, "from_epoch": row.from_epoch, "from_seq": row.from_seq} for row in restores],
    }
    return orjson.dumps(told), not is_open
