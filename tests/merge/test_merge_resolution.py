"""A person resolves conflicts: a mutation like any other, that settles fields. And creates that come again."""

from __future__ import annotations

from sync.merge.merge import RESOLVE
from tests.merging import Story, create, delete, edit, resolve


def disputed() -> Story:
    return Story(
        edit("A1", count=(12, 14), lot=(None, "7")),
        edit("B1", count=(12, 15), lot=(None, "8")),
        edit("C1", count=(12, 11)),
    )


def test_a_resolution_settles_a_field_and_closes_its_conflict() -> None:
    story = disputed()
    id = story.find.conflicts["count"].id
    merged = story.take(resolve("reviewer", count=15))
    assert (merged.outcome, merged.waiting) == ("applied", [])
    assert [(one.id, one.field, one.why) for one in merged.closed] == [(id, "count", "resolved")]
    assert (story.table("count"), story.by("count")) == ([15], "reviewer")
    assert list(story.find.conflicts) == ["lot"]


def test_a_resolution_is_kept_in_the_log_under_this_word() -> None:
    assert RESOLVE == "resolve"


def test_a_resolution_may_be_a_value_that_nobody_offered() -> None:
    story = disputed()
    assert story.take(resolve("reviewer", count=17)).outcome == "applied"
    assert story.table("count") == [17]


def test_a_resolution_may_keep_the_accepted_value_which_the_person_then_says() -> None:
    story = disputed()
    assert [one.why for one in story.take(resolve("reviewer", count=14)).closed] == ["resolved"]
    assert (story.table("count"), story.by("count")) == ([14], "reviewer")


def test_a_resolution_may_clear_an_optional_field() -> None:
    story = disputed()
    assert story.take(resolve("reviewer", lot=None)).outcome == "applied"
    assert story.table("lot") == [None]


def test_one_resolution_may_settle_several_fields() -> None:
    story = disputed()
    merged = story.take(resolve("reviewer", count=15, lot="8"))
    assert sorted((one.field, one.why) for one in merged.closed) == [("count", "resolved"), ("lot", "resolved")]
    assert (story.table("count"), story.table("lot"), story.find.conflicts) == ([15], ["8"], {})


def test_a_resolution_may_set_a_field_that_is_in_no_conflict() -> None:
    story = disputed()
    assert story.take(resolve("reviewer", count=15, district="Lachin")).outcome == "applied"
    assert story.table("district") == ["Lachin"]


def test_an_offer_that_comes_after_a_resolution_opens_a_conflict_of_its_own() -> None:
    story = disputed()
    first = story.find.conflicts["count"].id
    story.take(resolve("reviewer", count=15))
    merged = story.take(edit("D1", count=(12, 11)))
    assert (merged.outcome, merged.opened, story.table("count")) == ("conflict", ["count"], [15, 11])
    assert story.find.conflicts["count"].id != first


def test_a_resolution_keeps_what_was_accepted_before_so_that_a_late_edit_of_it_is_not_ahead() -> None:
    story = disputed()
    story.take(resolve("reviewer", count=15))
    story.take(edit("D1", count=(14, 13)))
    story.take(edit("A1", count=(15, 14)))
    assert story.table("count") == [14, 13]


def test_a_resolution_of_deleted_takes_the_find_out_and_keeps_its_other_conflicts() -> None:
    story = disputed()
    story.take(delete("D1"))
    story.take(resolve("reviewer", deleted=True))
    assert (story.find.deleted, sorted(story.find.conflicts)) == (True, ["count", "lot"])
    assert story.range() == (0, 0)


def test_a_resolution_may_let_the_find_live() -> None:
    story = Story(delete("A1"), edit("B1", count=(12, 14)))
    merged = story.take(resolve("reviewer", deleted=False))
    assert (merged.outcome, story.find.deleted, story.find.conflicts) == ("applied", False, {})


# What the person had not seen, though it is played before the decision


def test_an_offer_that_the_person_had_not_seen_stays_and_those_that_were_seen_go() -> None:
    late = edit("B1", count=(12, 15))
    story = Story(edit("A1", count=(12, 14)), late, edit("C1", count=(12, 11)))
    id = story.find.conflicts["count"].id
    merged = story.take(resolve("reviewer", count=14), late)
    assert (merged.outcome, merged.closed, merged.opened) == ("applied", [], [])
    assert (story.by("count"), story.offers("count"), story.find.conflicts["count"].id) == ("reviewer", {"B1": 15}, id)


