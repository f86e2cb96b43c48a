"""Tells Schemathesis which token a request carries, and keeps what each operation was answered. See tests/fuzz.py."""

from __future__ import annotations

import atexit
import json
import os
from collections import Counter, defaultdict
from itertools import count
from pathlib import Path
from typing import Any

import schemathesis

_TOKENS: dict[str, str] = json.loads(os.environ["MINETALLY_FUZZ_TOKENS"])
_turns = count()
_answered: dict[str, Counter[int]] = defaultdict(Counter)


@schemathesis.auth(refresh_interval=None)
class Tokens:
    """The tokens of the roles that an operation is for, in turn."""

    def get(self, case: schemathesis.Case[Any], context: schemathesis.AuthContext) -> str | None:
        roles: list[str] = context.operation.definition.raw["x-roles"]
        return _TOKENS[roles[next(_turns) % len(roles)]] if roles else None

    def set(self, case: schemathesis.Case[Any], data: str | None, context: schemathesis.AuthContext) -> None:
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], response: Any) -> None:
    _answered[case.operation.definition.raw["operationId"]][response.status_code] += 1


@atexit.register
def _keep() -> None:
    Path("answered.json").write_text(json.dumps(_answered))
