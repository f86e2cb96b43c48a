"""The examples of reports, editions, the catalogue, settings and rosters: the same week, published and corrected."""

from __future__ import annotations

from api.openapi.examples.week import (
    CREATE_ID,
    DEVICE_ID,
    EPOCH,
    FIND_ID,
    FINGERPRINT,
    HASH,
    LATER,
    OTHER_FIND_ID,
    RECEIVED,
    SENT,
    SK_42,
    STAFF_ID,
    Examples,
    named,
    page,
)
from models.problem import problem
from models.settings import OperationSettings, PublishConditions
from models.shapes import Json

SUMS: Json = {"total": 1318, "finds": 214, "disputed": {"conflicts": 2, "low": 1314, "high": 1322}}
PERIOD: Json = {"from": "2022-08-15", "to": "2022-08-22", "days": 8, "iso_week": None}
REPORT: Json = {
    "operation": "lachin-2022",
    "period": PERIOD,
    "as_of": {"seq": 1841, "time": "2022-08-23T04:00:00.000000Z"},
    "total": 1318,
    "finds": 214,
    "by_type": [
        {
            "type": "3001M",
            "marking": "3-001M",
            "category": "ap_mine",
            "class": "AP",
            "known": True,
            "manufactured": {"2021": 1318},
            "manufactured_unknown": 0,
            **SUMS,
        }
    ],
    "by_district": [{"district": "Lachin", **SUMS}],
    "disputed": SUMS["disputed"],
    "suspected_duplicates": {"pairs": 1, "total": 6},
    "quarantine": {"waiting": 2},
    "completeness": {"expected": 7, "reported": 6, "share": 0.8571},
    "devices": {
        "expected": 7,
        "reported": 6,
        "silent": [{"device": "tablet-7", "device_id": DEVICE_ID, "team": "T1", "last_seen_at": LATER}],
    },
    "teams": [{"team": "T1", "expected": 7, "reported": 6, "last_seen_at": "2022-08-23T03:12:40.000000Z"}],
    "late": None,
    "overlaps": [
        {"number": 2, "revision": 1, "from": "2022-08-22", "to": "2022-08-28", "days": ["2022-08-22"], "total": 20}
    ],
    "cumulative": {"since": "2022-04-01", "total": 9040, "finds": 1290},
    "previous": {"from": "2022-08-07", "to": "2022-08-14", "total": 0, "finds": 0, "change": 1318},
    "recovery": None,
    "lost": [],
    "stopped": None,
}
SEASON: Json = {
    "operation": "lachin-2022",
    "period": {"from": "2022-08-15", "to": "2022-08-22", "days": 8, "iso_week": None},
    "as_of": REPORT["as_of"],
    "total": 1318,
    "finds": 214,
    "weeks": [
        {
            "week": "2022-W33",
            "from": "2022-08-15",
            "to": "2022-08-21",
            "days": 7,
            "total": 1298,
            "finds": 209,
            "change": None,
            "cumulative": 1298,
            "by_type": [{"type": "3001M", "total": 1298, "finds": 209}],
        },
        {
            "week": "2022-W34",
            "from": "2022-08-22",
            "to": "2022-08-22",
            "days": 1,
            "total": 20,
            "finds": 5,
            "change": -1278,
            "cumulative": 1318,
            "by_type": [{"type": "3001M", "total": 20, "finds": 5}],
        },
    ],
}
COUNTED: Json = {
    "find_id": FIND_ID,
    "version": 3,
    "seq": 1839,
    "found_on": "2022-08-15",
    "type": "3001M",
    "marking": "З-001М",
    "category": "ap_mine",
    "count": 14,
    "manufactured_year": 2021,
    "district": "Lachin",
    "team": "T1",
    "device": "tablet-7",
    "device_id": DEVICE_ID,
    "person": None,
    "position": SK_42,
    "lat": 39.733186,
    "lon": 46.574427,
    "accuracy_m": None,
    "transform": "EPSG:15865",
    "made_at": SENT,
    "received_at": RECEIVED,
    "conflicts": ["count"],
    "entries": [1837, 1838, 1839],
}
GEOJSON: Examples = named(
    "The finds that are counted, in longitude and latitude of WGS 84",
    {
        "type": "FeatureCollection",
        "operation": "lachin-2022",
        "total": 14,
        "features": [
            {
                "type": "Feature",
                "id": FIND_ID,
                "geometry": {"type": "Point", "coordinates": [46.574427, 39.733186]},
                "properties": COUNTED,
            }
        ],
    },
)
SETTINGS: Json = OperationSettings(publish=PublishConditions(least_completeness=0.8, no_silent_teams=True)).model_dump()
EDITION: Json = {
    "operation": "lachin-2022",
    "number": 1,
    "revision": 1,
    "period": PERIOD,
    "published_at": REPORT["as_of"]["time"],
    "published_by": "Duty officer",
    "software": "0.1.0",
    "server_key": FINGERPRINT,
    "stands_on": {"seq": 1841, "hash": HASH, "epoch": EPOCH, "in_verified_backup": False},
    "rules": {"version": 1702, "settings": SETTINGS, "catalogue": {"version": 1702, "types": 221, "sha256": HASH}},
    "unmet": [
        {"condition": "least_completeness", "detail": "6 of 7 tablets have reported, and 90% must have."},
    ],
    "anyway": "The ministry needs the figure today; tablet 7 is at the mountain post.",
    "withdraws": None,
    "report": {**REPORT, "cumulative": None},
    "sha256": HASH,
}
LISTED: Json = {
    **{name: EDITION[name] for name in ("number", "revision", "period", "published_at", "published_by")},
    **SUMS,
    "completeness": REPORT["completeness"],
    "seq": 1842,
    "anyway": EDITION["anyway"],
    "withdraws": None,
    "stands": True,
    "sha256": HASH,
}
SIDE: Json = {
    "found_on": "2022-08-19",
    "type": "3001M",
    "category": "ap_mine",
    "count": 14,
    "manufactured_year": 2021,
    "district": "Lachin",
}
DIFFERENCES: Json = {
    "operation": "lachin-2022",
    "before": {
        "from": "2022-08-15",
        "to": "2022-08-22",
        "seq": 1841,
        "time": REPORT["as_of"]["time"],
        "total": 1318,
        "finds": 214,
        "edition": {"number": 1, "revision": 1, "seq": 1841},
    },
    "after": {
        "from": "2022-08-15",
        "to": "2022-08-22",
        "seq": 1850,
        "time": "2022-09-02T09:00:00.000000Z",
        "total": 1332,
        "finds": 215,
        "edition": None,
    },
    "change": 14,
    "by_reason": [{"reason": "late_arrival", "means": "late arrival", "change": 14, "finds": 1}],
    "by_type": [{"type": "3001M", "change": 14}],
    "finds": [
        {
            "find_id": OTHER_FIND_ID,
            "change": 14,
            "steps": [
                {
                    "seq": 1850,
                    "reason": "late_arrival",
                    "change": 14,
                    "sentence": "+14, tablet-7: late arrival, found 19 Aug 2022, received 2 Sep 2022",
                    "before": None,
                    "after": SIDE,
                    "device": "tablet-7",
                    "team": "T1",
                    "person": None,
                    "received_at": "2022-09-02T08:41:10.000000Z",
                }
            ],
        }
    ],
}
ALIAS: Json = {
    "key": "Э001M",
    "marking": "Э-001М",
    "person": "Duty officer",
    "reason": "Photo of the casing: it is the same mine.",
    "added_at": LATER,
    "since_seq": 1702,
}
TYPE: Json = {
    "key": "3001M",
    "marking": "3-001M",
    "name": "Blast mine reported with this marking, 2022",
    "category": "ap_mine",
    "class": "AP",
    "country": "",
    "markings": [],
    "source": "UN document A/76/930-S/2022/642",
    "since_seq": 0,
    "aliases": [ALIAS],
}
UNKNOWN: Json = {
    "key": "Э001M",
    "typed": ["Э-001М", "э-001м"],
    "total": 20,
    "finds": 4,
    "first_day": "2022-08-15",
    "last_day": "2022-08-21",
    "look_alikes": [{"type": "3001M", "marking": "3-001M", "distance": 0, "why": "with characters that look alike"}],
}
EFFECT: Json = {
    "preview": False,
    "effect": {
        "finds": 4,
        "weeks": [
            {
                "week": "2022-W33",
                "from": "2022-08-15",
                "to": "2022-08-21",
                "types": [
                    {"type": "3001M", "before": 1298, "after": 1318},
                    {"type": "Э001M", "before": 20, "after": 0},
                ],
            }
        ],
        "editions": [{"number": 1, "revision": 1, "from": "2022-08-15", "to": "2022-08-22"}],
    },
}
NO_EFFECT: Json = {"preview": False, "effect": {"finds": 0, "weeks": [], "editions": []}}
ROSTER_DAY: Json = {
    "day": "2022-08-15",
    "teams": ["T1"],
    "devices": [],
    "person": "Duty officer",
    "set_at": LATER,
    "since_seq": 1703,
}
NOT_MET: Json = {
    **problem(
        "conditions_not_met",
        "6 of 7 tablets have reported, and 90% must have. Publish anyway with `anyway`, and a reason.",
    ),
    "conditions": EDITION["unmet"],
}

