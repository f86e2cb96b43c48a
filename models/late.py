"""Libraries that are loaded when something of them is first used, not when a module that may use them is.

A server that waits for tablets, and a command that reads a report, need none of them: together they take 30 MiB of
memory and 0.3 s, which the first request pays that needs them. Write `from models.late import numpy` in the place of
`import numpy`; what has a value of them at the level of a module would load them all the same.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncpg as asyncpg
    import cql2 as cql2
    import mgrs as mgrs
    import numpy as numpy
    import pyproj as pyproj
    import pyrage as pyrage
    import shapely as shapely
else:

    class _Late:
        """A library, by its attributes."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            found = getattr(import_module(self._name), attribute)
            setattr(self, attribute, found)  # the next time it is found here
            return found

    asyncpg, cql2, mgrs, numpy = map(_Late, ("asyncpg", "cql2", "mgrs", "numpy"))
    pyproj, pyrage, shapely = map(_Late, ("pyproj", "pyrage", "shapely"))
