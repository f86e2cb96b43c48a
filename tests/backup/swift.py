"""OpenStack Swift with its s3api, as Debian packages it (`make swift`): one disk, one copy of each object, one user.

Its four servers are processes of their own. Unlike moto it checks signatures, and it keeps files in parts as large
clusters do.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

KEY_ID, KEY = "mines:keeper", "as-secret-as-any"
SERVERS = ("account", "container", "object")
STARTS_WITHIN_S = 120

_STORAGE = """\
[DEFAULT]
devices = {folder}/disks
mount_check = false
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {folder}
user = {user}
recon_cache_path = {folder}/recon

[pipeline:main]
pipeline = {name}-server

[app:{name}-server]
use = egg:swift#{name}
"""
_PROXY = """\
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {folder}
user = {user}

[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth slo dlo proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:gatekeeper]
use = egg:swift#gatekeeper

[filter:healthcheck]
use = egg:swift#healthcheck

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{unused}

[filter:listing_formats]
use = egg:swift#listing_formats

[filter:bulk]
use = egg:swift#bulk

[filter:s3api]
use = egg:swift#s3api
location = us-east-1

[filter:tempauth]
use = egg:swift#tempauth
user_mines_keeper = {key} .admin

[filter:slo]
use = egg:swift#slo

[filter:dlo]
use = egg:swift#dlo
"""


def has_swift() -> bool:
    """Whether Swift's servers are installed."""
    return all(shutil.which(f"swift-{name}-server") for name in (*SERVERS, "proxy"))


@contextmanager
def swift(folder: Path) -> Iterator[str]:
    """The address of a Swift that keeps its objects in a folder, whose file system has extended attributes."""
    proxy, unused, *ports = _free_ports(2 + len(SERVERS))
    says = {"folder": folder, "user": _user(), "unused": unused, "key": KEY}
    for part in ("disks/one", "recon"):
        (folder / part).mkdir(parents=True)
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = tests\n")
    for name, port in zip(SERVERS, ports, strict=True):
        (folder / f"{name}.conf").write_text(_STORAGE.format(**says, name=name, port=port))
        ring = ["swift-ring-builder", str(folder / f"{name}.builder")]
        for words in (["create", "4", "1", "1"], ["add", f"r1z1-127.0.0.1:{port}/one", "1"], ["rebalance"]):
            subprocess.run([*ring, *words], check=True, stdout=subprocess.DEVNULL)
    (folder / "proxy.conf").write_text(_PROXY.format(**says, port=proxy))
    with ExitStack() as stack:
        for name in (*SERVERS, "proxy"):
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            server = subprocess.Popen(
                [f"swift-{name}-server", str(folder / f"{name}.conf")], stdout=log, stderr=log, cwd=folder
            )
            stack.callback(server.wait)
            stack.callback(server.terminate)
        _wait_until_it_answers(f"http://127.0.0.1:{proxy}/healthcheck", server, folder / "proxy.log")
        yield f"http://127.0.0.1:{proxy}"


def _user() -> str:
    """Who the servers run as: who runs the tests."""
    return pwd.getpwuid(os.getuid()).pw_name


def _free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"Swift did not start: {log.read_text(errors='replace')[-2000:]}")
