"""Finds that were stored before a find had one of its fields: everywhere that the field is promised, it is null."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from api.exports.forms import FORMS
from models.find import FIELDS, REQUIRED
from sync.database.database import Database
from sync.finds.projection import as_served
from sync.verify.verify import verify
from tests.exporting import export_file, exported
from tests.ogc import features
from tests.service import Json, Operation, answered, create, delete, edit, outcomes, place

YOUNG = "lot"
"""The field that these finds do not have: they were stored by a server that did not know it."""


async def forget(operation: Operation) -> None:
    """Takes the field out of the documents that are stored of finds: all else names only fields that have a value."""
    for id, stored in await operation.service.sql("SELECT id, document FROM find"):
        kept = orjson.loads(stored)
        del kept[YOUNG]
        text = orjson.dumps(kept).decode()
        await operation.service.sql("UPDATE find SET document = :text WHERE id = :id", text=text, id=id)


@pytest.fixture
async def older(operation: Operation) -> Operation:
    """An operation with three finds of an older server: one as it was made, its twin, and one in conflict."""
    one, other = await operation.enrol("T1"), await operation.enrol("T2")
    plain, disputed = create(district="Lachin"), create(position=place(9))
    await one.push(plain, disputed, create(count=3))
    await one.push(edit(disputed["find_id"], count=(12, 14)))
    await other.push(edit(disputed["find_id"], count=(12, 15)))
    await forget(operation)
    stored = [orjson.loads(document) for (document,) in await operation.service.sql("SELECT document FROM find")]
    assert not any(YOUNG in document for document in stored)
    return operation


def lacks(finds: list[Json]) -> list[Json]:
    """Those that do not have the field, or have something in it."""
    assert finds
    return [find for find in finds if find.get(YOUNG, "missing") is not None]


async def test_they_are_served_with_null(older: Operation) -> None:
    finds = await older.items("/v1/finds")
    assert lacks(finds) == []
    assert lacks([await older.find(find["id"]) for find in finds]) == []
    assert lacks([find for pair in await older.items("/v1/duplicates") for find in pair["finds"]]) == []


async def test_a_tablet_pulls_them_with_null(older: Operation) -> None:
    changes = answered(await (await older.enrol("T3")).exchange())["changes"]
    assert lacks([change["find"] for change in changes]) == []


async def test_a_map_shows_them_and_finds_them_by_null(older: Operation) -> None:
    shown = await features(older, "finds", filter=f"{YOUNG} IS NULL")
    assert len(shown) == 3
    assert lacks([feature["properties"] for feature in shown]) == []


@pytest.mark.parametrize("form", FORMS)
async def test_they_are_exported(older: Operation, form: str, tmp_path: Path) -> None:
    _, rows = await exported(older)
    assert lacks(rows) == []
    export, path = await export_file(older, form, tmp_path)
    assert export.finds == 3
    assert path.stat().st_size


async def test_they_are_edited_deleted_and_settled_by_tablets_and_staff(older: Operation) -> None:
    tablet = await older.enrol("T3")
    finds = await older.items("/v1/finds")
    (twin,) = [find for find in finds if find["count"] == 3]
    (plain,) = [find for find in finds if find["district"]]
    saw = {name: twin[name] for name in FIELDS if name != YOUNG}  # the tablet does not know it either
    results = await tablet.push(edit(plain["id"], lot=(None, "A1"), count=(12, 13)), {**delete(twin["id"]), "was": saw})
    assert outcomes(results) == ["applied", "applied"]
    (conflict,) = [one for one in await older.items("/v1/conflicts") if one["field"] == "count"]
    answered(await older.resolve(conflict["id"], 15))
    answered(await older.change(conflict["find_id"], set={YOUNG: "B2"}))
    assert {find[YOUNG] for find in await older.items("/v1/finds")} == {"A1", "B2", None}
    (entry,) = [entry for entry in await older.history(plain["id"]) if entry["kind"] == "edit"]
    assert {"field": YOUNG, "from": None, "to": "A1"} in entry["replaced"]


async def test_a_rule_that_changes_nothing_of_them_makes_them_no_change(older: Operation) -> None:
    before = await older.finds()
    around = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}
    area = {"kind": "operation", "name": "All of it", "geometry": around}
    answered(await older.call("POST", "/v1/areas", area), 201)
    assert await older.finds() == before


async def test_verify_finds_nothing_wrong_with_them(older: Operation) -> None:
    async with Database(older.service.database_url) as database:
        assert (await database.read(verify, older.name)).findings == []


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in REQUIRED])
def test_whichever_field_is_young_a_document_is_served_as_if_it_had_been_known(name: str) -> None:
    first = {"id": "1", "version": 1, "seq": 1, "state": "live", "duplicate_of": None}
    known = {**dict.fromkeys(FIELDS), "marking": f'"{name}":', "count": 1}
    added = {"type": {"key": "3001M"}, "created": {name: "not the field"}}
    older = {other: value for other, value in known.items() if other != name}
    whole, lacking = (orjson.dumps({**first, **fields, **added}) for fields in (known, older))
    assert as_served(whole) is whole
    assert (as_served(lacking), as_served(lacking.decode())) == (whole, whole.decode())
