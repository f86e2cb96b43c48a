"""An idle server holds no library that only heavy or rare work needs."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "alembic": "migrations, where a database is older",
    "charset_normalizer": "text files of other people",
    "obstore": "backups, where there are some",
    "openpyxl": "workbooks of other people",
    "pyarrow": "GeoParquet",
    "pyogrio": "layers of other people, GeoPackages",
    "rapidfuzz": "markings that look like others",
    "segno": "QR codes",
    "typst": "PDF",
    "xlrd": "old workbooks of other people",
    "xlsxwriter": "XLSX",
}
"""What needs each."""


def held_after(statement: str) -> set[str]:
    """Those of HEAVY that a new process has after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return {*HEAVY} & {*said.split()}


def test_a_server_holds_nothing_that_only_heavy_work_needs() -> None:
    serving = "import api.cli.main, api.app, api.keys, api.logs, api.server\nfrom api.settings import Settings"
    assert held_after(f"{serving}\napi.app.create_app(Settings())") == set()
