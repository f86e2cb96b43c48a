"""Which core serves and which brings the load, and the CPU time of processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import psutil

R = TypeVar("R")

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]


def on_core(core: int, do: Callable[[], R]) -> R:
    """What `do` gives; processes that it starts stay on that core."""
    os.sched_setaffinity(0, {core})
    try:
        return do()
    finally:
        os.sched_setaffinity(0, {LOAD_CORE})


def cpu_times(process: psutil.Process) -> Any:
    """CPU times of a process, seconds; None when it has ended."""
    try:
        return process.cpu_times()
    except psutil.NoSuchProcess:
        return None
