"""Verify: follows the chain of the log, plays it again, and compares all that is derived with what is stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from models.tables import LOG
from sync.log.chain import read_head
from sync.verify.editions import check_editions
from sync.verify.entries import Told, check_log
from sync.verify.files import check_forms_of, check_photos, check_submissions
from sync.verify.findings import Finding, Unlisted
from sync.verify.finds import Replayed, check_finds, moves_of_days
from sync.verify.history import RuleHistory
from sync.verify.moves import check_moves, check_tally
from sync.verify.pairs import check_pairs
from sync.verify.people import check_devices, check_keys, check_operation, check_restores
from sync.verify.quarantine import check_quarantine, check_quarantine_beyond
from sync.verify.questions import check_decided, check_questions
from sync.verify.references import check_references
from sync.verify.refusals import check_oversized, check_refused_bytes
from sync.verify.rules import check_rules
from sync.verify.verification import Progress, Verification
from sync.verify.webhooks import check_deliveries, check_webhooks


class Verified(NamedTuple):
    """What was checked, and what does not match."""

    entries: int
    finds: int
    findings: list[Finding]
    """The first of each kind."""
    unlisted: tuple[Unlisted, ...] = ()
    """Of which kinds there are more."""


def entries_to_verify(connection: Connection, operation: str) -> int:
    """How many steps `verify` will report: two an entry."""
    entries = select(func.count()).select_from(LOG).where(LOG.c.operation == operation)
    return 2 * int(connection.execute(entries).scalar_one())


def verify(
    connection: Connection, operation: str, progress: Progress = lambda steps: None, photos: bool = True
) -> Verified:
    """Looks at everything of an operation; `progress` gets the number of steps done since its last call.

    Without `photos` their bytes are not looked at: a backup has them beside the database."""
    verifying = _Verifying(Verification(connection, operation, read_head(connection, operation), progress))
    findings = verifying.verification.findings
    for table, look in verifying.looks:
        if table == "photo" and not photos:
            continue
        with findings.reading(table, "(all)"):  # the findings before it name the row that cannot be read
            look()
    entries, finds = verifying.told.entries, verifying.replayed.finds
    return Verified(entries, finds, findings.listed, findings.unlisted())


class _Verifying:
    """The looks in their order; what one of them learns of the log, the next ones may ask for."""

    def __init__(self, verification: Verification) -> None:
        self.verification = verification
        self.told = Told()
        self.replayed = Replayed()
        look: Callable[..., Callable[[], None]] = lambda check: partial(check, verification)  # noqa: E731
        self.looks: list[tuple[str, Callable[[], None]]] = [
            ("log", self.log),
            ("quarantine", look(check_quarantine_beyond)),
            ("oversized", look(check_oversized)),
            ("refused_bytes", look(check_refused_bytes)),
            ("rule", lambda: check_rules(verification, self.told)),
            ("find", self.finds),
            ("operation", lambda: check_operation(verification, self.told, self.replayed)),
            ("restore", lambda: check_restores(verification, self.told)),
            ("server_key", lambda: check_keys(verification, self.told)),
            ("device", lambda: check_devices(verification, self.told)),
            ("tally", lambda: check_tally(verification, self.replayed.deltas)),
            ("tally_move", self.moves),
            ("duplicate_pair", self.pairs),
            ("duplicate_pair", lambda: check_questions(verification, self.history)),
            ("edition", lambda: check_editions(verification, self.told)),
            ("photo", look(check_photos)),
            ("submission", look(check_submissions)),
            ("webhook", look(check_webhooks)),
            ("webhook_delivery", look(check_deliveries)),
            ("(all tables)", look(check_references)),
        ]

    @cached_property
    def history(self) -> RuleHistory:
        return RuleHistory(self.verification)

    def log(self) -> None:
        self.told = check_log(self.verification, (check_quarantine, check_forms_of, check_decided))

    def finds(self) -> None:
        self.replayed = check_finds(self.verification, self.history)

    def moves(self) -> None:
        check_moves(self.verification, self.replayed.moves, partial(moves_of_days, self.verification, self.history))

    def pairs(self) -> None:
        check_pairs(self.verification, self.replayed.widest_reach_m, self.history.newest.settings)
