"""The week: its finds, what tablets sent of them, and what was answered."""

from __future__ import annotations

from typing import Any

from models.find import FIELDS
from models.problem import FieldError, problem
from models.shapes import Json
from models.signing import SigningKey, fingerprint

Examples = dict[str, Json]

FIND_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10"
CREATE_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11"
EDIT_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c12"
OFFER_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c13"
STAFF_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c14"
BAD_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c15"
OTHER_FIND_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c20"
OTHER_CREATE_ID = "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c21"
DEVICE_ID = "5c0e8f0a-3a1f-4c56-9a0b-0b6b2f0a7d01"
OTHER_DEVICE_ID = "5c0e8f0a-3a1f-4c56-9a0b-0b6b2f0a7d02"
CONFLICT_ID = "1f7d7f0e-59a1-5f0e-8d6c-8f4f5a8b9c01"
QUARANTINE_ID = "1f7d7f0e-59a1-5f0e-8d6c-8f4f5a8b9c02"
PAIR_ID = "1f7d7f0e-59a1-5f0e-8d6c-8f4f5a8b9c03"
AREA_ID = "7d0a2c53-6a0e-4a55-8f0c-2d1e3b4c5d01"
TOKEN_ID = "7d0a2c53-6a0e-4a55-8f0c-2d1e3b4c5d02"
EPOCH = "7d0a2c53-6a0e-4a55-8f0c-2d1e3b4c5d03"
SIGNS = SigningKey(b"example " * 4)
FINGERPRINT = fingerprint(SIGNS.public)
CODE = "lachin-2022.7KQPM-X2TGA-94VBN-CCEHR-D6WYZ"
CURSOR = "N2QwYTJjNTMtNmEwZS00YTU1LThmMGMtMmQxZTNiNGM1ZDAzfDE4NDF8OWYyYzEwZTczYjQ0YThkMXx8bGFjaGluLTIwMjI"
ETAG = '"9f2c10e73b44a8d15c0e8f0a3a1f4c56"'
HASH = "9f2c10e73b44a8d1" * 4

SENT = "2022-08-15T17:20:00+04:00"
RECEIVED = "2022-08-16T15:02:11.418203Z"
LATER = "2022-08-19T14:03:11.090417Z"

SK_42: Json = {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}
WGS_84: Json = {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 5}
TYPED: Json = {
    "marking": "3-001M",
    "category": "ap_mine",
    "count": 12,
    "position": SK_42,
    "found_on": "2022-08-15",
    "manufactured_year": 2021,
    "district": "Lachin",
}
UNSET = dict.fromkeys((name for name in FIELDS if name not in TYPED), None)


def named(summary: str, value: Any, name: str = "example") -> Examples:
    return {name: {"summary": summary, "value": value}}


def page(*items: Json) -> Json:
    return {"items": [*items], "next": None}


# Mutations and their results


def _mutation(id: str, op: str, made_at: str = SENT, find_id: str = FIND_ID, **more: Any) -> Json:
    return {"id": id, "find_id": find_id, "op": op, "base_version": 0, **more, "made_at": made_at}


CREATE = _mutation(CREATE_ID, "create", set=TYPED)
EDIT = _mutation(EDIT_ID, "edit", "2022-08-16T18:05:00+04:00", base_version=1, set={"count": 14}, was={"count": 12})
OFFERED = _mutation(OFFER_ID, "edit", "2022-08-16T18:31:00+04:00", base_version=1, set={"count": 15}, was={"count": 12})
DELETE = _mutation(
    "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c16", "delete", base_version=1, find_id=OTHER_FIND_ID, was={**UNSET, **TYPED}
)
BAD = _mutation(BAD_ID, "edit", base_version=1, set={"count": -5}, was={"count": 12})
TOO_SMALL = FieldError(field="set.count", code="too_small", detail="is less than 1", remedy="send 1 or more")
INVALID = problem("invalid_mutation", "set.count: is less than 1", [TOO_SMALL])


def result(id: str, outcome: str, seq: int, **more: Any) -> Json:
    result = {"version": None, "seq": seq, "conflicts": [], "flags": [], "problem": None, **more}
    stamp = {"place": {"epoch": EPOCH, "seq": seq}, "received_at": RECEIVED, "clock_offset_s": 0}
    return {"id": id, "find_id": FIND_ID, "outcome": outcome, "replayed": False, **result, **stamp}


COUNT_CONFLICT = {"id": CONFLICT_ID, "field": "count"}
RESULTS = {
    "create": result(CREATE_ID, "applied", 1837, version=1),
    "edit": result(EDIT_ID, "applied", 1838, version=2),
    "offer": result(OFFER_ID, "conflict", 1839, version=3, conflicts=[COUNT_CONFLICT]),
    "bad": result(BAD_ID, "rejected", 1840, problem=INVALID),
    "resolution": result(STAFF_ID, "applied", 1842, version=4),
}


# Finds


def _authored(mutation_id: str, made_at: str, corrected: str, device_id: str = DEVICE_ID, team: str = "T1") -> Json:
    return {
        "mutation_id": mutation_id,
        "device_id": device_id,
        "team": team,
        "person": None,
        "made_at": made_at,
        "made_at_corrected": corrected,
        "received_at": RECEIVED,
    }


CREATED = _authored(CREATE_ID, SENT, "2022-08-15T13:20:00.000000Z")
ONE_FIND: Json = {
    "id": FIND_ID,
    "version": 3,
    "seq": 1839,
    "state": "live",
    "duplicate_of": None,
    **UNSET,
    **TYPED,
    "count": 14,
    "type": {"key": "3001M", "marking": "3-001M", "category": "ap_mine", "known": True},
    "location": {"lat": 39.733186, "lon": 46.574427, "accuracy_m": None, "transform": "EPSG:15865"},
    "district_computed": None,
    "flags": [],
    "conflicts": [COUNT_CONFLICT],
    "created": CREATED,
    "changed": _authored(OFFER_ID, OFFERED["made_at"], "2022-08-16T14:31:00.000000Z", OTHER_DEVICE_ID, "T2"),
}
OTHER_AUTHOR = _authored(OTHER_CREATE_ID, SENT, "2022-08-15T13:20:00.000000Z", OTHER_DEVICE_ID, "T2")
OTHER_FIND: Json = {
    **ONE_FIND,
    "id": OTHER_FIND_ID,
    "version": 1,
    "seq": 1841,
    "count": 6,
    "position": WGS_84,
    "location": {"lat": 39.733186, "lon": 46.574427, "accuracy_m": 5, "transform": "none"},
    "conflicts": [],
    "created": OTHER_AUTHOR,
    "changed": OTHER_AUTHOR,
}
HISTORY_ENTRY: Json = {
    "seq": 1838,
    "version": 2,
    "kind": "edit",
    "mutation_id": EDIT_ID,
    "mutation": EDIT,
    "mends": None,
    **{name: value for name, value in CREATED.items() if name != "mutation_id"},
    "fork": None,
    "made_at": EDIT["made_at"],
    "made_at_corrected": "2022-08-16T14:05:00.000000Z",
    "outcome": "applied",
    "problem": None,
    "conflicts": [],
    "closed": [],
    "pairs": [],
    "replaced": [{"field": "count", "from": 12, "to": 14}],
    "hash": HASH,
}
