"""Routes get what they work with as typed parameters: nothing of the application is looked up untyped."""

from __future__ import annotations

import re
from pathlib import Path

from api.app import ROUTES
from api.running import Running, given_to_routes
from api.settings import Settings
from api.webhooks.connecting import resolve
from api.webhooks.dispatch import Pace
from sync.operations import retire_device

API = Path(__file__).parents[2] / "api"


async def never_run(running: Running) -> None:
    """What the types must refuse. Should mypy let one of these lines through, it reports an unused `ignore`."""
    await running.committer.under_lock("lachin-2022", retire_device, 42, "nonsense")  # type: ignore[call-arg, arg-type]
    await running.committer.run("lachin-2022", retire_device)  # type: ignore[arg-type]


def test_the_state_of_the_application_is_read_by_the_server_process_alone() -> None:
    readers = {str(path.relative_to(API)) for path in API.rglob("*.py") if re.search(r"\.state\.\w", path.read_text())}
    assert readers == {"app.py", "server.py"}


def test_what_a_route_names_has_the_type_of_what_it_is_given() -> None:
    def running() -> Running:
        return Running(Settings(), Pace(), resolve)

    given = given_to_routes(running)
    named = 0
    for route in ROUTES:
        for name, parameter in route.parsed_fn_signature.parameters.items():
            if name in given:
                named += 1
                assert parameter.annotation.__name__ == given[name].dependency.__annotations__["return"]
    assert named > 50
