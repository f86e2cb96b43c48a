"""The command line as a person or a script meets it: what a command printed, and how it ended."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner, Result

from api.cli.main import app
from tests.databases import keys_of


@dataclass(frozen=True)
class Shell:
    """Runs `minetally` on one database."""

    database_url: str

    def __call__(self, *words: str, status: int = 0, **environment: str) -> Result:
        """What the command printed; it must end with this status, and by its own will."""
        keys = {} if self.database_url.startswith("sqlite:") else {"MINETALLY_KEYS": keys_of(self.database_url)}
        given = {"MINETALLY_DATABASE_URL": self.database_url, "COLUMNS": "100", **keys, **environment}
        # In a thread of its own: a command runs an event loop, and a test may have one already.
        with ThreadPoolExecutor(1) as thread:
            done = thread.submit(CliRunner().invoke, app, words, env=given).result()
        assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
        assert done.exit_code == status, done.output
        return done

    def json(self, *words: str) -> Any:
        """The document that the command prints with --json."""
        return json.loads(self(*words, "--json").stdout)

    def lines(self, *words: str, columns: int = 100) -> list[str]:
        """What it printed, line by line; none is wider than the terminal."""
        lines = self(*words, COLUMNS=str(columns)).stdout.splitlines()
        assert max(map(len, lines), default=0) <= columns, lines
        return [line.rstrip() for line in lines]

    def said(self, *words: str) -> str:
        """What it printed, with single spaces, however the lines are broken."""
        return " ".join(" ".join(self.lines(*words)).split())
