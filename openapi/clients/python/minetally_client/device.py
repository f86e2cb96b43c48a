"""A tablet: it works without a network, loses nothing, and exchanges with the server when there is a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from minetally_client import photos
from minetally_client.backoff import Backoff
from minetally_client.history import Json, answered, is_answer_to, is_earlier
from minetally_client.ids import uuid7
from minetally_client.link import MOST_BYTES, Link
from minetally_client.local_find import FIELD_NAMES, LocalFind, played, sendable
from minetally_client.models import Conflicted, FindFields, MutationResult, ProblemCode, Rejected
from minetally_client.outbox import Outbox, Place, Waiting
from minetally_client.problems import (
    MinetallyError,
    OldHistory,
    Refused,
    Unreachable,
    named_mutations,
    result_of,
)
from minetally_client.receipts import Checked, checked, leaves_of, places_in
from minetally_client.server_key import ServerKey, code_in, follow_key, note_key, server_key_of
from minetally_client.witness import witness

MOST_MUTATIONS = 1000
MOST_HEADS = 32
"""The largest number of ends of the log that one request shows."""
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
    clock_offset_s: int = 0
    """If this is not 0, the device's clock is wrong by this number of seconds: show it."""
    forked: bool = False
    """Another tablet uses the token of this one: ask the person to get a new code, and `enrol` with it."""
    resyncs: int = 0
    """How often the server's history had changed, so that everything was fetched and sent again."""
    photos_brought: list[str] = field(default_factory=list)
    """The SHA-256 of photos of this device that the server asked for and has now."""
    photos_wanted: list[str] = field(default_factory=list)
    """The SHA-256 of photos that finds have and the server lacks: this device does not have them, or they did not
    arrive. It brings what it has after the next `sync`."""

    receipts: Checked | None = None
    """What the checks of the receipts found: the worst of them; None: nothing was sent. All are kept."""
    server_key: ServerKey = "unknown"
    """Whether the server is the one that this device was enrolled at. Show it if it is `not_confirmed`."""
    held_back: list[UUID] = field(default_factory=list)
    """The ids of mutations that stay in the outbox: the server would reject them, and takes no more of those from this
    device today; or something on the way to it takes nothing of this size. Fix them, or tell your staff."""

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
        self._clock = clock
        self._link = Link(self._outbox, server, backoff or Backoff(), timeout_s, transport)
        if token is not None:
            self._outbox.set(token=token)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._link.close()
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

    @property
    def server_key(self) -> ServerKey:
        """Whether the server is the one that this device was enrolled at, as far as the last receipt says."""
        return server_key_of(self._outbox)

    @property
    def timezone(self) -> ZoneInfo | None:
        """The time zone of the operation's days; None before the enrolment."""
        name = self._outbox.get("timezone")
        return ZoneInfo(name) if name else None

    def today(self) -> date:
        """The day it is for the operation: what `found_on` is for a find of today. Before the enrolment the clock's."""
        return self._clock().astimezone(self.timezone).date()

    def enrol(self, code: str) -> None:
        """Exchanges a code, which works once, for the device's token; also if the old token is no longer valid.

        `code` is the code alone, or all that the QR code contains: then the fingerprint in it is that of the server's
        key. Without it the key that the server names counts from now on.

        The outbox stays and is sent with the new token, so the code must belong to the same operation. The device makes
        a secret, stores it, and sends it with the code. If no answer comes, it sends the same again, now or when it is
        called again with the same code, and gets the answer that was lost.
        """
        code, server_key = code_in(code)
        operation, belongs_to = code.rpartition(".")[0], self._outbox.get("operation")
        if belongs_to and belongs_to != operation:
            raise ValueError(
                f"this file belongs to {belongs_to}, but the code belongs to {operation}: use another file"
            )
        was = self._outbox.get("device_id")
        asked = {"code": code, "secret": self._outbox.secret_for(code), **({"device_id": was} if was else {})}
        content = json.dumps(asked).encode()
        self._outbox.enrolled(
            self._link.post("/v1/enrol", lambda: content, 201, lambda made: {"token", "operation"} <= made.keys()),
            server_key,
        )

    # Notes, without a network

    def create(
        self,
        fields: FindFields | Mapping[str, Any],
        *,
        find_id: UUID | None = None,
        mutation_id: UUID | None = None,
        made_at: datetime | None = None,
    ) -> UUID:
        """Records a new find and returns its id. `made_at` needs a UTC offset; the default is now. Raises
        RepeatedMutation, as all of these do, if `mutation_id` belongs to another mutation of this device."""
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

    def keep_photo(self, data: bytes, media_type: str = "image/jpeg") -> str:
        """Stores a photo and returns its SHA-256: name that in `photos` of a find. `sync` brings it when the server
        asks for it, also again after a restore. It is kept for a year."""
        return photos.keep(self._outbox, data, media_type)

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

    def lacked_by_server(self) -> dict[str, Json]:
        """Finds that were here, but that the server does not have after a restore from a backup, by id. Tell the
        command staff. They are kept until the server has them again, or has been told of them."""
        return self._outbox.lacked()

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

    def make_room(self, leaving: int) -> int:
        """Drops answered mutations that a verified backup has, oldest first, until `leaving` mutations are kept.
        Returns how many were dropped. Call it only if the disk is full: otherwise they are kept for a year."""
        return self._outbox.drop_saved(leaving=leaving)

    # The exchange

    def sync(self) -> Synced:
        """Sends all waiting mutations and fetches all changes.

        Raises Unreachable if no valid answer came (try again later), TokenRefused if the token is no longer valid
        (`enrol` with a new code, then `sync` again), AwaitingConfirmation if the server was restored and the office has
        not let this device in again (`sync` again later), OldHistory if the server serves an older history than the one
        that this device knows, Refused for any other error. In every case nothing is lost, and `so_far` of the error
        has what was done before.
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
                self._outbox.drop_saved()
                witness(self._outbox, self._link)
                follow_key(self._outbox, self._link)
                done.photos_brought = photos.bring(self._outbox, self._link)
                done.photos_wanted = photos.still_wanted(done.photos_wanted, done.photos_brought)
        except MinetallyError as error:
            error.so_far = done
            raise
        finally:
            done.server_key = self.server_key
        return done

    def _to_the_end(self, done: Synced) -> bool:
        """Exchanges until nothing waits. False if the server's history has changed: then everything starts again."""
        sent, most = 0, self._batch
        held_back: set[int] = set()
        while True:
            place = self._outbox.place()
            batch = self._outbox.waiting(sent, most, MOST_BYTES, held_back)
            try:
                answer = self._exchange(batch, place)
            except Refused as error:
                if error.problem.code == ProblemCode.RESYNC_REQUIRED:
                    self._begin_anew(place, error.problem.to_dict()["epoch"])
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
                    self._outbox.refuse(batch[0], error.problem.to_dict(), self._clock().isoformat())
                most = len(batch) // 2 or self._batch
                continue
            except Unreachable as error:
                if error.status != httpx.codes.REQUEST_ENTITY_TOO_LARGE or not batch:
                    raise
                if len(batch) == 1:  # it waits, and with it what was typed later about the same find
                    later = self._outbox.waiting_of(batch[0].find_id, batch[0].n)
                    held_back |= {n for n, _ in later}
                    done.held_back += [UUID(id) for _, id in later]
                most = len(batch) // 2 or self._batch
                continue
            if place.epoch is not None and answer["epoch"] != place.epoch:
                self._outbox.set(exchange=answer["exchange"])
                self._begin_anew(place, answer["epoch"])
                return False
            leaves = leaves_of([one.content for one in batch], answer["results"])
            lines = places_in(leaves) if leaves else ()
            copied = self._outbox.take(batch, answer, place, answer["exchange"], answer["shown"], lines)
            _tell(done, answer)
            if batch:
                sent = batch[-1].n
                self._check(done, answer, leaves)
            more = answer["has_more"] or not copied
            if not more and not self._outbox.waiting(sent, 1, MOST_BYTES, held_back):
                return True

    def _check(self, done: Synced, answer: Json, leaves: list[bytes]) -> None:
        """Checks the receipt of an answer to mutations, and notes whose it is."""
        found = checked(answer, leaves)
        done.receipts = "wrong" if "wrong" in (done.receipts, found) else found
        note_key(self._outbox, answer["receipt"]["signed"]["key"] if found == "right" else "")

    def _begin_anew(self, place: Place, epoch: str) -> None:
        """Follows the server into another history, but never into an older one."""
        if place.epoch is not None and is_earlier(epoch, place.epoch):
            raise OldHistory
        self._outbox.begin_anew(place, epoch)

    def _exchange(self, batch: list[Waiting], place: Place) -> Json:
        """The answer to one request, with the name of the `exchange` and the heads that it has `shown`."""
        mutations = ",".join(one.content for one in batch)
        sent = [{"id": one.id, "find_id": one.find_id} for one in batch]
        link = {"id": str(uuid7()), "after": self._outbox.get("exchange")}
        request: Json = {"cursor": place.cursor, "limit": self._page, "exchange": link}
        if shown := self._outbox.known()[-MOST_HEADS:]:  # the newest prove the most; the others come with the next one
            request["known"] = shown
        if told := answered(((one.id, one.first) for one in batch), place.epoch):
            request["answered"] = told
            if receipts := self._receipts([one for one in batch if one.id in told]):
                request["receipts"] = receipts

        def body() -> bytes:
            """Each try has the current time of the clock; the mutations are the same bytes every time."""
            timed = {**request, "device_time": self._clock().isoformat()}
            return f'{json.dumps(timed)[:-1]}, "mutations": [{mutations}]}}'.encode()

        def is_answer(answer: Json) -> bool:
            return answer.keys() >= ANSWER and is_answer_to(answer, sent)

        answer = self._link.post("/v1/sync", body, 200, is_answer)
        if place.epoch is not None and is_earlier(answer["epoch"], place.epoch):
            raise OldHistory
        return {**answer, "exchange": link["id"], "shown": shown}

    def _receipts(self, again: list[Waiting]) -> list[Json]:
        """The receipts of mutations that are sent again after a restore, each with their lines in it."""
        lines: dict[int, Json] = {}
        for one in again:
            if one.receipt is not None and one.line is not None:
                lines.setdefault(one.receipt, {})[one.id] = json.loads(one.line)
        return [{**receipt, "lines": lines[n]} for n, receipt in self._outbox.receipts(lines.keys()).items()]


def _tell(done: Synced, answer: Json) -> None:
    """Adds an answer to the result of a `sync`."""
    results = map(result_of, answer["results"])
    done.results += [result for result in results if result is not None]
    done.changed |= {UUID(change["find"]["id"]) for change in answer["changes"]}
    done.clock_offset_s = answer.get("clock_offset_s", 0)
    done.forked = answer.get("forked", False)
    done.photos_wanted += answer.get("photos_wanted", [])
