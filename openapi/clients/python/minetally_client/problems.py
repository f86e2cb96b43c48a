"""What goes wrong, as exceptions. None of them means that something was lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from minetally_client.backoff import passes
from minetally_client.generated.types import Response
from minetally_client.models import (
    AnyProblem,
    Applied,
    ConflictChanged,
    Conflicted,
    Merged,
    MutationResult,
    Outcome,
    Problem,
    ProblemCode,
    Rejected,
)

if TYPE_CHECKING:
    from minetally_client.device import Synced

Kind = TypeVar("Kind")


class MinetallyError(Exception):
    """Everything that this package raises about the server and its answers."""

    so_far: Synced | None = None
    """What `Device.sync` had done before it was raised: those results are told once, here."""


class Unreachable(MinetallyError):
    """No usable answer came, however often it was asked. Try again later."""


class Refused(MinetallyError):
    """The server refused a request; `problem` says why and how to mend it, `problem.code` for programs."""

    def __init__(self, problem: AnyProblem) -> None:
        super().__init__(f"{problem.title}: {problem.detail} ({problem.code})")
        self.problem = problem


class TokenRefused(Refused):
    """The token is unknown, revoked or expired. Ask for a new one (a tablet: a new enrolment code) and go on."""


class ConflictMoved(Refused):
    """An offer came, or another value was accepted, since the conflict was read: `conflict` is how it is now."""

    def __init__(self, problem: ConflictChanged) -> None:
        super().__init__(problem)
        self.conflict = problem.conflict


def refusal(problem: AnyProblem) -> Refused:
    """The exception that a problem is."""
    if isinstance(problem, ConflictChanged):
        return ConflictMoved(problem)
    return TokenRefused(problem) if problem.code is ProblemCode.UNAUTHENTICATED else Refused(problem)


def answer(kind: type[Kind], response: Response[Any]) -> Kind:
    """What an operation answered, when it is of this kind; raises what it says instead."""
    parsed = response.parsed
    if isinstance(parsed, kind):
        return parsed
    if isinstance(parsed, AnyProblem):
        raise refusal(parsed)
    raise Unreachable(f"{response.status_code.value} came, which is no answer of this API: {response.content[:200]!r}")


def mutation_answer(response: Response[Any]) -> MutationResult:
    """What became of the mutation that a request was; raises what was said instead."""
    parsed = response.parsed
    return parsed if isinstance(parsed, MutationResult) else answer(Applied, response)


def refusal_of(response: httpx.Response) -> MinetallyError:
    """The exception that an answer is which is no success."""
    problem = None if passes(response.status_code) else problem_of(response)
    if problem is None:
        return Unreachable(f"{response.status_code} came from {response.url.host}, which is no answer of this API")
    return refusal(problem)


def problem_of(response: httpx.Response) -> Problem | None:
    """The problem that an answer holds; None when it holds none, as with a gateway's own page."""
    document = document_of(response)
    try:
        return Problem.from_dict(document) if document is not None else None
    except (KeyError, TypeError, ValueError):
        return None


def document_of(response: httpx.Response) -> dict[str, Any] | None:
    """The JSON object of an answer; None when there is none, as with the page of a captive portal."""
    try:
        document = response.json()
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def result_of(document: Mapping[str, Any]) -> MutationResult | None:
    """What became of a mutation; None when it is no final word, or a word that only a newer server says."""
    match document["outcome"]:
        case Outcome.APPLIED:
            return Applied.from_dict(document)
        case Outcome.MERGED:
            return Merged.from_dict(document)
        case Outcome.CONFLICT:
            return Conflicted.from_dict(document)
        case Outcome.REJECTED:
            return Rejected.from_dict(document)
        case _:
            return None
