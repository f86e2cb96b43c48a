"""The merge of one field: what is taken, what is nothing to do, and what is offered to a person."""

from __future__ import annotations

from copy import deepcopy
from uuid import NAMESPACE_URL, uuid5

import pytest

from models.fields import Policy
from models.find import FIELDS, FIND_FIELDS
from sync.merge.find_state import Author, Said
from sync.merge.merge import POLICY, merge
from tests.merging import FIND, POSITION, Story, create, edit, values_of

# The find and its versions


def test_a_create_makes_a_find_of_what_it_sets() -> None:
    made = create("A1", lot=None)
    merged = merge(None, *made)
    assert merged.find.values == FIND
    assert (merged.find.id, merged.find.version, merged.outcome) == ("find", 1, "applied")
    assert merged.find.created == merged.find.changed == made.said


def test_every_edit_makes_one_new_version_also_when_nothing_changes() -> None:
    story, idle = Story(), edit("A1", count=(12, 12))
    story.take(idle)
    assert (story.find.version, story.find.changed) == (2, idle.said)


def test_the_merge_leaves_the_find_that_it_was_given_as_it_was() -> None:
    story = Story(edit("A1", count=(12, 14), depth_cm=(None, 5), note=(None, "wet")), edit("B1", count=(12, 15)))
    before = deepcopy(story.find)
    merge(story.find, *edit("B1", count=(14, 15), depth_cm=(5, 6), note=(None, "dry")))
    assert story.find == before


# What a value means


def test_another_spelling_is_taken_when_the_current_value_means_what_its_author_saw() -> None:
    story = Story(marking="3-001M")
    assert story.take(edit("A1", marking=("3 001m", "З-001М"))).outcome == "applied"
    assert (story.table("marking"), story.by("marking")) == (["З-001М"], "A1")


def test_another_spelling_of_what_is_no_longer_current_is_nothing_to_do() -> None:
    story = Story(edit("A1", marking=("3-001M", "PMN-2")))
    merged = story.take(edit("B1", marking=("3-001M", "З-001М")))
    assert (story.table("marking"), merged.outcome, merged.waiting) == (["PMN-2"], "merged", [])


def test_the_same_spelling_again_leaves_the_value_with_the_one_who_said_it() -> None:
    story = Story()
    assert story.take(edit("A1", marking=("3 001m", "3-001M"))).outcome == "applied"
    assert story.by("marking") == "M1"


def test_a_value_that_means_the_current_one_is_nothing_to_do() -> None:
    story = Story(edit("A1", marking=("3-001M", "PMN-2")))
    assert story.take(edit("B1", marking=("3-001M", "pmn 2"))).outcome == "applied"
    assert (story.table("marking"), story.by("marking")) == (["PMN-2"], "A1")


def test_a_value_whose_author_saw_the_current_one_is_taken() -> None:
    story = Story()
    merged = story.take(edit("A1", marking=("З 001м", "PMN-2")))
    assert (merged.outcome, merged.waiting, merged.opened, merged.closed) == ("applied", [], [], [])
    assert (story.table("marking"), story.by("marking")) == (["PMN-2"], "A1")


def test_what_is_absent_from_was_was_seen_as_null() -> None:
    story = Story()
    set_lot = edit("A1", lot=(None, "7"))
    set_lot.mutation.was.clear()
    assert story.take(set_lot).outcome == "applied"
    assert story.value("lot") == "7"


def test_null_clears_an_optional_field() -> None:
    story = Story(lot="7")
    assert story.take(edit("A1", lot=("7", None))).outcome == "applied"
    assert "lot" not in story.find.values


def test_a_position_of_the_same_numbers_means_the_same() -> None:
    story = Story(edit("A1", position=({**POSITION, "x": 4401180.0}, {**POSITION, "x": 4401190})))
    assert story.table("position") == [{**POSITION, "x": 4401190}]


def test_a_value_that_has_come_back_counts_as_the_one_seen() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("A1", count=(14, 12)))
    assert story.take(edit("B1", count=(12, 13))).outcome == "applied"
    assert story.table("count") == [13]


# Otherwise, as the policy says


def test_there_is_a_policy_for_each_field_and_for_nothing_else() -> None:
    assert [*POLICY] == [*FIELDS, "deleted"]


def test_a_person_decides_about_every_field_but_these() -> None:
    assert {name: policy for name, policy in POLICY.items() if policy is not Policy.REVIEW} == {
        "depth_cm": Policy.LATEST,
        "condition": Policy.LATEST,
        "method": Policy.LATEST,
        "note": Policy.KEEP_BOTH,
        "photos": Policy.UNION,
    }


