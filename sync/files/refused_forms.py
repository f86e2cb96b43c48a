"""Forms in the quarantine: those that were refused, and corrections that wait for the form that they correct."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import and_, select

from models.mutation import sent, stored_instant
from models.problem import problem
from models.submission import mutation_id
from models.tables import LOG, QUARANTINE
from sync.database.statements import among
from sync.exchange.prepared import Prepared, quarantine_id
from sync.exchange.transaction import Transaction
from sync.files.forms import Form

SAID_ANEW = "A later form of the tablet says it anew."


class Refusal(NamedTuple):
    """A mutation of a form in the quarantine."""

    id: str
    """In the quarantine."""
    mutation_id: str
    state: str


def wait_for_form(transaction: Transaction, form: Form, one: Prepared) -> None:
    """Puts a correction into the quarantine: the form that it corrects has not come."""
    corrected = form.submission.deprecated_id
    why = problem(
        "unknown_form",
        f"This form corrects form {corrected}, which has not come. It is stored by itself when that one comes. If that"
        " one is lost, release this one: it makes the find, with all that it says.",
    )
    transaction.load_answers({one.sent.key})
    if transaction.answered(one.sent) is None:
        transaction.reject(one, why)


def refusals(transaction: Transaction, mutation_ids: Collection[str]) -> list[Refusal]:
    """What of these mutations stands in the quarantine, decided or not, as this transaction has it by now."""
    wanted = {*mutation_ids}
    rows = transaction.connection.execute(
        select(QUARANTINE.c.id, LOG.c.mutation_id, QUARANTINE.c.state)
        .join(QUARANTINE, and_(QUARANTINE.c.operation == LOG.c.operation, QUARANTINE.c.seq == LOG.c.seq))
        .where(LOG.c.operation == transaction.head.operation)
        .where(among(transaction.connection, LOG.c.mutation_id, wanted))
        .order_by(LOG.c.seq)
    )
    found = [Refusal(*row) for row in rows]
    found += [
        Refusal(quarantine_id(one.operation, one.mutation_id, one.digest), one.mutation_id, "waiting")
        for one in transaction.entries
        if one.kind == "rejected" and one.mutation_id in wanted
    ]
    decided = transaction.awaiting.decisions
    return [one._replace(state=decided[one.id].state) if one.id in decided else one for one in found]


def waiting_refusals(transaction: Transaction, mutation_ids: Collection[str]) -> list[Refusal]:
    """Those of them that wait, the oldest first."""
    return [one for one in refusals(transaction, mutation_ids) if one.state == "waiting"]


def dismiss_refused(transaction: Transaction, form: Form, refused: Collection[Refusal]) -> None:
    """Dismisses what a form says anew: entries of the log in the name of its tablet."""
    for one in refused:
        decision = sent({"op": "dismiss", "quarantine_id": one.id, "reason": SAID_ANEW})
        transaction.dismiss(
            one.id, Prepared(decision, None, None, form.author, stored_instant(form.received_at)), SAID_ANEW
        )


def late_photos(transaction: Transaction, find_id: str, forms: Collection[Form]) -> set[str]:
    """The ids of the mutations by which photos of these forms came later, which wait for their find."""
    before = transaction.awaiting.of.pop(find_id, [])
    transaction.awaiting.load({find_id})
    waiting = transaction.awaiting.of[find_id]
    stored = {one.quarantine_id for one in waiting}
    waiting += [one for one in before if one.quarantine_id not in stored]
    ids = set[str]()
    for one in waiting:
        photos = one.prepared.mutation.set.get("photos") if one.prepared.mutation else None
        about = " ".join(photos or [])
        ids |= {one.prepared.sent.key} & {mutation_id(form.submission.id, about) for form in forms}
    return ids
