"""Photos of forms: they come with the form or later, in any posts, and are served as bytes that nothing runs."""

from __future__ import annotations

from hashlib import sha256

from sync.database.database import Database
from sync.verify.verify import Verified, verify
from tests.collect import CORRECTED, JPEG, LETTER, PHOTOS, WGS84, Collect, as_new, find_id, instance_id, words
from tests.service import Operation, refused

ONE, TWO = JPEG + b"one", JPEG + b"two"
BOTH = dict(zip(PHOTOS, (ONE, TWO), strict=True))


def hashes(*photos: bytes) -> list[str]:
    return sorted(sha256(photo).hexdigest() for photo in photos)


async def photos(operation: Operation, xml: bytes = WGS84) -> list[str]:
    """Of the find that a form makes."""
    return sorted((await operation.find(find_id(xml)))["photos"] or [])


async def test_photos_that_come_with_their_form_are_there_at_once(operation: Operation) -> None:
    (answer,) = await Collect(await operation.enrol()).send(WGS84, BOTH)
    assert (answer.status_code, words(answer)) == (201, "Saved: 3 of Э-001М, 2022-08-16.")
    assert await photos(operation) == hashes(ONE, TWO)
    assert await operation.log_seq() == 1


async def test_an_older_collect_that_says_lengths_in_parts_is_understood(operation: Operation) -> None:
    (answer,) = await Collect(await operation.enrol(), part_lengths=True).send(WGS84, BOTH)
    assert answer.status_code == 201
    assert await photos(operation) == hashes(ONE, TWO)


