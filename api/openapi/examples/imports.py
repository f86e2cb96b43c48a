"""The examples of an import."""

from __future__ import annotations

from api.openapi.examples.week import FIND_ID, Examples, named
from models.imports.mapping import ImportMapping
from models.shapes import Json

GIVEN: Json = {
    "columns": {"marking": "Model", "count": "Qty", "found_on": "Date", "position_x": "X", "position_y": "Y"},
    "constants": {"category": "ap_mine", "position_crs": "SK-42"},
    "dates": "DMY",
}
TABLE = "Model;Qty;Date;X;Y;Remarks\n3-001M;12;15.08.2022;4401180;8635076;\nPMN-2;;16.08.2022;4401280;8635076;\n"
ANSWER: Json = {
    "operation": "lachin-2022",
    "dry_run": False,
    "format": "CSV (utf-8, semicolon)",
    "columns": ["Model", "Qty", "Date", "X", "Y", "Remarks"],
    "mapping": ImportMapping.model_validate(GIVEN).model_dump(mode="json"),
    "unmapped": ["Remarks"],
    "notes": [],
    "open": [],
    "rows": 2,
    "new": 1,
    "changed": 0,
    "conflict": 0,
    "same": 0,
    "refused": 1,
    "flags": {},
    "total": 12,
    "totals": [{"week": "2022-W33", "type": "3001M", "total": 12}],
    "listed": [
        {
            "row": 3,
            "outcome": "refused",
            "find_id": None,
            "flags": [],
            "errors": [
                {"field": 'count (column "Qty")', "code": "required", "detail": "is empty", "remedy": "fill it in"}
            ],
            "changes": [],
        }
    ],
    "listed_of": 1,
    "seq": 1842,
}
REQUESTS: dict[str, Examples] = {
    "import_finds": named("A CSV with a mapping", {"file": TABLE, "mapping": GIVEN}),
}
ANSWERS: dict[str, Examples] = {
    "import_finds": {
        **named("One row was refused", ANSWER, "refused"),
        **named(
            "A flag on a find",
            {
                **ANSWER,
                "refused": 0,
                "rows": 1,
                "flags": {"outside_area": 1},
                "listed": [
                    {
                        "row": 2,
                        "outcome": "new",
                        "find_id": FIND_ID,
                        "flags": ["outside_area"],
                        "errors": [],
                        "changes": [],
                    }
                ],
            },
            "flagged",
        ),
    },
}
