"""Why something was refused."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from models import problem
from models.answers.values import Id
from models.imports.mapping import ImportMapping

if TYPE_CHECKING:
    ProblemCode = str
else:
    ProblemCode = StrEnum("ProblemCode", {code.upper(): code for code in problem.PROBLEMS})


class Problem(problem.Problem):
    """Why something was refused (RFC 9457): `code` is stable, `detail` is for people, `errors` name the fields."""

    type: Annotated[str, Field(description="urn:minetally:problem: and the code.")]
    title: Annotated[str, Field(description="What kind of problem it is.")]
    status: Annotated[int, Field(description="The HTTP status; in a result, the one that it would have alone.")]
    detail: Annotated[str, Field(description="What is wrong here and how to fix it, for people.")]
    code: Annotated[ProblemCode, Field(description="What kind of problem it is, for programs.")]
    errors: Annotated[
        list[problem.FieldError], Field(description="What is wrong, field by field, where it is about fields.")
    ]


class ResyncRequired(Problem):
    """The cursor does not fit this server's history. Nothing of the request was stored."""

    code: Literal["resync_required"]
    epoch: Annotated[Id, Field(description="Identity of the server's present history.")]


class UnconfirmedGuess(Problem):
    """A file came without a mapping, and what is guessed of it may be something else. Nothing is stored."""

    code: Literal["unconfirmed_guess"]
    mapping: Annotated[ImportMapping, Field(description="The guess: send it back, changed where it is wrong.")]
