"""Webhooks: the events that they tell, and how each delivery is signed."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from standardwebhooks import Webhook

EVENTS: dict[str, str] = {
    "find.created": "A find is new: its first version.",
    "find.edited": "A find has another version: by an edit, a resolution, a decision. `find.state` tells if it counts.",
    "find.merged": "A find was edited, and a field ended otherwise than sent: notes joined, a later value stood.",
    "find.deleted": "A find is deleted.",
    "find.restored": "A find that was deleted or a duplicate is live again.",
    "conflict.opened": "Two values of one field disagree, and a person must decide.",
    "conflict.resolved": "A person settled a conflict.",
    "conflict.settled": "A conflict closed by itself; `why` says how.",
    "duplicate.opened": "Two finds may be one discovery, and a person must decide.",
    "duplicate.decided": "A person decided about two finds: `same` or `distinct`.",
    "duplicate.gone": "Two finds are no longer suspected, by themselves; `why` says how.",
    "duplicate.undone": "A decision about two finds was taken back.",
    "quarantine.refused": "A mutation was refused and is kept in the quarantine.",
    "quarantine.released": "A refused mutation went in, mended or after its find had come.",
    "quarantine.dismissed": "A person decided that a refused mutation shall not go in.",
    "edition.published": "A report was published: a new edition, or a new revision of one.",
    "rule.changed": "Staff changed types, aliases, areas, settings or roster; what is derived may have changed.",
}
"""Every event by its type. docs/webhooks.md has the same table, and the suite compares them."""
TEST = "webhook.test"
"""Sent when somebody asks for it, to one webhook, whatever it listens to."""
FAMILIES = tuple(dict.fromkeys(type.partition(".")[0] for type in EVENTS))


def listens(events: list[str], type: str) -> bool:
    """Whether a webhook with these `events` is told an event: `*`, a family as `find.*`, or the type itself."""
    return not {"*", f"{type.partition('.')[0]}.*", type}.isdisjoint(events)


# The signature: https://www.standardwebhooks.com


def new_secret() -> str:
    """A secret of 256 random bits, in the form that the libraries of Standard Webhooks take."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(keys: list[str], id: str, body: str, now: datetime) -> dict[str, str]:
    """The headers of one attempt: signed with each of the secrets, of which a receiver needs one."""
    signatures = " ".join(Webhook(key).sign(id, now, body) for key in keys)
    return {"webhook-id": id, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signatures}


# When a delivery is tried again

RETRIES_S = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200, 57600, 86400, 86400, 86400)
"""After so many seconds, the first attempt apart: for close to five days. Then a delivery is parked."""
LONGEST_PAUSE_S = 3600
"""A receiver that is down is asked again at least so often, seconds."""
JITTER = 0.2
"""Each wait is longer or shorter by up to this part, so that those who failed together do not come back together."""


def wait_s(attempts: int, retries: tuple[float, ...], dice: float) -> float | None:
    """Seconds until a delivery that failed so many times is tried again; None: never. `dice` is from 0 to 1."""
    if attempts > len(retries):
        return None
    return retries[attempts - 1] * (1 - JITTER + 2 * JITTER * dice)
