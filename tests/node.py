"""Node and the TypeScript client as the suite runs them."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CLIENT = ROOT / "openapi" / "clients" / "typescript"
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("npm") is None,
    reason="there is no node with npm here (20 or newer): the TypeScript client is not tested",
)


def run(*command: str | Path, cwd: Path = CLIENT, **environment: str) -> str:
    """What a program prints that must end well."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, f"{command[:3]}\n{done.stdout}"
    return done.stdout


def tool(name: str) -> Path:
    """A program of the client's own tools, tsc or esbuild."""
    assert (CLIENT / "node_modules" / ".installed").exists(), "the client's tools are missing: make node-modules"
    return CLIENT / "node_modules" / ".bin" / name


class Program:
    """A program of the client's tests that says lines, and waits for one after each."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def line(self) -> str:
        """The next line that it says."""
        assert self._process.stdout
        said = await asyncio.wait_for(self._process.stdout.readline(), 120)
        if not said:
            assert self._process.stderr
            raise AssertionError((await self._process.stderr.read()).decode())
        return said.decode().strip()

    async def go_on(self) -> None:
        assert self._process.stdin
        self._process.stdin.write(b"\n")
        await self._process.stdin.drain()


@asynccontextmanager
async def program(name: str, *arguments: str, server: str) -> AsyncIterator[Program]:
    """A compiled program of the client's tests, until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        "node",
        str(CLIENT / "build" / name),
        *arguments,
        env={**os.environ, "MINETALLY_SERVER": server},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=2**26,
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
