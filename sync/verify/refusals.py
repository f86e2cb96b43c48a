"""What is kept of refused mutations beside the log: those too large for it, and how much was refused of each tablet."""

from __future__ import annotations

from collections import Counter

import zstandard
from sqlalchemy import Connection, and_, func, select

from models.canonical import digest
from models.mutation import beginning_of
from models.tables import LOG, OVERSIZED, REFUSED_BYTES
from sync.database.statements import size_of
from sync.verify.findings import Findings


def check_oversized(connection: Connection, operation: str, findings: Findings) -> None:
    """Every mutation that is too large for the log is the one that its entry names, and none is missing."""
    refused = and_(LOG.c.operation == operation, LOG.c.kind == "rejected", LOG.c.content == "")
    named: dict[int, str] = {
        seq: hash for seq, hash in connection.execute(select(LOG.c.seq, LOG.c.digest).where(refused))
    }
    seqs = connection.execute(select(OVERSIZED.c.seq).where(OVERSIZED.c.operation == operation)).scalars().all()
    for seq in sorted(named.keys() - set(seqs)):
        findings.report("oversized", f"seq {seq}", "is missing: the log rejected a mutation there and has no content")
    for seq in seqs:
        row = connection.execute(
            select(OVERSIZED).where(and_(OVERSIZED.c.operation == operation, OVERSIZED.c.seq == seq))
        ).one()
        try:
            content = zstandard.ZstdDecompressor().decompress(row.packed)
        except zstandard.ZstdError:
            content = b""
        if digest(content) != named.get(seq):
            findings.report("oversized", f"seq {seq}", "is not the mutation whose digest its log entry names")
        elif (row.size, row.beginning) != (len(content), beginning_of(content)):
            findings.report("oversized", f"seq {seq}", "its size or beginning is not that of the mutation")


def check_refused_bytes(connection: Connection, operation: str, findings: Findings) -> None:
    """The bytes that were refused of each tablet on each day are those of the log's entries."""
    large = and_(OVERSIZED.c.operation == LOG.c.operation, OVERSIZED.c.seq == LOG.c.seq)
    size = func.sum(func.coalesce(OVERSIZED.c.size, size_of(connection, LOG.c.content)))
    day = func.substr(LOG.c.received_at, 1, 10).label("day")
    refused = and_(LOG.c.operation == operation, LOG.c.kind == "rejected", LOG.c.device_id.is_not(None))
    summed = connection.execute(
        select(LOG.c.device_id, day, size).outerjoin(OVERSIZED, large).where(refused).group_by(LOG.c.device_id, day)
    )
    expected = Counter({(device, day): int(bytes) for device, day, bytes in summed})
    rows = connection.execute(select(REFUSED_BYTES).where(REFUSED_BYTES.c.operation == operation))
    stored = Counter({(row.device_id, row.day): row.bytes for row in rows})
    for one in sorted(expected.keys() | stored.keys()):
        if expected[one] != stored[one]:
            findings.report("refused_bytes", " / ".join(one), f"says {stored[one]} bytes, the log says {expected[one]}")