async def test_a_large_form_comes_in_posts_and_its_find_is_there_from_the_first_on(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    large = [JPEG + bytes([n]) * 6_000_000 for n in (1, 2)]
    first, second = await collect.send(WGS84, dict(zip(PHOTOS, large, strict=True)))
    assert (first.status_code, words(first)) == (
        202,
        f"Saved: 3 of Э-001М, 2022-08-16. Photos still to come: {PHOTOS[1]}.",
    )
    assert (second.status_code, words(second)) == (201, "Saved: 3 of Э-001М, 2022-08-16.")
    assert await photos(operation) == hashes(*large)
    assert (await operation.find(find_id(WGS84)))["version"] == 2


async def test_a_form_whose_photos_never_come_is_kept_and_says_what_is_missing(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    assert words((await collect.send(WGS84))[-1]).endswith(f"Photos still to come: {', '.join(PHOTOS)}.")
    (form,) = await operation.items("/v1/submissions")
    assert form["files"] == [{"name": name, "sha256": None} for name in PHOTOS]
    assert (await operation.find(find_id(WGS84)))["count"] == 3
    assert (await collect.send(WGS84, BOTH))[-1].status_code == 201
    assert await photos(operation) == hashes(ONE, TWO)


async def test_posts_in_another_order_and_again_give_the_same_photos(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    for sent in ({PHOTOS[1]: TWO}, {PHOTOS[0]: ONE}, {PHOTOS[1]: TWO}, BOTH, {}):
        await collect.send(WGS84, sent)
    assert await photos(operation) == hashes(ONE, TWO)
    assert await operation.log_seq() == 2


async def test_a_file_that_the_form_does_not_name_is_kept_beside_it_and_is_no_photo_of_the_find(
    operation: Operation,
) -> None:
    collect, retaken = Collect(await operation.enrol()), {"1661170000000.jpg": JPEG + b"retaken"}
    for files in (BOTH, retaken, retaken):
        await collect.send(WGS84, files)
    assert await photos(operation) == hashes(ONE, TWO)
    (form,) = await operation.items("/v1/submissions")
    (sha256,) = hashes(JPEG + b"retaken")
    assert form["beside"] == [{"name": "1661170000000.jpg", "sha256": sha256}]
    assert (await operation.call("GET", f"/v1/photos/{sha256}")).content == JPEG + b"retaken"


NAMED_OTHERWISE = [
    ("e\u0301.jpg", 'filename="\u00e9.jpg"'),
    ("\u00e9.jpg", 'filename="e\u0301.jpg"'),
    ("фото 1.jpg", 'filename="%D1%84%D0%BE%D1%82%D0%BE%201.jpg"'),
    ("фото.jpg", "filename*=UTF-8''%D1%84%D0%BE%D1%82%D0%BE.jpg"),
    ("фото.jpg", "filename=\"____.jpg\"; filename*=utf-8'az'%D1%84%D0%BE%D1%82%D0%BE.jpg"),
    ("%D1%84.jpg", 'filename="ф.jpg"'),
    ("100%.jpg", 'filename="100%.jpg"'),
]


async def test_a_photo_is_known_also_by_its_name_written_otherwise(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.forms()
    for n, (name, sent) in enumerate(NAMED_OTHERWISE):
        xml, photo = as_new(WGS84, photo_1=name, photo_2=""), JPEG + bytes([n])
        parts = [
            collect.part("xml_submission_file", xml, "form.xml", "text/xml"),
            f'Content-Disposition: form-data; name="photo"; {sent}\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
            + photo,
        ]
        body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = await collect.ask("POST", f"{collect.server}/submission", content=body, headers=headers)
        assert answer.status_code == 201, (sent, words(answer))
        assert await photos(operation, xml) == hashes(photo), sent


async def test_a_name_that_could_be_that_of_two_photos_is_none_of_them(operation: Operation) -> None:
    xml = as_new(WGS84, photo_1="e\u0301.jpg", photo_2="\u00e9.jpg")
    (answer,) = await Collect(await operation.enrol()).send(xml, {"%C3%A9.jpg": ONE})
    assert "Photos still to come" in words(answer)
    (form,) = await operation.items("/v1/submissions")
    assert [one["sha256"] for one in form["beside"]] == hashes(ONE)


async def test_a_photo_of_0_bytes_has_not_come_and_the_tablet_is_told(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    (answer,) = await collect.send(WGS84, {PHOTOS[0]: b"", PHOTOS[1]: TWO})
    assert answer.status_code == 202
    assert f"Photos still to come: {PHOTOS[0]}. Empty, 0 bytes, and not kept: {PHOTOS[0]}." in words(answer)
    assert await photos(operation) == hashes(TWO)
    assert (await collect.send(WGS84, BOTH))[-1].status_code == 201
    assert await photos(operation) == hashes(ONE, TWO)


async def test_a_late_photo_that_a_correction_took_away_does_not_come_back(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.send(WGS84, {PHOTOS[0]: ONE})
    await collect.send(as_new(WGS84, deprecatedID=instance_id(WGS84), photo_2=""), {PHOTOS[0]: ONE})
    (answer,) = await collect.send(WGS84, {PHOTOS[1]: TWO})
    assert (answer.status_code, words(answer)) == (201, "Saved: 3 of Э-001М, 2022-08-16.")
    assert await photos(operation) == hashes(ONE)
    first, _ = await operation.items("/v1/submissions")
    assert first["beside"] == [{"name": PHOTOS[1], "sha256": hashes(TWO)[0]}]


async def test_a_late_photo_that_the_correction_still_names_comes_to_the_find(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.send(WGS84, {PHOTOS[0]: ONE})
    await collect.send(as_new(WGS84, deprecatedID=instance_id(WGS84), count="4"), {PHOTOS[0]: ONE})
    await collect.send(WGS84, {PHOTOS[1]: TWO})
    assert await photos(operation) == hashes(ONE, TWO)


async def test_a_correction_adds_and_takes_away_photos_and_leaves_those_of_others(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.send(WGS84, BOTH)
    other = await operation.enrol("T2")
    theirs = hashes(JPEG + b"theirs")[0]
    find = await operation.find(find_id(WGS84))
    await other.push(
        {
            "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c99",
            "find_id": find["id"],
            "op": "edit",
            "set": {"photos": [*find["photos"], theirs]},
            "was": {"photos": find["photos"]},
            "made_at": "2022-08-16T18:00:00+04:00",
        }
    )
    corrected = as_new(WGS84, deprecatedID=instance_id(WGS84), photo_2="1661180000000.jpg")
    three = JPEG + b"three"
    (answer,) = await collect.send(corrected, {PHOTOS[0]: ONE, "1661180000000.jpg": three})
    assert answer.status_code == 201
    assert await photos(operation) == sorted([*hashes(ONE, three), theirs])


async def test_a_photo_that_a_correction_names_need_not_come_again(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.send(WGS84, BOTH)
    corrected = as_new(WGS84, deprecatedID=instance_id(WGS84), count="4")
    (answer,) = await collect.send(corrected)
    assert (answer.status_code, words(answer)) == (201, "Saved: 4 of Э-001М, 2022-08-16.")
    assert await photos(operation) == hashes(ONE, TWO)
    _, form = await operation.items("/v1/submissions")
    assert sorted(one["sha256"] for one in form["files"]) == hashes(ONE, TWO)
    await collect.send(as_new(corrected, deprecatedID=instance_id(corrected), photo_2=""))
    assert await photos(operation) == hashes(ONE)


async def test_a_late_photo_has_come_for_the_corrections_that_name_it_too(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.send(WGS84, {PHOTOS[0]: ONE})
    corrected = as_new(WGS84, deprecatedID=instance_id(WGS84), count="4")
    (answer,) = await collect.send(corrected)
    assert words(answer).endswith(f"Photos still to come: {PHOTOS[1]}.")
    await collect.send(WGS84, {PHOTOS[1]: TWO})
    (answer,) = await collect.send(corrected)
    assert (answer.status_code, words(answer)) == (201, "Saved: 4 of Э-001М, 2022-08-16.")
    await collect.send(as_new(corrected, deprecatedID=instance_id(corrected), photo_2=""))
    assert await photos(operation) == hashes(ONE)


async def test_a_correction_that_waits_keeps_its_photos(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    corrected = as_new(WGS84, deprecatedID=instance_id(WGS84), count="4")
    assert (await collect.send(corrected, BOTH))[-1].status_code == 202
    await collect.send(WGS84)
    assert await photos(operation) == hashes(ONE, TWO)
    assert (await operation.find(find_id(WGS84)))["count"] == 4


async def test_a_photo_is_served_as_bytes_that_no_browser_looks_into(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await collect.send(WGS84, BOTH)
    viewer = await operation.staff("viewer", "Viewer")
    answer = await viewer.call("GET", f"/v1/photos/{hashes(ONE)[0].upper()}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, ONE, "image/jpeg")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    again = await viewer.call("GET", f"/v1/photos/{hashes(ONE)[0]}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    stranger = await operation.service.operation("kalbajar-2022")
    refused(await stranger.call("GET", f"/v1/photos/{hashes(ONE)[0]}"), 404, "not_found")


async def test_a_photo_that_says_it_is_a_page_is_served_as_unknown_bytes(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    page = b"<script>alert(1)</script>"
    parts = [
        collect.part("xml_submission_file", WGS84, "form.xml", "text/xml"),
        collect.part(PHOTOS[0], page, PHOTOS[0], "text/html"),
    ]
    body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    await collect.ask("POST", f"{collect.server}/submission", content=body, headers=headers)
    answer = await operation.call("GET", f"/v1/photos/{hashes(page)[0]}")
    assert (answer.content, answer.headers["content-type"]) == (page, "application/octet-stream")


async def test_everything_that_came_by_forms_fits_together_in_verify(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    bad = as_new(LETTER, count="0")
    for xml, files in (
        (CORRECTED, {}),
        (LETTER, {}),
        (WGS84, {PHOTOS[0]: ONE}),
        (WGS84, {PHOTOS[1]: TWO}),
        (as_new(WGS84, deprecatedID=instance_id(WGS84), photo_1="", wgs84="39.7 46.6 0 0"), {PHOTOS[1]: TWO}),
        (bad, {}),
        (as_new(bad, deprecatedID=instance_id(bad), lot="7"), {}),
        (WGS84, {PHOTOS[0]: ONE}),
        (as_new(LETTER, deprecatedID="uuid:00000000-0000-4000-8000-000000000001"), {}),
    ):
        assert (await collect.send(xml, files))[-1].status_code in (201, 202)
    assert await photos(operation) == hashes(TWO)
    async with Database(operation.service.database_url) as database:
        assert await database.read(verify, operation.name) == Verified(entries=10, finds=2, findings=[])