VALUES = {field.name: values_of(field) for field in FIND_FIELDS if field.policy is Policy.REVIEW}


@pytest.mark.parametrize("field", VALUES)
def test_a_review_value_whose_author_had_not_seen_the_current_one_is_offered_and_the_current_one_stays(
    field: str,
) -> None:
    seen, current, new = VALUES[field]
    story = Story(edit("A1", **{field: (seen, current)}))
    merged = story.take(edit("B1", **{field: (seen, new)}))
    assert (merged.outcome, merged.waiting, merged.opened) == ("conflict", [field], [field])
    assert (story.value(field), story.offers(field), story.by(field)) == (current, {"B1": new}, "A1")


def test_the_other_fields_of_an_edit_go_in_beside_one_that_waits() -> None:
    story = Story(edit("A1", count=(12, 14)))
    merged = story.take(edit("B1", count=(12, 15), lot=(None, "7"), marking=("3-001M", "PMN-2")))
    assert (merged.outcome, merged.waiting) == ("conflict", ["count"])
    assert (story.value("lot"), story.value("marking")) == ("7", "PMN-2")


def test_an_edit_names_all_fields_in_which_it_waits_in_the_order_of_the_policy_table() -> None:
    story = Story(edit("A1", lot=(None, "7"), count=(12, 14)))
    assert story.take(edit("B1", lot=(None, "8"), count=(12, 15))).waiting == ["count", "lot"]


# One open conflict per find and field


def test_a_field_has_one_open_conflict_that_all_offers_go_into() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    id = story.find.conflicts["count"].id
    merged = story.take(edit("C1", count=(12, 11)))
    assert (merged.waiting, merged.opened, story.find.conflicts["count"].id) == (["count"], [], id)
    assert story.table("count") == [14, 15, 11]


def test_each_conflict_has_an_id_of_its_own_and_the_same_when_it_is_played_again() -> None:
    first = edit("A1", count=(12, 14), lot=(None, "7"))
    second, third = (edit("B1", count=(12, 15), lot=(None, "8")) for _ in range(2))
    played = [Story(first, one).find.conflicts for one in (second, second, third)]
    assert played[0]["count"].id == played[1]["count"].id
    assert len({conflicts[name].id for conflicts in played for name in ("count", "lot")}) == 4
    other = Story(first)
    other.find.id = "another find"
    other.take(second)
    assert other.find.conflicts["count"].id != played[0]["count"].id


def test_the_id_of_a_conflict_stays_what_the_log_and_clients_know() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", id="mutation", lot=(None, "8")))
    assert story.find.conflicts["lot"].id == str(uuid5(NAMESPACE_URL, "minetally:conflict:find:lot:mutation"))


# One offer per device


def test_a_further_offer_of_a_device_replaces_its_first() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    merged = story.take(edit("B1", count=(12, 16)))
    assert (merged.outcome, merged.opened, merged.closed) == ("conflict", [], [])
    assert story.table("count")[:2] == [14, 16]
    assert story.offers("count") == {"B1": 16}


def test_two_tablets_of_one_team_have_an_offer_each() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")), edit("B2", lot=(None, "9")))
    assert story.offers("lot") == {"B1": "8", "B2": "9"}


def test_a_person_who_mends_what_a_device_sent_speaks_for_themselves() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")))
    mutation, said = edit("B1", lot=(None, "9"))
    mended = Said(Author("B1", "Team B", "reviewer"), said.mutation_id, said.made_at, said.at, said.received_at)
    story.find = merge(story.find, mutation, mended).find
    assert story.table("lot") == ["7", "8", "9"]


def test_a_further_offer_keeps_its_place_on_the_table() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")), edit("C1", lot=(None, "9")))
    story.take(edit("B1", lot=("8", "10")))
    story.take(edit("B1", lot=(None, "11")))
    assert story.table("lot") == ["7", "11", "9"]


def test_a_further_offer_that_continues_the_first_keeps_what_the_first_saw() -> None:
    story = Story(edit("A1", marking=("3-001M", "PMN-2")), edit("B1", marking=("3-001M", "PMN-4")))
    story.take(edit("B1", marking=("pmn 4", "OZM-72")))
    (offer,) = story.find.conflicts["marking"].offers
    assert (offer.was, offer.value, offer.ahead) == ("3-001M", "OZM-72", False)


