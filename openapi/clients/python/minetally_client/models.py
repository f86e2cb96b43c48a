"""The shapes of the API, as the generator wrote them, and names for those that are one of several."""

from __future__ import annotations

from minetally_client.generated.models import *  # noqa: F403
from minetally_client.generated.models import (
    Applied,
    ConditionsNotMet,
    ConflictChanged,
    Conflicted,
    GaussKrugerPosition,
    Merged,
    MgrsPosition,
    Problem,
    Rejected,
    ResyncRequired,
    UtmPosition,
    Wgs84Position,
)
from minetally_client.generated.types import UNSET as UNSET
from minetally_client.generated.types import Unset as Unset

Position = Wgs84Position | GaussKrugerPosition | UtmPosition | MgrsPosition
"""Where a find is, as typed; `isinstance` and `match` tell the forms apart."""

MutationResult = Applied | Merged | Conflicted | Rejected
"""What became of one mutation; so does `outcome`."""

AnyProblem = Problem | ResyncRequired | ConflictChanged | ConditionsNotMet
"""Why something was refused. `code` says what kind of problem it is; some have members of their own."""

FieldValue = str | int | bool | list[str] | Position | None
"""A value that a field of a find has."""
