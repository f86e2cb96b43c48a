"""The page for the day it burns can be typed as it stands, by a stranger."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from tests.databases import keys_of
from tests.house.test_docs import run_as_printed, text
from tests.service import create, in_process, place
from tests.shell import Shell


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page asks with curl")
def test_the_page_for_the_day_it_burns_can_be_typed_as_it_stands(tmp_path: Path, database_url: str) -> None:
    usb, machine = tmp_path / "usb", tmp_path / "machine"
    usb.mkdir()
    machine.mkdir()

    async def before() -> None:
        async with in_process(database_url) as service:
            operation = await service.operation()
            await (await operation.enrol("T1", "Tablet 1")).push(create(), create(position=place(2)))

    asyncio.run(before())
    Shell(database_url)("backup", "--to", str(usb / "minetally"))
    shutil.copy(keys_of(database_url), usb / "minetally.db.keys")
    (script,) = re.findall(r"^```sh\n(.*?)^```", text("docs/burnt.md"), re.MULTILINE | re.DOTALL)
    drills = re.findall(r"^    (minetally drill .*)$", text("docs/burnt.md"), re.MULTILINE)
    assert len(drills) == 1
    printed = run_as_printed("\n".join([script, *drills]).replace("/mnt/usb", str(usb)), machine)
    said = " ".join(printed.split())
    assert "lachin-2022 goes on after log entry 2, from entry 1,000,000 on" in said
    assert "2 finds fit together." in said
    assert "Tablet 1" in said
    assert "lachin-2022: 2 finds, up to log entry" in said
    assert "It would hold." in said
    assert (machine / "minetally.db.keys").exists()
