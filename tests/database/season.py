"""A season in two operations, played by tablets, staff, forms, files and webhooks: a row of every kind in every table.

Played by each version that is released, it is the database that all later versions must be able to take over. See
tests/database/README.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from typing import Any

import httpx

from api.webhooks.dispatch import Pace
from models.bounds import LARGEST_MUTATION
from models.chance import draw
from models.signing import SigningKey
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.keys import entering, rows_of
from sync.exchange.restoring import restoring
from sync.log.epochs import epoch_at
from sync.rules.areas import added_area
from sync.rules.making import worked_out
from tests.collect import CORRECTED, JPEG, LETTER, PHOTOS, WGS84, Collect, as_new
from tests.hooks import QUICK, Hook, hook
from tests.receiver import Got, Receiver, reply
from tests.service import Device, Json, Operation, answered, create, delete, edit, in_process, new_id, place, restore

LACHIN, KHERSON = "lachin-2022", "kherson-2022"
UNKNOWN = "Э-001М"
"""Read as 3-001M by people; no folding can know."""
SQUARE = [[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]
"""Longitude and latitude; it holds the place of the letter."""
LOCAL = "127.0.0.0/8"
PATIENT = Pace(retries_s=(600,) * 3, looks_every_s=0.02)
"""Tries once, and not again while the season lasts."""
CSV = "No,Model,Qty,Date,X,Y,Team\n"
MAPPING = (
    '{"columns": {"id": "No", "marking": "Model", "count": "Qty", "found_on": "Date", "position_x": "X",'
    ' "position_y": "Y", "team": "Team"}, "constants": {"category": "ap_mine", "position_crs": "SK-42"},'
    ' "source": "register"}'
)


async def play(database_url: str) -> None:
    """Plays all of it into a migrated database."""
    receiver, broken = Receiver(), Receiver(_refuses_creations)
    async with (
        receiver.listening(),
        broken.listening(),
        in_process(database_url, QUICK, webhook_networks=LOCAL) as service,
    ):
        lachin = await service.operation(LACHIN)
        officer = await _people(lachin)
        await _rules(officer)
        told, refused = await hook(lachin, receiver), await hook(lachin, broken)
        tablets = [await lachin.enrol(f"Team {n}", f"Tablet {n}") for n in (1, 2, 3, 3)]
        await _rosters(officer)
        await _conflicts(officer, tablets)
        await _deletions(officer, tablets)
        await _duplicates(officer, tablets)
        await _quarantine(officer, tablets)
        await _forms(lachin, tablets[2])
        await _files(await lachin.staff("reviewer", "Data clerk"))
        await _editions(officer, tablets)
        await _restored(lachin, tablets[1])
        await _other_keys(lachin)
        answered(await lachin.call("POST", f"/v1/devices/{tablets[3].id}/retirement"), 204)
        await _catalogue(officer)
        await tablets[0].pull()
        await _kherson(await service.operation(KHERSON, "Europe/Kyiv"), receiver)
        await _webhooks(lachin, receiver, told, refused)
    async with in_process(database_url, PATIENT, webhook_networks=LOCAL) as service:
        lachin = Operation(service, LACHIN, lachin.token)
        told.operation = tablets[0].operation = lachin
        await _nobody_listens(told, tablets[0])
    await _unsettled(database_url)


async def _refuses_creations(got: Got) -> bytes | None:
    return reply(500 if got.event["type"] == "find.created" else 204, b"no such table")


async def _people(lachin: Operation) -> Operation:
    """The officer who decides, a viewer, somebody whose token was revoked, and a code that nobody has used."""
    await lachin.staff("viewer", "Observer")
    gone = answered(await lachin.call("POST", "/v1/tokens", {"role": "reviewer", "person": "Officer 2"}), 201)
    answered(await lachin.call("DELETE", f"/v1/tokens/{gone['id']}"), 204)
    answered(await lachin.call("POST", "/v1/enrolments", {"team": "Team 9", "device": "never used"}), 201)
    return await lachin.staff("admin", "Officer 1")


async def _restored(lachin: Operation, tablet: Device) -> None:
    """The history goes on from a backup that has all of it, and a tablet's old copy has a find more."""
    epoch = (await tablet.exchange()).json()["epoch"]
    now = datetime.now(UTC)
    async with Database(lachin.service.database_url) as database:
        job = restoring(epoch_at(now, token_bytes(10)), "Operator", "the disk is a new one", now)
        await Committer(database).run(lachin.name, job)
    lost = {**create(position=place(70))["set"], "id": new_id(), "seq": 999_000, "state": "live"}
    answered(await tablet.witness(epoch, [lost]))
    body = {"id": new_id(), "find_ids": [lost["id"]], "reason": "it was there"}
    answered(await lachin.call("POST", "/v1/recovery/take", body))
    answered(await lachin.call("POST", "/v1/recovery/close", {"id": new_id(), "reason": "all are back"}))


