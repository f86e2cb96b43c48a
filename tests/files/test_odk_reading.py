"""A filled-in form, read: what it says in the words of a find, and what is no form."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.odk.parts import read_post
from models.problem import Refused
from models.submission import FORM_ID, changes, read_submission
from sync.files.submissions import taking
from sync.merge.find_state import Author
from tests.collect import CORRECTED, LETTER, WGS84


def form(answers: str = "", meta: str = "<instanceID>uuid:5BD37A03-5097-403c-a00c-45e39e6b5d40</instanceID>") -> bytes:
    return f'<data id="{FORM_ID}" version="1">{answers}<meta>{meta}</meta></data>'.encode()


def position(answers: str) -> Any:
    return read_submission(form(answers)).fields.get("position")


def test_the_form_of_the_letter_says_what_the_letter_says() -> None:
    read = read_submission(LETTER)
    assert read.fields == {
        "marking": "3-001M",
        "category": "ap_mine",
        "count": 991,
        "position": {"crs": "EPSG:28408", "x": 4401180, "y": 8635076},
        "found_on": "2022-08-15",
        "disposition": "left_marked",
        "manufactured_year": 2021,
        "district": "Lachin",
        "note": 'In a row along the road, "marked" <with> tape & stakes',
    }
    assert read.instance_id == f"uuid:{read.id}"
    assert (read.deprecated_id, read.photos, read.version) == (None, (), "1")
    assert read.made_at is not None
    assert read.made_at.endswith("+04:00")


def test_a_geopoint_keeps_its_accuracy_and_a_marking_its_letters() -> None:
    read = read_submission(WGS84)
    assert read.fields["position"] == {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 4.8}
    assert (read.fields["marking"], read.fields["district"]) == ("Э-001М", "Qubadlı")
    assert read.photos == ("1661171042123.jpg", "1661171077456.jpg")


def test_a_correction_changes_what_was_changed_in_the_form() -> None:
    new, was = changes(read_submission(LETTER), read_submission(CORRECTED))
    assert new == {"count": 992, "note": "Counted again"}
    assert was["count"] == 991


def test_a_correction_that_empties_an_answer_clears_the_field() -> None:
    new, was = changes(read_submission(form("<lot>A</lot>")), read_submission(form("<lot/>")))
    assert (new, was) == ({"lot": None}, {"lot": "A"})


@pytest.mark.parametrize(
    ("answers", "read"),
    [
        ("<x>4401180</x><y>7635076</y>", {"crs": "EPSG:28407", "x": 4401180, "y": 7635076}),
        ("<x>4401180.5</x><y>9635076</y>", {"crs": "EPSG:28409", "x": 4401180.5, "y": 9635076}),
        ("<x>8635076</x><y>4401180</y>", {"crs": "EPSG:28408", "x": 8635076, "y": 4401180}),
        ("<x>4401180</x>", {"crs": "EPSG:28408", "x": 4401180, "y": ""}),
        ("<x>north</x><y>east</y>", {"crs": "EPSG:28408", "x": "north", "y": "east"}),
        ("<wgs84>39.7 46.5 0 0</wgs84>", {"crs": "EPSG:4326", "lat": 39.7, "lon": 46.5}),
        ("<wgs84>39.7 46.5</wgs84>", {"crs": "EPSG:4326", "lat": 39.7, "lon": 46.5}),
        ("<wgs84>here</wgs84>", {"crs": "EPSG:4326", "lat": "here", "lon": ""}),
        ("<place>wgs84</place><wgs84>39.7 46.5 1 0</wgs84><x>1</x>", {"crs": "EPSG:4326", "lat": 39.7, "lon": 46.5}),
        ("<wgs84/><x/><y/>", None),
    ],
)  # fmt: skip
def test_a_position_is_read_as_the_form_has_it(answers: str, read: Any) -> None:
    assert position(answers) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [("12", 12), (" 12 ", 12), ("12.5", "12.5"), ("1e3", "1e3"), ("9" * 400, "9" * 400), ("١٢", "١٢"), ("", None)],
)
def test_what_is_no_number_stays_the_text_that_it_is_for_the_rules_to_refuse(text: str, read: Any) -> None:
    assert read_submission(form(f"<count>{text}</count>")).fields.get("count") == read


@pytest.mark.parametrize(
    ("end", "made_at"),
    [
        ("2022-08-15T17:20:00.000+04:00", "2022-08-15T17:20:00.000+04:00"),
        ("2022-08-15T17:20:00.000+04", "2022-08-15T17:20:00.000+04:00"),
        ("2022-08-15T17:20:00.000+0400", "2022-08-15T17:20:00.000+04:00"),
        ("2022-08-15T17:20:00.000-0330", "2022-08-15T17:20:00.000-03:30"),
        ("2022-08-15T13:20:00Z", "2022-08-15T13:20:00Z"),
        ("2022-08-15", None),
        ("yesterday", None),
    ],
)
def test_the_tablets_time_is_read_in_each_spelling(end: str, made_at: str | None) -> None:
    assert read_submission(form(f"<end>{end}</end>")).made_at == made_at


def test_meta_is_read_with_and_without_its_namespace() -> None:
    orx = (
        f'<data id="{FORM_ID}" xmlns:orx="http://openrosa.org/xforms"><orx:meta>'
        "<orx:instanceID>uuid:5bd37a03-5097-403c-a00c-45e39e6b5d40</orx:instanceID></orx:meta></data>"
    )
    assert read_submission(orx.encode()).id == read_submission(form()).id == "5bd37a03-5097-403c-a00c-45e39e6b5d40"
    assert read_submission(form(meta="<instanceID>0042</instanceID>")).id == "d865b9aa-4933-51d5-900d-ab1284fa1243"


LAUGHS = '<!DOCTYPE data [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE data [<!ENTITY file SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "invalid_request"),
        (b"no xml", "invalid_request"),
        (b"\x00" + form(), "invalid_request"),
        (form("<note>\x00</note>"), "invalid_request"),
        (form("<note>&#0;</note>"), "invalid_request"),
        (form("<note>&#xD800;</note>"), "invalid_request"),
        (form("<note>&b;</note>"), "invalid_request"),
        (LAUGHS.encode() + form("<note>&b;</note>"), "invalid_request"),
        (OUTSIDE.encode() + form("<note>&file;</note>"), "invalid_request"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + form(), "invalid_request"),
        (b'<?xml version="1.0" encoding="none"?>' + form(), "invalid_request"),
        (b'<?xml version="1.0" encoding="utf-16"?>' + form(), "invalid_request"),
        (form("<note>\xff</note>").decode().encode("latin-1"), "invalid_request"),
        (form("<note>" + "x" * (1024 * 1024) + "</note>"), "too_large"),
        (form("<a>" * 1000 + "</a>" * 1000), "invalid_request"),
        (form("<a>" * 140_000 + "</a>" * 140_000), "too_large"),
        (form("<a/>" * 240_000), "too_large"),
        (form("<a/>" * 5000), "too_large"),
        (form().decode().encode("utf-16"), "invalid_request"),
        (form(meta=""), "invalid_request"),
        (form(meta="<instanceID> </instanceID>"), "invalid_request"),
        (form(meta=f"<instanceID>{'x' * 300}</instanceID>"), "invalid_request"),
        (form(f"<photo_1>{'x' * 300}</photo_1>"), "invalid_request"),
        (form().replace(FORM_ID.encode(), b"household"), "not_found"),
        (b"<data/>", "not_found"),
    ],
)
def test_what_is_no_form_is_refused_with_a_reason(xml: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_submission(xml)
    assert refusal.value.code == code
    assert refusal.value.document["detail"].endswith(".")


def test_many_answers_are_read() -> None:
    assert read_submission(form("<other>1</other>" * 1900 + "<count>3</count>")).fields == {"count": 3}


# Whatever comes, it is read or refused

ANSWERS = st.dictionaries(
    st.sampled_from(["marking", "category", "count", "x", "y", "wgs84", "place", "found_on", "lot", "note", "end"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
    | st.from_regex(r"[-0-9. e]{1,9}", fullmatch=True),
)


@given(ANSWERS)
def test_any_answers_make_a_mutation_that_is_taken_or_refused_by_the_rules(answers: dict[str, str]) -> None:
    xml = form("".join(f"<{name}>{escape(text)}</{name}>" for name, text in answers.items()))
    job = taking(read_submission(xml), {}, Author("device", "team"), datetime.now(UTC))
    (one,) = job.prepared
    assert (one.mutation is None) == (one.problem is not None)


@given(st.binary(max_size=30), st.integers(0, len(LETTER)), st.integers(0, 40))
def test_a_form_that_was_damaged_is_read_or_refused(damage: bytes, place: int, lost: int) -> None:
    with suppress(Refused):
        read_submission(LETTER[:place] + damage + LETTER[place + lost :])


POST = (
    b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="f.xml"\r\n'
    b"Content-Type: text/xml\r\n\r\n<data/>\r\n--x--\r\n"
)


@given(st.binary(max_size=30), st.integers(0, len(POST)), st.integers(0, 40), st.text(max_size=5))
def test_a_post_that_was_damaged_is_read_or_refused(damage: bytes, place: int, lost: int, kind: str) -> None:
    for content_type in ("multipart/form-data; boundary=x", f"multipart/form-data; boundary={kind}", kind):
        with suppress(Refused):
            read_post(content_type, POST[:place] + damage + POST[place + lost :])
