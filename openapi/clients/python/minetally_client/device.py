"""A tablet: it works without a network, loses nothing, and exchanges with the server when there is a network."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self
from uuid import UUID

import httpx

from minetally_client.backoff import Backoff, patiently
from minetally_client.ids import uuid7
from minetally_client.local_find import FIELD_NAMES, LocalFind, played, sendable
from minetally_client.models import Conflicted, FindFields, MutationResult, ProblemCode, Rejected
from minetally_client.outbox import Json, Outbox, Place, Waiting, answered
from minetally_client.problems import (
    MinetallyError,
    Refused,
    Unreachable,
    document_of,
    named_mutations,
    refusal_of,
    result_of,
)

MOST_MUTATIONS = 1000
MOST_BYTES = 8 * 2**20 - 4096
"""The largest size of the mutations in a request, bytes: the limit of the server, minus the rest of the request."""
ANSWER = {"results", "changes", "cursor", "has_more", "epoch", "saved_through_seq"}
"""The members that every answer to an exchange has."""
MOST_RESYNCS = 3
"""How often the server's history may change in one `sync`. More changes are an error of the server."""


class Refusal(NamedTuple):
    """A mutation that the server rejected. It is in the quarantine, where staff can fix it."""

    mutation: Mapping[str, Any]
    result: Rejected


@dataclass
class Synced:
    """The result of a `sync`."""

    results: list[MutationResult] = field(default_factory=list)
    """The results of the answered mutations, in the order in which they were made."""
    changed: set[UUID] = field(default_factory=set)
    """The ids of the finds that the server sent."""
    clock_offset_s: float = 0.0
    """If this is not 0, the device's clock is wrong by this number of seconds: show it."""
    forked: bool = False
    """Another tablet uses the token of this one: ask the person to get a new code, and `enrol` with it."""
    resyncs: int = 0
    """How often the server's history had changed, so that everything was fetched and sent again."""

    held_back: list[UUID] = field(default_factory=list)
    """The ids of mutations that stay in the outbox until tomorrow: the server would reject them, and takes no more of
    those from this device today. Fix them, or tell your staff."""

    @property
    def conflicts(self) -> list[Conflicted]:
        """The results in which a field waits for a person."""
        return [one for one in self.results if isinstance(one, Conflicted)]

    @property
    def rejected(self) -> list[Rejected]:
        """The rejected mutations. `Device.refusals` has them with their content, until they are put aside."""
        return [one for one in self.results if isinstance(one, Rejected)]


