"""The operation, its epochs, teams and devices: as far as the log and the finds say what they are."""

from __future__ import annotations

from sqlalchemy import and_, select

from models.tables import DEVICE, OPERATION, RESTORE, TEAM
from sync.exchange.authors import branches_from_json
from sync.exchange.keys import rows_of, vouched
from sync.log.epochs import RESTORES
from sync.verify.entries import Told
from sync.verify.finds import Replayed
from sync.verify.verification import Verification


def check_operation(verification: Verification, told: Told, replayed: Replayed) -> None:
    """The row of the operation, beside its head of the log."""
    findings, name = verification.findings, verification.operation
    mine = OPERATION.c.operation == name
    row = verification.connection.execute(select(OPERATION).where(mine)).one()
    findings.compare("operation", name, row._asdict(), {"rules": told.last_deriving})
    if told.restores:
        findings.compare("operation", name, row._asdict(), {"epoch": [*told.restores][-1]})
    if len(replayed.unsettled) == 1:
        findings.compare("operation", name, row._asdict(), {"settling": min(replayed.unsettled)})
    least, most = replayed.widest_reach_m, replayed.widest_reach_ever_m
    if not least <= row.widest_reach_m <= most:
        says = f"{least:g}" if least == most else f"{least:g} to {most:g}"
        findings.differs("operation", name, "widest_reach_m", row.widest_reach_m, says)
    if not 0 <= row.saved_through_seq <= row.seq:
        detail = f"holds {row.saved_through_seq}, which is not between 0 and the last log entry, {row.seq}"
        findings.wrong("operation", name, "saved_through_seq", detail)
    stop = {column: value for column, value in row._asdict().items() if column.startswith("stopped_")}
    if len({value is None for value in stop.values()}) > 1:
        missing = next(column for column, value in stop.items() if value is None)
        findings.wrong("operation", name, missing, "holds nothing, though the operation is stopped")


def check_restores(verification: Verification, told: Told) -> None:
    """Every restore is one that the log tells, and none is missing."""
    findings, mine = verification.findings, RESTORE.c.operation == verification.operation
    rows = {row.epoch: row for row in RESTORES.where(verification.connection, mine)}
    for epoch, row in rows.items():
        if epoch in told.restores:
            findings.compare("restore", epoch, row._asdict(), told.restores[epoch]._asdict())
        else:
            findings.unexplained("restore", epoch, "no entry of the log began this epoch")
    for epoch in told.restores.keys() - rows.keys():
        findings.missing("restore", epoch, f"log entry {told.restores[epoch].seq} began it")


def check_keys(verification: Verification, told: Told) -> None:
    """Every key but the first is one that the log tells, each is signed by the one that it names, none is missing."""
    findings, rows = verification.findings, rows_of(verification.connection, verification.operation)
    revoked = {stolen: at for said, _, at in told.keys.values() for stolen in said["revokes"]}
    for row in rows:
        findings.compare("server_key", row.key, row._asdict(), {"revoked_at": revoked.get(row.key)})
        if (row.signed_by or row.signature) and not vouched(row):
            findings.wrong("server_key", row.key, "signature", "it is not that of the key that it names")
        if row.key in told.keys:
            said, seq, at = told.keys[row.key]
            signed = {"signed_by": said["signed_by"], "signature": said["signature"]}
            findings.compare("server_key", row.key, row._asdict(), {"seq": seq, "began_at": at, **signed})
        elif row.seq:
            findings.unexplained("server_key", row.key, "no entry of the log tells of it")
    first = [row.key for row in rows if not row.seq]
    if len(first) > 1:
        findings.unexplained("server_key", first[-1], "there is another first key: an entry tells of each later one")
    for key in told.keys.keys() - {row.key for row in rows}:
        findings.missing("server_key", key, f"log entry {told.keys[key][1]} tells of it")


def check_devices(verification: Verification, told: Told) -> None:
    """Every device that the log names is there, of the team that the log says; every team has devices."""
    findings, connection = verification.findings, verification.connection
    mine = DEVICE.c.operation == verification.operation
    teams = dict(connection.execute(select(DEVICE.c.id, DEVICE.c.team).where(mine)).all())
    for id, (seq, team) in sorted(told.devices.items()):
        if id not in teams:
            findings.missing("device", id, f"log entry {seq} came from it")
        elif teams[id] != team:
            findings.differs("device", id, "team", teams[id], team)
    for device in connection.execute(
        select(DEVICE.c.id, DEVICE.c.forked_at, DEVICE.c.fork, DEVICE.c.exchanges).where(mine)
    ):
        with findings.reading("device", device.id):
            _check_forked(verification, *device)
    without = select(TEAM.c.name).outerjoin(
        DEVICE, and_(DEVICE.c.operation == TEAM.c.operation, DEVICE.c.team == TEAM.c.name)
    )
    for (name,) in connection.execute(without.where(TEAM.c.operation == verification.operation, DEVICE.c.id.is_(None))):
        findings.unexplained("team", name, "no device is of this team: a team is made with its first device")


def _check_forked(
    verification: Verification, id: str, forked_at: str | None, fork: int | None, exchanges: str | None
) -> None:
    """A device is forked when other authors were noticed than the tablet that was enrolled last; else it is not."""
    known = branches_from_json(exchanges)
    noticed = known is not None and known.forks > (fork or 0)
    if noticed != (forked_at is not None):
        said = "a moment: another tablet exchanges with its token" if noticed else "null: no other tablet has its token"
        verification.findings.differs("device", id, "forked_at", forked_at, said)
