"""The documents of released versions, against which every change is held: openapi/released/<version>.json."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson

from models.shapes import Json

ROOT = Path(__file__).parents[2] / "openapi"
PRESENT = ROOT / "openapi.json"
RELEASED = ROOT / "released"


def last_released(folder: Path = RELEASED) -> Json:
    """The document of the greatest version that was released."""
    files = sorted(folder.glob("*.json"), key=lambda file: [int(part) for part in file.stem.split(".")])
    document: Json = orjson.loads(files[-1].read_bytes())
    return document


def release(present: Path = PRESENT, folder: Path = RELEASED) -> Path:
    """Keeps the present document under its version; never changes what was kept before."""
    content = present.read_bytes()
    kept = folder / f"{orjson.loads(content)['info']['version']}.json"
    if kept.exists() and kept.read_bytes() != content:
        raise FileExistsError(
            f"{kept.name} is kept already and says something else. Set the next version in pyproject.toml; "
            "or, when nobody ever got that version, delete the file first."
        )
    folder.mkdir(exist_ok=True)
    kept.write_bytes(content)
    return kept


if __name__ == "__main__":
    try:
        print(f"kept as openapi/released/{release().name}")
    except FileExistsError as error:
        sys.exit(str(error))
