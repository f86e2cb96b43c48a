"""What routes ask for heavy work: it is done in a worker, in turn, for as long as its client is there."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import structlog
from litestar import Request

from api.auth import bearer_of
from api.heavy.allowance import OF_OURS, Allowance
from api.heavy.crew import Crew
from api.heavy.folders import remove_those_of_dead_servers
from api.heavy.process import Died, Worker
from api.heavy.turns import Turns
from api.heavy.worker import DONE, RAISED, Desk, Job, put_together
from api.heavy.written import Written
from api.metrics import HEAVY_WORK
from models.problem import Refused
from sync.database.database import Connection

P = ParamSpec("P")
R = TypeVar("R")
Asking = Request[Any, Any, Any]

AT_ONCE = 3
"""So many works run, of one operation one less: somebody else's never waits for all of its own."""
WAITING_EACH, WAITING = 16, 64
"""So many works of one operation, and of all, wait for their turn."""
WAITS_S = 60.0
"""So long, seconds: less than proxies wait."""


class Heavy:
    """The heavy work of a server. Everything raises Refused where it cannot be done, and says why."""

    def __init__(self, database_url: str, crew: Crew | None = None) -> None:
        """`crew` is given where several servers of one process share their workers; it is not closed here.

        Removes what servers left that were killed."""
        self._url = database_url
        self._crew, self._own = crew or Crew(), crew is None
        self._turns = Turns(AT_ONCE, WAITING_EACH, WAITING, WAITS_S)
        self._writing: set[asyncio.Task[None]] = set()
        if self._own:
            remove_those_of_dead_servers()

    async def read(
        self, request: Asking, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What `Database.read` would give, read in a worker. `do` is a function of a module; all of it is pickled."""
        result: R = await self.do(request, _read, do, args, kwargs)
        return result

    async def do(self, request: Asking, work: Callable[Concatenate[Desk, ...], Awaitable[R]], *args: Any) -> R:
        """What a work gives that reads more than once, and neither writes a file nor says anything meanwhile."""
        async with while_client_is_there(request), self.begin(request, OF_OURS, work, *args) as begun:
            async for _ in begun:
                pass
            result: R = begun.result
            return result

    async def file(self, request: Asking, whole: bool, work: Callable[..., Awaitable[None]], *args: Any) -> Written:
        """The file that a work writes at `desk.path`: as soon as it says what the file is, or once it is whole.

        It says so once the file is there, and then None whenever there is more of it."""
        written = Written(self._crew.folder.new_file())
        writing = asyncio.create_task(self._write(request, written, work, args))
        self._writing.add(writing)
        writing.add_done_callback(self._writing.discard)
        written.by(writing)
        try:
            async with while_client_is_there(request):
                await written.until(whole)
        except BaseException:
            await written.close()
            raise
        return written

    async def _write(
        self, request: Asking, written: Written, work: Callable[..., Awaitable[None]], args: tuple[Any, ...]
    ) -> None:
        async with self.begin(request, OF_OURS, work, *args, path=written.path) as begun:
            async for said in begun:
                written.hear(said)

    @asynccontextmanager
    async def begin(
        self,
        request: Asking,
        allowance: Allowance,
        work: Callable[Concatenate[Desk, ...], Awaitable[R]],
        *args: Any,
        path: Path | None = None,
    ) -> AsyncIterator[Begun[R]]:
        """A work that has begun, and is given up at the end of the block where it is not done by then."""
        operation = bearer_of(request).operation
        async with self._turns.turn(operation):
            worker = self._crew.take()
            begun = Begun[R](worker, allowance)
            try:
                await begun.give(Job(self._url, path or self._crew.folder.new_file(), allowance, work, args))
                yield begun
            finally:
                if begun.ended and worker.lives:
                    self._crew.give_back(worker)
                else:
                    await asyncio.shield(self._crew.end(worker))
                HEAVY_WORK.labels(begun.outcome).inc()

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder for what a request brings, until the end of the block."""
        folder = self._crew.folder.new_folder()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def close(self) -> None:
        """Gives up what is still being done, and ends the workers."""
        for writing in list(self._writing):
            writing.cancel()
            with suppress(BaseException):
                await writing
        if self._own:
            self._crew.close()


class Begun(Generic[R]):
    """A work that a worker does: an iterator over what it says; `result` is there after that."""

    def __init__(self, worker: Worker, allowance: Allowance) -> None:
        self._worker, self._allowance = worker, allowance
        self.result: Any = None
        self.ended = False
        """The worker is done, and can do something else."""
        self.outcome = "given_up"
        """For the metric."""

    async def give(self, job: Job) -> None:
        try:
            await self._worker.give(job)
        except Died as died:
            raise self._told(died) from died

    def __aiter__(self) -> Begun[R]:
        return self

    async def __anext__(self) -> Any:
        try:
            async with asyncio.timeout(self._allowance.silent_s):
                kind, value = await self._worker.hear()
        except TimeoutError as error:
            raise self._told(error) from None
        except Died as died:
            raise self._told(died) from died
        if kind == RAISED:
            raised = put_together(value)
            self.ended = not isinstance(raised, MemoryError)
            raise self._told(raised)
        if kind == DONE:
            self.ended, self.outcome, self.result = True, "done", value
            raise StopAsyncIteration
        return value

    def _told(self, error: BaseException) -> BaseException:
        """The error as it is raised here: a limit that was met is told in words."""
        allowance, strangers = self._allowance, self._allowance.strangers
        if isinstance(error, Died):
            structlog.get_logger().warning("a worker died", pid=self._worker.pid, why=str(error))
        if isinstance(error, TimeoutError):
            self.outcome = "limit"
            silent = f"within {allowance.silent_s:g} s"
            if strangers:
                return _too_large(f"Nothing more of the file could be read {silent}.")
            return Refused("worker_slow", f"The server could not make this {silent}.")
        if isinstance(error, MemoryError):
            self.outcome = "limit"
            memory = f"more than {allowance.memory_mib:,} MiB of memory"
            if strangers:
                return _too_large(f"Reading the file takes {memory}.")
            return Refused("too_large", f"This takes {memory}. Ask for a shorter period or fewer finds.")
        if isinstance(error, Died) and error.signal == "SIGXCPU":
            self.outcome = "limit"
            if strangers:
                return _too_large(f"Reading the file takes more than {allowance.cpu_s} s of a processor.")
            return Refused("worker_slow", f"This takes more than {allowance.cpu_s} s of a processor.")
        if isinstance(error, Died):
            self.outcome = "died"
            if strangers and error.signal in ("SIGABRT", "SIGSEGV", "SIGBUS"):
                return Refused(
                    "unreadable_file",
                    "The file cannot be read: what reads it broke down on it, or it takes more than "
                    f"{allowance.memory_mib:,} MiB of memory. Save it again, as CSV or in parts.",
                )
            return Refused("worker_died", "The process that worked on this ended before it was done.")
        self.outcome = "refused" if isinstance(error, Refused) else "failed"
        return error


def _too_large(detail: str) -> Refused:
    return Refused("too_large", f"{detail} Save it as CSV, or in parts.")


async def _read(desk: Desk, do: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return await desk.database.read(do, *args, **kwargs)


@asynccontextmanager
async def while_client_is_there(request: Asking) -> AsyncIterator[None]:
    """Ends the block when the client has gone: nobody waits for it. The body of the request has been read."""
    asking, gone = asyncio.current_task(), False
    assert asking

    async def watch() -> None:
        nonlocal gone
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone = True
        asking.cancel()

    watching = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        if gone and asking.uncancel() == 0:
            raise Refused("invalid_request", "The client has gone.") from None
        raise
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
