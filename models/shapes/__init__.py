"""The answers of `models/answers` as plain dicts, for mypy: written by `make generate`, see `api/answer_shapes.py`.

`Json` is the one name for an object in which this code expects nothing: a body before it is checked, a document of the
API, the values of fields by their names.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
"""A JSON object whose members are not known here."""
