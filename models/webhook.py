"""Webhooks: the events that they send, and the signature of each delivery."""

from __future__ import annotations

import base64
from datetime import datetime

from standardwebhooks import Webhook

EVENTS: dict[str, str] = {
    "find.created": "A new find: its first version.",
    "find.edited": "A find has a new version, by an edit, a resolution or a decision. `find.state` shows if it counts.",
    "find.merged": "A find was edited, but a field differs from what was sent: notes joined, or a later value kept.",
    "find.deleted": "A find was deleted.",
    "find.restored": "A find that was deleted or a duplicate is live again.",
    "conflict.opened": "Two values of one field disagree, and a person must decide.",
    "conflict.resolved": "A person resolved a conflict.",
    "conflict.settled": "A conflict closed without a person; `why` gives the reason.",
    "duplicate.opened": "Two finds may be the same discovery, and a person must decide.",
    "duplicate.decided": "A person decided about two finds: `same` or `distinct`.",
    "duplicate.gone": "Two finds are no longer suspected, without a person; `why` gives the reason.",
    "duplicate.undone": "A decision about two finds was taken back.",
    "quarantine.refused": "A mutation was rejected and is kept in the quarantine.",
    "quarantine.released": "A rejected mutation was stored, after it was fixed or after its find arrived.",
    "quarantine.dismissed": "A person decided that a rejected mutation must not be stored.",
    "edition.published": "A report was published: a new edition, or a new revision of one.",
    "device.forked": "Another tablet uses the token of a device. Both count as authors of their own: enrol one anew.",
    "rule.changed": "Staff changed types, aliases, areas, settings or roster. Derived values may have changed.",
    "history.restored": "The server was restored: what it told after `from_seq` is gone until tablets bring it again.",
    "key.began": "The server signs receipts with another key; `revokes` names keys that were stolen.",
    "recovery.closed": "Staff closed the recovery after a restore; `left` says what was still missing.",
}
"""Every event by its type. docs/webhooks.md has the same table, and a test compares them."""
TEST = "webhook.test"
"""Sent on request, to one webhook, whatever events it asked for."""
FAMILIES = tuple(dict.fromkeys(type.partition(".")[0] for type in EVENTS))


def listens(events: list[str], type: str) -> bool:
    """Whether a webhook with these `events` receives an event: `*`, a family such as `find.*`, or the type itself."""
    return not {"*", f"{type.partition('.')[0]}.*", type}.isdisjoint(events)


# The signature: https://www.standardwebhooks.com


def signing_secret(bits: bytes) -> str:
    """The secret of 256 random bits, in the form that the libraries of Standard Webhooks need."""
    return "whsec_" + base64.b64encode(bits).decode()


def signed_headers(keys: list[str], id: str, body: str, now: datetime) -> dict[str, str]:
    """The headers of one attempt. It is signed with each secret; a receiver needs only one of them."""
    signatures = " ".join(Webhook(key).sign(id, now, body) for key in keys)
    return {"webhook-id": id, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signatures}


# When a delivery is tried again

RETRIES_S = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200, 57600, 86400, 86400, 86400)
"""Seconds between the attempts: almost five days in total. After the last attempt a delivery is parked."""
LONGEST_PAUSE_S = 3600
"""The longest time between two attempts for a receiver that is down, seconds."""
JITTER = 0.2
"""Each wait is up to this fraction longer or shorter, so that failed deliveries do not all come back together."""


def wait_s(attempts: int, retries: tuple[float, ...], dice: float) -> float | None:
    """Seconds to the next attempt after this number of failed ones; None: no more. `dice` is from 0 to 1."""
    if attempts > len(retries):
        return None
    return retries[attempts - 1] * (1 - JITTER + 2 * JITTER * dice)
