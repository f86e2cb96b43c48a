"""The mutation: one complete change made on a device, as it was sent and as it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, NamedTuple

import orjson
import zstandard
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from models.canonical import CanonicalError, canonical, digest
from models.field_kinds import Whole
from models.find import FIELDS, REQUIRED, FieldValues, FindFields
from models.problem import FieldError, field_errors, problem, sentence
from models.shapes import Json
from models.shapes.problems import Problem

SHOWN_BYTES = 2048
"""A list shows so many bytes of a mutation."""
MOST_ERRORS = 50
"""So many errors of one mutation are told."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)


_RFC_3339 = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:)(\d\d)((?:\.\d+)?(?:Z|[+-]\d\d:\d\d))", re.ASCII | re.IGNORECASE)


def folded_uuid(value: object) -> str | None:
    """The UUID in lower case, or None when it is not one."""
    folded = value.lower() if isinstance(value, str) and value.isascii() else None
    return folded if folded and _UUID.fullmatch(folded) else None


def _uuid(value: Any) -> Any:
    folded = folded_uuid(value)
    if folded is None:
        raise PydanticCustomError(
            "not_a_uuid",
            "{value} is not a UUID",
            {"value": repr(value)[:60], "remedy": "send a UUID such as 0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11"},
        )
    return folded


Uuid = Annotated[str, BeforeValidator(_uuid), Field(json_schema_extra={"format": "uuid"})]


def instant(value: str) -> datetime | None:
    """The moment of an RFC 3339 text, in UTC; None if the text is not valid or has no UTC offset.

    A leap second, such as 23:59:60Z, is the second after it: Python's times have none."""
    read = _RFC_3339.fullmatch(value)
    if read is None:
        return None
    to_minutes, seconds, rest = read.groups()
    leap = seconds == "60"
    try:
        moment = datetime.fromisoformat(f"{to_minutes}{'59' if leap else seconds}{rest}".upper())
        return moment.astimezone(UTC) + timedelta(seconds=leap)
    except (ValueError, OverflowError):
        return None


def stored_instant(moment: datetime) -> str:
    """A moment as it is stored: in UTC, with microseconds, always the same length, so that texts sort like times."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _made_at(value: str) -> str:
    if instant(value) is None:
        raise PydanticCustomError(
            "not_an_instant",
            "{value} is not a date and time with a UTC offset",
            {"value": repr(value)[:60], "remedy": "write it as 2022-08-15T17:20:00+04:00"},
        )
    return value


Op = Literal["create", "edit", "delete", "restore"]


class MutationIn(BaseModel):
    """One change of a find, as a device sends it. `set` has only the fields that change, `was` what the author saw."""

    model_config = ConfigDict(
        extra="allow",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11",
                    "find_id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10",
                    "op": "create",
                    "base_version": 0,
                    "set": {
                        "marking": "3-001M",
                        "category": "ap_mine",
                        "count": 991,
                        "position": {"crs": "EPSG:28408", "x": 4401180, "y": 8635076},
                        "found_on": "2022-08-15",
                    },
                    "made_at": "2022-08-15T17:20:00+04:00",
                },
                {
                    "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c12",
                    "find_id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10",
                    "op": "edit",
                    "base_version": 1,
                    "set": {"count": 992},
                    "was": {"count": 991},
                    "made_at": "2022-08-15T18:05:00+04:00",
                },
            ]
        },
    )

    id: Annotated[
        Uuid, Field(description="The UUID of the mutation. It is done only once, even if it is sent many times.")
    ]
    find_id: Annotated[Uuid, Field(description="The UUID of the find. The device makes it (UUID v7 is recommended).")]
    op: Annotated[Op, Field(description="The operation.")]
    base_version: Annotated[
        int,
        Field(ge=0, le=2**53 - 1),
        Whole,
        Field(description="The version that the author saw. For people; the merge does not use it."),
    ] = 0
    set: Annotated[FindFields | None, Field(description="The fields that change. null clears an optional field.")] = (
        None
    )
    was: Annotated[
        dict[str, Any] | None,
        Field(description="What the author saw in these fields. A missing field was null. A delete names all fields."),
    ] = None
    made_at: Annotated[
        str,
        AfterValidator(_made_at),
        Field(
            description="The time of the change on the device's clock, with its UTC offset.",
            json_schema_extra={"format": "date-time"},
        ),
    ]


_READ = TypeAdapter(MutationIn)


class Oversized(NamedTuple):
    """A mutation that is too large for the log, which keeps only its digest."""

    size: int
    """Bytes, as it was sent."""
    beginning: str
    """Its first bytes, as many as a list shows."""
    packed: bytes
    """All of it, UTF-8, compressed with zstd."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mutation as it was sent: its identity, also if it is not valid."""

    key: str
    """The mutation id; "sha256:" and the digest if the id is missing or not valid."""
    id: str | None
    find_id: str | None
    content: str
    """Canonical JSON; the text as received if RFC 8785 cannot write it. Empty where it is oversized."""
    digest: str
    """SHA-256 of the content, hexadecimal."""
    oversized: Oversized | None = None
    """All of it, where it is too large for the log."""

    @property
    def size(self) -> int:
        """How many bytes it has, before they are compressed."""
        return self.oversized.size if self.oversized else len(self.content.encode())


