"""The server process: uvicorn, which tells the application at once when it is to stop."""

from __future__ import annotations

from types import FrameType

import uvicorn
from litestar import Litestar

from api.running import Running

STOPS_WITHIN_S = 5
"""The longest time for a running request after the server is told to stop, seconds."""


class Server(uvicorn.Server):
    """Serves an application until a signal. Streams that would not end by themselves look at `Running.stopping`."""

    def __init__(self, application: Litestar) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=STOPS_WITHIN_S,
            )
        )
        self.application = application

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        running: Running = self.application.state.running
        running.stopping = True
        super().handle_exit(sig, frame)
