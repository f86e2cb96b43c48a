"""What is sent to each operation of the API, and what it answers."""

from __future__ import annotations

from api.openapi.examples.staff import (
    AREA,
    CLOSED,
    CONFLICT,
    DECIDED,
    DEVICE,
    DISMISSED,
    FIXED,
    NEW_AREA,
    PAIR,
    QUARANTINED,
    RECOVERY,
    RELEASED,
    TAKEN,
    TOKEN,
    WITNESS,
)
from api.openapi.examples.week import (
    CODE,
    CREATE,
    CREATE_ID,
    CURSOR,
    DELETE,
    DEVICE_ID,
    EDIT,
    EPOCH,
    ETAG,
    FIND_ID,
    FINGERPRINT,
    HASH,
    HISTORY_ENTRY,
    LATER,
    ONE_FIND,
    OTHER_FIND,
    PAIR_ID,
    RECEIVED,
    RESULTS,
    SIGNS,
    STAFF_ID,
    TOKEN_ID,
    Examples,
    named,
    page,
)
from models.receipt import line_of, mutation_sha256, receipt_of
from models.shapes import Json

EXCHANGE: Json = {"cursor": None, "limit": 500, "device_time": "2022-08-16T19:02:11+04:00"}
LINK: Json = {"id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c31", "after": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c30"}
SECRET = "x0JdUq7Tz0xV3mYb9KcR2fHn5sLwPa8EgDi1oNuQk4M"
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
    "beside": [],
    "xml_sha256": HASH,
}