def test_an_offer_of_the_value_that_was_settled_goes_also_when_nobody_had_seen_it() -> None:
    late = edit("B1", count=(12, 15))
    story = Story(edit("A1", count=(12, 14)), late)
    assert [one.why for one in story.take(resolve("reviewer", count=15), late).closed] == ["resolved"]
    assert (story.table("count"), story.find.conflicts) == ([15], {})


def test_an_accepted_value_that_the_person_had_not_seen_becomes_an_offer_of_who_said_it() -> None:
    late = edit("A1", count=(12, 14))
    story = Story(late)
    merged = story.take(resolve("reviewer", count=13), late)
    assert (merged.outcome, merged.opened) == ("applied", ["count"])
    assert (story.by("count"), story.offers("count")) == ("reviewer", {"A1": 14})
    assert story.table("count") == [13, 14, 15]  # both raised 12
    story.take(edit("B1", count=(13, 12)))
    assert (story.by("count"), story.offers("count")) == ("B1", {"A1": 14})  # it had been accepted: it is not ahead


def test_an_accepted_value_that_was_seen_or_says_what_is_settled_is_no_offer() -> None:
    seen, late = edit("A1", count=(12, 14)), edit("B1", lot=(None, "8"))
    story = Story(seen, late)
    story.take(resolve("reviewer", count=13, lot="8"), late)
    assert (story.table("count"), story.table("lot"), story.find.conflicts) == ([13], ["8"], {})


def test_a_deletion_that_the_person_had_not_seen_is_offered_beside_the_find_that_they_let_live() -> None:
    late = delete("D1")
    story = Story(late)
    story.take(resolve("reviewer", deleted=False), late)
    assert (story.find.deleted, story.offers("deleted")) == (False, {"D1": True})
    assert [one.was for one in story.find.conflicts["deleted"].offers] == [False]


# A create whose find exists


def test_a_create_that_comes_again_with_the_same_content_is_applied() -> None:
    story = Story(lot="7")
    merged = story.take(create("A1", lot="7", marking="З-001М"))
    assert (merged.outcome, merged.waiting, story.find.conflicts) == ("applied", [], {})
    assert (story.value("marking"), story.find.version) == ("3-001M", 2)


def test_a_create_that_comes_again_otherwise_merges_as_an_edit_that_saw_nothing() -> None:
    story = Story()
    merged = story.take(create("A1", count=14, lot="7"))
    assert (merged.outcome, merged.waiting) == ("conflict", ["count"])
    assert (story.table("count"), story.table("lot")) == ([12, 14], ["7"])


def test_a_rise_to_the_settled_count_by_who_had_not_seen_the_settlement_is_an_offer() -> None:
    story = disputed()  # 14 accepted, 15 and 11 offered, all from 12
    story.take(resolve("reviewer", count=18))
    assert story.take(edit("D1", count=(12, 18))).outcome == "conflict"
    assert story.offers("count") == {"D1": 18}
    assert story.table("count") == [18, 18, 24]


def test_so_is_a_rise_from_what_was_accepted_or_offered_when_it_was_settled() -> None:
    for base in (14, 15, 11):
        story = disputed()
        story.take(resolve("reviewer", count=18))
        assert story.take(edit("D1", count=(base, 18))).outcome == "conflict"


def test_so_is_a_rise_from_what_an_author_said_before_of_counts_that_the_server_does_not_know() -> None:
    story = Story(edit("A1", count=(20, 25)), edit("A1", count=(30, 35)))
    story.take(resolve("reviewer", count=40))
    assert story.take(edit("D1", count=(25, 40))).outcome == "conflict"


def test_so_is_a_rise_from_what_was_on_the_table_when_it_was_settled_the_first_time() -> None:
    story = disputed()
    story.take(resolve("reviewer", count=18))
    story.take(edit("E1", count=(12, 11)))
    story.take(resolve("reviewer", count=30))
    assert story.take(edit("D1", count=(15, 30))).outcome == "conflict"


def test_the_same_count_from_a_base_that_was_not_on_the_table_agrees_with_the_settlement() -> None:
    story = disputed()
    story.take(resolve("reviewer", count=18))
    assert story.take(edit("D1", count=(17, 18))).outcome == "applied"
    assert story.take(edit("D1", count=(18, 18))).outcome == "applied"
    assert story.offers("count") == {}


def test_two_who_clear_the_same_year_agree() -> None:
    story = Story(edit("A1", manufactured_year=(2021, None)), manufactured_year=2021)
    assert story.take(edit("B1", manufactured_year=(2021, None))).outcome == "applied"
    assert story.table("manufactured_year") == [None]
