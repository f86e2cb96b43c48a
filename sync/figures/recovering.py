"""What a report says of restores: what is missing, and whether a recovery is open in which figures may still rise."""

from __future__ import annotations

from models.find import DELETED
from models.shapes.reports import LostEntries, ReportRecovery
from sync.figures.moment import Moment
from sync.log.epochs import RestoreRow
from sync.recovery.histories import lost_history, restores_of
from sync.recovery.witnesses import Standing, as_seen, differences, tablets_since


def recovery_and_lost(moment: Moment) -> tuple[ReportRecovery | None, list[LostEntries]]:
    """The recovery that was open at a moment, and what was missing then of each lost history."""
    restores = restores_of(moment.connection, moment.operation, moment.seq)
    if not restores:
        return None, []
    histories = [lost_history(moment.connection, row, moment.seq, moment.time) for row in restores]
    lost: list[LostEntries] = [{"epoch": one.epoch, "missing": one.missing} for one in histories if one.missing]
    last = restores[-1]
    if last.closed_seq is not None and last.closed_seq <= moment.seq:
        return None, lost
    return _open(moment, last, histories[-1].missing), lost


def _open(moment: Moment, restore: RestoreRow, missing: int) -> ReportRecovery:
    def stand(ids: list[str]) -> dict[str, Standing]:
        found = moment.find_values(ids)
        return {
            id: Standing(0, one.seq, as_seen(one.values, bool(one.values.get(DELETED.name))))
            for id, one in found.items()
        }

    differing = differences(
        moment.connection, moment.operation, time=moment.time, stand=None if moment.is_now else stand
    )
    tablets = tablets_since(moment.connection, restore, moment.time)
    return {
        "state": "open",
        "missing": missing,
        "differing": sum(1 for _ in differing),
        "tablets_away": sum(one.seen_at is None for one in tablets),
    }


def recovery_text(recovery: ReportRecovery) -> str:
    """3 entries are missing, 2 finds stand otherwise than a tablet had seen them, 1 tablet is not back"""
    missing, differing, away = recovery["missing"], recovery["differing"], recovery["tablets_away"]
    return ", ".join(
        (
            f"{missing:,} {'entry is' if missing == 1 else 'entries are'} missing",
            f"{differing:,} {'find stands' if differing == 1 else 'finds stand'} otherwise than a tablet had seen",
            f"{away:,} {'tablet is' if away == 1 else 'tablets are'} not back",
        )
    )
