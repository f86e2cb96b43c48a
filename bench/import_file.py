"""A file for `minetally import`, as large as it is wished: finds of a season, none near another."""

from __future__ import annotations

import csv
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

MODELS = ("3-001M", "PMN-2", "TM-62M", "OZM-72", "MON-50")
FIRST_DAY = date(2022, 4, 1)
COLUMNS = ("Model", "Qty", "Date", "X", "Y", "Team", "District", "Remarks")
MAPPING: dict[str, Any] = {
    "columns": {
        "marking": "Model", "count": "Qty", "found_on": "Date", "position_x": "X", "position_y": "Y", "team": "Team",
        "district": "District", "note": "Remarks",
    },
    "constants": {"category": "ap_mine", "position_crs": "EPSG:28408"},
    "dates": "DMY",
}  # fmt: skip


def write_file(path: Path, rows: int) -> int:
    """Writes so many rows as CSV, and gives the sum of their counts."""
    total = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for n in range(rows):
            day = FIRST_DAY + timedelta(days=n % 200)
            count = 1 + n % 7
            total += count
            x, y = 4_300_000 + 30 * (n % 5000), 8_450_000 + 300 * (n // 5000)
            where = (x, f"{y},5", f"Team {n % 20}", f"District {n % 40}", f"row {n}")
            writer.writerow((MODELS[n % 5], count, f"{day:%d.%m.%Y}", *where))
    return total


if __name__ == "__main__":
    print(write_file(Path(sys.argv[1]), int(sys.argv[2])))
