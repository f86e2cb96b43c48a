"""An example of every problem."""

from __future__ import annotations

from api.openapi.examples.imports import ANSWER as IMPORTED
from api.openapi.examples.staff import CONFLICT
from api.openapi.examples.week import EPOCH, INVALID, TOO_SMALL, Examples
from models.problem import PROBLEMS, FieldError, problem
from models.shapes import Json

_UNKNOWN_PARAMETER = FieldError(
    field="tema", code="unknown_parameter", detail="is not a parameter here", remedy="did you mean team?"
)
UNSURE = FieldError(
    field="count",
    code="unsure",
    detail='the column "Total" (12, 3) is taken for it, and may be something else',
    remedy="send the mapping of this answer if it is, or name the right column: count=COLUMN",
)
_PROBLEMS: dict[str, Json] = {
    **{code: {**problem(code)} for code in PROBLEMS},
    "invalid_request": {**problem("invalid_request", "tema: is not a parameter here", [_UNKNOWN_PARAMETER])},
    "invalid_mutation": {**INVALID},
    "invalid_value": {**problem("invalid_value", "set.count: is less than 1", [TOO_SMALL])},
    "ResyncRequired": {**problem("resync_required"), "epoch": EPOCH},
    "UnconfirmedGuess": {**problem("unconfirmed_guess", UNSURE.detail, [UNSURE]), "mapping": IMPORTED["mapping"]},
    "ConflictChanged": {**problem("precondition_failed"), "conflict": CONFLICT},
}
PROBLEMS_BY_NAME: Examples = {
    name: {"summary": document["title"], "value": document}
    for name, document in _PROBLEMS.items()
    if name not in ("resync_required", "unconfirmed_guess", "conditions_not_met", "method_not_allowed", "unknown_form")
}
