"""Operations and who belongs to them: teams, devices and tokens."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from sqlalchemy import Connection, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.catalogue import SOURCES, STARTING_TYPES
from models.chance import Chance
from models.marking import marking_key
from models.mutation import stored_instant
from models.problem import Refused, invalid_value
from models.shapes.devices import Device, Team
from models.shapes.tokens import Token
from models.tables import DEVICE, ENROLMENT, OPERATION, REFUSED_BYTES, RULE, SEEN, TEAM, TOKEN
from sync.database.rows import Rows
from sync.database.statements import among
from sync.log.chain import FIRST_HASH
from sync.log.epochs import epoch_at

STAFF_TOKEN_LIFE = timedelta(days=365)
DEVICE_TOKEN_LIFE = timedelta(days=3 * 365)
SEEN_KEPT = timedelta(days=90)
"""For this long every exchange of a device is kept; of earlier days, the first and the last of each."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token names, and what they may do."""

    operation: str
    token_id: str
    role: str
    device_id: str | None
    team: str | None
    person: str | None
    expires_at: str | None
    fork: int | None
    """Of the device, as which author its tablet exchanges; None where no other tablet ever had its token."""


class NewToken(TypedDict):
    """A new token, as it is shown once."""

    token: str
    id: str
    prefix: str
    role: str
    person: str | None
    """None: it is the token of a device."""
    expires_at: str


class Seen(NamedTuple):
    """When a token was used; of a device also when it last exchanged, and the offset of its clock then, seconds."""

    operation: str
    token_id: str
    at: str
    device_id: str | None
    exchanged_at: str | None
    clock_offset_s: int


class SeenRow(NamedTuple):
    """An exchange of a device, as it is stored."""

    operation: str
    device_id: str
    at: str


class TeamRow(NamedTuple):
    """A team as it is stored."""

    operation: str
    name: str
    created_at: str


EXCHANGES = Rows(SEEN, SeenRow)
TEAMS = Rows(TEAM, TeamRow)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def timezone_of(connection: Connection, operation: str) -> ZoneInfo:
    """Where the operation has its local days."""
    wanted = select(OPERATION.c.timezone).where(OPERATION.c.operation == operation)
    return ZoneInfo(connection.execute(wanted).scalar_one())


def create_operation(connection: Connection, name: str, timezone: str, now: datetime, chance: Chance) -> str:
    """A new operation with its starting catalogue; the token of its first administrator, which is shown only once."""
    if not _NAME.fullmatch(name):
        raise invalid_value(
            "operation", f"{name!r} does not match the pattern of a name", "use lower-case letters, digits and dashes"
        )
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise invalid_value("timezone", f"{timezone!r} is not a time zone", "use a name such as Asia/Baku") from None
    moment = stored_instant(now)
    try:
        connection.execute(
            insert(OPERATION).values(
                operation=name, timezone=timezone, created_at=moment, epoch=epoch_at(now, chance.bits("epoch")),
                hash=FIRST_HASH, seq=0, saved_through_seq=0, rules=0, widest_reach_m=0.0,
            )
        )  # fmt: skip
    except IntegrityError as error:
        raise Refused("already_exists", f"Operation {name} already exists.") from error
    types = [
        {
            "operation": name, "kind": "type", "key": marking_key(one.marking), "since_seq": 0, "until_seq": None,
            "document": orjson.dumps({**one._asdict(), "source": SOURCES[one.source]}).decode(), "at": moment,
            "person": "", "reason": "",
        }
        for one in STARTING_TYPES
    ]  # fmt: skip
    connection.execute(insert(RULE), types)
    return str(issue_token(connection, name, "admin", now, STAFF_TOKEN_LIFE, chance, person="administrator")["token"])


def issue_token(
    connection: Connection,
    operation: str,
    role: str,
    now: datetime,
    life: timedelta,
    chance: Chance,
    device_id: str | None = None,
    person: str | None = None,
    secret: str | None = None,
) -> NewToken:
    """A new token of 256 random bits, which a tablet may have made as `secret`. Only its SHA-256 is stored.

    Raises Refused if the secret was used before.
    """
    token = f"mt-{role}.{operation}.{secret or chance.secret('token')}"
    same = and_(TOKEN.c.operation == operation, TOKEN.c.token_sha256 == sha256(token))
    if secret and connection.execute(select(TOKEN.c.id).where(same)).first():
        raise invalid_value("secret", "was used for another code", "make a new secret of 256 random bits for each code")
    id, prefix = chance.id("token"), token[: len(f"mt-{role}.{operation}.") + 6]
    created_at, expires_at = stored_instant(now), stored_instant(now + life)
    connection.execute(
        insert(TOKEN).values(
            operation=operation, token_sha256=sha256(token), id=id, prefix=prefix, role=role, device_id=device_id,
            person=person, created_at=created_at, expires_at=expires_at,
        )
    )  # fmt: skip
    return {
        "token": token, "id": id, "prefix": prefix, "role": role, "person": person, "expires_at": expires_at,
    }  # fmt: skip


