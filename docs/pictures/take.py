"""The pictures of README.md, made from the week of `minetally demo`.

`make pictures` writes them here; `python docs/pictures/take.py FOLDER` writes them elsewhere.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

HERE = Path(__file__).parent
MINETALLY = str(Path(sys.executable).with_name("minetally"))
WIDTH = 84
"""Characters in a line of the terminal picture."""
PPI = 110
"""Pixels per inch of the page picture: an A4 page is 910 pixels wide and its small print can be read."""
FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""rich names a font on a web server. The picture must not load anything."""


def main(folder: Path) -> None:
    """Writes report.png (page 1 of the published PDF) and terminal.svg (the same week in a terminal) into `folder`."""
    with TemporaryDirectory() as scratch:
        minetally("demo", "--no-keep", "--folder", f"{scratch}/demo")
        database = f"sqlite:///{scratch}/demo/demo.db"
        pdf = Path(scratch, "week.pdf")
        minetally("editions", "1.1", "--format", "pdf", "--output", str(pdf), database=database)
        (folder / "report.png").write_bytes(first_page(pdf))
        edition = json.loads(minetally("editions", "1.1", "--format", "json", database=database))
        week = ["--from", "2022-08-15", "--to", "2022-08-22", "--as-of", str(edition["report"]["as_of"]["seq"])]
        command = ["weekly", *week, "--group-by", "type,team"]
        (folder / "terminal.svg").write_text(terminal(command, minetally(*command, database=database)), "utf-8")


def minetally(*arguments: str, database: str | None = None) -> str:
    """The output of a command of minetally, in colour, WIDTH characters wide."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}
    if database:
        environment["MINETALLY_DATABASE_URL"] = database
    made = subprocess.run([MINETALLY, *arguments], env=environment, check=True, stdout=subprocess.PIPE)
    return made.stdout.decode()


def first_page(pdf: Path) -> bytes:
    """Page 1 of a PDF as PNG. typst draws it."""
    page = pdf.with_suffix(".typ")
    page.write_text(f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{pdf.name}", page: 1)')
    return typst.compile(page, format="png", ppi=PPI)


def terminal(command: list[str], output: str) -> str:
    """An SVG of a terminal with a command and its output."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ minetally {shlex.join(command)}\n", "bold"))
    console.print(Text.from_ansi(output.strip("\n")))
    return FONT.sub("", console.export_svg(title="minetally", theme=DIMMED_MONOKAI, unique_id="week"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE)
