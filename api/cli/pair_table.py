"""Suspected duplicates in the terminal: both finds of each pair, and what was decided."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from api.cli.screen import print_labelled
from api.words import Json, by_text, plain, time_text


def print_pairs(pairs: list[Json], names: dict[str, str], console: Console) -> None:
    """Each pair with its id on a line of its own, ready to be copied; `names` are those of devices."""
    for n, pair in enumerate(pairs):
        if n:
            console.print()
        print_pair(pair, names, console)


def print_pair(pair: Json, names: dict[str, str], console: Console) -> None:
    console.print(Text(plain(pair["why"].partition(": ")[0]), style="bold"))
    print_labelled(console, "pair", pair["id"])
    for find in pair["finds"]:
        print_labelled(console, "find", find["id"])
        print_labelled(console, "", _find(find, names))
    if len(pair["group"]) > 2:
        others = ", ".join(one for one in pair["group"] if one not in pair["find_ids"])
        print_labelled(console, "group", f"{len(pair['group'])} finds hang together; beside these two {others}")
    if pair["state"] != "open":
        print_labelled(console, "decided", decided_text(pair), "yellow")


def _find(find: Json, names: dict[str, str]) -> str:
    by = find["created"]
    who = by_text(names.get(by["device_id"] or ""), by["team"], by["person"])
    state = "" if find["state"] == "live" else f", {find['state']}"
    return f"{find['count']:,} of {plain(find['marking'])} on {find['found_on']}, by {who}{state}"


def decided_text(pair: Json) -> str:
    """What has become of a pair, for people."""
    decision, why = pair["decision"], pair["closed_why"]
    if pair["state"] == "open":
        return "undecided"
    if decision is None:
        return plain(f"gone: {why}" if why else "gone")
    said = {"same": f"one discovery, {decision['survivor']} survives", "distinct": "different discoveries"}
    reason = f": {decision['reason']}" if decision["reason"] else ""
    undone = f"; {why}" if pair["state"] == "undone" else ""
    when = f"{decision['person']}, {time_text(decision['at'])}"
    return plain(f"{said[decision['decision']]}, said {when}{reason}{undone}")
