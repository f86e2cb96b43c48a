"""Refused mutations of one transaction: kept whole, and of a tablet no more on a day than its allowance."""

from __future__ import annotations

from typing import NamedTuple

import orjson
import structlog
from sqlalchemy import Connection, and_

from models.problem import FieldError, Refused
from models.shapes.problems import Problem
from models.tables import OVERSIZED, REFUSED_BYTES
from sync.database.rows import Rows
from sync.exchange.prepared import QUARANTINED, Prepared, QuarantineRow, quarantine_id

ALLOWANCE = 16 * 1024 * 1024
"""So many bytes of refused mutations are kept of one tablet on a day of UTC: twice as many as a request can have."""


class OversizedRow(NamedTuple):
    """A mutation that is too large for the log."""

    operation: str
    seq: int
    size: int
    beginning: str
    packed: bytes


class RefusedBytesRow(NamedTuple):
    """How much of a tablet was refused on a day."""

    operation: str
    device_id: str
    day: str
    bytes: int
    stopped_at: str | None


OVERSIZED_ROWS = Rows(OVERSIZED, OversizedRow)
REFUSED_ROWS = Rows(REFUSED_BYTES, RefusedBytesRow)


class Refusals:
    """What one transaction refuses."""

    def __init__(self, connection: Connection, operation: str) -> None:
        self._connection, self._operation = connection, operation
        self._quarantined: list[QuarantineRow] = []
        self._oversized: list[OversizedRow] = []
        self._refused: dict[tuple[str, str], RefusedBytesRow] = {}  # by device and day

    def allow(self, refused: list[tuple[int, Prepared]], device_id: str, received_at: str) -> None:
        """Raises Refused when these mutations, each with its place in the request, are more than may be refused."""
        size = sum(one.sent.size for _, one in refused)
        if not size:
            return
        row = self._row(device_id, received_at)
        if row.bytes + size <= ALLOWANCE:
            return
        if row.stopped_at is None:
            self._refused[device_id, row.day] = row._replace(stopped_at=received_at)
            structlog.get_logger().warning("tablet stopped: too much refused", device=device_id, bytes=row.bytes + size)
        raise Refused(
            "too_much_refused",
            f"{row.bytes:,} bytes of this tablet were refused today, and these would be {size:,} more;"
            f" {ALLOWANCE:,} are kept. Nothing of this request is stored. Send it without the mutations in errors.",
            [_error(n, one) for n, one in refused],
        )

    def keep(self, one: Prepared, seq: int, why: Problem, waits_for: str | None) -> str:
        """Keeps a mutation that log entry `seq` refuses. Returns its id in the quarantine."""
        id = quarantine_id(self._operation, one.sent.key, one.sent.digest)
        self._quarantined.append(
            QuarantineRow(
                operation=self._operation,
                id=id,
                seq=seq,
                state="waiting",
                waits_for=waits_for,
                problem=orjson.dumps(why).decode(),
                released_by_mutation=None,
                decided_by=None,
                reason=None,
            )
        )
        if one.sent.oversized:
            self._oversized.append(OversizedRow(self._operation, seq, *one.sent.oversized))
        if one.author.device_id:
            row = self._row(one.author.device_id, one.received_at)
            self._refused[row.device_id, row.day] = row._replace(bytes=row.bytes + one.sent.size)
        return id

    def _row(self, device_id: str, received_at: str) -> RefusedBytesRow:
        day = received_at[:10]
        if (device_id, day) not in self._refused:
            columns = REFUSED_BYTES.c
            wanted = and_(columns.operation == self._operation, columns.device_id == device_id, columns.day == day)
            found = REFUSED_ROWS.where(self._connection, wanted)
            self._refused[device_id, day] = (
                found[0] if found else RefusedBytesRow(self._operation, device_id, day, 0, None)
            )
        return self._refused[device_id, day]

    def store(self) -> None:
        """Writes what was refused; its log entries are written."""
        QUARANTINED.insert(self._connection, self._quarantined)
        OVERSIZED_ROWS.insert(self._connection, self._oversized)

    def store_allowances(self) -> None:
        """Writes how much was refused of each tablet, also where that was too much and nothing else is stored."""
        REFUSED_ROWS.upsert(self._connection, sorted(self._refused.values(), key=lambda row: row[:3]))


def _error(n: int, one: Prepared) -> FieldError:
    why = one.problem["detail"] if one.problem else "its find or its id is not what the server has"
    return FieldError(
        field=f"mutations.{n}",
        code="would_be_refused",
        detail=f"mutation {one.sent.id or 'without an id'} would be refused: {why}"[:300],
        remedy="keep it, and send it again after Retry-After; fix it if that is possible",
    )
