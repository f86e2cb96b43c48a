"""The invariants of the design, on random histories over HTTP. The machine that plays them is in tests/machine.py.

A run is the same every time. MINETALLY_EXAMPLES=2000 plays that many random ones; a failure then prints its seed, which
`pytest --hypothesis-seed` takes.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine import Fleet, Run
from tests.machine_figures import Command
from tests.machine_losses import LostFleet
from tests.service import Service, in_process

EXAMPLES = os.environ.get("MINETALLY_EXAMPLES")


def examples(number: int) -> settings:
    return settings(
        max_examples=int(EXAMPLES or number),
        stateful_step_count=30,
        derandomize=EXAMPLES is None,
        print_blob=EXAMPLES is not None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def running(database_url: str) -> Iterator[tuple[Run[Any], Service]]:
    """The service, and what runs a coroutine to its end: Hypothesis plays in plain functions."""
    with asyncio.Runner() as runner:
        service = in_process(database_url)
        yield runner.run, runner.run(service.__aenter__())
        runner.run(service.__aexit__(None, None, None))


@pytest.mark.parametrize("histories", [4, pytest.param(60, marks=pytest.mark.long)])
def test_whatever_tablets_and_staff_do_nothing_is_lost_and_the_totals_are_right(
    database_url: str, histories: int
) -> None:
    with running(database_url) as (run, service):
        machine = partial(Fleet, run, service)
        run_state_machine_as_test(machine, settings=examples(histories))  # type: ignore[arg-type]


@pytest.mark.long
@pytest.mark.parametrize("histories", [40])
def test_whatever_is_judged_renamed_and_published_every_figure_can_be_taken_apart(
    database_url: str, histories: int
) -> None:
    with running(database_url) as (run, service):
        machine = partial(Command, run, service)
        run_state_machine_as_test(machine, settings=examples(histories))  # type: ignore[arg-type]


@pytest.mark.alike
@pytest.mark.parametrize("histories", [2, pytest.param(40, marks=pytest.mark.long)])
def test_however_often_the_server_is_lost_nothing_that_a_tablet_was_told_is_missing(
    database_url: str, histories: int
) -> None:
    with running(database_url) as (run, service):
        machine = partial(LostFleet, run, service)
        run_state_machine_as_test(machine, settings=examples(histories))  # type: ignore[arg-type]
