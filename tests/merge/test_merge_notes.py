"""Notes: texts side by side as parts, each under the teams that wrote it."""

from __future__ import annotations

from tests.merging import Story, create, edit, orders

BOTH = "Team B: dry\nTeam A: wet"


def test_a_note_whose_author_saw_the_current_one_replaces_it() -> None:
    story = Story(edit("A1", note=(None, "wet")))
    assert story.take(edit("B1", note=("wet", "dry"))).outcome == "applied"
    assert (story.value("note"), story.by("note")) == ("dry", "B1")


def test_two_notes_are_kept_side_by_side_sorted_each_under_its_team() -> None:
    for order in orders(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry"))):
        story = Story(*order)
        assert (story.value("note"), story.find.conflicts) == (BOTH, {})
        assert story.last is not None
        assert story.last.outcome == "merged"


def test_a_note_of_the_create_stands_under_the_team_that_made_the_find() -> None:
    story = Story(edit("A1", note=(None, "wet")), note="near the road")
    assert story.value("note") == "Team M: near the road\nTeam A: wet"


def test_a_note_of_a_person_stands_under_their_name() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("reviewer", note=(None, "dry")))
    assert story.value("note") == "reviewer: dry\nTeam A: wet"


def test_the_same_text_of_two_teams_is_kept_once_under_both() -> None:
    for order in orders(*(edit(by, note=(None, text)) for by, text in [("A1", "wet"), ("B1", "wet"), ("C1", "dry")])):
        story = Story(*order)
        assert story.value("note") == "Team C: dry\nTeam A, Team B: wet"
        assert story.find.parts == [("dry", ["Team C"]), ("wet", ["Team A", "Team B"])]


def test_the_same_text_of_two_tablets_of_one_team_stands_under_the_team_once() -> None:
    story = Story(*(edit(by, note=(None, text)) for by, text in [("A1", "wet"), ("A2", "wet"), ("B1", "dry")]))
    assert story.value("note") == BOTH


def test_one_part_alone_is_shown_as_plain_text() -> None:
    story = Story(edit("A1", note=(None, "wet")))
    assert story.take(edit("B1", note=(None, "wet"))).outcome == "applied"
    assert (story.value("note"), story.by("note")) == ("wet", "A1")


def test_an_edit_that_saw_one_part_replaces_that_part() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry")))
    assert story.take(edit("A1", note=("wet", "very wet"))).outcome == "merged"
    assert story.value("note") == "Team B: dry\nTeam A: very wet"


def test_an_edit_that_clears_one_part_leaves_the_other_as_plain_text() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry")))
    story.take(edit("A1", note=("wet", None)))
    assert story.value("note") == "dry"


def test_a_part_that_stayed_alone_is_still_under_its_team_when_another_comes() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry")), edit("A1", note=("wet", None)))
    story.take(edit("C1", note=(None, "warm")))
    assert story.value("note") == "Team B: dry\nTeam C: warm"


def test_an_edit_that_saw_the_whole_shown_text_replaces_the_whole() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry")))
    assert story.take(edit("C1", note=(BOTH, "half wet"))).outcome == "applied"
    assert story.value("note") == "half wet"
    story.take(edit("D1", note=(None, "warm")))
    assert story.value("note") == "Team C: half wet\nTeam D: warm"


def test_the_whole_can_be_cleared() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry")))
    assert story.take(edit("C1", note=(BOTH, None))).outcome == "applied"
    assert story.value("note") is None
    story.take(edit("D1", note=("old", "warm")))
    assert story.value("note") == "warm"


def test_the_whole_shown_text_sent_as_a_new_one_is_nothing_to_do() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(None, "dry")))
    assert story.take(edit("C1", note=(None, BOTH))).outcome == "applied"
    assert (story.value("note"), story.by("note")) == (BOTH, "B1")


def test_a_note_that_says_what_its_author_saw_is_nothing_to_do() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=("wet", "dry")))
    assert story.take(edit("C1", note=("wet", "wet"))).outcome == "merged"
    assert story.value("note") == "dry"


def test_a_note_that_saw_what_was_never_here_stands_beside_the_current_one() -> None:
    story = Story(edit("A1", note=(None, "wet")), edit("B1", note=(7, "dry")), edit("C1", note=(["wet"], "warm")))
    assert story.value("note") == "Team B: dry\nTeam C: warm\nTeam A: wet"


def test_clearing_a_note_that_is_no_longer_there_clears_nothing() -> None:
    story = Story(edit("A1", note=("old", "new")), note="old")
    assert story.take(edit("B1", note=("old", None))).outcome == "merged"
    assert story.value("note") == "new"


def test_a_note_edited_from_one_version_by_two_teams_is_kept_in_both_words() -> None:
    for order in orders(edit("A1", note=("old", "wet")), edit("B1", note=("old", "dry"))):
        assert Story(*order, note="old").value("note") == BOTH


def test_a_create_that_comes_again_with_another_note_joins_it() -> None:
    story = Story(note="wet")
    assert story.take(create("A1", note="dry")).outcome == "merged"
    assert story.value("note") == "Team A: dry\nTeam M: wet"
