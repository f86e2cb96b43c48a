"""What staff see and decide, and who belongs to the operation."""

from __future__ import annotations

from typing import Any

from api.openapi.examples.week import (
    AREA_ID,
    BAD,
    BAD_ID,
    CONFLICT_ID,
    CREATED,
    DEVICE_ID,
    EDIT,
    EDIT_ID,
    ETAG,
    FIND_ID,
    INVALID,
    LATER,
    OFFERED,
    ONE_FIND,
    OTHER_FIND,
    OTHER_FIND_ID,
    PAIR_ID,
    QUARANTINE_ID,
    RECEIVED,
    STAFF_ID,
    TOKEN_ID,
    result,
)
from models.shapes import Json

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
    "offers": [_said(ONE_FIND["changed"], was=12, value=15, mutation=OFFERED)],
    "sum": 17,
    "etag": ETAG,
}
QUARANTINED: Json = {
    "id": QUARANTINE_ID,
    "mutation": BAD,
    "mutation_bytes": 232,
    "mutation_beginning": None,
    "mutation_at": None,
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
FIXED = {**BAD, "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c17", "set": {"count": 5}}
RELEASED: Json = {
    **QUARANTINED,
    "state": "released",
    "released_by_mutation": FIXED["id"],
    "decided_by": "Duty officer",
    "result": result(FIXED["id"], "applied", 1843, version=5),
}
DISMISSED: Json = {**QUARANTINED, "state": "dismissed", "decided_by": "Duty officer", "reason": "Typed twice."}
PAIR: Json = {
    "id": PAIR_ID,
    "state": "open",
    "find_ids": [FIND_ID, OTHER_FIND_ID],
    "finds": [ONE_FIND, OTHER_FIND],
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
    "results": [{**result(STAFF_ID, "applied", 1842, version=2), "find_id": OTHER_FIND_ID}],
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
    "state": "forked",
    "created_at": "2022-08-14T05:00:00.000000Z",
    "last_seen_at": LATER,
    "clock_offset_s": 0,
    "replaced_at": None,
    "forked_at": LATER,
    "retired_at": None,
    "refused_bytes_today": 232,
    "refused_too_much_at": None,
}
GEOMETRY: Json = {
    "type": "Polygon",
    "coordinates": [[[46.3, 39.5], [46.8, 39.5], [46.8, 39.9], [46.3, 39.9], [46.3, 39.5]]],
}
NEW_AREA: Json = {"kind": "district", "name": "Lachin", "geometry": GEOMETRY}
AREA: Json = {"id": AREA_ID, **NEW_AREA, "created_at": "2022-08-14T05:00:00.000000Z"}

# After a restore

LOST = {"marking": "3-001M", "category": "ap_mine", "count": 16, "found_on": "2022-08-15", "deleted": False}
OLD_EPOCH = "5f0c3b0e-6a9b-4a3e-8f59-3f4a5b6c7d8e"
WITNESS: Json = {
    "epoch": OLD_EPOCH,
    "finds": [{**ONE_FIND, "count": 16, "seq": 1841}],
    "done": True,
}
RECOVERY: Json = {
    "state": "open",
    "restores": [
        {
            "epoch": "0182c9b7-2800-7031-b233-343536373839",
            "from_epoch": OLD_EPOCH,
            "from_seq": 1836,
            "seq": 1_000_000,
            "at": RECEIVED,
            "why": "The disk burnt.",
            "closed_seq": None,
        }
    ],
    "last_known_seq": 1841,
    "returned": 2,
    "claimed": 2,
    "missing": {"count": 3, "ranges": [[1837, 1837], [1840, 1841]]},
    "journal": False,
    "tablets": [
        {
            "device_id": DEVICE_ID,
            "device": "tablet-7",
            "team": "T1",
            "state": "back",
            "told_all": True,
            "returned": 2,
        }
    ],
    "to_confirm": {
        "tokens": [
            {
                "id": TOKEN_ID,
                "prefix": TOKEN["prefix"],
                "role": "reviewer",
                "person": "Duty officer",
                "created_at": "2022-08-15T05:00:00.000000Z",
                "last_seen_at": None,
            }
        ],
        "webhooks": [],
    },
    "differing_finds": 1,
    "differing": [
        {
            "find_id": FIND_ID,
            "fields": ["count"],
            "now": {**LOST, "count": 14},
            "version": 4,
            "seen": LOST,
            "seq": 1841,
            "epoch": OLD_EPOCH,
            "by": ["tablet-7"],
            "explained": False,
        }
    ],
}
TAKEN: Json = {"results": [result(EDIT_ID, "applied", 1_000_003, version=5)]}
CLOSED: Json = {
    "id": STAFF_ID,
    "seq": 1_000_004,
    "replayed": False,
    "left": {
        "last_known_seq": 1841,
        "missing": {"count": 1, "ranges": [[1837, 1837]]},
        "differing_finds": 0,
        "tablets_away": [],
    },
}