def test_a_further_offer_that_continues_nothing_says_what_it_saw_itself() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    story.take(edit("C1", count=(14, 13)))
    story.take(edit("B1", count=(14, 20)))
    (offer,) = story.find.conflicts["count"].offers
    assert (offer.was, offer.value) == (14, 20)


def test_an_offer_that_goes_back_to_where_it_began_is_withdrawn() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    id = story.find.conflicts["count"].id
    merged = story.take(edit("B1", count=(15, 12)))
    assert (merged.outcome, merged.waiting) == ("merged", [])
    assert [(one.id, one.field, one.why) for one in merged.closed] == [(id, "count", "withdrawn")]
    assert story.table("count") == [14]


def test_an_offer_that_goes_back_leaves_those_of_others() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)), edit("C1", count=(12, 11)))
    merged = story.take(edit("B1", count=(15, 12)))
    assert (merged.outcome, merged.closed) == ("merged", [])
    assert story.offers("count") == {"C1": 11}


def test_an_offer_that_goes_back_in_two_steps_is_withdrawn() -> None:
    story = Story(edit("A1", lot=("1", "7")), edit("B1", lot=("1", "8")), lot="1")
    story.take(edit("B1", lot=("8", "9")))
    story.take(edit("B1", lot=("9", "1")))
    assert story.table("lot") == ["7"]


def test_a_devices_own_offer_is_withdrawn_when_its_value_is_accepted() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    merged = story.take(edit("B1", count=(14, 16)))
    assert (merged.outcome, [one.why for one in merged.closed]) == ("applied", ["accepted"])
    assert story.table("count") == [16]


def test_a_devices_own_offer_is_withdrawn_when_it_agrees() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")))
    merged = story.take(edit("B1", lot=("8", "7")))
    assert (merged.outcome, [one.why for one in merged.closed]) == ("applied", ["agreed"])
    assert (story.table("lot"), story.by("lot")) == (["7"], "A1")


def test_an_offer_of_another_stays_when_a_value_is_accepted() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")))
    merged = story.take(edit("A1", lot=("7", "9")))
    assert (merged.outcome, merged.waiting, merged.closed) == ("applied", [], [])
    assert story.table("lot") == ["9", "8"]


def test_an_edit_of_a_field_in_which_its_author_still_waits_waits() -> None:
    story = Story(edit("A1", marking=("3-001M", "PMN-2")), edit("B1", marking=("3-001M", "PMN-4")))
    merged = story.take(edit("B1", marking=("PMN-4", "pmn 4")))
    assert (merged.outcome, merged.waiting) == ("conflict", ["marking"])


def test_an_edit_of_two_fields_in_which_its_author_still_waits_waits_in_both() -> None:
    story = Story(
        edit("A1", lot=(None, "7"), district=(None, "Lachin")), edit("B1", lot=(None, "8"), district=(None, "Kalbajar"))
    )
    assert story.take(edit("B1", lot=("8", "8"), district=("Kalbajar", "Kalbajar"))).waiting == ["lot", "district"]


def test_an_edit_of_another_field_is_applied_while_its_author_waits_elsewhere() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    assert story.take(edit("B1", lot=(None, "7"))).outcome == "applied"


# Offers are tried again


def test_an_offer_whose_predecessor_was_on_the_way_is_taken_once_that_is_in() -> None:
    story = Story()
    assert story.take(edit("B1", count=(14, 15))).outcome == "conflict"
    merged = story.take(edit("A1", count=(12, 14)))
    assert (merged.outcome, [one.why for one in merged.closed]) == ("merged", ["accepted"])
    assert (story.table("count"), story.by("count")) == ([15], "B1")


def test_an_offer_is_ahead_by_what_its_was_means() -> None:
    story = Story(edit("B1", marking=("PMN-2", "PMN-4")), edit("A1", marking=("3-001M", "pmn 2")))
    assert story.table("marking") == ["PMN-4"]


def test_an_offer_that_had_seen_an_accepted_value_is_not_taken_when_that_comes_back() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    story.take(edit("A1", count=(14, 12)))
    assert story.table("count") == [12, 15]


def test_an_offer_is_not_ahead_of_a_value_that_was_accepted_long_ago() -> None:
    story = Story(edit("A1", lot=("1", "2")), edit("A1", lot=("2", "3")), edit("A1", lot=("3", "2")), lot="1")
    story.take(edit("A1", lot=("2", "4")))
    story.take(edit("B1", lot=("2", "5")))
    story.take(edit("A1", lot=("4", "2")))
    assert story.table("lot") == ["2", "5"]


