"""The examples of the document: the week of the letter, told once. The suite holds each against its schema."""

from __future__ import annotations

from typing import Any

from models.find import FIELDS
from models.problem import PROBLEMS, FieldError, problem

Json = dict[str, Any]
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


def _result(id: str, outcome: str, seq: int, **more: Any) -> Json:
    result = {"version": None, "seq": seq, "conflicts": [], "flags": [], "problem": None, **more}
    return {"id": id, "find_id": FIND_ID, "outcome": outcome, "replayed": False, **result}


COUNT_CONFLICT = {"id": CONFLICT_ID, "field": "count"}
RESULTS = {
    "create": _result(CREATE_ID, "applied", 1837, version=1),
    "edit": _result(EDIT_ID, "applied", 1838, version=2),
    "offer": _result(OFFER_ID, "conflict", 1839, version=3, conflicts=[COUNT_CONFLICT]),
    "bad": _result(BAD_ID, "rejected", 1840, problem=INVALID),
    "resolution": _result(STAFF_ID, "applied", 1842, version=4),
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
FIND: Json = {
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
    **FIND,
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


# Conflicts, the quarantine, duplicates


def _said(authored: Json, **more: Any) -> Json:
    return {**{name: value for name, value in authored.items() if name != "made_at_corrected"}, **more}


CONFLICT: Json = {
    "id": CONFLICT_ID,
    "find_id": FIND_ID,
    "field": "count",
    "state": "open",
    "dormant": False,
    "opened_seq": 1839,
    "closed_seq": None,
    "why": None,
    "accepted": _said(CREATED, mutation_id=EDIT_ID, made_at=EDIT["made_at"], value=14),
    "offers": [_said(FIND["changed"], was=12, value=15, mutation=OFFERED)],
    "sum": 17,
    "etag": ETAG,
}
QUARANTINED: Json = {
    "id": QUARANTINE_ID,
    "mutation": BAD,
    "mutation_id": BAD_ID,
    "find_id": FIND_ID,
    "device_id": DEVICE_ID,
    "team": "T1",
    "problem": INVALID,
    "state": "waiting",
    "seq": 1840,
    "received_at": RECEIVED,
    "waits_for": None,
    "released_by_mutation": None,
    "decided_by": None,
    "reason": None,
}
MENDED = {**BAD, "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c17", "set": {"count": 5}}
RELEASED: Json = {
    **QUARANTINED,
    "state": "released",
    "released_by_mutation": MENDED["id"],
    "decided_by": "Duty officer",
    "result": _result(MENDED["id"], "applied", 1843, version=5),
}
DISMISSED: Json = {**QUARANTINED, "state": "dismissed", "decided_by": "Duty officer", "reason": "Typed twice."}
PAIR: Json = {
    "id": PAIR_ID,
    "state": "open",
    "find_ids": [FIND_ID, OTHER_FIND_ID],
    "finds": [FIND, OTHER_FIND],
    "group": [FIND_ID, OTHER_FIND_ID],
    "distance_m": 0.0,
    "days": 0,
    "why": "Both 3-001M, 0 m and 0 days apart (near is 25 m and 3 days): 14 by tablet-7 of T1, 6 by tablet-2 of T2",
    "opened_seq": 1841,
    "closed_seq": None,
    "closed_why": None,
    "decision": None,
    "etag": ETAG,
}
DECISION: Json = {
    "mutation_id": STAFF_ID,
    "decision": "same",
    "survivor": FIND_ID,
    "duplicates": [OTHER_FIND_ID],
    "seq": 1842,
    "person": "Duty officer",
    "reason": "Both teams marked it.",
    "at": LATER,
}
DECIDED: Json = {
    **PAIR,
    "state": "same",
    "group": [],
    "closed_seq": 1842,
    "decision": DECISION,
    "results": [{**_result(STAFF_ID, "applied", 1842, version=2), "find_id": OTHER_FIND_ID}],
}


# Who belongs to the operation, areas

TOKEN: Json = {
    "id": TOKEN_ID,
    "prefix": "mt-reviewer.lachin-2022.q7Tz0x",
    "role": "reviewer",
    "person": "Duty officer",
    "expires_at": "2023-08-15T05:00:00.000000Z",
}
DEVICE: Json = {
    "id": DEVICE_ID,
    "team": "T1",
    "name": "tablet-7",
    "created_at": "2022-08-14T05:00:00.000000Z",
    "last_seen_at": LATER,
    "clock_offset_s": 0.0,
    "retired_at": None,
}
GEOMETRY: Json = {
    "type": "Polygon",
    "coordinates": [[[46.3, 39.5], [46.8, 39.5], [46.8, 39.9], [46.3, 39.9], [46.3, 39.5]]],
}
NEW_AREA: Json = {"kind": "district", "name": "Lachin", "geometry": GEOMETRY}
AREA: Json = {"id": AREA_ID, **NEW_AREA, "created_at": "2022-08-14T05:00:00.000000Z"}


# By operation

EXCHANGE: Json = {"cursor": None, "limit": 500, "device_time": "2022-08-16T19:02:11+04:00"}
SUBMISSION: Json = {
    "id": FIND_ID,
    "instance_id": f"uuid:{FIND_ID}",
    "deprecates": None,
    "find_id": FIND_ID,
    "mutation_id": CREATE_ID,
    "outcome": "applied",
    "device_id": DEVICE_ID,
    "team": "T1",
    "received_at": "2022-08-15T14:03:11.000000Z",
    "form_version": "1",
    "files": [{"name": "1661171042123.jpg", "sha256": HASH}, {"name": "1661171077456.jpg", "sha256": None}],
    "xml_sha256": HASH,
}


REQUESTS: dict[str, Examples] = {
    "sync": {
        **named("A new find, and an edit of it", {**EXCHANGE, "mutations": [CREATE, EDIT]}, "push_and_pull"),
        **named("A delete names what its author saw", {**EXCHANGE, "limit": 0, "mutations": [DELETE]}, "delete"),
        **named("Nothing to say: a pull", {"cursor": CURSOR, "mutations": []}, "pull"),
    },
    "edit_find": {
        **named("The count was read wrong", {"id": STAFF_ID, "set": {"count": 14}, "reason": "Recounted."}, "edit"),
        **named("It is no find", {"id": STAFF_ID, "deleted": True, "reason": "A training mine."}, "delete"),
    },
    "resolve_conflict": {
        **named("One of the values", {"id": STAFF_ID, "value": 15, "reason": "Counted again."}, "one_field"),
        **named(
            "Two conflicts of the find at once",
            {
                "id": STAFF_ID,
                "value": 15,
                "also": [{"conflict_id": PAIR_ID, "value": "2022-08-16", "etag": ETAG}],
            },
            "two_fields",
        ),
    },
    "release_quarantined": named("5, not -5", {"mutation": MENDED}),
    "decide_duplicate": {
        **named(
            "One find",
            {"id": STAFF_ID, "decision": "same", "survivor": FIND_ID, "reason": "Both teams marked it."},
            "same",
        ),
        **named("Two finds", {"id": STAFF_ID, "decision": "distinct", "reason": "Two craters."}, "distinct"),
    },
    "dismiss_quarantined": named("Why", {"reason": "Typed twice."}),
    "add_area": named("A district", NEW_AREA),
    "create_enrolment": named("For one tablet", {"team": "T1", "device": "tablet-7"}),
    "enrol": named("The code", {"code": CODE}),
    "create_token": named("For a reviewer", {"role": "reviewer", "person": "Duty officer", "days": 365}),
}

ANSWER: Json = {
    "server_time": RECEIVED,
    "epoch": EPOCH,
    "cursor": CURSOR,
    "has_more": False,
    "saved_through_seq": 1790,
    "clock_offset_s": 0,
}
ANSWERS: dict[str, Examples] = {
    "sync": {
        **named(
            "Everything went in",
            {
                **ANSWER,
                "results": [RESULTS["create"], RESULTS["edit"]],
                "changes": [{"seq": OTHER_FIND["seq"], "find": OTHER_FIND}],
            },
            "applied",
        ),
        **named("One waits for a person", {**ANSWER, "results": [RESULTS["offer"]], "changes": []}, "conflict"),
        **named("One was refused", {**ANSWER, "results": [RESULTS["bad"]], "changes": []}, "rejected"),
    },
    "list_finds": named("Two finds", page(FIND, OTHER_FIND)),
    "get_find": named("A find with an open conflict", FIND),
    "get_find_history": named("One edit", {**page(HISTORY_ENTRY), "pairs": []}),
    "edit_find": named("It went in", RESULTS["resolution"]),
    "list_conflicts": named("Two tablets, two counts", page(CONFLICT)),
    "get_conflict": named("Two tablets, two counts", CONFLICT),
    "resolve_conflict": named("It is settled", RESULTS["resolution"]),
    "list_quarantine": named("A count of -5", page(QUARANTINED)),
    "get_quarantined": named("A count of -5", QUARANTINED),
    "release_quarantined": named("It went in", RELEASED),
    "dismiss_quarantined": named("It stays out", DISMISSED),
    "list_submissions": named("A form with a photo", page(SUBMISSION)),
    "list_duplicates": named("Two teams, one find?", page(PAIR)),
    "get_duplicate": named("Two teams, one find?", PAIR),
    "decide_duplicate": named("One find", DECIDED),
    "list_areas": named("A district", page(AREA)),
    "add_area": named("A district", {"operation": "lachin-2022", **AREA}),
    "create_enrolment": named(
        "For one tablet",
        {
            "code": CODE,
            "uri": f"minetally://enrol?server=http%3A%2F%2F127.0.0.1%3A8000&code={CODE}",
            "expires_at": "2022-08-21T05:00:00.000000Z",
        },
    ),
    "enrol": named(
        "A new tablet",
        {
            "device_id": DEVICE_ID,
            "token": "mt-device.lachin-2022.x0Jd…",
            "operation": "lachin-2022",
            "timezone": "Asia/Baku",
            "team": "T1",
            "device": "tablet-7",
            "expires_at": "2025-08-13T05:00:00.000000Z",
            "odk_collect": "eNqrVkpPzUstSsxRsqpW…",
        },
    ),
    "list_devices": named("One tablet", page(DEVICE)),
    "list_teams": named("One team", page({"name": "T1", "created_at": "2022-08-14T05:00:00.000000Z"})),
    "list_tokens": named(
        "A reviewer's",
        page(
            {
                **TOKEN,
                "device_id": None,
                "created_at": "2022-08-15T05:00:00.000000Z",
                "revoked_at": None,
                "last_seen_at": LATER,
            }
        ),
    ),
    "create_token": named("A reviewer's", {"token": "mt-reviewer.lachin-2022.q7Tz0x…", **TOKEN}),
    "health": named("It lives", {"status": "ok", "version": "0.1.0"}),
    "ready": named("It is ready", {"status": "ready"}),
}


# Problems

_UNKNOWN_PARAMETER = FieldError(
    field="tema", code="unknown_parameter", detail="is no parameter here", remedy="did you mean team?"
)
_PROBLEMS: dict[str, Json] = {
    **{code: problem(code) for code in PROBLEMS},
    "invalid_request": problem("invalid_request", "tema: is no parameter here", [_UNKNOWN_PARAMETER]),
    "invalid_mutation": INVALID,
    "invalid_value": problem("invalid_value", "set.count: is less than 1", [TOO_SMALL]),
    "ResyncRequired": problem("resync_required", epoch=EPOCH),
    "ConflictChanged": problem("precondition_failed", conflict=CONFLICT),
}
PROBLEMS_BY_NAME: Examples = {
    name: {"summary": document["title"], "value": document}
    for name, document in _PROBLEMS.items()
    if name not in ("resync_required", "conditions_not_met", "method_not_allowed")
}
