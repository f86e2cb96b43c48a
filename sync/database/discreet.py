"""What PostgreSQL and its driver say of an error, without the values of the statement: those stay out of the logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import ExceptionContext

from models.late import asyncpg

_WITH_VALUES = re.compile(r"\s*DETAIL:.*|(?<=query argument \$)(\d+).*", re.DOTALL)
_QUOTED = re.compile(r'".*"', re.DOTALL)
_OF_A_VALUE = "22"
"""The class of SQLSTATE in whose messages the value stands in quotes."""


def hide_values_of(context: ExceptionContext) -> None:
    """Takes the values out of an error on its way through SQLAlchemy, and out of those that it is wrapped in."""
    driver = context.original_exception.__cause__
    for error in (driver, context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            _hide(error, getattr(driver, "sqlstate", None) or "")


@contextmanager
def discreetly() -> Iterator[None]:
    """Takes the values out of an error of what goes to the driver past SQLAlchemy."""
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        _hide(error, getattr(error, "sqlstate", None) or "")
        raise


def _hide(error: BaseException, state: str) -> None:
    error.args = tuple(_hidden(one, state) if isinstance(one, str) else one for one in error.args)
    if isinstance(error, asyncpg.PostgresError):
        error.detail = error.hint = None


def _hidden(text: str, state: str) -> str:
    text = _WITH_VALUES.sub(lambda found: found[1] or "", text)
    return _QUOTED.sub('"..."', text) if state.startswith(_OF_A_VALUE) else text