@dataclass(frozen=True, slots=True)
class Mutation:
    """A valid mutation. `made_at` is the time on the device's clock."""

    id: str
    find_id: str
    op: str
    set: FieldValues = field(default_factory=dict)
    was: FieldValues = field(default_factory=dict)
    made_at: str = ""


def sent(value: object, received: str | None = None) -> Sent:
    """The identity of a sent mutation. `received` is its text, needed if RFC 8785 cannot write the value."""
    id = find_id = None
    if isinstance(value, dict):
        id, find_id = folded_uuid(value.get("id")), folded_uuid(value.get("find_id"))
        if (id is not None and id != value["id"]) or (find_id is not None and find_id != value["find_id"]):
            value = {**value, **({"id": id} if id else {}), **({"find_id": find_id} if find_id else {})}
    try:
        content = canonical(value)
    except CanonicalError:
        if received is None:
            raise
        content = received.encode()
    known_by = digest(content)
    return Sent(id or f"sha256:{known_by}", id, find_id, content.decode(), known_by)


def sent_unread(id: object, find_id: object, text: bytes, too_large: bool) -> Sent:
    """The identity of a mutation that is beyond the bounds: nothing but its ids is read of it. `text` is UTF-8."""
    mine, known_by = folded_uuid(id), digest(text)
    key = mine or f"sha256:{known_by}"
    if not too_large:
        return Sent(key, mine, folded_uuid(find_id), text.decode(), known_by)
    packed = zstandard.ZstdCompressor().compress(text)
    oversized = Oversized(len(text), beginning_of(text), packed)
    return Sent(key, mine, folded_uuid(find_id), "", known_by, oversized)


def beginning_of(text: bytes) -> str:
    """The first bytes of a text in UTF-8, as many as a list shows, without a character that is cut."""
    return text[:SHOWN_BYTES].decode(errors="ignore")


def refused(errors: list[FieldError]) -> Problem:
    """The problem document of a mutation with these errors; of very many, the first."""
    if len(errors) > MOST_ERRORS:
        more = len(errors) - MOST_ERRORS
        errors = [
            *errors[:MOST_ERRORS],
            FieldError(
                field="(all)", code="more", detail=f"{more:,} more errors are not shown", remedy="fix those above first"
            ),
        ]
    return problem("invalid_mutation", sentence(errors), errors)


def understood(value: object) -> Mutation | Problem:
    """The mutation in `value`, or the problem with it."""
    if crowded := _crowded(value):
        return refused(crowded)
    try:
        read = _READ.validate_python(value)
    except ValidationError as error:
        return refused(field_errors(error))
    given: FieldValues = dict(read.set or {})
    was = read.was or {}
    errors = [
        FieldError(
            field=f"was.{name}"[:80], code="unknown_field", detail="is not a field of a find", remedy="remove it"
        )
        for name in was
        if name not in FIELDS
    ]
    if read.op == "create":
        errors += [_needed(name) for name in REQUIRED if name not in given]
    elif read.op == "edit" and not given:
        errors.append(
            FieldError(
                field="set",
                code="required",
                detail="an edit must change a field",
                remedy="send at least one field in set",
            )
        )
    elif read.op in ("delete", "restore") and given:
        errors.append(
            FieldError(
                field="set", code="not_allowed", detail=f"a {read.op} cannot set fields", remedy="send a separate edit"
            )
        )
    if errors:
        return refused(errors)
    return Mutation(read.id, read.find_id, read.op, given, was, read.made_at)


def _crowded(value: object) -> list[FieldError]:
    """The errors of a mutation that names far more fields than a find has: they are not told one by one."""
    parts = [(name, value.get(name)) for name in ("set", "was")] if isinstance(value, dict) else []
    return [
        FieldError(
            field=name,
            code="too_many",
            detail=f"names {len(part):,} fields, and a find has {len(FIELDS)}",
            remedy="send the fields as in the API document",
        )
        for name, part in parts
        if isinstance(part, dict) and len(part) > MOST_ERRORS
    ]


def read_mutation(value: object) -> tuple[Sent, Mutation | Problem]:
    """What a mutation is known by, and what it says or the problem with it.

    It is read again from its canonical text, so that a value has one form whichever way it came, the form in which the
    log gives it back. Raises CanonicalError.
    """
    known_by = sent(value)
    return known_by, understood(orjson.loads(known_by.content))


def made_by_person(content: Json, made_at: str) -> Mutation:
    """The mutation that a log entry's content says when staff made it; `was` is empty where it does not stand there."""
    return Mutation(content["id"], content["find_id"], content["op"], content["set"], content.get("was", {}), made_at)


def _needed(name: str) -> FieldError:
    return FieldError(
        field=f"set.{name}", code="required", detail="a new find needs this field", remedy="send this field"
    )


_FIND_FIELDS = TypeAdapter(FindFields)


def checked_fields(values: object, prefix: str) -> FieldValues | list[FieldError]:
    """The values as they are stored in a find, or the errors in them."""
    try:
        return dict(_FIND_FIELDS.validate_python(values))
    except ValidationError as error:
        return field_errors(error, prefix)


def corrected(made_at: str, offset: timedelta, received_at: datetime) -> str:
    """The moment of a change on the server's clock, as it is stored. Never later than `received_at`."""
    made = instant(made_at)
    try:
        moment = received_at if made is None else min(made + offset, received_at)
    except OverflowError:
        moment = received_at
    return stored_instant(moment)
