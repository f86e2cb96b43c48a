"""I6 and I7 of the design on random histories and in every order of arrival; the merge alone, so thousands of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.fields import Policy
from models.find import FIELDS, meaning
from sync.merge.merge import POLICY, RESOLVE
from tests.merging import FIND, Edit, Story, delete, edit, orders, resolve

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "count": st.integers(9, 16),
    "marking": st.sampled_from(["3-001M", "З 001м", "PMN-2", "pmn 2", "PMN-4"]),
    "lot": st.sampled_from([None, "7", "8", "9"]),
    "depth_cm": st.sampled_from([None, 6, 7]),
    "note": st.sampled_from([None, "wet", "dry"]),
    "photos": st.sets(st.sampled_from("abc")).map(lambda letters: [letter * 64 for letter in sorted(letters)]),
}
REVIEWED = [name for name in VALUES if POLICY[name] is Policy.REVIEW]
TABLETS = ["A1", "B1", "B2", "C1", "D1"]
BASE: dict[str, Any] = {"lot": "7", "depth_cm": 5, "note": "wet", "photos": ["a" * 64]}


def table(story: Story) -> dict[str, set[Any]]:
    """What is on the table of every field, whatever its spelling."""
    return {name: {meaning(name, value) for value in story.table(name)} for name in (*FIELDS, "deleted")}


def fields() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=VALUES).filter(bool)


@st.composite
def edits_of_one_version(draw: st.DrawFn) -> list[Edit]:
    """One edit or delete by each of two to four tablets that all saw the find as it was made."""
    made = []
    for tablet in TABLETS[: draw(st.integers(2, 4))]:
        at = draw(st.integers(1, 3))
        if draw(st.integers(0, 5)) == 0:
            made.append(delete(tablet, at, **BASE))
        else:
            saw = {**FIND, **BASE}
            made.append(edit(tablet, at, **{name: (saw[name], says) for name, says in draw(fields()).items()}))
    return made


@settings(max_examples=100)
@given(edits_of_one_version())
def test_edits_of_one_version_leave_the_same_table_and_range_in_whatever_order_they_arrive(edits: list[Edit]) -> None:
    ends = [Story(*order, **BASE) for order in orders(*edits)]
    for end in ends:
        assert (table(end), end.range()) == (table(ends[0]), ends[0].range())


@st.composite
def chains(draw: st.DrawFn, field: str, most: int = 5) -> list[Edit]:
    """Edits to different values, by any tablets, each of which saw the one before."""
    start = {**FIND, **BASE}[field]
    values = draw(st.lists(VALUES[field], min_size=2, max_size=most, unique_by=lambda one: meaning(field, one)))
    values = [start, *(value for value in values if meaning(field, value) != meaning(field, start))]
    return [edit(draw(st.sampled_from(TABLETS)), at, **{field: pair}) for at, pair in enumerate(pairwise(values), 1)]


@settings(max_examples=100)
@given(st.sampled_from([*REVIEWED, "depth_cm"]).flatmap(chains))
def test_a_chain_of_edits_ends_at_its_last_value_without_a_conflict_in_any_order(chain: list[Edit]) -> None:
    for order in orders(*chain):
        end = Story(*order, **BASE)
        assert end.find.conflicts == {}
        for name in chain[-1].mutation.set if chain else ():
            assert end.table(name) == [chain[-1].mutation.set[name]]


@settings(max_examples=100)
@given(st.data())
def test_a_delete_that_saw_a_chain_deletes_in_any_order(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(REVIEWED))
    chain = data.draw(chains(field, most=4))
    last = chain[-1].mutation.set[field] if chain else {**FIND, **BASE}[field]
    for order in orders(*chain, delete("E1", **{**BASE, field: last})):
        end = Story(*order, **BASE)
        assert (end.find.deleted, end.find.conflicts) == (True, {})


@settings(max_examples=100)
@given(st.data())
def test_beside_steps_of_one_tablet_the_other_counts_of_others_leave_the_same_table_in_any_order(
    data: st.DataObject,
) -> None:
    numbers = data.draw(st.permutations([9, 10, 11, 13, 14, 15, 16]))
    steps = [edit("A1", count=pair) for pair in pairwise([12, *numbers[: data.draw(st.integers(1, 3))]])]
    others = [edit(by, count=(12, data.draw(st.sampled_from(numbers[3:])))) for by in ("B1", "C1")]
    ends = [Story(*order) for order in orders(*steps, *others)]
    for end in ends:
        assert (table(end), end.range()) == (table(ends[0]), ends[0].range())


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    """Edits and resolutions of one field in the order of arrival; what a tablet saw may still be on its way."""
    field = draw(st.sampled_from(REVIEWED))
    known = [{**FIND, **BASE}[field]]
    said = []
    for by in draw(st.lists(st.sampled_from([*TABLETS, "reviewer"]), max_size=10)):
        saw, says = draw(st.sampled_from(known)), draw(VALUES[field])
        said.append(resolve(by, **{field: says}) if by == "reviewer" else edit(by, **{field: (saw, says)}))
        known.append(says)
    sent = {by: [one for one in said if one.by == by] for by in (*TABLETS, "reviewer")}
    return [sent[by].pop(0) for by in draw(st.permutations([one.by for one in said]))]


@settings(max_examples=400)
@given(histories())
def test_no_value_leaves_the_table_unless_its_author_or_one_who_saw_it_or_a_resolution_replaced_it(
    edits: list[Edit],
) -> None:
    story = Story(**BASE)
    for n, last in enumerate(edits):
        story.take(last)
        (field,) = last.mutation.set
        shown = {meaning(field, value) for value in story.table(field)}
        for place, one in enumerate(edits[: n + 1]):
            says, saw = (meaning(field, side.get(field)) for side in (one.mutation.set, one.mutation.was))
            if says != saw and says not in shown:
                assert any(
                    (later > place and (other.by == one.by or other.mutation.op == RESOLVE))
                    or (field in other.mutation.was and meaning(field, other.mutation.was[field]) == says)
                    for later, other in enumerate(edits[: n + 1])
                )
