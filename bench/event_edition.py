"""One year published as an edition, and its files: every one must hold the finds that the total counts."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import openpyxl
import orjson
import pypdf

from bench.event_file import Event
from bench.findings import Findings
from bench.processes import cost_of_doing
from bench.staff import Staff


def publish(staff: Staff, events: list[Event], findings: Findings) -> None:
    """Publishes the year with the most events, and takes its edition in every form."""
    ((year, number),) = Counter(event.year for event in events).most_common(1)
    body = {"id": str(uuid4()), "from": f"{year}-01-01", "to": f"{year}-12-31"}
    cost, edition = cost_of_doing(staff.server, lambda: staff.send("POST", "/v1/editions", body))
    findings.add(f"edition of {year}: total", edition["report"]["total"], number, cost)
    for form, (what, counted) in FORMS.items():
        what = f"    as {form}: {what}"
        query = {"revision": edition["revision"], "format": form.lower()}
        try:
            cost, written = cost_of_doing(
                staff.server,
                lambda: staff.bytes_of(f"/v1/editions/{edition['number']}", **query),  # noqa: B023
            )
        except RuntimeError as error:
            findings.add(what, str(error)[:200], number)
            continue
        findings.add(what, counted(written), number, cost)
        findings.add("        size, bytes", len(written))


def of_json(written: bytes) -> int:
    """The sum over the days; a JSON edition has no finds."""
    return sum(row["total"] for row in orjson.loads(written)["report"]["by_day"])


def of_csv(written: bytes) -> int:
    """The sum over the rows of finds."""
    rows = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    return sum(int(row["total"]) for row in rows if row["grouping"] == "find")


def of_xlsx(written: bytes) -> int:
    """The sum over the sheet of finds."""
    titles, *rows = openpyxl.load_workbook(io.BytesIO(written), read_only=True)["Finds"].values
    column = titles.index("count")
    return sum(int(str(row[column])) for row in rows)


def of_geojson(written: bytes) -> int:
    """The sum over the points."""
    return sum(feature["properties"]["count"] for feature in orjson.loads(written)["features"])


def of_pdf(written: bytes) -> int:
    """The total that stands above the number of finds; the page does not list them."""
    text = pypdf.PdfReader(io.BytesIO(written)).pages[0].extract_text()
    total = re.search(r"([\d,]+)\s+in [\d,]+ finds?\b", text)
    return int(total[1].replace(",", "")) if total else 0


FORMS: dict[str, tuple[str, Callable[[bytes], int]]] = {
    "JSON": ("sum of its days", of_json),
    "CSV": ("sum of its finds", of_csv),
    "XLSX": ("sum of its finds", of_xlsx),
    "GeoJSON": ("sum of its finds", of_geojson),
    "PDF": ("its total", of_pdf),
}
"""What is counted in each form."""
