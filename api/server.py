"""The server process: uvicorn, which tells the application at once when it is to stop."""

from __future__ import annotations

import gc
import socket
from functools import partial
from types import FrameType

import uvicorn
from litestar import Litestar

from api.connections import OTHER_HANDLES, BoundedProtocol, Limits, open_files
from api.running import Running

STOPS_WITHIN_S = 5
"""The longest time for a running request after the server is told to stop, seconds."""


class Server(uvicorn.Server):
    """Serves an application until a signal. Streams that would not end by themselves look at `Running.stopping`.

    Without `limits` it raises the limit of open files, and takes as many connections as that leaves.
    """

    def __init__(self, application: Litestar, limits: Limits | None = None) -> None:
        limits = limits or Limits(connections=max(1, open_files() - OTHER_HANDLES))
        super().__init__(
            uvicorn.Config(
                application,
                http=partial(BoundedProtocol, limits=limits),  # type: ignore[arg-type]  # it is only called
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=STOPS_WITHIN_S,
            )
        )
        self.application = application

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen. What is loaded by now stays: the collector of garbage, which stops all threads, needs not
        look at it again (100 ms and more, in the midst of an import)."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        running: Running = self.application.state.running
        running.stopping = True
        super().handle_exit(sig, frame)
