"""The settings of an operation: when two finds may be duplicates, and when a report may be published."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class PublishConditions(BaseModel):
    """The conditions for publishing a report. A condition that is null is not checked."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    most_open_conflicts: Annotated[
        int | None, Field(ge=0, description="The largest number of open conflicts on the finds of the period.")
    ] = None
    most_suspected_pairs: Annotated[
        int | None, Field(ge=0, description="The largest number of open suspected duplicates in the period.")
    ] = None
    least_completeness: Annotated[
        float | None,
        Field(ge=0, le=1, description="The smallest share of the expected tablets that has reported, 0 to 1."),
    ] = None
    no_silent_teams: Annotated[
        bool, Field(description="true: at least one tablet of every expected team has reported.")
    ] = False


class OperationSettings(BaseModel):
    """The settings that staff make for an operation."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    duplicate_distance_m: Annotated[
        float, Field(ge=0, le=1000, description="Finds of one type within this distance may be duplicates, metres.")
    ] = 25.0
    duplicate_days: Annotated[
        int, Field(ge=0, le=30, description="Finds within this number of days may be duplicates.")
    ] = 3
    publish: Annotated[PublishConditions, Field(description="When a report may be published.")] = PublishConditions()
