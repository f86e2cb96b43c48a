"""Written by `make generate` from `models/answers/problems.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict

from models.shapes import Json


class FieldError(TypedDict):
    """One thing that is wrong with one field."""

    field: str
    code: str
    detail: str
    remedy: str


class Problem(TypedDict):
    """Why something was refused (RFC 9457): `code` is stable, `detail` is for people, `errors` name the fields."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError]


class ResyncRequired(TypedDict):
    """The cursor does not fit this server's history. Nothing of the request was stored."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError]
    epoch: str


class UnconfirmedGuess(TypedDict):
    """A file came without a mapping, and what is guessed of it may be something else. Nothing is stored."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError]
    mapping: Json
