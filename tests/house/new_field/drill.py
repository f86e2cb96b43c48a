"""What is done with the new field, in the copy of the tree that has it: run by test_new_field.py."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pandas
import pytest
from minetally_client import Device

from api.app import openapi_document
from api.exports.forms import FORMS
from sync.database.database import Database
from sync.verify.verify import verify
from tests.collect import LETTER, Collect, as_new, find_id
from tests.exporting import export_file
from tests.ogc import features
from tests.service import FIND, Operation, answered, create, edit, outcomes

FIELD = "fuze_state"


async def disputed(operation: Operation) -> str:
    """A find whose fuze one tablet says is removed, and another that it is damaged."""
    one, other = await operation.enrol("T1"), await operation.enrol("T2")
    made = create(**{FIELD: "fitted"})
    await one.push(made, edit(made["find_id"], fuze_state=("fitted", "removed")))
    (result,) = await other.push(edit(made["find_id"], fuze_state=("fitted", "damaged")))
    assert (result["outcome"], [conflict["field"] for conflict in result["conflicts"]]) == ("conflict", [FIELD])
    return str(made["find_id"])


async def test_a_tablet_sets_it_and_a_word_that_it_does_not_take_is_refused(operation: Operation) -> None:
    tablet = await operation.enrol()
    taken, refused = create(**{FIELD: "none"}), create(**{FIELD: "lost"})
    results = await tablet.push(taken, refused)
    assert outcomes(results) == ["applied", "rejected"]
    assert [error["field"] for error in results[1]["problem"]["errors"]] == [f"set.{FIELD}"]
    assert (await tablet.pull())[taken["find_id"]][FIELD] == "none"


async def test_two_tablets_disagree_and_a_person_decides(operation: Operation) -> None:
    id = await disputed(operation)
    (conflict,) = await operation.items("/v1/conflicts")
    assert (conflict["accepted"]["value"], conflict["offers"][0]["value"]) == ("removed", "damaged")
    answered(await operation.resolve(conflict["id"], "damaged"))
    assert (await operation.find(id))[FIELD] == "damaged"
    replaced = [change for entry in await operation.history(id) for change in entry["replaced"]]
    assert [(one["from"], one["to"]) for one in replaced if one["field"] == FIELD] == [
        (None, "fitted"),
        ("fitted", "removed"),
        ("removed", "damaged"),
    ]
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


def by_sqlite(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as opened:
        return [value for (value,) in opened.execute(f"SELECT {FIELD} FROM finds")]


READ: dict[str, Callable[[Path], list[Any]]] = {
    "csv": lambda path: [*pandas.read_csv(path)[FIELD]],
    "xlsx": lambda path: [*pandas.read_excel(path)[FIELD]],
    "gpkg": by_sqlite,
    "geojson": lambda path: [one["properties"][FIELD] for one in json.loads(path.read_text())["features"]],
    "kml": lambda path: re.findall(rf'<SimpleData name="{FIELD}">(\w+)<', path.read_text()),
    "parquet": lambda path: [*pandas.read_parquet(path)[FIELD]],
    "ndjson": lambda path: [json.loads(line)[FIELD] for line in path.read_text().splitlines()],
    "imsma": lambda path: [*pandas.read_csv(path)[FIELD]],
}


@pytest.mark.parametrize("form", FORMS)
async def test_it_is_in_every_export(operation: Operation, tmp_path: Path, form: str) -> None:
    await (await operation.enrol()).push(create(**{FIELD: "damaged"}))
    _, path = await export_file(operation, form, tmp_path)
    assert READ[form](path) == ["damaged"]


async def imported(operation: Operation, name: str, content: bytes) -> list[Any]:
    """What the field is in the finds that a file makes."""
    files = {"file": (name, content)}
    headers = {"Authorization": f"Bearer {operation.token}"}
    answer = answered(await operation.service.client.post("/v1/imports", files=files, headers=headers))
    assert answer["new"] == 1, answer
    return [find[FIELD] for find in await operation.items("/v1/finds")]


async def test_an_export_and_a_file_of_others_are_imported(operation: Operation, tmp_path: Path) -> None:
    await (await operation.enrol()).push(create(**{FIELD: "damaged"}))
    _, path = await export_file(operation, "csv", tmp_path)
    assert await imported(await operation.service.operation("other"), "finds.csv", path.read_bytes()) == ["damaged"]
    theirs = "Модель;Категория;Количество;Дата;lat;lon;Взрыватель\nПМН-2;ПП;2;15.08.2022;39,73;46,57;Снят\n"
    assert await imported(await operation.service.operation("third"), "theirs.csv", theirs.encode()) == ["removed"]


async def test_a_map_has_its_words_and_filters_by_it(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(**{FIELD: "damaged"}), create())
    schema = answered(await operation.call("GET", "/ogc/collections/finds/schema"))
    assert schema["properties"][FIELD]["enum"] == ["fitted", "removed", "damaged", "none", "unknown"]
    (feature,) = await features(operation, "finds", filter=f"{FIELD} = 'damaged'")
    assert feature["properties"][FIELD] == "damaged"


async def test_the_form_asks_for_it_and_its_answer_is_read(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    about = await collect.forms()
    form, _ = await collect.form()
    assert f'version="{about["version"]}"'.encode() in form
    assert f'<select1 ref="/data/{FIELD}">'.encode() in form
    assert "В каком состоянии взрыватель?".encode() in form
    filled = as_new(LETTER, **{FIELD: "removed"})
    assert [answer.status_code for answer in await collect.send(filled)] == [201]
    assert (await operation.find(find_id(filled)))[FIELD] == "removed"


def test_the_document_names_it_and_its_words() -> None:
    schemas = orjson.loads(orjson.dumps(openapi_document()))["components"]["schemas"]
    assert schemas["FuzeState"]["enum"] == ["fitted", "removed", "damaged", "none", "unknown"]
    assert FIELD in schemas["FindFields"]["properties"]
    assert FIELD in schemas["Find"]["required"]
    assert FIELD in schemas["FieldName"]["enum"]


def test_the_python_client_notes_it(tmp_path: Path) -> None:
    with Device(tmp_path / "tablet.db", "http://127.0.0.1:1") as device:
        id = device.create({**FIND, FIELD: "fitted"})
        device.edit(id, {FIELD: "removed"})
        (find,) = device.finds()
        assert find.fields.to_dict()[FIELD] == "removed"