REQUESTS: dict[str, Examples] = {
    "sync": {
        **named(
            "A new find, and an edit of it",
            {**EXCHANGE, "exchange": LINK, "mutations": [CREATE, EDIT]},
            "push_and_pull",
        ),
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
    "release_quarantined": named("5, not -5", {"mutation": FIXED}),
    "decide_duplicate": {
        **named(
            "One find",
            {"id": STAFF_ID, "decision": "same", "survivor": FIND_ID, "reason": "Both teams marked it."},
            "same",
        ),
        **named("Two finds", {"id": STAFF_ID, "decision": "distinct", "reason": "Two craters."}, "distinct"),
    },
    "dismiss_quarantined": named("Why", {"reason": "Typed twice."}),
    "witness": named("The last of an old copy", WITNESS),
    "admit": named("A tablet, and a token", {"devices": [DEVICE_ID], "tokens": [TOKEN_ID]}),
    "take_witnessed": named(
        "One find", {"id": STAFF_ID, "find_ids": [FIND_ID], "versions": {FIND_ID: 4}, "reason": "Three saw it."}
    ),
    "close_recovery": named("All are back", {"id": STAFF_ID, "reason": "All tablets are back."}),
    "add_area": named("A district", NEW_AREA),
    "create_enrolment": {
        **named("For a new tablet", {"team": "T1", "device": "tablet-7"}, "new"),
        **named("In place of a tablet", {"device_id": DEVICE_ID}, "replaced"),
    },
    "bring_photo": named("The bytes of a photo", "..."),
    "enrol": named("The code, and a secret", {"code": CODE, "secret": SECRET}),
    "create_token": named("For a reviewer", {"role": "reviewer", "person": "Duty officer", "days": 365}),
}

HEAD = {"seq": 1838, "hash": HASH}
LINES = [line_of(mutation_sha256(one), RESULTS[name]) for one, name in ((CREATE, "create"), (EDIT, "edit"))]
ANSWER: Json = {
    "server_time": RECEIVED,
    "receipt": receipt_of("lachin-2022", EPOCH, DEVICE_ID, HEAD, LINES, SIGNS),
    "epoch": EPOCH,
    "cursor": CURSOR,
    "has_more": False,
    "forked": False,
    "recovery": None,
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
        **named("Another tablet has its token", {**ANSWER, "forked": True, "results": [], "changes": []}, "forked"),
    },
    "list_finds": named("Two finds", page(ONE_FIND, OTHER_FIND)),
    "get_find": named("A find with an open conflict", ONE_FIND),
    "get_find_history": named("One edit", {**page(HISTORY_ENTRY), "pairs": []}),
    "edit_find": named("It went in", RESULTS["resolution"]),
    "list_conflicts": named("Two tablets, two counts", page(CONFLICT)),
    "get_conflict": named("Two tablets, two counts", CONFLICT),
    "resolve_conflict": named("It is settled", RESULTS["resolution"]),
    "list_quarantine": named("A count of -5", page(QUARANTINED)),
    "get_quarantined": named("A count of -5", QUARANTINED),
    "release_quarantined": named("It went in", RELEASED),
    "dismiss_quarantined": named("It stays out", DISMISSED),
    "get_recovery": named("A count that was lost", RECOVERY),
    "admit": named("They are admitted", {"devices": [DEVICE_ID], "tokens": [TOKEN_ID], "webhooks": []}),
    "witness": named("It is kept", {"kept": 1}),
    "take_witnessed": named("It went in", TAKEN),
    "close_recovery": named("It is closed", CLOSED),
    "list_submissions": named("A form with a photo", page(SUBMISSION)),
    "list_duplicates": named("Two teams, one find?", page(PAIR)),
    "get_duplicate": named("Two teams, one find?", PAIR),
    "decide_duplicate": named("One find", DECIDED),
    "list_areas": named("A district", page(AREA)),
    "add_area": named("A district", {"operation": "lachin-2022", **AREA}),
    "create_enrolment": named(
        "For one tablet",
        {
            "id": STAFF_ID,
            "code": CODE,
            "uri": f"minetally://enrol?server=http%3A%2F%2F127.0.0.1%3A8000&code={CODE}&server_key={FINGERPRINT}",
            "address": f"http://127.0.0.1:8000/tablet/#code={CODE}&server_key={FINGERPRINT}",
            "expires_at": "2022-08-21T05:00:00.000000Z",
        },
    ),
    "list_enrolments": named(
        "One for a new tablet",
        page(
            {
                "id": STAFF_ID,
                "device_id": None,
                "team": "T1",
                "device": "tablet-7",
                "created_at": "2022-08-14T05:00:00.000000Z",
                "expires_at": "2022-08-21T05:00:00.000000Z",
            }
        ),
    ),
    "enrol": named(
        "A new tablet",
        {
            "device_id": DEVICE_ID,
            "token": f"mt-device.lachin-2022.{SECRET}",
            "operation": "lachin-2022",
            "timezone": "Asia/Baku",
            "team": "T1",
            "device": "tablet-7",
            "expires_at": "2025-08-13T05:00:00.000000Z",
            "server_key": FINGERPRINT,
            "odk_collect": "eNqrVkpPzUstSsxRsqpW…",
        },
    ),
    "list_devices": named("Another tablet has its token", page(DEVICE)),
    "list_teams": named("One team", page({"name": "T1", "created_at": "2022-08-14T05:00:00.000000Z"})),
    "list_tokens": named(
        "A reviewer's",
        page(
            {
                **TOKEN,
                "device_id": None,
                "created_at": "2022-08-15T05:00:00.000000Z",
                "revoked_at": None,
                "unconfirmed_since": None,
                "last_seen_at": LATER,
            }
        ),
    ),
    "create_token": named("A reviewer's", {"token": "mt-reviewer.lachin-2022.q7Tz0x…", **TOKEN}),
    "keys": named(
        "The only key so far",
        {
            "fingerprint": FINGERPRINT,
            "key": SIGNS.public,
            "keys": [
                {
                    "key": SIGNS.public,
                    "fingerprint": FINGERPRINT,
                    "from": "2022-08-15T05:00:00.000000Z",
                    "until": None,
                    "signed_by": None,
                    "signature": None,
                    "revoked_at": None,
                }
            ],
        },
    ),
    "health": named("It lives", {"status": "ok", "version": "0.1.0"}),
    "ready": named("It is ready", {"status": "ready", "warnings": []}),
}
