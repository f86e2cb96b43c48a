"""A second client of other people: the engine of ODK Web Forms, in a browser, fills in our form and sends it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from models.submission import read_submission
from tests.collect import CORRECTED, INSTANCES, LETTER, PHOTOS, WGS84, instance_id
from tests.node import ROOT, needs_node, run
from tests.receiver import Receiver
from tests.service import Json, ServerProcess, answered

BROWSER = shutil.which("chromium")
WEB_FORMS = INSTANCES.parent / "web_forms"
MODULES = ROOT / ".venv" / "web_forms" / "node_modules"
ANSWERS = INSTANCES.parent / "answers.txt"
FAR_EAST = "Pacific/Kiritimati"
"""Where the day is another one than in UTC for fourteen hours."""
AREA = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}


def photo(name: str, size: int) -> Json:
    """An answer that is a file of so many bytes, all alike."""
    return {"photo": name, "byte": sum(name.encode()) % 256, "size": size}


def content(photo: Json) -> bytes:
    return bytes([photo["byte"]]) * int(photo["size"])


def wanted() -> dict[str, Json]:
    """What Fill.java answers too: each instance of answers.txt, by its name."""
    instances: dict[str, Json] = {}
    for part in ANSWERS.read_text("utf-8").split("\n["):
        head, *lines = part.removeprefix("[").split("\n")
        name, _, edits = head.rstrip("]").partition(" edits ")
        answers: Json = dict(line.split(" = ", 1) for line in lines if " = " in line)
        for question in [question for question in answers if question.startswith("photo")]:
            answers[question] = photo(answers[question], 20)
        instances[name] = {"name": name, "edits": edits or None, "answers": answers}
    return instances


async def filled(server: str, token: str, instances: list[Json], folder: Path) -> dict[str, Any]:
    """What the page of fill.js says of each instance after all of them were sent."""
    assert MODULES.exists(), "the engine of ODK Web Forms is missing: make node-modules"
    bundle = folder / "fill.js"
    run(MODULES / ".bin" / "esbuild", "fill.js", "--bundle", "--format=esm", f"--outfile={bundle}",
        "--log-level=warning", cwd=WEB_FORMS, NODE_PATH=str(MODULES))  # fmt: skip
    program = bundle.read_text("utf-8").replace("</script", r"<\/script")
    page = folder / "fill.html"
    async with Receiver().listening() as told:
        asked = json.dumps({"server": server, "token": token, "instances": instances, "tell": told.url})
        page.write_text(
            f"<!doctype html><meta charset=utf-8><body><script type=module>const ASKED = {asked};\n{program}</script>",
            "utf-8",
        )
        browser = await asyncio.create_subprocess_exec(
            str(BROWSER),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-web-security",  # the page is a file, and asks a server
            f"--user-data-dir={folder / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            page.as_uri(),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "TZ": FAR_EAST},
        )
        try:
            (got,) = await told.get(1)
        finally:
            browser.kill()
            await browser.wait()
    said: dict[str, Any] = json.loads(got.text)
    assert "failed" not in said, said["failed"]
    return said


@needs_node
@pytest.mark.long
@pytest.mark.skipif(BROWSER is None, reason="there is no chromium here; make browser installs it")
async def test_odk_web_forms_fills_in_the_form_as_collect_does_and_what_it_sends_counts(
    database_url: str, tmp_path: Path
) -> None:
    photos = {"photo_1": photo("Şəkil №1 (копия)+ö.jpg", 6_000_000), "photo_2": photo("two.jpg", 7_000_000)}
    instances = wanted()
    large = {"name": "large", "edits": None, "answers": {**instances["letter"]["answers"], **photos}}
    again = {"name": "again", "edits": "large", "answers": {"count": "5", "note": "Two lines\nand a tab\t."}}
    without_day = {name: value for name, value in instances["letter"]["answers"].items() if name != "found_on"}
    today = {"name": "today", "edits": None, "answers": without_day}
    async with ServerProcess(database_url, tmp_path / "log").running() as service:
        operation = await service.operation()
        for area in ("Lachin", "Kəlbəcər"):
            body = {"kind": "district", "name": area, "geometry": AREA}
            answered(await operation.call("POST", "/v1/areas", body), 201)
        tablet = await operation.enrol()
        server = str(service.client.base_url).rstrip("/")
        done = await filled(server, tablet.token, [*instances.values(), large, again, today], tmp_path)
        finds = await operation.finds()
        assert (await operation.week())["total"] == 992 + 3 + 5
        forms = {one["instance_id"]: one for one in await operation.items("/v1/submissions")}
        served = {
            one["name"]: (await operation.call("GET", f"/v1/photos/{one['sha256']}")).content
            for form in forms.values()
            for one in form["files"]
        }
    # What Collect's engine makes of the same answers, and refuses.
    for name, collects in {"letter": LETTER, "letter-corrected": CORRECTED, "wgs84": WGS84}.items():
        made, by_collect = read_submission(done[name]["xml"].encode()), read_submission(collects)
        assert (made.fields, made.photos) == (by_collect.fields, by_collect.photos)
    assert [(name, question) for name, one in done.items() for question, _ in one["refused"]] == [
        ("swapped", "x"),
        ("swapped", "y"),
        ("wrong-zone", "y"),
        ("no-zone", "count"),
        ("no-zone", "x"),
        ("no-zone", "y"),
    ]
    # What it is told.
    said = {name: one["answers"] for name, one in done.items() if not one["refused"]}
    assert said.pop("large") == [
        [202, f"Saved: 991 of 3-001M, 2022-08-15. Photos still to come: {photos['photo_1']['photo']}."],
        [201, "Saved: 991 of 3-001M, 2022-08-15."],
    ]
    assert [[status for status, _ in answers] for answers in said.values()] == [[201]] * 5, said
    # What stands on the server.
    ids = {name: instance_id(one["xml"].encode()) for name, one in done.items()}
    assert forms.keys() == {ids[name] for name in ("large", *said)}
    assert served == {
        **{name: content(photo(name, 20)) for name in PHOTOS},
        **{one["photo"]: content(one) for one in photos.values()},
    }
    find = finds[forms[ids["again"]]["find_id"]]
    assert (find["count"], find["note"]) == (5, "Two lines\nand a tab\t.")
    assert find["photos"] == sorted(sha256(content(one)).hexdigest() for one in photos.values())
    find = finds[forms[ids["today"]]["find_id"]]
    begun, ended = (
        datetime.fromisoformat(ElementTree.fromstring(done["today"]["xml"]).findtext(name) or "")
        for name in ("start", "end")
    )
    assert datetime.fromisoformat(find["created"]["made_at"]) == ended
    assert ended.utcoffset() == timedelta(hours=14)
    assert find["found_on"] in {str(begun.date()), str(ended.date())}
    assert len(finds) == 4
