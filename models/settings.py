"""The settings of an operation: when two finds may be one, and when a report may be published."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class PublishConditions(BaseModel):
    """What must hold before a report is published; a condition that is null is not asked for."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    most_open_conflicts: Annotated[
        int | None, Field(ge=0, description="At most so many conflicts are open on what counts in the period.")
    ] = None
    most_suspected_pairs: Annotated[
        int | None, Field(ge=0, description="At most so many suspected duplicates are undecided in the period.")
    ] = None
    least_completeness: Annotated[
        float | None, Field(ge=0, le=1, description="At least this share of the expected tablets has reported.")
    ] = None
    no_silent_teams: Annotated[
        bool, Field(description="Every team that was expected has reported with one tablet at least.")
    ] = False


class OperationSettings(BaseModel):
    """What staff set for an operation."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    duplicate_distance_m: Annotated[
        float, Field(ge=0, le=1000, description="Two finds of one type this near may be one, metres.")
    ] = 25.0
    duplicate_days: Annotated[int, Field(ge=0, le=30, description="Two finds this many days apart may be one.")] = 3
    publish: Annotated[PublishConditions, Field(description="When a report may be published.")] = PublishConditions()
