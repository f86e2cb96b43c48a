"""Decisions about duplicates go through the merge like any mutation: they set `duplicate_of`, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from sync.finds.projection import state_of
from tests.merging import Edit, Story, create, decide, delete, edit, resolve, restore


def judged() -> Story:
    return Story(decide("reviewer", "same", duplicate_of="survivor"))


def test_a_find_that_is_judged_a_duplicate_names_its_survivor_and_makes_a_version() -> None:
    story = judged()
    assert (story.find.values["duplicate_of"], story.find.version) == ("survivor", 2)
    assert state_of(story.find.values) == "duplicate"
    assert story.last is not None
    assert (story.last.outcome, story.last.waiting) == ("applied", [])
    assert story.by("duplicate_of") == "reviewer"


def test_distinct_changes_nothing_and_makes_a_version() -> None:
    story = Story()
    before = dict(story.find.values)
    merged = story.take(decide("reviewer", "distinct"))
    assert (merged.outcome, story.find.values, story.find.version) == ("applied", before, 2)


@pytest.mark.parametrize("op", ["undo", "void"])
def test_it_is_taken_back_where_the_find_is_still_a_duplicate_of_the_one_that_was_seen(op: str) -> None:
    story = judged()
    story.take(decide("reviewer", op, was={"duplicate_of": "another"}, duplicate_of=None))
    assert story.find.value("duplicate_of") == "survivor"
    story.take(decide("reviewer", op, was={"duplicate_of": "survivor"}, duplicate_of=None))
    assert story.find.value("duplicate_of") is None
    assert state_of(story.find.values) == "live"


@pytest.mark.parametrize("edited", [edit("A1", count=(12, 14)), edit("A1", note=(None, "wet"))])
def test_an_edit_of_a_duplicate_goes_in_and_leaves_it_one(edited: Edit) -> None:
    story = judged()
    assert story.take(edited).outcome == "applied"
    assert state_of(story.find.values) == "duplicate"


def test_a_duplicate_can_be_deleted_and_restored_and_is_one_again() -> None:
    story = judged()
    story.take(delete("A1"))
    assert state_of(story.find.values) == "deleted"
    story.take(restore("A1"))
    assert state_of(story.find.values) == "duplicate"


@pytest.mark.parametrize(
    ("op", "says"),
    [
        ("same", {"duplicate_of": "survivor"}),
        ("distinct", {}),
        ("undo", {"duplicate_of": None}),
        ("void", {"duplicate_of": None}),
    ],
)
def test_a_decision_says_nothing_of_conflicts_that_are_open(op: str, says: dict[str, Any]) -> None:
    """Not even of one in which the person who decides has an offer: a delete that waits."""
    story = Story(edit("A1", count=(12, 14)), delete("reviewer"))
    offered = {name: story.table(name) for name in story.find.conflicts}
    assert list(offered) == ["deleted"]
    merged = story.take(decide("reviewer", op, **says))
    assert (merged.outcome, merged.waiting, merged.closed) == ("applied", [], [])
    assert {name: story.table(name) for name in story.find.conflicts} == offered


def test_a_resolution_still_looks_at_nothing_that_was_seen() -> None:
    story = Story(create("A1"), edit("B1", count=(13, 14)))
    story.take(resolve("reviewer", count=20))
    assert story.table("count") == [20]
