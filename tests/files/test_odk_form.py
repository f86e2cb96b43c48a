"""The form that ships: it is what its definition says, JavaRosa takes it, and it catches swapped axes on the tablet."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import pyxform

from api.odk import find_form
from api.odk.find_form import COMPILED, FORM, LANGUAGES, SURVEY, VERSION, compiled, forgotten, version_of
from models.find import FIELDS
from models.submission import read_submission
from tests.collect import CORRECTED, INSTANCES, LETTER, WGS84

ODK = Path(__file__).parent / "odk"
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"

with_java = pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate and JavaRosa need java")


def java(*words: str) -> str:
    """What a program that must succeed printed."""
    done = subprocess.run(["java", "-Duser.timezone=Asia/Baku", *words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def fill(form: Path, media: Path, answers: Path, out: Path) -> str:
    """Fills in forms with JavaRosa; what it printed. tests/files/odk/README.md says how."""
    return java("-cp", str(JAR), str(ODK / "Fill.java"), *map(str, (form, media, answers, out)))


def test_the_form_that_ships_is_the_one_of_its_definition() -> None:
    assert COMPILED.read_text("utf-8") == compiled(), "run `make generate`"


def test_every_text_is_there_in_each_language() -> None:
    translations = re.findall(r'<translation lang="([^"]+)".*?</translation>', compiled(), re.DOTALL)
    assert translations == [*LANGUAGES]
    assert "<value>-</value>" not in compiled()


def test_the_form_asks_for_every_field_and_offers_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert forgotten() == []
    monkeypatch.setattr(find_form, "SURVEY", [row for row in SURVEY if row.get("name") != "lot"])
    monkeypatch.setitem(find_form.CHOICES, "disposition", {"removed": ("Removed", "Убрано", "Götürülüb")})
    with pytest.raises(LookupError, match=r"nothing about lot; CHOICES has not the words of disposition: left_marked"):
        compiled()


def test_a_form_that_says_something_else_has_another_version() -> None:
    assert f'id="minetally_find" version="{VERSION}"' in COMPILED.read_text("utf-8")
    first, *others = FORM["survey"]
    assert version_of({**FORM, "survey": [{**first, "label::English (en)": "another"}, *others]}) != VERSION
    assert version_of({**FORM, "survey": [dict(row) for row in FORM["survey"]]}) == VERSION


def test_what_is_said_in_a_form_is_read() -> None:
    given = read_submission(LETTER).fields.keys() | read_submission(WGS84).fields.keys()
    assert {"marking", "position", "found_on", "disposition", "depth_cm", "note"} <= given <= {*FIELDS}
    assert read_submission(WGS84).photos


@with_java
def test_odk_validate_takes_the_form() -> None:
    assert "Xform is valid" in java("-jar", str(JAR), str(COMPILED))


@with_java
def test_javarosa_refuses_swapped_axes_and_makes_the_forms_that_the_tests_send(tmp_path: Path) -> None:
    refused = re.findall(
        r"^(\S+) (\w+) refused: (.*)$", fill(COMPILED, ODK / "media", ODK / "answers.txt", tmp_path), re.M
    )
    assert {(name, question) for name, question, _ in refused} == {
        ("swapped", "x"),
        ("swapped", "y"),
        ("wrong-zone", "y"),
        ("no-zone", "count"),
        ("no-zone", "x"),
        ("no-zone", "y"),
    }
    assert all("x and y are swapped" in message for _, question, message in refused if question in "xy")
    made = {file.name: same(file.read_bytes()) for file in tmp_path.iterdir()}
    assert made == {file.name: same(file.read_bytes()) for file in INSTANCES.iterdir()}
    assert (
        read_submission((tmp_path / "letter-corrected.xml").read_bytes()).deprecated_id
        == read_submission((tmp_path / "letter.xml").read_bytes()).instance_id
    )


def same(xml: bytes) -> bytes:
    """A form without what differs each time that it is filled in, and with every change of the form."""
    answered = re.sub(rb' version="[^"]*"|<\w+ ?/>|<(\w+)></\1>', b"", xml)
    return re.sub(rb"<(start|end|instanceID|deprecatedID)>[^<]+", rb"<\1>", answered)


def test_a_correction_says_only_what_was_changed_in_the_form() -> None:
    assert read_submission(CORRECTED).deprecates == read_submission(LETTER).id
