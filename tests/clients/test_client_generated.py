"""The generated client is the one of the committed document, and its types narrow (mypy reads this file too)."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import assert_never, assert_type
from uuid import UUID

from minetally_client import models
from minetally_client.models import MutationResult, Position

from models.problem import PROBLEMS
from tests.service import FIND, LETTER

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "openapi" / "clients" / "python"
GENERATED = CLIENT / "minetally_client" / "generated"


def generate(folder: Path, document: Path = ROOT / "openapi" / "openapi.json") -> subprocess.CompletedProcess[str]:
    """What `make client-python` does, into another folder."""
    return subprocess.run(
        [
            ROOT / ".venv" / "bin" / "openapi-python-client", "generate", "--fail-on-warning", "--meta", "none",
            "--path", document, "--config", CLIENT / "generator.yml",
            "--custom-template-path", CLIENT / "templates", "--output-path", folder,
        ],
        env={**os.environ, "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
    )  # fmt: skip


def sources(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*.py")}


def test_the_committed_client_is_the_one_of_the_committed_document(tmp_path: Path) -> None:
    made = generate(tmp_path / "generated")
    assert made.returncode == 0, made.stdout + made.stderr
    names = sources(GENERATED)
    assert sources(tmp_path / "generated") == names, "run `make clients` and commit what it writes"
    _, differ, errors = filecmp.cmpfiles(GENERATED, tmp_path / "generated", names, shallow=False)
    assert (differ, errors) == ([], []), "run `make clients` and commit what it writes"


def test_what_the_generator_would_leave_out_is_an_error(tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    text = (ROOT / "openapi" / "openapi.json").read_text()
    document.write_text(text.replace('"#/components/schemas/Find"', '"#/components/schemas/Fund"', 1))
    assert generate(tmp_path / "generated", document).returncode != 0


# Types


def where(position: Position) -> str:
    match position:
        case models.Wgs84Position():
            return f"{position.lat} {position.lon}"
        case models.GaussKrugerPosition():
            assert_type(position.crs, models.GaussKrugerCrs)
            return f"{position.x} {position.y}"
        case models.UtmPosition():
            return f"{position.easting} {position.northing}"
        case models.MgrsPosition():
            return position.mgrs
        case _:
            assert_never(position)


def told(result: MutationResult) -> str:
    match result:
        case models.Applied() | models.Merged():
            assert_type(result.version, int)
            return "in"
        case models.Conflicted():
            return f"{result.conflicts[0].field} waits"
        case models.Rejected():
            assert_type(result.problem, models.Problem)
            return advice(result.problem.code)
        case _:
            assert_never(result)


def advice(code: models.ProblemCode) -> str:
    match code:
        case models.ProblemCode.UNKNOWN_FIND:
            return "wait"
        case models.ProblemCode.INVALID_MUTATION | models.ProblemCode.MUTATION_ID_REUSED:
            return "mend"
        case _:
            return "ask"


def test_positions_narrow_by_their_form() -> None:
    fields = models.FindFields.from_dict({**FIND, "position": LETTER})
    assert not isinstance(fields.position, models.Unset)
    assert where(fields.position) == "4401180 8635076"
    assert fields.found_on == date(2022, 8, 15)
    for form in (
        {"crs": "EPSG:4326", "lat": 1.0, "lon": 2.0},
        {"crs": "EPSG:32638", "easting": 634917, "northing": 4399329},
        {"crs": "MGRS", "mgrs": "38SPJ3491799329"},
    ):
        read = models.FindFields.from_dict({"position": form}).position
        assert not isinstance(read, models.Unset)
        assert where(read)
        assert read.to_dict() == form


def test_outcomes_narrow_by_their_form() -> None:
    ids = {"id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11", "find_id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10"}
    answered = {**ids, "replayed": False, "seq": 4, "conflicts": [], "flags": []}
    answered |= {"place": {"epoch": ids["id"], "seq": 4}, "received_at": "2022-08-19T14:03:11Z", "clock_offset_s": 0}
    waits = [{"id": ids["id"], "field": "count"}]
    problem = {"type": "", "title": "", "status": 422, "detail": "", "code": "unknown_find", "errors": []}
    answer = models.ExchangeAnswer.from_dict(
        {
            "server_time": "2022-08-19T14:03:11Z", "epoch": ids["id"], "changes": [], "cursor": None,
            "has_more": False, "forked": False, "saved_through_seq": 0, "clock_offset_s": 0,
            "receipt": None, "recovery": None,
            "results": [
                {**answered, "outcome": "applied", "version": 1, "problem": None},
                {**answered, "outcome": "merged", "version": 2, "problem": None},
                {**answered, "outcome": "conflict", "version": 3, "problem": None, "conflicts": waits},
                {**answered, "outcome": "rejected", "version": None, "problem": problem},
            ],
        }
    )  # fmt: skip
    assert [told(result) for result in answer.results] == ["in", "in", "count waits", "wait"]
    assert isinstance(answer.results[0].id, UUID)


def test_problem_codes_are_an_enum_of_all_codes() -> None:
    assert {str(code) for code in models.ProblemCode} == {*PROBLEMS}


def test_a_word_of_a_newer_server_is_kept_as_it_came() -> None:
    code = models.ProblemCode("not_yet_invented")
    assert code == "not_yet_invented"
    assert code not in [*models.ProblemCode]
    assert advice(code) == "ask"


# The package


def test_the_package_can_be_installed_by_itself_with_its_types(tmp_path: Path) -> None:
    uv, site = ROOT / ".venv" / "bin" / "uv", tmp_path / "site"
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--no-build-isolation", "--target", site, CLIENT],
        check=True,
        timeout=120,
        env={**os.environ, "VIRTUAL_ENV": str(ROOT / ".venv")},
    )
    assert (site / "minetally_client" / "py.typed").exists()
    assert sources(site / "minetally_client") == sources(CLIENT / "minetally_client")
    said = subprocess.run(
        [sys.executable, "-P", "-c", "import minetally_client as m; print(m.__file__, m.Device, m.Staff)"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)},
    ).stdout  # fmt: skip
    assert said.startswith(str(site))
