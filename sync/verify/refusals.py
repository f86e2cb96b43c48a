"""What is kept of refused mutations beside the log: those too large for it, and how much was refused of each tablet."""

from __future__ import annotations

from collections import Counter

import zstandard
from sqlalchemy import and_, func, select

from models.canonical import digest
from models.mutation import beginning_of
from models.tables import LOG, OVERSIZED, REFUSED_BYTES
from sync.database.statements import size_of
from sync.verify.verification import Verification


def check_oversized(verification: Verification) -> None:
    """Every mutation that is too large for the log is the one that its entry names, and none is missing."""
    connection, operation, findings = verification.connection, verification.operation, verification.findings
    refused = and_(LOG.c.operation == operation, LOG.c.kind == "rejected", LOG.c.content == "")
    named: dict[int, str] = {
        seq: hash for seq, hash in connection.execute(select(LOG.c.seq, LOG.c.digest).where(refused))
    }
    seqs = connection.execute(select(OVERSIZED.c.seq).where(OVERSIZED.c.operation == operation)).scalars().all()
    for seq in sorted(named.keys() - set(seqs)):
        findings.missing("oversized", str(seq), "the log rejected a mutation there and has no content")
    for seq in seqs:
        if seq not in named:
            findings.unexplained("oversized", str(seq), "the log holds whatever it refused there")
            continue
        row = connection.execute(
            select(OVERSIZED).where(and_(OVERSIZED.c.operation == operation, OVERSIZED.c.seq == seq))
        ).one()
        with findings.reading("oversized", str(seq)):
            content = _unpacked(row.packed)
            if content is None or digest(content) != named[seq]:
                findings.wrong("oversized", str(seq), "packed", "is not the mutation whose digest its log entry names")
                continue
            says = {"size": len(content), "beginning": beginning_of(content)}
            findings.compare("oversized", str(seq), row._asdict(), says)


def _unpacked(packed: bytes) -> bytes | None:
    """What was compressed, where that is all that is there."""
    reading = zstandard.ZstdDecompressor().decompressobj()
    try:
        content = reading.decompress(packed)
    except zstandard.ZstdError:
        return None
    return content if reading.eof and not reading.unused_data else None


def check_refused_bytes(verification: Verification) -> None:
    """The bytes that were refused of each tablet on each day are those of the log's entries."""
    connection, operation, findings = verification.connection, verification.operation, verification.findings
    large = and_(OVERSIZED.c.operation == LOG.c.operation, OVERSIZED.c.seq == LOG.c.seq)
    size = func.sum(func.coalesce(OVERSIZED.c.size, size_of(connection, LOG.c.content)))
    day = func.substr(LOG.c.received_at, 1, 10).label("day")
    refused = and_(LOG.c.operation == operation, LOG.c.kind == "rejected", LOG.c.device_id.is_not(None))
    summed = connection.execute(
        select(LOG.c.device_id, day, size).outerjoin(OVERSIZED, large).where(refused).group_by(LOG.c.device_id, day)
    )
    expected = Counter({(device, day): int(bytes) for device, day, bytes in summed})
    rows = connection.execute(select(REFUSED_BYTES).where(REFUSED_BYTES.c.operation == operation))
    stored = {(row.device_id, row.day): row.bytes for row in rows}
    for one in sorted(expected.keys() | stored.keys()):
        row = " / ".join(one)
        if one not in stored:
            findings.missing("refused_bytes", row, f"the log refused {expected[one]} bytes")
        elif expected[one] != stored[one]:
            findings.differs("refused_bytes", row, "bytes", stored[one], expected[one])