REQUESTS: dict[str, Examples] = {
    "set_type": named(
        "A new type",
        {
            "id": CREATE_ID,
            "marking": "PMN-2",
            "name": "PMN-2 blast mine",
            "category": "ap_mine",
            "country": "SUN",
            "markings": ["ПМН-2"],
            "source": "The operation's own sheet",
            "reason": "Found in the north.",
        },
    ),
    "remove_type": named("It was a mistake", {"id": CREATE_ID, "reason": "Entered twice."}),
    "add_alias": {
        **named(
            "Say first what would change",
            {"id": CREATE_ID, "marking": "Э-001М", "reason": "?", "preview": True},
            "preview",
        ),
        **named(
            "One marking, two readings", {"id": CREATE_ID, "marking": "Э-001М", "reason": ALIAS["reason"]}, "alias"
        ),
    },
    "remove_alias": named("It was another mine", {"id": CREATE_ID, "reason": "The laboratory says otherwise."}),
    "set_settings": named("Conditions for publishing", {"id": STAFF_ID, "settings": SETTINGS}),
    "set_roster": named(
        "One team on two days", {"id": STAFF_ID, "days": ["2022-08-15", "2022-08-16"], "teams": ["T1"]}
    ),
    "publish_edition": {
        **named("Eight days", {"id": STAFF_ID, "from": "2022-08-15", "to": "2022-08-22"}, "days"),
        **named("All the same", {"id": STAFF_ID, "week": "2022-W33", "anyway": EDITION["anyway"]}, "anyway"),
    },
}
ANSWERS: dict[str, Examples] = {
    "weekly_report": named("group_by=type,district&since=2022-04-01", REPORT),
    "weekly_report_finds": named("One find", page(COUNTED)),
    "season_report": named("group_by=type", SEASON),
    "list_editions": named("One edition", page(LISTED)),
    "publish_edition": named("Published all the same", EDITION),
    "get_edition": named("As it was published", EDITION),
    "list_edition_finds": named("One find", page(COUNTED)),
    "edition_differences": named("A late tablet", DIFFERENCES),
    "list_types": named("One type", page(TYPE)),
    "get_type": named("A type with an alias", TYPE),
    "list_look_alikes": named("Ze, or E?", page(UNKNOWN)),
    "set_type": named("Nothing is counted elsewhere", NO_EFFECT),
    "remove_type": named("Nothing is counted elsewhere", NO_EFFECT),
    "add_alias": named("A week changes", EFFECT),
    "remove_alias": named("Nothing is counted elsewhere", NO_EFFECT),
    "get_settings": named(
        "As an administrator set them",
        {"settings": SETTINGS, "since_seq": 12, "person": "administrator", "set_at": LATER},
    ),
    "set_settings": named("They hold from now on", NO_EFFECT),
    "get_roster": named("One day", page(ROSTER_DAY)),
    "set_roster": named("It holds from now on", NO_EFFECT),
}
