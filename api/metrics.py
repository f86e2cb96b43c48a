"""What the server counts, for Prometheus."""

from __future__ import annotations

from collections import Counter as Counted

from prometheus_client import Counter, Histogram

OUTCOMES = ("applied", "merged", "conflict", "rejected")

MUTATIONS = Counter("minetally_mutations", "Mutations answered, by outcome; replays are counted apart.", ["outcome"])
CHANGES = Counter("minetally_changes", "Finds sent to devices.")
EXCHANGE_SECONDS = Histogram("minetally_exchange_seconds", "Time from request to answer of an exchange, seconds.")

for _outcome in (*OUTCOMES, "replayed"):
    MUTATIONS.labels(_outcome)


def count_exchange(answers: list[str], changes: int, seconds: float) -> None:
    """One exchange was answered; `answers` are the results as JSON."""
    counted = Counted[str]()
    for answer in answers:
        fresh = '"replayed":false' in answer
        counted[next(word for word in OUTCOMES if f'"outcome":"{word}"' in answer) if fresh else "replayed"] += 1
    for outcome, number in counted.items():
        MUTATIONS.labels(outcome).inc(number)
    CHANGES.inc(changes)
    EXCHANGE_SECONDS.observe(seconds)