async def _other_keys(lachin: Operation) -> None:
    """A second key that the first one signed, and a third one after the second was stolen."""
    now = datetime.now(UTC)
    first, second, third = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
    async with Database(lachin.service.database_url) as database:
        rows = await database.read(rows_of, lachin.name)
        assert len(rows) == 1
        for job in (
            entering(first.public, now, "Operator"),
            entering(second.public, now + timedelta(minutes=1), "Operator", by=first),
            entering(third.public, now + timedelta(minutes=2), "Operator", revokes=(second.public,)),
        ):
            await Committer(database).run(lachin.name, job)


async def _rules(officer: Operation) -> None:
    """Areas, one of them taken away again, and settings."""
    for kind, name, ring in (
        ("district", "Lachin", SQUARE),
        ("operation", "Lachin", [[45, 38], [48, 38], [48, 41], [45, 41], [45, 38]]),
        ("district", "Drawn by mistake", SQUARE),
    ):
        body = {"kind": kind, "name": name, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        made = answered(await officer.call("POST", "/v1/areas", body), 201)
    answered(await officer.call("DELETE", f"/v1/areas/{made['id']}"), 204)
    for settings in ({"duplicate_distance_m": 40.0}, {"publish": {"most_open_conflicts": 0}}):
        await _put(officer, "settings", settings=settings)


async def _rosters(officer: Operation) -> None:
    """Who is on duty in the week; of its first day this is said twice."""
    days = [f"2022-08-{day}" for day in range(15, 23)]
    await _put(officer, "roster", days=days, teams=["Team 1", "Team 2"])
    await _put(officer, "roster", days=days[:1], teams=["Team 1", "Team 2", "Team 3"])


async def _put(officer: Operation, what: str, **body: Any) -> None:
    answered(await officer.call("PUT", f"/v1/{what}", {"id": new_id(), "reason": "as agreed", **body}))


async def _conflicts(officer: Operation, tablets: list[Device]) -> None:
    """Finds in all forms of a position, edits of all policies, conflicts that are open, resolved and settled."""
    one, two, three, _ = tablets
    finds = [
        create(count=991, manufactured_year=2021, district="Lachin", lot="7-21"),
        create(marking="З-001М", count=300, found_on="2022-08-19", manufactured_year=2021, position=place(1)),
        create(marking=UNKNOWN, count=27, found_on="2022-08-22", position=place(2), note="in the ditch"),
        create(marking="TM-62M", category="av_mine", found_on="2022-08-24", position=_utm(0)),
        create(marking="ПМН-2", count=4, position={"crs": "MGRS", "mgrs": "38S PJ 34917 99329"}),
        create(marking="zz 9", category="uxo", position={"crs": "EPSG:4326", "lat": -39.7, "lon": 46.5}),
        create(found_on="2022-08-10", count=5, position=place(7)),
        create(found_on="2029-08-10", position={**place(8), "accuracy_m": 4}),
    ]
    await one.push(*finds[:4])
    await two.push(*finds[4:])
    ids = [find["find_id"] for find in finds]
    await one.push(edit(ids[1], count=(300, 303)), edit(ids[2], note=("in the ditch", "in the ditch, north")))
    await two.push(edit(ids[1], count=(300, 303)), edit(ids[2], note=("in the ditch", "behind the wall")))
    await one.push(edit(ids[3], disposition=(None, "destroyed")), edit(ids[3], depth_cm=(None, 12)))
    await two.push(edit(ids[3], disposition=(None, "removed")), edit(ids[3], depth_cm=(None, 15)))
    await three.push(edit(ids[4], count=(4, 6)), edit(ids[4], marking=("ПМН-2", "PMN 2")))
    await one.push(edit(ids[4], count=(4, 5)), edit(ids[0], photos=(None, ["a" * 64])))
    await three.push(edit(ids[4], count=(6, 5)), edit(ids[0], photos=(None, ["b" * 64])))
    (open_,) = [one for one in await officer.items("/v1/conflicts") if one["field"] == "disposition"]
    answered(await officer.resolve(open_["id"], "destroyed"))
    answered(await officer.change(ids[6], set={"count": 6, "found_on": "2022-08-11"}))


def _utm(n: int) -> Json:
    return {"crs": "EPSG:32638", "easting": 634917 + 200 * n, "northing": 4399329}


async def _deletions(officer: Operation, tablets: list[Device]) -> None:
    """A find that is deleted, one that came back, and one whose deletion waits for a person."""
    one, two, *_ = tablets
    gone, back, asked = (create(position=place(n)) for n in (20, 22, 24))
    await one.push(gone, back, asked)
    await one.push(delete(gone["find_id"]), delete(back["find_id"]), restore(back["find_id"]))
    await one.push(edit(asked["find_id"], count=(12, 14)))
    await two.push(delete(asked["find_id"]))


async def _duplicates(officer: Operation, tablets: list[Device]) -> None:
    """Pairs that are open, gone, same, distinct and undone, and one that is void: its survivor was deleted."""
    one, two, *_ = tablets
    for n, decision in enumerate((None, "gone", "same", "distinct", "undo", "void")):
        here = place(40 + 4 * n)
        first, second = (create(marking="OZM-72", count=3 + k, position=here, found_on="2022-08-20") for k in (0, 1))
        await one.push(first)
        await two.push(second)
        if decision == "gone":
            await two.push(edit(second["find_id"], position=(here, place(41 + 4 * n))))
        if decision in (None, "gone"):
            continue
        ids = {first["find_id"], second["find_id"]}
        (pair,) = [pair for pair in await officer.items("/v1/duplicates", state="open") if ids == {*pair["find_ids"]}]
        survives = {} if decision == "distinct" else {"survivor": first["find_id"], "finds": [*ids]}
        await _decide(officer, pair, "distinct" if decision == "distinct" else "same", **survives)
        if decision == "undo":
            await _decide(officer, pair, "undo")
        if decision == "void":
            answered(await officer.change(first["find_id"], deleted=True))


async def _decide(officer: Operation, pair: Json, decision: str, **body: Any) -> None:
    content = {"id": new_id(), "decision": decision, "reason": "looked at both", **body}
    answered(await officer.call("POST", f"/v1/duplicates/{pair['id']}/decision", content))


async def _quarantine(officer: Operation, tablets: list[Device]) -> None:
    """What was refused: it waits, was released, was dismissed; it waits for its find, or has gone in with it."""
    one, two, *_ = tablets
    wrong = [create(count=-5, position=place(n)) for n in (70, 72, 74)]
    results = await one.push(*wrong, "nonsense", {**create(), "set": {"colour": "green"}})
    kept = {row["seq"]: row["id"] for row in await officer.items("/v1/quarantine")}
    release, dismiss = (kept[result["seq"]] for result in results[:2])
    answered(await officer.release(release, create(wrong[0]["find_id"], count=5, position=place(70))))
    answered(await officer.dismiss(dismiss))
    late = create(position=place(76))
    await two.push(edit(late["find_id"], count=(12, 13)), edit(late["find_id"], lot=(None, "9")))
    await one.push(late)
    await two.push(edit(new_id(), count=(1, 2)), create(note="x" * LARGEST_MUTATION))
    await one.push(late, {**late, "set": {**late["set"], "count": 99}})


async def _forms(lachin: Operation, tablet: Device) -> None:
    """Forms of ODK Collect: a find, its correction, one with photos, one with a photo to come, one that waits."""
    collect = Collect(tablet)
    photos = {name: JPEG + bytes([n]) for n, name in enumerate(PHOTOS)}
    await collect.send(LETTER)
    await collect.send(CORRECTED)
    await collect.send(WGS84, photos)
    await collect.send(as_new(WGS84, count="2"), dict([*photos.items()][:1]))
    await collect.send(as_new(CORRECTED, deprecatedID=f"uuid:{new_id()}"))


async def _files(clerk: Operation) -> None:
    """A register of finds, imported, imported again, and once more with a row that was changed."""
    rows = [f"{n},PMN,{10 + n},2022-08-{16 + n},{4405000 + 100 * n},8635076,Team 2" for n in range(4)]
    for several in (rows, rows, [rows[0].replace(",10,", ",11,"), "5,,x,2022-08-17,1,2,Team 2"]):
        answered(await _import(clerk, CSV + "\n".join(several)))


async def _import(clerk: Operation, text: str) -> httpx.Response:
    return await clerk.service.client.post(
        "/v1/imports",
        files={"file": ("register.csv", text)},
        data={"mapping": MAPPING},
        headers={"Authorization": f"Bearer {clerk.token}"},
    )


async def _editions(officer: Operation, tablets: list[Device]) -> None:
    """An edition with a revision, one of other days that overlaps, and one that was withdrawn for another."""
    await _publish(officer, **{"from": "2022-08-15", "to": "2022-08-22"})
    late = create(count=14, found_on="2022-08-19", position=place(90), manufactured_year=2021)
    await tablets[1].push(late)
    await _publish(officer, **{"from": "2022-08-15", "to": "2022-08-22"})
    await _publish(officer, week="2022-W33")
    await _publish(officer, withdraws=2, **{"from": "2022-08-15", "to": "2022-08-20"})
    await tablets[1].push(edit(late["find_id"], count=(14, 16)))


async def _publish(officer: Operation, **body: Any) -> None:
    asked = {"id": new_id(), "anyway": "the bulletin is due", **body}
    answered(await officer.call("POST", "/v1/editions", asked), 201)


async def _catalogue(officer: Operation) -> None:
    """Aliases and types, of each one that was taken back."""
    mine = {"marking": "OZM 160", "name": "bounding", "category": "ap_mine"}
    for path, body in (
        ("", mine),
        ("/3001M/aliases", {"marking": UNKNOWN}),
        ("/PMN/aliases", {"marking": "zz 9"}),
        ("/PMN/aliases/ZZ9/removal", {}),
        ("", {**mine, "marking": "Typed wrong"}),
        ("/TYPEDWRONG/removal", {}),
    ):
        content = {"id": new_id(), "reason": "seen on the casing", **body}
        answered(await officer.call("POST", f"/v1/types{path}", content))


async def _kherson(kherson: Operation, receiver: Receiver) -> None:
    """Another operation, in a time zone with summer time, with the same teams and a find of the same place."""
    tablet, other = await kherson.enrol("Team 1", "Tablet 1"), await kherson.enrol("Team 1", "Tablet 2")
    made = create(count=7)
    await tablet.push(made, create(marking="TM-62M", category="av_mine", position=place(3)))
    await other.push(edit(made["find_id"], count=(7, 8)))
    await tablet.push(edit(made["find_id"], count=(7, 9)))
    await _publish(kherson, week="2022-W33")
    disabled = await hook(kherson, receiver, events=["find.*"])
    await disabled.change(enabled=False)
    await tablet.push(create(position=place(5)))


async def _webhooks(lachin: Operation, receiver: Receiver, told: Hook, refused: Hook) -> None:
    """Deliveries that are done, skipped, parked and held, a new secret, and a webhook that was taken away."""
    await told.idle()
    await told.ask("secret")
    shown = await refused.until(lambda shown: shown["deliveries"]["parked"] >= 2 and not shown["entries_behind"])
    assert shown["deliveries"]["held"]
    (skipped, *_) = await refused.deliveries(state="parked")
    await refused.ask("skip", event_ids=[skipped["event_id"]])
    taken_away = await hook(lachin, receiver)
    answered(await lachin.call("DELETE", taken_away.path), 204)


async def _unsettled(database_url: str) -> None:
    """A change of the rules that is in force, and of which no find is settled yet."""
    square = {"type": "Polygon", "coordinates": [SQUARE]}
    job = added_area("district", "Kalbajar", square, "Officer 1", datetime.now(UTC), draw())
    async with Database(database_url) as database:
        committer = Committer(database)
        ready = await worked_out(database, committer, LACHIN, job)
        await committer.run(LACHIN, replace(ready, at_once=0))


async def _nobody_listens(told: Hook, tablet: Device) -> None:
    """Deliveries that wait for a receiver that is gone."""
    await tablet.push(create(position=place(95)), create(position=place(97)))
    await told.until(lambda shown: shown["failing_since"] is not None and shown["deliveries"]["waiting"] >= 2)
