"""A new epoch: the log goes on with a leap, and no number of an entry or an edition is given twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import Connection

from models.mutation import read_mutation, stored_instant
from models.problem import Refused
from models.tables import LOG
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.exchange import Exchange
from sync.exchange.prepared import prepare
from sync.exchange.restoring import Restoring, restoring
from sync.log.chain import ENTRIES, Entry, chained
from sync.log.epochs import Epochs, Place, RestoreRow, epoch_at, epoch_order, leapt
from sync.merge.find_state import Author
from sync.verify.verify import Verified, verify
from tests.service import Device, Operation, answered, create, new_id, place, refused

AT = datetime(2122, 8, 22, tzinfo=UTC)


def later(minutes: int) -> str:
    return epoch_at(AT + timedelta(minutes=minutes), b"0123456789")


async def restored(operation: Operation, job: Restoring) -> RestoreRow:
    async with Database(operation.service.database_url) as database:
        row = await Committer(database).run(operation.name, job)
        found = await database.read(verify, operation.name)
        assert found.findings == []
        return row


async def publish(operation: Operation, first: str) -> tuple[int, int]:
    body = {"id": new_id(), "from": first, "to": first, "anyway": "The recovery is open."}
    made = answered(await operation.call("POST", "/v1/editions", body), 201)
    return made["number"], made["revision"]


async def test_the_next_entry_has_the_number_after_the_leap_and_old_cursors_are_of_another_history(
    operation: Operation,
) -> None:
    tablet = await operation.enrol()
    first = create(position=place(1))
    await tablet.push(first)
    await tablet.pull()
    row = await restored(operation, restoring(later(0), "Operator", "the disk burnt", AT))
    assert (row.from_seq, row.seq, row.first_edition) == (1, 1_000_000, 100)
    refused(await tablet.exchange(), 409, "resync_required")
    tablet.cursor = None
    (result,) = await tablet.push(create(position=place(2)))
    assert result["seq"] == 1_000_001
    assert (await tablet.push(first))[0]["seq"] == 1
    assert len(await tablet.pull()) == 2
    assert (await operation.week(as_of="1"))["total"] == 12
    assert (await operation.week())["total"] == 24


async def test_numbers_that_are_known_from_elsewhere_are_leapt_over_too(operation: Operation) -> None:
    await restored(operation, restoring(later(0), "Operator", "burnt", AT, above_seq=2_000_001, above_edition=340))
    row = await restored(operation, restoring(later(1), "Operator", "burnt again", AT))
    assert (row.from_seq, row.seq, row.first_edition) == (3_000_000, 4_000_000, 500)


async def test_an_edition_after_it_never_has_the_name_of_one_that_may_be_lost(operation: Operation) -> None:
    await (await operation.enrol()).push(create(found_on="2022-08-15"))
    assert await publish(operation, "2022-08-15") == (1, 1)
    await restored(operation, restoring(later(0), "Operator", "burnt", AT))
    assert await publish(operation, "2022-08-15") == (1, 100)
    assert await publish(operation, "2022-08-15") == (1, 101)
    assert await publish(operation, "2022-08-16") == (100, 1)
    assert await publish(operation, "2022-08-17") == (101, 1)


async def test_an_epoch_that_is_not_later_is_refused(operation: Operation) -> None:
    await restored(operation, restoring(later(5), "Operator", "burnt", AT))
    for epoch in (later(5), later(4), new_id()):
        with pytest.raises(Refused, match="is not later than"):
            await restored(operation, restoring(epoch, "Operator", "burnt", AT))


def test_epochs_are_in_the_order_of_time_and_those_of_today_are_the_smallest() -> None:
    names = [later(minutes) for minutes in range(3)]
    assert names[0] == "04617fa7-2800-7031-b233-343536373839"
    assert sorted([*reversed(names), new_id()], key=epoch_order)[1:] == names
    assert epoch_order(new_id()) == epoch_order(new_id())


def test_a_leap_ends_at_the_next_multiple() -> None:
    assert [leapt(number, 100) for number in (0, 1, 99, 100, 101)] == [100, 100, 100, 200, 200]


def restores(*begun: tuple[str, str, int, int]) -> list[RestoreRow]:
    return [RestoreRow("lachin", new, old, old_seq, seq, 100, "", "") for new, old, old_seq, seq in begun]


def entry(seq: int, at: Place | None = None) -> Entry:
    unsaid = dict.fromkeys(Entry._fields)
    placed = {"place_epoch": at.epoch, "place_seq": at.seq, "claimed": 1} if at else {}
    return Entry(**{**unsaid, "operation": "lachin", "seq": seq, **placed})  # type: ignore[arg-type]


def test_entries_are_in_the_order_of_their_places() -> None:
    first, second, third = new_id(), later(1), later(2)
    never_here = epoch_at(AT + timedelta(seconds=90), b"9876543210")
    epochs = Epochs(restores((second, first, 7, 1_000_000), (third, second, 1_000_004, 2_000_000)), third)
    in_order = [
        entry(7),
        entry(2_000_003, Place(first, 9)),
        entry(2_000_001, Place(first, 10)),
        entry(1_000_001),
        entry(2_000_002, Place(second, 1_000_006)),
        entry(2_000_004, Place(never_here, 1_000_001)),
        entry(2_000_005),
    ]
    assert sorted(sorted(in_order), key=epochs.order_of) == in_order
    assert epochs.place_of(entry(7)) == Place(first, 7)
    assert epochs.place_of(entry(2_000_005)) == Place(third, 2_000_005)


def test_only_what_was_lost_can_be_claimed() -> None:
    first, second, third = new_id(), later(1), later(3)
    epochs = Epochs(restores((second, first, 7, 1_000_000), (third, second, 1_000_004, 2_000_000)), third)
    lost = [Place(first, 8), Place(second, 1_000_005), Place(later(2), 1_000_001)]
    not_lost = [
        Place(first, 7),
        Place(second, 1_000_004),
        Place(third, 2_000_009),
        Place(later(4), 8),
        Place(later(2), 0),
    ]
    assert [epochs.lost(one) for one in (*lost, *not_lost)] == [True] * 3 + [False] * 5
    assert not Epochs([], third).lost(Place(first, 8))


async def placed(operation: Operation, tablet: Device, at: Place, claimed: bool) -> tuple[Sequence[Entry], Verified]:
    """A find that comes with a place; the log, and what verify says of it."""

    def entries(connection: Connection, name: str) -> list[Entry]:
        return ENTRIES.where(connection, LOG.c.operation == name, (LOG.c.seq,))

    one = prepare(*read_mutation(create()), Author(tablet.id, tablet.team), timedelta(), AT)
    async with Database(operation.service.database_url) as database:
        job = Exchange(tablet.id, stored_instant(AT), None, (replace(one, place=at, claimed=claimed),))
        await Committer(database).run(operation.name, job)
        return await database.read(entries, operation.name), await database.read(verify, operation.name)


@pytest.mark.parametrize("claimed", [True, False])
async def test_the_log_keeps_the_place_that_an_entry_had_in_a_lost_history(operation: Operation, claimed: bool) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    lost = (await restored(operation, restoring(later(0), "Operator", "burnt", AT))).from_epoch
    (*_, before, newest), verified = await placed(operation, tablet, Place(lost, 5), claimed)
    assert (newest.place_epoch, newest.place_seq, newest.claimed) == (lost, 5, int(claimed))
    assert orjson.loads(newest.answer)["place"] == {"epoch": lost, "seq": 5}
    assert verified.findings == []
    without = [newest._replace(place_epoch=None), newest._replace(place_seq=None), newest._replace(claimed=None)]
    assert all(chained(before.hash, one) != newest.hash for one in without)
    assert (before.place_epoch, before.place_seq, before.claimed) == (None, None, None)


async def test_verify_names_a_place_in_a_history_that_was_not_lost(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    lost = (await restored(operation, restoring(later(0), "Operator", "burnt", AT))).from_epoch
    (*_, newest), verified = await placed(operation, tablet, Place(lost, 1), True)
    assert [(one.table, one.row, one.column) for one in verified.findings] == [
        ("log", f"seq {newest.seq}", "place_epoch")
    ]
