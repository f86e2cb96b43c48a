"""Where the files of heavy work are: one folder a server or command, gone with it, or when the next one starts."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

PREFIX = "minetally-work-"
LOCK = "server.lock"


class WorkFolder:
    """A folder of one server, in the folder for temporary files if no other is named. Its lock tells that it lives."""

    def __init__(self, parent: Path | None = None) -> None:
        new = Path(tempfile.mkdtemp(prefix="minetally-new-", dir=parent))
        self._lock = (new / LOCK).open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.path = new.rename(new.with_name(PREFIX + uuid4().hex))  # with this name it is never without its lock

    def new_file(self) -> Path:
        """The path of a file that is not there yet."""
        return self.path / uuid4().hex

    def new_folder(self) -> Path:
        """A folder in it, for one worker or one request; who wanted it removes it."""
        made = self.path / uuid4().hex
        made.mkdir(mode=0o700)
        return made

    def close(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()


def remove_those_of_dead_servers(parent: Path | None = None) -> list[Path]:
    """Removes folders whose server was killed before it could; gives those that it removed."""
    gone = []
    for folder in (parent or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        try:
            with (folder / LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                gone.append(folder)
        except OSError:  # of a server that lives, of another user, or removed by another server at this moment
            continue
    return gone