def operation_of_token(token: str) -> str | None:
    """The operation that a token names, if it looks like one of ours."""
    parts = token.split(".")
    return parts[1] if len(parts) == 3 and parts[0].startswith("mt-") else None


def find_bearer(connection: Connection, operation: str, token_sha256: str) -> Bearer | None:
    """Whom a token names that is not revoked, and waits for nobody's confirmation after a restore."""
    row = connection.execute(
        select(TOKEN, DEVICE.c.team, DEVICE.c.fork)
        .outerjoin(DEVICE, and_(DEVICE.c.operation == TOKEN.c.operation, DEVICE.c.id == TOKEN.c.device_id))
        .where(TOKEN.c.operation == operation, TOKEN.c.token_sha256 == token_sha256)
        .where(TOKEN.c.revoked_at.is_(None), TOKEN.c.unconfirmed_since.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Bearer(operation, row.id, row.role, row.device_id, row.team, row.person, row.expires_at, row.fork)


def list_tokens(connection: Connection, operation: str) -> list[Token]:
    """What is known of the tokens of an operation; the tokens themselves are not stored."""
    rows = connection.execute(select(TOKEN).where(TOKEN.c.operation == operation).order_by(TOKEN.c.created_at))
    return [
        {
            "id": row.id,
            "prefix": row.prefix,
            "role": row.role,
            "device_id": row.device_id,
            "person": row.person,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
            "revoked_at": row.revoked_at,
            "unconfirmed_since": row.unconfirmed_since,
            "last_seen_at": row.last_seen_at,
        }
        for row in rows
    ]


def revoke_token(connection: Connection, operation: str, id: str, now: datetime) -> str:
    """Ends a token permanently; returns its SHA-256, so that caches can forget it."""
    mine = and_(TOKEN.c.operation == operation, TOKEN.c.id == id)
    known = connection.execute(select(TOKEN.c.token_sha256).where(mine)).scalar_one_or_none()
    if known is None:
        raise Refused("not_found", f"Token {id} not found in this operation.")
    connection.execute(
        update(TOKEN).where(and_(mine, TOKEN.c.revoked_at.is_(None))).values(revoked_at=stored_instant(now))
    )
    return str(known)


def mark_seen(connection: Connection, seen: tuple[Seen, ...]) -> None:
    """Notes when tokens were last seen, and when devices last exchanged and how wrong their clocks were.

    Beside the lock, in its order: all tokens, all devices, all exchanges, each by their keys.
    """
    for one in sorted(seen, key=lambda one: (one.operation, one.token_id)):
        mine = and_(TOKEN.c.operation == one.operation, TOKEN.c.id == one.token_id)
        connection.execute(update(TOKEN).where(mine).values(last_seen_at=one.at))
    exchanged = [
        (SeenRow(one.operation, one.device_id, one.exchanged_at), one.clock_offset_s)
        for one in seen
        if one.device_id is not None and one.exchanged_at is not None
    ]
    for row, offset_s in sorted(exchanged):
        mine = and_(DEVICE.c.operation == row.operation, DEVICE.c.id == row.device_id)
        connection.execute(update(DEVICE).where(mine).values(last_seen_at=row.at, clock_offset_s=offset_s))
    EXCHANGES.keep(connection, sorted(row for row, _ in exchanged))


class Tablet(NamedTuple):
    """A device, and the time zone of its operation."""

    operation: str
    id: str
    timezone: str


def list_tablets(connection: Connection) -> list[Tablet]:
    """The devices of all operations."""
    operation = OPERATION.c.operation == DEVICE.c.operation
    rows = connection.execute(select(DEVICE.c.operation, DEVICE.c.id, OPERATION.c.timezone).join(OPERATION, operation))
    return [Tablet(row.operation, row.id, row.timezone) for row in rows]


def thin_seen(connection: Connection, tablet: Tablet, now: datetime) -> int:
    """Deletes the exchanges between the first and the last of each local day that is long ago; how many.

    A period ends at a local midnight. So the first of a day still says whether the device was silent as of any moment,
    and the last when it was last seen as of any later day.
    """
    one = and_(DEVICE.c.operation == tablet.operation, DEVICE.c.id == tablet.id)
    connection.execute(select(DEVICE.c.id).where(one).with_for_update(key_share=True))
    zone = ZoneInfo(tablet.timezone)
    until = datetime.combine((now - SEEN_KEPT).astimezone(zone), time.min, zone)
    mine = and_(SEEN.c.operation == tablet.operation, SEEN.c.device_id == tablet.id)
    old = select(SEEN.c.at).where(mine, SEEN.c.at < stored_instant(until)).order_by(SEEN.c.at)
    between: list[str] = []
    for _, day in groupby(
        connection.execute(old).scalars(), lambda at: datetime.fromisoformat(at).astimezone(zone).date()
    ):
        between += [*day][1:-1]
    if between:
        connection.execute(delete(SEEN).where(mine, among(connection, SEEN.c.at, between)))
    return len(between)


def list_devices(connection: Connection, operation: str, today: str = "") -> list[Device]:
    """The devices of an operation, each with how much of it was refused on a day of UTC, if one is named."""
    refused = REFUSED_BYTES.c
    of_today = and_(refused.operation == DEVICE.c.operation, refused.device_id == DEVICE.c.id, refused.day == today)
    rows = connection.execute(
        select(DEVICE, refused.bytes.label("refused_bytes"), refused.stopped_at)
        .outerjoin(REFUSED_BYTES, of_today)
        .where(DEVICE.c.operation == operation)
        .order_by(DEVICE.c.team, DEVICE.c.name, DEVICE.c.id)
    )
    return [
        {
            "id": row.id,
            "team": row.team,
            "name": row.name,
            "created_at": row.created_at,
            "last_seen_at": row.last_seen_at,
            "clock_offset_s": round(row.clock_offset_s),
            "state": "retired" if row.retired_at else "forked" if row.forked_at else "enrolled",
            "replaced_at": row.replaced_at,
            "forked_at": row.forked_at,
            "retired_at": row.retired_at,
            "refused_bytes_today": row.refused_bytes or 0,
            "refused_too_much_at": row.stopped_at,
        }
        for row in rows
    ]


def retire_device(connection: Connection, operation: str, id: str, now: datetime) -> list[str]:
    """Takes a device out of service; returns the SHA-256 of its tokens, which are revoked. Its finds stay.

    Codes for it that nobody has used are withdrawn. The tokens come by their ids, and before their device, as in
    `mark_seen`: in two orders they would lock each other out.
    """
    mine = and_(DEVICE.c.operation == operation, DEVICE.c.id == id)
    if connection.execute(select(DEVICE.c.id).where(mine)).first() is None:
        raise Refused("not_found", f"Device {id} not found in this operation.")
    moment = stored_instant(now)
    tokens = and_(TOKEN.c.operation == operation, TOKEN.c.device_id == id, TOKEN.c.revoked_at.is_(None))
    connection.execute(select(TOKEN.c.id).where(tokens).order_by(TOKEN.c.id).with_for_update())
    revoked = connection.execute(update(TOKEN).where(tokens).values(revoked_at=moment).returning(TOKEN.c.token_sha256))
    shas = [*revoked.scalars()]
    codes = and_(ENROLMENT.c.operation == operation, ENROLMENT.c.device_id == id, ENROLMENT.c.used_at.is_(None))
    connection.execute(update(ENROLMENT).where(codes, ENROLMENT.c.withdrawn_at.is_(None)).values(withdrawn_at=moment))
    connection.execute(update(DEVICE).where(and_(mine, DEVICE.c.retired_at.is_(None))).values(retired_at=moment))
    return shas


def list_teams(connection: Connection, operation: str) -> list[Team]:
    """The teams of an operation."""
    rows = connection.execute(select(TEAM).where(TEAM.c.operation == operation).order_by(TEAM.c.name))
    return [{"name": row.name, "created_at": row.created_at} for row in rows]


def list_operations(connection: Connection) -> list[str]:
    """The names of all operations."""
    return [name for (name,) in connection.execute(select(OPERATION.c.operation).order_by(OPERATION.c.operation))]


def names_of_devices(connection: Connection, operation: str) -> dict[str, str]:
    """What the devices of the operation are called, by id."""
    rows = connection.execute(select(DEVICE.c.id, DEVICE.c.name).where(DEVICE.c.operation == operation))
    return {id: name for id, name in rows}