def test_offers_that_follow_each_other_are_all_taken_once_the_first_is_in() -> None:
    late, later, first = edit("C1", count=(15, 16)), edit("B1", count=(14, 15)), edit("A1", count=(12, 14))
    story = Story(late, later, first)
    assert (story.table("count"), story.by("count")) == ([16], "C1")


def test_an_offer_that_was_ahead_is_still_ahead_when_its_author_continues_it() -> None:
    story = Story(edit("B1", count=(14, 15)), edit("B1", count=(15, 16)))
    story.take(edit("A1", count=(12, 14)))
    assert story.table("count") == [16]


def test_a_value_that_was_accepted_twice_is_remembered_once() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("A1", count=(14, 12)))
    assert story.find.accepted("count") == [12, 14]


def test_from_what_a_value_was_raised_is_remembered_for_counts_only() -> None:
    story = Story(edit("A1", manufactured_year=(None, 2021), count=(12, 14)))
    assert (story.find.raised_from("manufactured_year"), story.find.raised_from("count")) == ([], [12])


def test_two_offers_of_one_device_that_were_ahead_are_both_taken_in_their_turn() -> None:
    edits = (
        edit("B1", count=(14, 15)),
        edit("B1", count=(16, 17)),
        edit("C1", count=(15, 16)),
        edit("A1", count=(12, 14)),
    )
    story = Story(*edits)
    assert (story.table("count"), story.by("count")) == ([17], "B1")


def test_offers_of_one_device_that_were_ahead_are_all_taken_in_their_turn_however_many() -> None:
    own = [edit("B1", count=(seen, seen + 1)) for seen in (14, 16, 18)]
    others = [edit("C1", count=(seen, seen + 1)) for seen in (15, 17)]
    story = Story(*own, *others, edit("A1", count=(12, 14)))
    assert story.table("count") == [19]


def test_an_earlier_offer_that_was_ahead_waits_for_its_predecessor_like_the_last() -> None:
    story = Story(edit("B1", lot=("4", "5")), edit("B1", lot=("6", "7")), edit("C1", lot=("2", "3")), lot="2")
    assert story.table("lot") == ["3", "7"]


def test_what_came_before_an_earlier_offer_that_is_taken_was_replaced_by_it() -> None:
    own = [edit("B1", lot=(str(seen), str(seen + 1))) for seen in (14, 16, 18, 20)]
    story = Story(*own, edit("A1", lot=("12", "16")), lot="12")
    assert (story.table("lot"), story.by("lot")) == (["17", "21"], "B1")
    story.take(edit("C1", lot=("17", "16")))
    assert story.table("lot") == ["16", "21"]
    story.take(edit("C1", lot=("16", "18")))
    assert story.table("lot") == ["19", "21"]


def test_an_earlier_offer_that_was_not_ahead_is_not_taken_when_what_it_saw_comes_back() -> None:
    story = Story(edit("A1", lot=("1", "2")), edit("B1", lot=("1", "3")), edit("C1", lot=("2", "5")), lot="1")
    story.take(edit("B1", lot=("2", "6")))
    story.take(edit("C1", lot=("5", "1")))
    assert story.table("lot") == ["1", "6"]


def test_an_offer_that_means_the_value_then_accepted_is_done() -> None:
    story = Story(edit("A1", marking=("3-001M", "PMN-2")), edit("B1", marking=("3-001M", "PMN-4")))
    merged = story.take(edit("C1", marking=("PMN-2", "pmn 4")))
    assert (merged.outcome, [one.why for one in merged.closed]) == ("applied", ["agreed"])
    assert story.table("marking") == ["pmn 4"]


def test_all_offers_that_mean_the_value_then_accepted_are_done() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")), edit("C1", lot=(None, "8")))
    assert [one.why for one in story.take(edit("A1", lot=("7", "8"))).closed] == ["agreed"]
    assert story.table("lot") == ["8"]


def test_an_offer_that_is_not_done_keeps_the_conflict_open() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")), edit("C1", lot=(None, "9")))
    assert story.take(edit("A1", lot=("7", "8"))).closed == []
    assert story.table("lot") == ["8", "9"]


# Two devices raise a count to the same number


def test_two_devices_that_raise_a_count_to_the_same_number_do_not_agree() -> None:
    story = Story(edit("A1", count=(12, 15)))
    merged = story.take(edit("B1", count=(12, 15)))
    assert (merged.outcome, merged.waiting, merged.closed) == ("conflict", ["count"], [])
    assert (story.table("count"), story.range()) == ([15, 15, 18], (15, 18))


