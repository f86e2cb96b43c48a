"""A new epoch: the log goes on with a leap, and no number of an entry or an edition is given twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.problem import Refused
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.restoring import Restoring, restoring
from sync.log.epochs import RestoreRow, epoch_at, epoch_order, leapt
from sync.verify.verify import verify
from tests.service import Operation, answered, create, new_id, place, refused

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
    body = {"id": new_id(), "from": first, "to": first}
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
