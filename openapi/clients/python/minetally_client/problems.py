"""The exceptions of this package. None of them means that data was lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from minetally_client.backoff import passes, retry_after_s
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

_HISTORY_STOPPED = "history_stopped"


class MinetallyError(Exception):
    """The base class of all exceptions about the server and its answers."""

    so_far: Synced | None = None
    """What `Device.sync` had done before the error. These results are only here, not in a later `sync`."""


class Unreachable(MinetallyError):
    """No valid answer came after all attempts. Try again later."""

    def __init__(self, reason: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        """The status of an answer that did not come from Minetally, for example from a proxy; None if none came."""
        self.retry_after_s = retry_after_s
        """The wait that was asked for, seconds; None if nobody said."""


class OldHistory(MinetallyError):
    """The server serves an older history than the one that this device was told of: an old backup was put back, or an
    old server still runs. The device has taken nothing from it and keeps everything. Tell the administrator."""

    def __init__(self) -> None:
        super().__init__("this server serves an old history; nothing was taken from it, and everything is kept here")


class Refused(MinetallyError):
    """The server rejected a request. `problem` says why and how to fix it; programs use `problem.code`."""

    def __init__(self, problem: AnyProblem) -> None:
        super().__init__(f"{problem.title}: {problem.detail} ({problem.code})")
        self.problem = problem


class TokenRefused(Refused):
    """The token is unknown, revoked or expired. Get a new one (for a tablet: a new enrolment code) and try again."""


class AwaitingConfirmation(Refused):
    """The server was restored, and an administrator must confirm this token first. A `Device` has kept everything: try
    again later, nothing else is to be done."""


class ConflictMoved(Refused):
    """The conflict has a new offer or another accepted value since it was read. `conflict` is the new state."""

    def __init__(self, problem: ConflictChanged) -> None:
        super().__init__(problem)
        self.conflict = problem.conflict


def refusal(problem: AnyProblem) -> Refused:
    """The exception for a problem."""
    if isinstance(problem, ConflictChanged):
        return ConflictMoved(problem)
    if problem.code is ProblemCode.AWAITING_CONFIRMATION:
        return AwaitingConfirmation(problem)
    return TokenRefused(problem) if problem.code is ProblemCode.UNAUTHENTICATED else Refused(problem)


def answer(kind: type[Kind], response: Response[Any]) -> Kind:
    """The answer of an operation, if it has this type. Raises the problem in any other answer, or Unreachable."""
    parsed = response.parsed
    if isinstance(parsed, kind):
        return parsed
    if isinstance(parsed, AnyProblem):
        raise refusal(parsed)
    raise Unreachable(
        f"{response.status_code.value} came, which is not an answer of this API: {response.content[:200]!r}"
    )


def mutation_answer(response: Response[Any]) -> MutationResult:
    """The result of a mutation that was sent as one request. Raises the problem in any other answer."""
    parsed = response.parsed
    return parsed if isinstance(parsed, MutationResult) else answer(Applied, response)


def refusal_of(response: httpx.Response) -> MinetallyError:
    """The exception for an answer that is an error. Only an answer with a problem document is a word of the server."""
    problem = problem_of(response)
    if problem is None or (passes(response.status_code) and not is_final(response)):
        return Unreachable(
            f"{response.status_code} came from {response.url.host}, which is not an answer of this API",
            status=response.status_code,
            retry_after_s=retry_after_s(response),
        )
    if problem.code == _HISTORY_STOPPED:
        return OldHistory()
    return refusal(problem)


def is_final(response: httpx.Response) -> bool:
    """Whether an answer with a temporary status is the server's last word all the same: to wait would not help."""
    problem = problem_of(response)
    return problem is not None and problem.code in (ProblemCode.TOO_MUCH_REFUSED, _HISTORY_STOPPED)


def problem_of(response: httpx.Response) -> Problem | None:
    """The problem in an answer; None if it has none, such as the page of a gateway."""
    document = document_of(response)
    try:
        return Problem.from_dict(document) if document is not None else None
    except (KeyError, TypeError, ValueError):
        return None


def named_mutations(problem: AnyProblem) -> set[int]:
    """The places in the request, from 0, of the mutations that a problem names."""
    places = (error.field.removeprefix("mutations.") for error in problem.errors)
    return {int(place) for place in places if place.isascii() and place.isdigit()}


def document_of(response: httpx.Response) -> dict[str, Any] | None:
    """The JSON object of an answer; None if it has none, such as the page of a captive portal."""
    try:
        document = response.json()
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def result_of(document: Mapping[str, Any]) -> MutationResult | None:
    """The result of a mutation; None if its outcome is not final or unknown to this version."""
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