class Device:
    """A tablet. Its outbox and its copy of the finds are in one SQLite file.

    `create`, `edit`, `delete` and `restore` need no network: the mutation is on the disk when they return. `sync`
    exchanges with the server. Threads and processes may share the file, and the process may be killed at any moment.
    """

    def __init__(
        self,
        file: Path | str,
        server: str,
        token: str | None = None,
        *,
        batch: int = 100,
        page: int = 500,
        backoff: Backoff | None = None,
        timeout_s: float = 60.0,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`token` is stored in the file, so give it only once; `enrol` also gets one. A request has at most `batch`
        mutations, its answer at most `page` changes."""
        if not 1 <= batch <= MOST_MUTATIONS:
            raise ValueError(f"batch must be from 1 to {MOST_MUTATIONS} mutations, not {batch}")
        self._outbox = Outbox(file)
        self._batch, self._page = batch, page
        self._backoff, self._clock = backoff or Backoff(), clock
        self._http = httpx.Client(base_url=server, timeout=timeout_s, transport=transport)
        if token is not None:
            self._outbox.set(token=token)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()
        self._outbox.close()

    # Belonging to an operation

    @property
    def enrolled(self) -> bool:
        """Whether the device has a token."""
        return self._outbox.get("token") is not None

    @property
    def forked(self) -> bool:
        """Whether another tablet uses the token of this one, as far as the last answer says: `enrol` with a new code.

        It happens when the file was copied to another tablet, or when two tablets were given one token. Nothing is
        lost: the server takes the mutations of both, as those of two authors.
        """
        return bool(self._outbox.get("forked"))

    def enrol(self, code: str) -> None:
        """Exchanges a code, which works once, for the device's token; also if the old token is no longer valid.

        The outbox stays and is sent with the new token, so the code must belong to the same operation. The device makes
        a secret, stores it, and sends it with the code. If no answer comes, it sends the same again, now or when it is
        called again with the same code, and gets the answer that was lost.
        """
        code = code.strip()
        operation, belongs_to = code.rpartition(".")[0], self._outbox.get("operation")
        if belongs_to and belongs_to != operation:
            raise ValueError(
                f"this file belongs to {belongs_to}, but the code belongs to {operation}: use another file"
            )
        content = json.dumps({"code": code, "secret": self._outbox.secret_for(code)}).encode()
        made = self._answer(lambda: patiently(lambda: self._post("/v1/enrol", content, {}), self._backoff), 201)
        self._outbox.enrolled(made["token"], made["operation"])

    # Notes, without a network

    def create(
        self,
        fields: FindFields | Mapping[str, Any],
        *,
        find_id: UUID | None = None,
        mutation_id: UUID | None = None,
        made_at: datetime | None = None,
    ) -> UUID:
        """Records a new find and returns its id. `made_at` needs a UTC offset; the default is now."""
        made_for = find_id or uuid7()
        self._note("create", made_for, mutation_id, made_at, set=sendable(fields))
        return made_for

    def edit(
        self,
        find_id: UUID,
        fields: FindFields | Mapping[str, Any],
        *,
        mutation_id: UUID | None = None,
        made_at: datetime | None = None,
    ) -> UUID:
        """Records new values of some fields and returns the mutation's id. `was` is what `find` shows now."""
        return self._note("edit", find_id, mutation_id, made_at, set=sendable(fields))

    def delete(self, find_id: UUID, *, mutation_id: UUID | None = None, made_at: datetime | None = None) -> UUID:
        """Records the deletion of a find and returns the mutation's id."""
        return self._note("delete", find_id, mutation_id, made_at)

    def restore(self, find_id: UUID, *, mutation_id: UUID | None = None, made_at: datetime | None = None) -> UUID:
        """Records that a find is not deleted any more and returns the mutation's id."""
        return self._note("restore", find_id, mutation_id, made_at)

    def _note(self, op: str, find_id: UUID, mutation_id: UUID | None, made_at: datetime | None, **given: Json) -> UUID:
        moment = made_at or self._clock()
        if moment.tzinfo is None:
            raise ValueError("made_at needs a UTC offset; use for example datetime.now().astimezone()")
        id = mutation_id or uuid7()
        with self._outbox.writing():
            seen, version = self._seen(str(find_id))
            if seen is None and op != "create":
                raise LookupError(f"this device does not have the find {find_id}")
            was: Json = {}
            if seen is not None and op == "edit":
                was = {"was": {name: seen.get(name) for name in given["set"]}}
            elif seen is not None and op == "delete":
                was = {"was": {name: seen.get(name) for name in FIELD_NAMES}}
            mutation = {"id": str(id), "find_id": str(find_id), "op": op, "base_version": version, **given, **was}
            self._outbox.add({**mutation, "made_at": moment.isoformat()})
        return id

    def _seen(self, find_id: str) -> tuple[Json | None, int]:
        """The fields of a find as they are shown, and its version on the server; None and 0 if the id is unknown."""
        held = self._outbox.held(find_id)
        find = played(held, self._outbox.unseen(find_id))
        return (find, held["version"] if held else 0)

    def find(self, find_id: UUID) -> LocalFind | None:
        """A find as its user sees it: the server's copy with the device's own mutations applied. None if unknown."""
        with self._outbox.reading():
            held, unseen = self._outbox.held(str(find_id)), self._outbox.unseen(str(find_id))
        return LocalFind.of(find_id, held, unseen)

    def finds(self) -> Iterator[LocalFind]:
        """All finds of the operation, also deleted ones, in the order of their ids."""
        for id in self._outbox.find_ids():
            if find := self.find(UUID(id)):
                yield find

    def held(self) -> dict[str, Json]:
        """All finds as the server last sent them, by id: their JSON, unchanged."""
        return self._outbox.copy()

    @property
    def waiting(self) -> int:
        """The number of mutations without a final answer."""
        return self._outbox.count_waiting()

    def refusals(self) -> list[Refusal]:
        """Rejected mutations, until they are put aside. Code `unknown_find` needs no action: it is stored later."""
        return [Refusal(mutation, Rejected.from_dict(result)) for mutation, result in self._outbox.rejected()]

    def put_aside(self, mutation_id: UUID) -> None:
        """Removes a mutation from `refusals`, after somebody has looked at it."""
        self._outbox.put_aside(str(mutation_id))

    # The exchange

    def sync(self) -> Synced:
        """Sends all waiting mutations and fetches all changes.

        Raises Unreachable if no valid answer came (try again later), TokenRefused if the token is no longer valid
        (`enrol` with a new code, then `sync` again), Refused for any other error. In every case nothing is lost, and
        `so_far` of the error has what was done before.
        """
        done = Synced()
        try:
            with self._outbox.alone():
                while not self._to_the_end(done):
                    done.resyncs += 1
                    if done.resyncs > MOST_RESYNCS:
                        raise Unreachable(
                            "the server's history changed too often in one sync; nothing is lost, try again later"
                        )
        except MinetallyError as error:
            error.so_far = done
            raise
        return done

    def _to_the_end(self, done: Synced) -> bool:
        """Exchanges until nothing waits. False if the server's history has changed: then everything starts again."""
        sent, most = 0, self._batch
        held_back: set[int] = set()
        while True:
            place = self._outbox.place()
            # A new copy is fetched completely first. Mutations are sent only to a server whose history is known.
            batch = [] if place.renewing else self._outbox.waiting(sent, most, MOST_BYTES, held_back)
            try:
                has_more = self._exchange(batch, place, done)
            except Refused as error:
                if error.problem.code == ProblemCode.RESYNC_REQUIRED:
                    self._outbox.begin_anew(place)
                    return False
                if error.problem.code == ProblemCode.TOO_MUCH_REFUSED:
                    named = [batch[place] for place in named_mutations(error.problem) if place < len(batch)]
                    if not named:
                        raise
                    held_back |= {one.n for one in named}
                    done.held_back += [UUID(one.id) for one in named]
                    continue
                if error.problem.code != ProblemCode.TOO_LARGE or not batch:
                    raise
                if len(batch) == 1:  # too large even alone: it must not block the others
                    self._outbox.refuse(batch[0], error.problem.to_dict())
                most = max(1, len(batch) // 2)
                continue
            if batch:
                sent = batch[-1].n
            if not has_more and not place.renewing and not self._outbox.waiting(sent, 1, MOST_BYTES, held_back):
                return True

    def _exchange(self, batch: list[Waiting], place: Place, done: Synced) -> bool:
        """Sends one request and stores its answer. Returns whether more changes wait on the server."""
        mutations = ",".join(one.content for one in batch)
        name = str(uuid7())
        link = {"id": name, "after": self._outbox.get("exchange")}

        def ask() -> httpx.Response:
            """Each try has the current time of the clock; the mutations are the same bytes every time."""
            now = self._clock().isoformat()
            request: Json = {"cursor": place.cursor, "limit": self._page, "device_time": now, "exchange": link}
            if told := answered(batch):
                request["answered"] = told
            body = f'{json.dumps(request)[:-1]}, "mutations": [{mutations}]}}'.encode()
            return self._post("/v1/sync", gzip.compress(body, 6), {"Content-Encoding": "gzip"})

        answer = self._answer(lambda: patiently(ask, self._backoff), 200)
        if not answer.keys() >= ANSWER or len(answer["results"]) != len(batch):
            raise Unreachable("the answer is not from an exchange; check that the address is a Minetally server")
        copied = self._outbox.take(batch, answer, place, name)
        results = map(result_of, answer["results"])
        done.results += [result for result in results if result is not None]
        done.changed |= {UUID(change["find"]["id"]) for change in answer["changes"]}
        done.clock_offset_s = answer.get("clock_offset_s", 0.0)
        done.forked = answer.get("forked", False)
        return bool(answer["has_more"]) or not copied

    def _post(self, path: str, content: bytes, headers: Mapping[str, str]) -> httpx.Response:
        given = {"Content-Type": "application/json", **headers}
        if token := self._outbox.get("token"):
            given["Authorization"] = f"Bearer {token}"
        return self._http.post(path, content=content, headers=given)

    def _answer(self, ask: Callable[[], httpx.Response], status: int) -> Json:
        """The JSON object of an answer with this status. Raises the problem in any other answer, or Unreachable."""
        try:
            response = ask()
        except httpx.RequestError as error:
            raise Unreachable(f"no answer from {self._http.base_url}: {error!r}") from error
        document = document_of(response)
        if response.status_code == status and document is not None:
            return document
        raise refusal_of(response)
