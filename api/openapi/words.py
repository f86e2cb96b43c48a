"""Names for the closed lists of words: the document has each list once, and a generated client one enum of it."""

from __future__ import annotations

from typing import Any, get_args

from api.exports.forms import FormName
from api.find_filters import ExportedState
from models.shapes import Json
from models.webhook_wire import LISTENABLE, DeliveryState

SCHEMAS = "#/components/schemas/"
"""What a reference to a component begins with."""

WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "AreaKind": ("Whether an area is the operation's own or a district.", ("operation", "district")),
    "ConflictState": ("What became of a conflict.", ("open", "resolved", "settled")),
    "ContentEncoding": ("How a body is compressed.", ("identity", "gzip", "zstd")),
    "Decision": ("What a person decides about suspected duplicates.", ("same", "distinct", "undo")),
    "DeliveryState": ("What became of a delivery.", get_args(DeliveryState)),
    "EntryKind": (
        "What a log entry did to its find.",
        ("create", "edit", "delete", "restore", "resolve", "rejected", "same", "distinct", "undo", "void"),
    ),
    "EventPattern": ("An event, or all of a kind.", LISTENABLE),
    "ExportFormat": ("In what form finds are exported.", get_args(FormName)),
    "ExportedState": ("Finds in which state are exported.", get_args(ExportedState)),
    "FindState": ("Whether a find counts: only a live one does.", ("live", "deleted", "duplicate")),
    "GaussKrugerCrs": ("Gauss-Krüger zone 7, 8 or 9.", ("EPSG:28407", "EPSG:28408", "EPSG:28409")),
    "Op": ("What a mutation does.", ("create", "edit", "delete", "restore")),
    "PersonRole": ("What a person may do.", ("viewer", "reviewer", "admin")),
    "ReportFormat": ("In what form a report comes.", ("json", "csv", "xlsx", "pdf", "geojson")),
    "Verdict": ("What was decided about suspected duplicates.", ("same", "distinct")),
}
"""Those that are no enum class of the models: name, what they are for, the words."""


def word_lists(components: Json) -> Json:
    """The components that are lists of words: those of the models, and those above."""
    lists = {name: schema for name, schema in components.items() if "enum" in schema}
    return lists | {
        name: {"description": says, "type": "string", "enum": [*words]} for name, (says, words) in WORDS.items()
    }


def with_named_words(schema: Any, names: dict[tuple[str, ...], str]) -> Any:
    """The schema, in which a list of words that has a name is a reference to it; `names` by the words."""
    if isinstance(schema, list):
        return [with_named_words(one, names) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if name := names.get(tuple(schema["enum"])) if isinstance(schema.get("enum"), list) else None:
        kept = {key: value for key, value in schema.items() if key not in ("enum", "type")}
        return {"$ref": SCHEMAS + name, **kept}
    return {key: with_named_words(value, names) for key, value in schema.items()}
