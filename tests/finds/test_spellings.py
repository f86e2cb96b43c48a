"""One value has one form, whichever door it came through: what is stored, logged and served of it is the same text."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from models.canonical import canonical
from models.fields import Policy
from models.find import FIELDS, FIND_FIELDS
from sync.database.database import Database
from sync.verify.verify import verify
from tests.collect import LETTER as FORM
from tests.collect import Collect, as_new
from tests.files.test_imports import HEADING, MAPPING, post
from tests.service import FIND as WHOLE
from tests.service import MADE_AT, Device, Json, Operation, answered, create, edit, place

SHA = "0a" * 32
SPELLINGS: dict[str, list[Any]] = {
    "marking": ["3-001M", " 3 001m ", "З–001М", *(unicodedata.normalize(form, "ПМН-Й") for form in ("NFC", "NFD"))],
    "category": ["ap_mine", "uxo"],
    "count": [14, 14.0, 1e1],
    "position": [
        {"crs": "EPSG:28408", "x": 4401190, "y": 8635076},
        {"y": 8635076.0, "x": 4401190.0, "crs": "EPSG:28408"},
        {"crs": "EPSG:28408", "x": 4401190.50, "y": 8.635076e6, "accuracy_m": 5.0},
        {"crs": "EPSG:4326", "lat": 40.0, "lon": 46.574427000},
        {"crs": "EPSG:32638", "easting": 634917.0, "northing": 4399329},
        {"crs": "MGRS", "mgrs": "38S PJ 34917 99329"},
        {"crs": "MGRS", "mgrs": "38spj3491799329"},
    ],
    "found_on": ["2022-08-15", "2022-08-16"],
    "disposition": ["left_marked", None],
    "manufactured_year": [2021, 2021.0, None],
    "manufactured_country": ["SU", " su", None],
    "lot": ["7-84", "e\u0301", "\u00e9", None],
    "district": ["Laçın", unicodedata.normalize("NFD", "Laçın"), None],
    "depth_cm": [0, 0.0, -0.0, 12.0, None],
    "condition": ["rusted", " ", None],
    "method": ["detector", "\u2028", None],
    "note": ["a\r\nb", "\\ \" \u0001 \U0001f4a3", None],
    "photos": [[SHA], [SHA, SHA], ["ff" * 32, SHA], [], None],
}  # fmt: skip
"""Of each field, values that are written in other ways than one would."""
REVIEWED = [field.name for field in FIND_FIELDS if field.policy is Policy.REVIEW]
EACH = [(name, value) for name, values in SPELLINGS.items() for value in values]


def test_every_field_has_spellings() -> None:
    assert set(SPELLINGS) == set(FIELDS)


@pytest.fixture
async def tablet(operation: Operation) -> AsyncIterator[Device]:
    """A tablet; in the end all that it and others brought is looked at."""
    yield await operation.enrol()
    await hold(operation)


async def hold(operation: Operation) -> None:
    """What is stored, logged and served of every find is one text, the canonical one; `verify` finds nothing."""
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []
    logged = dict(await operation.service.sql("SELECT find_id, find FROM log WHERE version IS NOT NULL ORDER BY seq"))
    stored = dict(await operation.service.sql("SELECT id, document FROM find"))
    served = await operation.finds()
    assert len(served) == len(stored) > 0
    for id, document in stored.items():
        in_log, in_row = orjson.loads(logged[id]), orjson.loads(document)
        for name in FIELDS:
            texts = {orjson.dumps(one.get(name), option=orjson.OPT_SORT_KEYS) for one in (in_log, in_row, served[id])}
            assert texts == {canonical(served[id][name])}, (name, texts)


async def test_through_a_tablet(tablet: Device) -> None:
    made = [create(position=place(n)) for n in range(len(EACH))]
    await tablet.push(*made)
    for (name, value), one in zip(EACH, made, strict=True):
        saw = one["set"].get(name)
        set_here = [edit(one["find_id"], MADE_AT, **{name: (saw, value)})]
        if value is not None:
            set_here.append(create(**{name: value}))
        for result in await tablet.push(*set_here):
            assert result["outcome"] in ("applied", "merged"), (name, value, result)


async def test_through_an_edit_by_staff(operation: Operation, tablet: Device) -> None:
    made = create()
    await tablet.push(made)
    for name, value in EACH:
        answered(await operation.change(made["find_id"], set={name: value}))


async def test_through_a_release(operation: Operation, tablet: Device) -> None:
    refused = [create(count=0) for _ in EACH]
    await tablet.push(*refused)
    for (name, value), kept in zip(EACH, await operation.items("/v1/quarantine"), strict=True):
        fixed: Json = {**kept["mutation"], "set": {**WHOLE, name: value}}
        if value is None:
            del fixed["set"][name]
        answered(await operation.release(kept["id"], fixed))


async def test_through_a_resolution(operation: Operation, tablet: Device) -> None:
    other = await operation.enrol()
    asked = [(name, value) for name, value in EACH if name in REVIEWED]
    made = [create(position=place(5 * n)) for n in range(len(asked))]
    await tablet.push(*made)
    offered: dict[str, tuple[Any, Any]] = {
        "marking": ("PMN", "PMN-2"), "category": ("axo", "fuze"), "count": (20, 21),
        "position": (place(900), place(901)), "found_on": ("2022-08-20", "2022-08-21"),
        "disposition": ("removed", "destroyed"),
        "manufactured_year": (1990, 1991),
    }  # fmt: skip
    for (name, value), one in zip(asked, made, strict=True):
        saw = one["set"].get(name)
        one_value, other_value = offered.get(name, ("this", "that"))
        await tablet.push(edit(one["find_id"], MADE_AT, **{name: (saw, one_value)}))
        await other.push(edit(one["find_id"], MADE_AT, **{name: (saw, other_value)}))
        (conflict,) = await operation.items("/v1/conflicts", find_id=one["find_id"])
        answered(await operation.resolve(conflict["id"], value))


async def test_through_an_import(operation: Operation, tablet: Device) -> None:
    columns = [
        name for name in FIELDS if name not in ("marking", "category", "count", "position", "found_on", "photos")
    ]
    mapping = {**MAPPING, "columns": {**MAPPING["columns"], **{name: name for name in columns}}}
    rows = [",".join([HEADING, *columns])]
    for n, (name, value) in enumerate(EACH):
        if name in columns and not (isinstance(value, str) and {*value} & {"\r", "\n", '"'}):
            cells = ["" if one != name or value is None else str(value) for one in columns]
            rows.append(
                ",".join(["1", "3-001M", "12", "2022-08-15", f"{4401180 + 100 * n}.0", "8635076.0", "T1", *cells])
            )
    for model, count in ((" 3 001m", "12.0"), (unicodedata.normalize("NFD", "ПМН-Й"), "1e1")):
        rows.append(",".join(["1", model, count, "2022-08-15", "4401180.50", "8635076", "T1", *("" for _ in columns)]))
    answered(await post(operation, "\n".join(rows), mapping))


async def test_through_a_form(tablet: Device) -> None:
    collect = Collect(tablet)
    for name, value in EACH:
        if isinstance(value, str | int | float) and not (isinstance(value, str) and "\u0001" in value):
            (answer,) = await collect.send(as_new(FORM, **{name: str(value)}))
            assert answer.status_code in (201, 202), (name, value, answer.text)
    for x in ("4401190.0", "4401190", "04401190"):
        await collect.send(as_new(FORM, x=x))
