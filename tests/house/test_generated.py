"""What is generated is what the code says; the form, the document and the clients have tests of their own."""

from __future__ import annotations

import pytest

from api import generated
from api.generated import PARTS, ROOT, written


@pytest.mark.parametrize("file", PARTS)
def test_the_generated_parts_of_a_file_are_what_the_code_says(file: str) -> None:
    assert (ROOT / file).read_text("utf-8") == written(file), "run `make generate`"


def test_a_file_without_a_place_for_its_part_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(generated.PARTS, "README.md", {"fields": generated.fields_to_send})
    with pytest.raises(LookupError, match=r"README\.md has 0 places for fields"):
        written("README.md")
