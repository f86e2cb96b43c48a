"""Commands that work on the database itself, beside a running server or without one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from api.settings import Settings
from sync.database import Connection, Database

P = ParamSpec("P")
R = TypeVar("R")


def settings_of(database_url: str | None) -> Settings:
    """The settings, with the database of the command line before the one of the environment."""
    return Settings.from_environment(database_url=database_url)


def run(url: str, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """`do` in one writing transaction on the database."""

    async def within() -> R:
        database = Database(url)
        try:
            return await database.write(do, *args, **kwargs)
        finally:
            await database.close()

    return asyncio.run(within())
