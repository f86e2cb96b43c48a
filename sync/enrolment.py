"""Enrolment: the codes by which tablets join, and what a tablet gets for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update

from models.chance import Chance
from models.mutation import stored_instant
from models.problem import Refused, invalid_value
from models.shapes.devices import OpenEnrolment
from models.tables import DEVICE, ENROLMENT, OPERATION, TOKEN
from sync.exchange.authors import branches_from_json
from sync.operations import DEVICE_TOKEN_LIFE, TEAMS, TeamRow, issue_token, sha256

ENROLMENT_LIFE = timedelta(days=7)
"""How long a code can be used."""


class NewEnrolment(TypedDict):
    """A code that enrols a tablet."""

    id: str
    code: str
    expires_at: str


class NewDevice(TypedDict):
    """What a tablet gets for a code: which device it is now, and its token."""

    device_id: str
    token: str
    operation: str
    timezone: str
    team: str
    device: str
    """Its name."""
    expires_at: str
    """When its token ends."""


# Codes


def create_enrolment(
    connection: Connection, operation: str, team: str, device: str, now: datetime, chance: Chance
) -> NewEnrolment:
    """A code that makes one device of a team, once."""
    return _code(connection, operation, team, device, None, now, chance)


def create_enrolment_of(
    connection: Connection, operation: str, device_id: str, now: datetime, chance: Chance
) -> NewEnrolment:
    """A code that enrols a tablet in place of the one that a device has, once; raises Refused if it is retired."""
    row = connection.execute(
        select(DEVICE.c.team, DEVICE.c.name, DEVICE.c.retired_at).where(_device(operation, device_id))
    ).one_or_none()
    if row is None:
        raise Refused("not_found", f"Device {device_id} not found in this operation.")
    if row.retired_at is not None:
        raise invalid_value(
            "device_id", f"the device was retired at {row.retired_at}", "send team and device to enrol a new device"
        )
    return _code(connection, operation, row.team, row.name, device_id, now, chance)


def _code(
    connection: Connection,
    operation: str,
    team: str,
    device: str,
    device_id: str | None,
    now: datetime,
    chance: Chance,
) -> NewEnrolment:
    code = f"{operation}.{chance.code('enrolment')}"
    id, expires_at = chance.id("enrolment"), stored_instant(now + ENROLMENT_LIFE)
    connection.execute(
        insert(ENROLMENT).values(
            operation=operation, code_sha256=sha256(code), id=id, device_id=device_id, team=team, device=device,
            created_at=stored_instant(now), expires_at=expires_at,
        )
    )  # fmt: skip
    return {"id": id, "code": code, "expires_at": expires_at}


def enrolment_uri(server: str, code: str, server_key: str | None) -> str:
    """What the QR code of an enrolment contains: the address of the server, the code, and the key's fingerprint."""
    key = {"server_key": server_key} if server_key else {}
    return f"minetally://enrol?{urlencode({'server': server, 'code': code, **key})}"


def enrolment_address(server: str, code: str, server_key: str | None) -> str:
    """The same as an address for people: the camera of a tablet opens it. No server sees what stands after the #."""
    key = {"server_key": server_key} if server_key else {}
    return f"{server}/tablet/#{urlencode({'code': code, **key})}"


def list_enrolments(connection: Connection, operation: str, now: datetime) -> list[OpenEnrolment]:
    """The codes that can still be used, the oldest first. The codes themselves are not stored."""
    wanted = and_(ENROLMENT.c.operation == operation, *_open(), ENROLMENT.c.expires_at > stored_instant(now))
    rows = connection.execute(select(ENROLMENT).where(wanted).order_by(ENROLMENT.c.created_at, ENROLMENT.c.id))
    return [
        {
            "id": row.id,
            "device_id": row.device_id,
            "team": row.team,
            "device": row.device,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
        }
        for row in rows
    ]


def withdraw_enrolment(connection: Connection, operation: str, id: str, now: datetime) -> None:
    """Takes a code back that nobody has used. Raises Refused if there is no such code, or a tablet has used it."""
    this = and_(ENROLMENT.c.operation == operation, ENROLMENT.c.id == id)
    connection.execute(update(ENROLMENT).where(this, *_open()).values(withdrawn_at=stored_instant(now)))
    row = connection.execute(select(ENROLMENT.c.used_at).where(this)).one_or_none()
    if row is None:
        raise Refused("not_found", f"Enrolment {id} not found in this operation.")
    if row.used_at is not None:
        why = f"The code was used at {row.used_at}. To take the tablet out of service, retire its device."
        raise Refused("already_decided", why)


def _open() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ENROLMENT.c.used_at.is_(None), ENROLMENT.c.withdrawn_at.is_(None)


def _device(operation: str, id: str) -> ColumnElement[bool]:
    return and_(DEVICE.c.operation == operation, DEVICE.c.id == id)


# The tablet


def operation_of_code(connection: Connection, code: str) -> str:
    """The operation in which a code enrols a tablet. Raises Refused if there is no such code."""
    operation, this = _named(code)
    if connection.execute(select(ENROLMENT.c.id).where(this)).first() is None:
        raise _refused("is unknown")
    return operation


