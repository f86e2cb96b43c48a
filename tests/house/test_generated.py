"""What is generated is what the code says; the form, the document and the clients have tests of their own."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from api import answer_shapes, generated
from api.generated import PARTS, ROOT, written
from models.answers.values import Day
from models.problem import FieldError


@pytest.mark.parametrize("file", PARTS)
def test_the_generated_parts_of_a_file_are_what_the_code_says(file: str) -> None:
    assert (ROOT / file).read_text("utf-8") == written(file), "run `make generate`"


def test_a_file_without_a_place_for_its_part_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(generated.PARTS, "README.md", {"fields": generated.fields_to_send})
    with pytest.raises(LookupError, match=r"README\.md has 0 places for fields"):
        written("README.md")


def test_the_shapes_of_answers_are_what_their_models_say() -> None:
    stored = {path.stem: path.read_text("utf-8") for path in answer_shapes.SHAPES.glob("[a-z]*.py")}
    assert stored == answer_shapes.written(), "run `make generate`"


def test_a_shape_is_a_dict_with_the_names_and_types_of_its_model() -> None:
    class Row(BaseModel):
        """A row. It is summed."""

        first: Annotated[Day, Field(alias="from")]
        total: int | None
        kind: Literal["a", "b"] = "a"
        parts: list[FieldError]

    assert answer_shapes.Shapes("reports").shape(Row).splitlines() == [
        "Row = TypedDict(",
        '    "Row",',
        "    {",
        '        "from": str,',
        '        "total": int | None,',
        '        "kind": NotRequired[str],',
        '        "parts": list[FieldError],',
        "    },",
        ")",
        '"""A row. It is summed."""',
    ]
