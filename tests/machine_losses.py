"""The fleet of tests/machine.py whose server is lost and restored, again and again, from any backup that was made.

Tablets keep all that they typed, each with its first answer, and send it again when a greater epoch answers. Nothing
that a tablet was told may be missing once it has exchanged (I8), whatever else goes on meanwhile.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.machine import Fleet, Run, Tablet, content_key
from tests.seasons import Copy, FirstAnswer, back_up, check_log, restored
from tests.service import Json, Service, answered


class Backup(NamedTuple):
    """A copy of the operation, and what of the mutations and decisions it has."""

    copy: Copy
    answers: dict[str, Json]
    decided: list[tuple[str, Json]]


def is_uuid(mutation: Any) -> bool:
    """Whether a mutation has an id by which a first answer can be named."""
    try:
        return bool(UUID(mutation["id"]))
    except (TypeError, KeyError, ValueError, AttributeError):
        return False


class LostFleet(Fleet):
    """Three tablets, a reviewer, an operator, and disks that burn."""

    def __init__(self, run: Run[Any], service: Service) -> None:
        super().__init__(run, service)
        self.backups: list[Backup] = []
        self.losses = 0
        self.typed_on: list[list[Any]] = [[] for _ in self.tablets]
        """All that each tablet ever sent."""
        self.first: dict[str, FirstAnswer] = {}
        """What a mutation was answered first, in any history, and heard."""
        self.unheard: dict[str, FirstAnswer] = {}
        """What it was answered in this history."""

    # What befalls the server

    @rule()
    def the_operator_makes_a_backup(self) -> None:
        copy = self.run(back_up(self.operation))
        self.backups.append(Backup(copy, dict(self.answers), list(self.decided)))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def the_disk_burns(self, data: st.DataObject) -> None:
        """Also while tablets still come back from the last loss; what staff decided since is on no tablet."""
        backup = self.backups[data.draw(st.integers(0, len(self.backups) - 1))]
        self.run(restored(self.operation, self.losses, backup.copy))
        self.losses += 1
        self.answers, self.decided = dict(backup.answers), list(backup.decided)
        self.unheard = {key: self.unheard[key] for key in self.answers}
        self.checked_seq = self.checked_finds_seq = 0
        for tablet, typed in zip(self.tablets, self.typed_on, strict=True):
            tablet.device.cursor = None
            tablet.holds.clear()
            tablet.queue = [*typed, *(one for one in tablet.queue if one not in typed)]

    # What goes over the network

    def exchange(self, tablet: Tablet, mutations: list[Any], limit: int, heard: bool, wrong_hours: int = 0) -> Json:
        """A mutation that a lost history answered goes to its place, with its time."""
        at = (datetime.now(UTC) + timedelta(hours=wrong_hours)).isoformat()
        told = {
            one["id"]: self.first[content_key(one)]._asdict()
            for one in mutations
            if content_key(one) in self.first and is_uuid(one) and content_key(one) not in self.answers
        }
        answer: Json = answered(
            self.run(tablet.device.exchange(mutations, limit, device_time=at, answered=told) if told
                     else tablet.device.exchange(mutations, limit, device_time=at))
        )  # fmt: skip
        assert len(answer["results"]) == len(mutations)
        unheard, mine = self.unheard, self.typed_on[self.tablets.index(tablet)]
        for mutation, result in zip(mutations, answer["results"], strict=True):
            key = content_key(mutation)
            known = self.answers.get(key)
            assert result == {**(known or result), "replayed": known is not None}
            if known is None:
                self.answers[key] = result
                if mutation not in self.sent:
                    self.sent.append(mutation)
                    mine.append(mutation)
                place = FirstAnswer(**result["place"], received_at=result["received_at"],
                                    clock_offset_s=result["clock_offset_s"])  # fmt: skip
                assert place == self.first.get(key, place)
                unheard.setdefault(key, place)
            if heard and key in unheard:
                self.first.setdefault(key, unheard[key])
        if heard:
            tablet.hears(mutations, answer, limit > 0)
        return answer

    def sends_again(self, tablet: Tablet, again: list[Any], limit: int) -> None:
        """Only what this server has answered: the rest is its own tablet's to bring back."""
        super().sends_again(tablet, [one for one in again if content_key(one) in self.answers], limit)

    # What holds

    def what_was_typed_is_on_the_table(self, finds: dict[str, Json], conflicts: list[Json]) -> None:
        """I6 is asked while nothing was lost: afterwards the order of the log is not the order of play."""
        if not self.losses:
            super().what_was_typed_is_on_the_table(finds, conflicts)

    def teardown(self) -> None:
        super().teardown()
        self.run(check_log(self.operation))
