"""What the server counts, for Prometheus."""

from __future__ import annotations

from collections import Counter as Counted

from prometheus_client import Counter, Gauge, Histogram

OUTCOMES = ("applied", "merged", "conflict", "rejected")

MUTATIONS = Counter("minetally_mutations", "Mutations answered, by outcome; replays are counted apart.", ["outcome"])
BROKEN = Counter("minetally_mutations_broken", "Mutations rejected as `internal`: the server failed on them.")
CHANGES = Counter("minetally_changes", "Finds sent to devices.")
EXCHANGE_SECONDS = Histogram("minetally_exchange_seconds", "Time from request to answer of an exchange, seconds.")

DELIVERIES = Counter("minetally_webhook_attempts", "Attempts to deliver to webhooks, by outcome.", ["outcome"])
WAITING = Gauge("minetally_webhook_deliveries", "Deliveries to webhooks that are not done with, by state.", ["state"])

HEAVY_QUEUE = Gauge("minetally_heavy_waiting", "Heavy works (reports, exports, maps, imports) that wait for a worker.")
WORKERS = Gauge("minetally_workers", "Worker processes for heavy work, by state.", ["state"])
HEAVY_WORK = Counter("minetally_heavy_works", "Heavy works that have ended, by outcome.", ["outcome"])

STOPPED = Counter("minetally_histories_stopped", "Operations that this process found to be an old history.")

BACKUP_AGE = Gauge("minetally_backup_age_seconds", "Age of the newest verified backup in the server's store; 0: none.")

for _outcome in ("done", "refused", "failed", "limit", "died", "given_up"):
    HEAVY_WORK.labels(_outcome)
for _state in ("busy", "idle"):
    WORKERS.labels(_state)
for _outcome in (*OUTCOMES, "replayed"):
    MUTATIONS.labels(_outcome)
for _outcome in ("delivered", "failed", "parked"):
    DELIVERIES.labels(_outcome)


def count_exchange(answers: list[str], changes: int, seconds: float) -> None:
    """One exchange was answered; `answers` are the results as JSON."""
    counted = Counted[str]()
    for answer in answers:
        fresh = '"replayed":false' in answer
        counted[next(word for word in OUTCOMES if f'"outcome":"{word}"' in answer) if fresh else "replayed"] += 1
    BROKEN.inc(sum('"code":"internal"' in answer for answer in answers))
    for outcome, number in counted.items():
        MUTATIONS.labels(outcome).inc(number)
    CHANGES.inc(changes)
    EXCHANGE_SECONDS.observe(seconds)


def count_deliveries(outcomes: list[str]) -> None:
    """Attempts to deliver to webhooks: delivered, failed, or parked as it was the last one."""
    for outcome, number in Counted(outcomes).items():
        DELIVERIES.labels(outcome).inc(number)


def show_waiting(counts: dict[str, int]) -> None:
    """The number of unfinished deliveries in each state."""
    for state, number in counts.items():
        WAITING.labels(state).set(number)