def _named(code: str) -> tuple[str, ColumnElement[bool]]:
    """The operation that a code names, and the condition that finds it."""
    operation, _, characters = code.strip().rpartition(".")
    sha = sha256(f"{operation}.{characters.upper()}")
    return operation, and_(ENROLMENT.c.operation == operation, ENROLMENT.c.code_sha256 == sha)


def enrol(
    connection: Connection, code: str, now: datetime, chance: Chance, secret: str | None = None, was: str | None = None
) -> NewDevice:
    """What a tablet gets for a code. Raises Refused if the code is unknown, withdrawn, too old, or used by another.

    `secret` is what the tablet made itself; its token consists of it. So it may ask again when the answer was lost, and
    gets the same answer until the code expires. `was` is the device that it was: a new device is that one again where
    nobody knows it here, as it was enrolled after the backup of a restore.
    """
    operation, this = _named(code)
    row = connection.execute(select(ENROLMENT).where(this)).first()
    if row is None:
        raise _refused("is unknown")
    moment = stored_instant(now)
    if row.withdrawn_at is not None:
        raise _refused("was withdrawn")
    if row.expires_at <= moment:
        raise _refused("has expired")
    if row.used_at is None:
        secret = secret or chance.secret("token")
        _use(connection, row, secret, now, chance, was)
    elif secret is None or row.token_sha256 != sha256(f"mt-device.{operation}.{secret}"):
        raise _refused("was used already, by a tablet with another secret")
    return _answer(connection, operation, row.code_sha256, secret)


def _refused(why: str) -> Refused:
    return Refused("enrolment_code_refused", f"The code {why}. Ask for a new one.")


def _use(
    connection: Connection, row: Row[tuple[str]], secret: str, now: datetime, chance: Chance, was: str | None
) -> None:
    """Makes the device of a code, or puts a tablet in the place of the one that it has."""
    operation, device_id, moment = row.operation, row.device_id, stored_instant(now)
    if device_id is None:
        is_free = was and connection.execute(select(DEVICE.c.id).where(_device(operation, was))).first() is None
        device_id = was if was and is_free else chance.id("device")
        TEAMS.keep(connection, [TeamRow(operation, row.team, moment)])
        connection.execute(
            insert(DEVICE).values(
                operation=operation, id=device_id, team=row.team, name=row.device, created_at=moment, clock_offset_s=0.0
            )
        )
    else:
        _replace(connection, operation, device_id, moment)
    made = issue_token(connection, operation, "device", now, DEVICE_TOKEN_LIFE, chance, device_id, secret=secret)
    this = and_(ENROLMENT.c.operation == operation, ENROLMENT.c.code_sha256 == row.code_sha256)
    used = {"used_at": moment, "device_id": device_id, "token_sha256": sha256(made["token"])}
    connection.execute(update(ENROLMENT).where(this).values(used))


def _replace(connection: Connection, operation: str, device_id: str, moment: str) -> None:
    """Ends the token of a device. A tablet that was forked goes on as a new author: nobody knows which one it is."""
    mine = _device(operation, device_id)
    columns = (DEVICE.c.retired_at, DEVICE.c.forked_at, DEVICE.c.fork, DEVICE.c.exchanges)
    device = connection.execute(select(*columns).where(mine)).one()
    if device.retired_at is not None:
        raise _refused("is for a device that was retired")
    known = branches_from_json(device.exchanges)
    fork = known.forks + 1 if known and device.forked_at else device.fork
    tokens = and_(TOKEN.c.operation == operation, TOKEN.c.device_id == device_id, TOKEN.c.revoked_at.is_(None))
    connection.execute(update(TOKEN).where(tokens).values(revoked_at=moment))
    began_anew = {"replaced_at": moment, "forked_at": None, "fork": fork, "exchanges": None}
    connection.execute(update(DEVICE).where(mine).values(began_anew))


def _answer(connection: Connection, operation: str, code_sha256: str, secret: str) -> NewDevice:
    """What the tablet that used a code is answered, each time it asks."""
    columns = (ENROLMENT.c.device_id, ENROLMENT.c.team, ENROLMENT.c.device, TOKEN.c.expires_at, TOKEN.c.revoked_at)
    row = connection.execute(
        select(*columns, OPERATION.c.timezone)
        .join(TOKEN, and_(TOKEN.c.operation == operation, TOKEN.c.token_sha256 == ENROLMENT.c.token_sha256))
        .join(OPERATION, OPERATION.c.operation == operation)
        .where(ENROLMENT.c.operation == operation, ENROLMENT.c.code_sha256 == code_sha256)
    ).one()
    if row.revoked_at is not None:
        raise _refused("was used already, and its token has ended")
    return {
        "device_id": row.device_id, "token": f"mt-device.{operation}.{secret}", "operation": operation,
        "timezone": row.timezone, "team": row.team, "device": row.device, "expires_at": row.expires_at,
    }  # fmt: skip
