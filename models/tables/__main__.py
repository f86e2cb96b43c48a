"""Writes `docs/schema.md` again: python -m models.tables"""

from pathlib import Path

from models.tables.page import schema_page

(Path(__file__).parents[2] / "docs" / "schema.md").write_text(schema_page(), "utf-8")