def test_two_devices_that_lower_a_count_to_the_same_number_agree() -> None:
    story = Story(edit("A1", count=(12, 9)))
    assert story.take(edit("B1", count=(12, 9))).outcome == "applied"
    assert story.table("count") == [9]


def test_two_devices_that_give_another_number_field_the_same_higher_value_agree() -> None:
    story = Story(edit("A1", manufactured_year=(2020, 2021)), manufactured_year=2020)
    assert story.take(edit("B1", manufactured_year=(2020, 2021))).outcome == "applied"
    assert story.table("manufactured_year") == [2021]


def test_a_device_that_says_its_own_raised_count_again_agrees() -> None:
    story = Story(edit("A1", count=(12, 15)))
    assert story.take(edit("A1", count=(12, 15))).outcome == "applied"
    assert story.table("count") == [15]


def test_a_count_raised_from_another_base_to_the_same_number_is_agreement() -> None:
    story = Story(edit("A1", count=(12, 15)))
    assert story.take(edit("B1", count=(13, 15))).outcome == "applied"


def test_a_count_raised_from_nothing_to_the_same_number_is_agreement() -> None:
    story = Story(edit("A1", count=(12, 15)))
    assert story.take(edit("B1", count=(None, 15))).outcome == "applied"
    assert story.take(edit("B1", count=("12", 15))).outcome == "applied"


def test_a_count_raised_to_the_same_number_in_steps_is_an_offer_too() -> None:
    story = Story(edit("A1", count=(12, 13)), edit("A1", count=(13, 15)))
    assert story.take(edit("B1", count=(12, 15))).outcome == "conflict"
    assert story.table("count") == [15, 15, 18]


def test_a_count_raised_in_steps_from_one_in_between_is_an_offer_too() -> None:
    story = Story(edit("A1", count=(12, 13)), edit("A1", count=(13, 15)))
    assert story.take(edit("B1", count=(13, 15))).outcome == "conflict"


def test_steps_of_an_offer_that_reach_the_raised_count_are_an_offer_too() -> None:
    story = Story(edit("A1", count=(12, 15)), edit("B1", count=(12, 13)))
    assert story.take(edit("B1", count=(13, 15))).outcome == "conflict"
    assert story.table("count") == [15, 15, 18]


def test_steps_of_an_offer_that_first_went_down_and_then_reach_the_raised_count_are_an_offer_too() -> None:
    story = Story(edit("A1", count=(12, 15)), edit("B1", count=(12, 11)))
    assert story.take(edit("B1", count=(11, 15))).outcome == "conflict"


def test_a_step_of_an_offer_from_a_number_that_another_raised_too_is_an_offer_too() -> None:
    story = Story(edit("A1", count=(12, 13)), edit("A1", count=(13, 15)), edit("B1", count=(11, 13)))
    assert story.take(edit("B1", count=(13, 15))).outcome == "conflict"


def test_what_an_earlier_offer_was_raised_from_says_nothing_of_an_edit_that_does_not_continue_it() -> None:
    story = Story(edit("A1", count=(12, 15)), edit("B1", count=(12, 13)))
    assert story.take(edit("B1", count=(14, 15))).outcome == "applied"
    assert story.table("count") == [15]


def test_an_offer_that_goes_back_to_a_count_that_another_raised_and_took_back_agrees_with_it() -> None:
    story = Story(edit("A1", count=(12, 15)), edit("B1", count=(12, 13)), edit("A1", count=(15, 12)))
    assert [one.why for one in story.take(edit("B1", count=(13, 12))).closed] == ["agreed"]


def test_a_count_raised_by_another_in_between_begins_a_new_run() -> None:
    story = Story(edit("A1", count=(12, 13)), edit("C1", count=(13, 14)), edit("A1", count=(14, 15)))
    assert story.take(edit("B1", count=(12, 15))).outcome == "applied"
    assert story.take(edit("B1", count=(14, 15))).outcome == "conflict"


def test_an_offer_of_a_raised_count_stays_when_the_accepted_count_is_raised_to_the_same_number_in_steps() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)), edit("A1", count=(14, 15)))
    assert story.table("count") == [15, 15, 18]


def test_an_offer_that_means_a_count_raised_from_elsewhere_is_done() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)), edit("C1", count=(14, 15)))
    assert story.table("count") == [15]
