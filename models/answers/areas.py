"""The operation's area and its districts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.values import CreatedAt, Name, OperationName, OwnId, Page
from models.wire import Geometry


class Area(BaseModel):
    """The operation's own area, or a district."""

    id: OwnId
    kind: Annotated[
        Literal["operation", "district"],
        Field(description="operation: finds outside are flagged. district: finds inside lie in it."),
    ]
    name: Name
    geometry: Annotated[Geometry, Field(description="Longitude and latitude in degrees of WGS 84.")]
    created_at: CreatedAt


class AddedArea(Area):
    """An area that was just added."""

    operation: OperationName


class AreaPage(Page[Area]):
    """The areas of the operation."""
