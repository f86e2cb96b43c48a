"""What follows the demo's week: staff judge duplicates, publish, and correct in the open when a tablet comes late."""

from __future__ import annotations

from collections.abc import Iterator

from api.demo import week
from api.demo.play import Play
from api.demo.tablet import answered, id_of
from models.shapes import Json
from models.shapes.editions import Differences


def judge(play: Play) -> Iterator[str]:
    """A real duplicate, a false one, and an alias that was wrong and is taken back."""
    same = _pair(play, week.REPORTED_AGAIN)
    survivor = id_of(week.REPORTED_FIRST.name)
    decision = {"decision": "same", "survivor": survivor, "reason": "both teams marked the same six"}
    play.ask("POST", f"/v1/duplicates/{same['id']}/decision", {"id": id_of("one discovery"), **decision})
    yield f"Staff judge two reports of {week.PMN_2}, {same['distance_m']:g} m apart, to be one discovery."
    distinct = _pair(play, week.NEXT_CRATER)
    decision = {"decision": "distinct", "reason": "two craters"}
    play.ask("POST", f"/v1/duplicates/{distinct['id']}/decision", {"id": id_of("two craters"), **decision})
    yield f"Two of {week.TM_62M}, {distinct['distance_m']:g} m apart, are two."
    (unknown,) = play.items("/v1/look-alikes")
    (near,) = unknown["look_alikes"]
    alias = {"id": id_of("alias"), "marking": week.UNKNOWN, "reason": "read from the casing"}
    made = play.ask("POST", f"/v1/types/{near['type']}/aliases", alias)
    (changed,) = (row for row in made["effect"]["weeks"][0]["types"] if row["type"] == near["type"])
    yield (
        f"{unknown['typed'][0]} is taken for {near['marking']}: week {made['effect']['weeks'][0]['week']} goes from "
        f"{changed['before']:,} to {changed['after']:,}."
    )
    path = f"/v1/types/{near['type']}/aliases/{unknown['key']}/removal"
    play.ask("POST", path, {"id": id_of("no alias"), "reason": "another fuze well: not the same mine"})
    yield "It was another mine: the alias is taken back, and with it the change."


def _pair(play: Play, find: week.Find) -> Json:
    (pair,) = play.items("/v1/duplicates", find_id=id_of(find.name))
    return pair


def publish(play: Play) -> Json:
    """The next edition of the week."""
    body = {"id": id_of(f"edition {len(play.editions) + 1}"), "from": week.FIRST, "to": week.LAST}
    edition: Json = play.ask("POST", "/v1/editions", body)
    play.editions.append(edition)
    return edition


def late_tablet(play: Play) -> Iterator[str]:
    """The seventh tablet comes after the publication, and the week is published again."""
    tablet = play.tablets[week.LATE.tablet]
    results = tablet.exchange()
    yield f"{tablet.name} comes back, and sends {len(results)} that it had noted on {week.LATE.day}."
    edition = publish(play)
    yield f"Staff publish again: edition {edition['number']}, revision {edition['revision']}."
    for other in play.tablets.values():
        other.exchange()
    twin = play.tablets[week.REPORTED_AGAIN.tablet].held[id_of(week.REPORTED_AGAIN.name)]
    yield f"All tablets pull. Tablet {week.REPORTED_AGAIN.tablet} sees that its {week.PMN_2} is a {twin['state']}."


def differences(play: Play) -> Differences:
    """What changed between the two editions."""
    first, second = play.editions
    asked = {"revision": str(first["revision"]), "to": f"{second['number']}.{second['revision']}"}
    told: Differences = answered(
        play.client.get(f"/v1/editions/{first['number']}/differences", params=asked, headers=play.staff)
    )
    return told
