"""What Collect asks beside sending: the form and its lists, and how everything under /odk is answered, errors too."""

from __future__ import annotations

import csv
import io
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from api.odk.find_form import COMPILED, VERSION
from api.odk.parts import MOST_POST_BYTES
from tests.collect import LETTER, Collect, find_id, words
from tests.files.test_odk_form import fill, with_java
from tests.service import Json, Operation, answered, new_id
from tests.shell import Shell

SQUARE = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 39]]]}


def rows(file: bytes) -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in csv.DictReader(io.StringIO(file.decode()))}


# The form and its lists


async def test_collect_finds_the_form_and_its_lists(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    about = await collect.forms()
    assert {"formID", "name", "version", "hash", "descriptionText", "downloadUrl", "manifestUrl"} == about.keys()
    assert (about["formID"], about["version"]) == ("minetally_find", VERSION)
    assert about["downloadUrl"].startswith("http://minetally.test/odk/")
    form, media = await collect.form()
    assert form == COMPILED.read_bytes()
    types = rows(media["types.csv"])
    assert len(types) == 1 + len((await operation.get("/v1/types"))["items"])
    assert (types["3001M"]["marking"], types["3001M"]["category"]) == ("3-001M", "ap_mine")
    assert next(iter(types)) == "other"
    assert [*rows(media["districts.csv"])] == ["other"]


async def test_what_staff_add_reaches_the_tablets_lists(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    _, before = await collect.form()
    added = {
        "id": new_id(),
        "marking": "XM-99, new",
        "category": "fuze",
        "name": 'A "fuze"',
        "reason": "seen on the casing",
    }
    answered(await operation.call("POST", "/v1/types", added))
    alias = {"id": new_id(), "marking": "Э-001М", "reason": "read from the casing"}
    answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
    district = {"kind": "district", "name": "Laçın", "geometry": SQUARE}
    answered(await operation.call("POST", "/v1/areas", district), 201)
    answered(await operation.call("POST", "/v1/areas", {**district, "kind": "operation", "name": "All"}), 201)
    _, after = await collect.form()
    assert before["types.csv"] != after["types.csv"]
    types = rows(after["types.csv"])
    assert types["XM99,NEW"] == {
        "name": "XM99,NEW",
        "label": 'XM-99, new: A "fuze"',
        "marking": "XM-99, new",
        "category": "fuze",
    }
    assert "(Э-001М)" in types["3001M"]["label"]
    assert [*rows(after["districts.csv"])] == ["other", "Laçın"]


@with_java
async def test_a_tablet_fills_in_what_it_got_and_its_find_says_that(operation: Operation, tmp_path: Path) -> None:
    collect = Collect(await operation.enrol())
    form, media = await collect.form()
    for name, content in {"find.xml": form, **media}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "answers.txt").write_text(
        "[pmn2]\ntype = PMN2\ncount = 4\nplace = sk42\nx = 4401180\ny = 8635076\ndepth_cm = 12"
    )
    (tmp_path / "out").mkdir()
    assert "refused" not in fill(tmp_path / "find.xml", tmp_path, tmp_path / "answers.txt", tmp_path / "out")
    xml = (tmp_path / "out" / "pmn2.xml").read_bytes()
    assert [answer.status_code for answer in await collect.send(xml)] == [201]
    find = await operation.find(find_id(xml))
    assert (find["marking"], find["category"], find["count"], find["depth_cm"]) == ("PMN-2", "ap_mine", 4, 12)
    assert find["type"]["known"]
    assert "future_date" not in find["flags"]  # today, by the clock of the tablet


# Who may, and how it is answered


ROUTES = [
    ("GET", "/odk/formList"),
    ("GET", "/odk/forms/minetally_find"),
    ("GET", "/odk/forms/minetally_find/manifest"),
    ("GET", "/odk/forms/minetally_find/media/types.csv"),
    ("HEAD", "/odk/submission"),
    ("POST", "/odk/submission"),
]


async def test_every_address_asks_for_a_tablets_token_as_password_and_speaks_open_rosa(operation: Operation) -> None:
    client, tablet = operation.service.client, await operation.enrol()
    viewer = await operation.staff("viewer", "Viewer")
    for method, path in ROUTES:
        for token, status in ((None, 401), ("nonsense", 401), (viewer.token, 403), (tablet.token, 0)):
            auth = httpx.BasicAuth("Müller", token) if token else None
            answer = await client.request(method, f"{path}?deviceID=x&more=1", auth=auth)
            assert answer.headers["x-openrosa-version"] == "1.0"
            assert answer.status_code == status or (not status and answer.status_code in (200, 204, 415))
            if status == 401:
                assert answer.headers["www-authenticate"].startswith("Basic realm=")
            if status and method != "HEAD":
                assert "password" in words(answer)


async def test_a_user_name_in_any_charset_does_not_keep_a_tablet_out(operation: Operation) -> None:
    tablet = await operation.enrol()
    for name in (b"M\xfcller", "Планшет".encode(), b""):
        header = "Basic " + b64encode(name + b":" + tablet.token.encode()).decode()
        answer = await operation.service.client.get("/odk/formList", headers={"Authorization": header})
        assert answer.status_code == 200


async def test_what_is_not_there_is_answered_in_words_too(operation: Operation) -> None:
    client, auth = operation.service.client, httpx.BasicAuth("tablet", (await operation.enrol()).token)
    for method, path, status in (
        ("GET", "/odk", 404),
        ("GET", "/odk/nothing", 404),
        ("GET", "/odk/forms/other", 404),
        ("GET", "/odk/forms/minetally_find/media/secrets.csv", 404),
        ("POST", "/odk/formList", 405),
        ("GET", "/odk/submission", 405),
        ("GET", "/odk/formList?%00", 400),
    ):
        answer = await client.request(method, path, auth=auth)
        assert (answer.status_code, answer.headers["x-openrosa-version"]) == (status, "1.0"), path
        assert words(answer).endswith(".")
    assert "x-openrosa-version" not in (await client.get("/odkx")).headers
    assert (await client.get("/odkx")).headers["content-type"] == "application/problem+json"


# Posts that are none


def multipart(*parts: bytes, end: bytes = b"--x--\r\n") -> bytes:
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + end


FORM = b'Content-Disposition: form-data; name="xml_submission_file"; filename="f.xml"\r\n\r\n'
KIND = "multipart/form-data; boundary=x"


NO_POSTS: list[tuple[str, bytes, int]] = [
    ("", b"", 415),
    ("text/xml", LETTER, 415),
    ("multipart/form-data", multipart(FORM + LETTER), 415),
    ("multipart/form-data; boundary=", multipart(FORM + LETTER), 415),
    ("multipart/form-data; boundary=" + "x" * 5000, multipart(FORM + LETTER), 415),
    ("multipart/mixed; boundary=x", multipart(FORM + LETTER), 415),
    (KIND, b"", 400),
    (KIND, b"nonsense", 400),
    (KIND, LETTER, 400),
    (KIND, multipart(FORM + LETTER, end=b""), 400),
    (KIND, multipart(FORM + LETTER, end=b"--x--")[:900], 400),
    (KIND, multipart(), 400),
    (KIND, multipart(b'Content-Disposition: form-data; name="other"\r\n\r\n' + LETTER), 400),
    (KIND, multipart(b"\r\n" + LETTER), 400),
    (KIND, multipart(b"nonsense\r\n\r\n" + LETTER), 400),
    (KIND, multipart(b'Content-Disposition: form-data; name="\xff\xfe"\r\n\r\n' + LETTER), 400),
    (KIND, multipart(b"Content-Disposition: form-data\r\n\r\n" + LETTER), 400),
    (KIND, multipart(b"X: " + b"y" * 100_000 + b"\r\n\r\n"), 413),
    (KIND, multipart(*[b'Content-Disposition: form-data; name="a"\r\n\r\nb'] * 10_000), 413),
    (KIND, multipart(FORM), 400),
    (KIND, multipart(FORM + b"<data"), 400),
    (KIND, multipart(FORM + LETTER.replace(b"minetally_find", b"household")), 404),
    (KIND, multipart(FORM + b"<x>" * 400_000), 413),
    (KIND, b"--x" + b"\0" * MOST_POST_BYTES, 413),
]


async def test_a_post_that_is_no_form_gets_a_reason_and_stores_nothing(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.forms()
    for n, (kind, body, status) in enumerate(NO_POSTS):
        answer = await collect.ask("POST", f"{collect.server}/submission", content=body, headers={"Content-Type": kind})
        assert (answer.status_code, bool(words(answer))) == (status, True), (n, kind, answer.text)
    assert await operation.items("/v1/submissions") == []
    assert await operation.log_seq() == 0


async def test_a_post_that_comes_piece_by_piece_is_taken(operation: Operation) -> None:
    """OpenRosa asks servers to take chunked transfer encoding."""
    collect = Collect(await operation.enrol())
    await collect.forms()
    ((body, boundary),) = collect.posts(LETTER, [], 10_000_000)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 100):
            yield body[start : start + 100]

    kind = f"multipart/form-data; boundary={boundary}"
    answer = await collect.ask("POST", f"{collect.server}/submission", content=pieces(), headers={"Content-Type": kind})
    assert answer.status_code == 201


# Setting up a tablet


def read_settings(text: str) -> Json:
    """As Collect reads a QR code (CompressionUtils)."""
    settings: Json = json.loads(zlib.decompress(b64decode(text)))
    return settings


async def test_an_enrolled_tablet_is_told_the_settings_of_collect(operation: Operation) -> None:
    code = answered(await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "Планшет 1"}), 201)["code"]
    made = answered(await operation.service.client.post("/v1/enrol", json={"code": code}), 201)
    settings = read_settings(made["odk_collect"])
    general = settings["general"]
    assert settings["project"] == {"name": "lachin-2022 Планшет 1"}
    assert (general["server_url"], general["password"]) == ("http://minetally.test/odk", made["token"])
    answer = await operation.service.client.get(
        general["server_url"] + "/formList", auth=(general["username"], general["password"])
    )
    assert answer.status_code == 200


def test_one_command_makes_the_code_that_sets_up_collect(database_url: str) -> None:
    shell = Shell(database_url)
    shell("init", "--operation", "lachin-2022", "--timezone", "Asia/Baku")
    words = ("enrol", "--team", "Team 1", "--device", "Tablet 1", "--server", "https://mines.example", "--collect")
    made = shell.json(*words)
    assert read_settings(made["odk_collect"])["general"]["server_url"] == "https://mines.example/odk"
    said = shell(*words).stdout
    assert "server URL  https://mines.example/odk" in said
    assert "password    mt-device.lachin-2022." in said
