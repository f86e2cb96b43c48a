"""The shapes of the API, as the generator wrote them, and names for unions of them."""

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
"""The position of a find, as typed. Use `isinstance` or `match` to find out which form it is."""

MutationResult = Applied | Merged | Conflicted | Rejected
"""The result of one mutation. The class says the same as `outcome`."""

AnyProblem = Problem | ResyncRequired | ConflictChanged | ConditionsNotMet
"""Why a request was rejected. `code` says what kind of problem it is; some kinds have extra members."""

FieldValue = str | int | bool | list[str] | Position | None
"""A value of a field of a find."""
