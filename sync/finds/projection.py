"""What is derived from a find: its type, location, flags and district, the document that is served, and its row."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import orjson

from models.find import FIELDS, REQUIRED, FieldValues
from models.mutation import instant
from models.position import locate
from models.shapes.finds import Authored
from models.tables import FIND
from sync.database.rows import Rows
from sync.finds.rules import Rules
from sync.finds.tally import Counted, counted_of
from sync.merge.find_state import FindState, ForkedAuthor, Said, author, find_from_json

WIDEST_ACCURACY_M = 1000.0
"""The greatest accuracy that counts, metres."""
DAYS_IN_BLOCK = 7
"""The duplicate search looks into whole blocks of days."""

Text = TypeVar("Text", str, bytes)


class FindRow(NamedTuple):
    """A find as it is stored."""

    operation: str
    id: str
    version: int
    seq: int
    state: str
    found_on: str
    type_key: str
    category: str
    count: int  # type: ignore[assignment]
    manufactured_year: int | None
    district: str
    team: str
    device_id: str
    lat: float
    lon: float
    reach_m: float
    days_block: int
    duplicate_of: str | None
    document: str
    merge: str | None

    @property
    def counted(self) -> Counted:
        return counted_of(self)

    @property
    def placed(self) -> Placed:
        """What decides which finds may be the same discovery."""
        return Placed(self.state, self.type_key, self.found_on, self.lat, self.lon, self.reach_m)


class Placed(NamedTuple):
    """What a find is, and where and when it was found."""

    state: str
    type_key: str
    found_on: str
    lat: float
    lon: float
    reach_m: float


FINDS = Rows(FIND, FindRow)


def day_number(day: str) -> int:
    """Days since the calendar began, to count with."""
    return date.fromisoformat(day).toordinal()


@lru_cache(maxsize=64)
def local_day(timezone: ZoneInfo, received_at: str) -> str:
    """The local day at a moment. Remembered, as all mutations of an exchange come at one."""
    moment = instant(received_at)
    assert moment is not None
    return moment.astimezone(timezone).date().isoformat()


def _author(said: Said) -> Authored:
    by: Authored = {
        "device_id": said.by.device_id,
        "team": said.by.team,
        "person": said.by.person,
        "made_at": said.made_at,
        "made_at_corrected": said.at,
        "received_at": said.received_at,
        "mutation_id": said.mutation_id,
    }
    if isinstance(said.by, ForkedAuthor):
        by["fork"] = said.by.fork
    return by


def flags_of(values: FieldValues, known: bool, outside: bool, local_day: str) -> list[str]:
    """What people should look at: unknown_marking, future_date, outside_area."""
    flags = [] if known else ["unknown_marking"]
    if values["found_on"] > local_day:
        flags.append("future_date")
    if outside:
        flags.append("outside_area")
    return flags


def state_of(values: FieldValues) -> str:
    """live, deleted or duplicate: what a find's own values say."""
    if values.get("deleted"):
        return "deleted"
    return "duplicate" if values.get("duplicate_of") else "live"


def project(find: FindState, seq: int, rules: Rules, operation: str) -> tuple[FindRow, list[str]]:
    """The row of a find as it stands at `seq`, and its flags."""
    values = find.values
    key = rules.key_of(values["marking"])
    known = rules.types.get(key)
    place = locate(values["position"])
    outside = rules.operation_area.tree is not None and rules.operation_area.holding(place.lat, place.lon) is None
    flags = flags_of(values, known is not None, outside, local_day(rules.timezone, find.changed.received_at))
    district = rules.districts.holding(place.lat, place.lon)
    state = state_of(values)
    created = _author(find.created)
    document = {
        "id": find.id,
        "version": find.version,
        "seq": seq,
        "state": state,
        "duplicate_of": values.get("duplicate_of"),
        **{name: values.get(name) for name in FIELDS},
        "type": {
            "key": key,
            "marking": known.marking if known else values["marking"],
            "category": known.category if known else values["category"],
            "known": known is not None,
        },
        "location": {"lat": place.lat, "lon": place.lon, "accuracy_m": place.accuracy_m, "transform": place.transform},
        "district_computed": district,
        "flags": flags,
        "conflicts": [{"id": conflict.id, "field": name} for name, conflict in sorted(find.conflicts.items())],
        "created": created,
        "changed": created if find.changed is find.created else _author(find.changed),
    }
    row = FindRow(
        operation=operation,
        id=find.id,
        version=find.version,
        seq=seq,
        state=state,
        found_on=values["found_on"],
        type_key=key,
        category=values["category"],
        count=values["count"],
        manufactured_year=values.get("manufactured_year"),
        district=values.get("district") or district or "",
        team=find.created.by.team or "",
        device_id=find.created.by.device_id or "",
        lat=place.lat,
        lon=place.lon,
        reach_m=min(place.accuracy_m or 0.0, WIDEST_ACCURACY_M),
        days_block=day_number(values["found_on"]) // DAYS_IN_BLOCK,
        duplicate_of=values.get("duplicate_of"),
        document=orjson.dumps(document).decode(),
        merge=None if find.version == 1 else orjson.dumps(find, option=orjson.OPT_SORT_KEYS).decode(),
    )
    return row, flags


_BEFORE_FIELDS = ("id", "version", "seq", "state", "duplicate_of")
"""What stands before the fields in a document."""
_WHOLE = ".*?".join((*(f'"{name}":' for name in FIELDS if name not in REQUIRED), '"type":{"key":'))
_IS_WHOLE: dict[type, re.Pattern[Any]] = {
    str: re.compile(_WHOLE, re.DOTALL),
    bytes: re.compile(_WHOLE.encode(), re.DOTALL),
}


def as_served(document: Text) -> Text:
    """A stored document as it is served: with null for each field that its server did not know.

    Every reader of stored documents comes through here, so that no document has to be rewritten when finds get another
    field. It takes about a microsecond where there is nothing to do. What somebody typed cannot pass for a name: the
    quotes in it are escaped.
    """
    if _IS_WHOLE[type(document)].search(document):
        return document
    stored = orjson.loads(document)
    first = {name: stored.pop(name) for name in _BEFORE_FIELDS}
    fields = {name: stored.pop(name, None) for name in FIELDS}
    served = orjson.dumps({**first, **fields, **stored})
    return served if isinstance(document, bytes) else served.decode()


def served_row(row: FindRow) -> FindRow:
    """A find's stored row, its document as it is served."""
    return row._replace(document=as_served(row.document))


def find_of(document: str, merge: str | None) -> FindState:
    """The find as the merge sees it, from its stored row."""
    if merge is not None:
        return find_from_json(orjson.loads(merge))
    served = orjson.loads(document)
    said = _said(served["created"])
    values = {name: served[name] for name in FIELDS if served.get(name) is not None}
    return FindState(served["id"], said, said, served["version"], values)


def _said(authored: Authored) -> Said:
    return Said(
        author(authored["device_id"], authored["team"], authored["person"], authored.get("fork")),
        authored["mutation_id"],
        authored["made_at"],
        authored["made_at_corrected"],
        authored["received_at"],
    )


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance on a sphere of 6,371,008.8 m (mean radius of WGS 84), metres."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(min(1.0, math.sqrt(half)))
