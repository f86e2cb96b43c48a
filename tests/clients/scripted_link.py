"""A link to the server that does to each request of a tablet what a play says: then it only passes on."""

from __future__ import annotations

import gzip
import json
import threading
from collections import deque
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from models.problem import PROBLEMS

Json = dict[str, Any]
NOT_PASSED_ON = ("host", "connection", "accept-encoding")
OLD_EPOCH = "11111111-1111-4111-8111-111111111111"
"""Not of version 7: older than every other."""


class ScriptedLink:
    """Listens on `url` from entering the block to its end. A fate is one of

    `{"lose": true}` (the server did it; no answer), `{"cut": n}` (so many bytes of the answer's body), `{"keep": true}`
    (the answer is kept), `{"kept": true}` (the kept one comes in place of an answer), `{"status": n, "headers": {}}` (a
    page, and the server hears nothing; with `problem` a problem document), `{"epoch": "old"}` (the answer is from an
    older history), `{"more": true}` (the answer says that more waits), `{"receipt": "other"}` or `{"receipt": null}`
    (its receipt has the signature of something else, or is missing).
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.fates: deque[Json] = deque()
        self.largest: int | None = None
        """A request with more bytes is answered 413, with a page."""
        self.keys: str | None = None
        """What comes in place of the server's list of keys: `page`, or `forged`: one in which the key before signed the
        last one, but the signature is not its."""
        self.sent: list[Json] = []
        """The bodies of the exchanges that came, each with `gzip`: whether it was compressed."""
        self.kept = b""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(link: ScriptedLink) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path == "/v1/sync":
                packed = self.headers.get("Content-Encoding") == "gzip"
                link.sent.append({**json.loads(gzip.decompress(body) if packed else body), "gzip": packed})
            if link.largest is not None and len(body) > link.largest:
                self._answer(413, b"<h1>413 Request Entity Too Large</h1>", {"Content-Type": "text/html"})
                return
            fate = link.fates.popleft() if link.fates else {}
            if "problem" in fate:
                self._answer(fate["status"], _problem(fate), {"Content-Type": "application/problem+json"})
            elif "status" in fate:
                page = b"<h1>This is not Minetally.</h1>"
                self._answer(fate["status"], page, {"Content-Type": "text/html", **fate.get("headers", {})})
            elif "kept" in fate:
                self._answer(200, link.kept, {"Content-Type": "application/json"})
            else:
                self._pass_on(body, fate)

        def do_GET(self) -> None:
            connection = HTTPConnection("127.0.0.1", link.port, timeout=60)
            connection.request("GET", self.path)
            answer = connection.getresponse()
            content, kind = answer.read(), answer.headers["Content-Type"]
            connection.close()
            if link.keys == "page":
                content, kind = b"<h1>This is not Minetally.</h1>", "text/html"
            elif link.keys == "forged":
                content = _forged(json.loads(content))
            self._answer(200, content, {"Content-Type": kind})

        do_PUT = do_POST

        def _pass_on(self, body: bytes, fate: Json) -> None:
            connection = HTTPConnection("127.0.0.1", link.port, timeout=60)
            passed = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
            connection.request(self.command, self.path, body, passed)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if "keep" in fate:
                link.kept = content
            if "lose" in fate:
                self.connection.close()
                return
            if fate.get("epoch") == "old":
                content = json.dumps({**json.loads(content), "epoch": OLD_EPOCH}).encode()
            if "more" in fate:
                content = json.dumps({**json.loads(content), "has_more": True}).encode()
            if "receipt" in fate:
                document = json.loads(content)
                other = {**document["receipt"], "signature": "A" * 86 + "=="}
                content = json.dumps({**document, "receipt": other if fate["receipt"] else None}).encode()
            names = ("Content-Type", "Accept-Encoding", "Retry-After")
            headers = {name: value for name in names if (value := answer.getheader(name)) is not None}
            self._answer(answer.status, content, headers, fate.get("cut"))

        def _answer(self, status: int, body: bytes, headers: dict[str, str], cut: int | None = None) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[:cut])
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return Handler


def _forged(listed: Json) -> bytes:
    *_, before = (one for one in listed["keys"] if one["key"] != listed["key"])
    (last,) = (one for one in listed["keys"] if one["key"] == listed["key"])
    last |= {"signed_by": before["key"], "signature": "A" * 86 + "=="}
    return json.dumps(listed).encode()


def _problem(fate: Json) -> bytes:
    known = PROBLEMS.get(fate["problem"])
    document = {
        "type": f"about:{fate['problem']}",
        "title": known.title if known else "This operation is stopped",
        "status": fate["status"],
        "detail": "As the play says.",
        "code": fate["problem"],
        "errors": [],
    }
    return json.dumps({**document, "epoch": OLD_EPOCH} if fate.get("epoch") == "old" else document).encode()
