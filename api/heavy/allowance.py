"""How much a work may take before its process is ended, and what is told then."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a work may take in its worker."""

    memory_mib: int
    """Memory that no file backs (RLIMIT_DATA), beyond what the worker has when it begins: libraries, and what they keep
    of earlier works."""
    cpu_s: int
    """Time of the processor, all threads together."""
    silent_s: float
    """So long a worker may say nothing: each page and each batch of rows is something."""
    strangers: bool = False
    """The work reads what somebody sent: when it fails, the file is named as the reason."""


OF_OURS = Allowance(memory_mib=2048, cpu_s=600, silent_s=120.0)
"""Of reports, exports and map pages."""
OF_FILES = Allowance(memory_mib=1024, cpu_s=300, silent_s=30.0, strangers=True)
"""Of reading a file that somebody sent."""


@contextmanager
def held(allowance: Allowance) -> Iterator[None]:
    """Holds this process to an allowance until the end of the block: too much memory raises MemoryError in Python and
    ends libraries in C; too much time ends the process (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    wanted = {
        resource.RLIMIT_DATA: _data_bytes() + allowance.memory_mib * MIB,
        resource.RLIMIT_CPU: spent + allowance.cpu_s,
    }
    before = {what: resource.getrlimit(what) for what in wanted}
    for what, most in wanted.items():
        hard = before[what][1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        for what, limits in before.items():
            resource.setrlimit(what, limits)


def _data_bytes() -> int:
    """The memory of this process that RLIMIT_DATA counts; 0 where the system does not tell."""
    try:
        told = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("VmData:")), 0)
