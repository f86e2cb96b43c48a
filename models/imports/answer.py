"""Shapes of `POST /v1/imports`: what is sent, and what is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field, WithJsonSchema

from models.answers.values import Id, OperationName, Pieces, Seq
from models.imports.mapping import ImportMapping
from models.problem import FieldError


class ImportRequest(BaseModel):
    """A file and its mapping, as parts of a form."""

    file: Annotated[
        bytes,
        WithJsonSchema({"type": "string", "format": "binary"}),
        Field(description="CSV, XLSX, GeoPackage, GeoJSON, zipped shapefile, KML, GPX, FlatGeobuf, Parquet or NDJSON."),
    ]
    mapping: Annotated[ImportMapping | None, Field(description="JSON; guessed when left out.")] = None


class RowOutcome(StrEnum):
    """The result of a row."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    SAME = "same"
    REFUSED = "refused"


class ImportChange(BaseModel):
    """A field of a find that is there, which a row says otherwise."""

    field: str
    was: Annotated[Any, Field(description="What the author of the row saw.")]
    to: Annotated[Any, Field(description="What the row says.")]


class ImportRow(BaseModel):
    """A row that somebody should look at."""

    row: Annotated[int, Field(ge=1, description="In the file, from 1, with the row of names.")]
    outcome: RowOutcome
    find_id: Annotated[Id | None, Field(description="Its find; null for a row that was refused.")]
    flags: Annotated[
        list[str],
        Field(description="Of its find; no_value: a cell of a field that may be empty holds an error or no value."),
    ]
    errors: list[FieldError]
    changes: Annotated[list[ImportChange], Field(description="What the row changes in a find that is there.")]


class ImportTotal(BaseModel):
    """What the import adds to one total."""

    week: Annotated[str, Field(description="ISO week.", examples=["2022-W33"])]
    type: Annotated[str, Field(description="Key of the type.", examples=["3001M"])]
    total: Pieces


class ImportAnswer(BaseModel):
    """What became of the rows of a file, or what would."""

    operation: OperationName
    dry_run: Annotated[bool, Field(description="Nothing is stored.")]
    format: Annotated[str, Field(description="How the file was read.", examples=["CSV (utf-8, comma)"])]
    columns: Annotated[list[str], Field(description="Of the file.")]
    mapping: Annotated[ImportMapping, Field(description="By which it was read; as it can be sent again.")]
    unmapped: Annotated[list[str], Field(description="Columns that went nowhere.")]
    notes: Annotated[
        list[str], Field(description="What to know of how the file is read: sheets left out, merged cells, times.")
    ]
    open: Annotated[
        list[FieldError],
        Field(
            description="What the mapping must say before rows can be stored; code `unsure`: a guess that may be wrong."
        ),
    ]
    rows: Annotated[int, Field(ge=0, description="Rows with something in them.")]
    new: Annotated[int, Field(ge=0, description="Finds made.")]
    changed: Annotated[int, Field(ge=0, description="Finds of rows with ids that changed.")]
    conflict: Annotated[int, Field(ge=0, description="Such finds on which a person must decide.")]
    same: Annotated[int, Field(ge=0, description="Rows imported before.")]
    refused: Annotated[int, Field(ge=0, description="Rows that are not stored.")]
    flags: Annotated[dict[str, int], Field(description="Flag: how many finds of the import have it.")]
    total: Annotated[int, Field(description="Pieces that the totals grow by.")]
    totals: Annotated[list[ImportTotal], Field(description="Week by week and type by type.")]
    listed: Annotated[
        list[ImportRow],
        Field(description="Rows refused, changed, in conflict or flagged: at least the first 200 of each."),
    ]
    listed_of: Annotated[int, Field(ge=0, description="How many such rows there are.")]
    seq: Annotated[Seq | None, Field(description="Log entry on which the operation then stood; null in a dry run.")]
