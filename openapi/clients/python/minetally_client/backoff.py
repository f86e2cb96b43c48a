"""Asking again: how often, and how long to wait before."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx


def passes(status: int) -> bool:
    """Whether a status is one that passes, so that the same may be asked again."""
    return status >= 500 or status in (408, 425, 429)


@dataclass(frozen=True, slots=True)
class Backoff:
    """A wait that doubles, of which a random part is waited ("full jitter"): a hundred tablets that lost the same
    server do not come back in the same second."""

    tries: int = 8
    """How often one request is sent at most."""
    first_s: float = 0.5
    """The longest wait before the second try, seconds; each further one doubles it."""
    longest_s: float = 60.0
    """No wait is longer than this, also when the server asks for more: then the request fails, to be tried later."""

    def wait_s(self, failures: int, retry_after_s: float | None = None) -> float | None:
        """How long to wait after so many failures in a row, seconds; None: not any more."""
        if failures >= self.tries:
            return None
        jitter = random.uniform(0, min(self.longest_s, self.first_s * 2.0 ** (failures - 1)))
        if retry_after_s is None:
            return jitter
        return None if retry_after_s > self.longest_s else retry_after_s + min(jitter, self.first_s)


def retry_after_s(response: httpx.Response) -> float | None:
    """What the header Retry-After asks for, seconds; it holds seconds or a date."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def patiently(ask: Callable[[], httpx.Response], backoff: Backoff) -> httpx.Response:
    """Asks again when no answer came, or one that passes; the last answer, or the last error, when that does not help.

    That is safe with everything here that has an id of its own: it is done once, however often it is asked for.
    """
    failures = 0
    while True:
        failed = None
        try:
            response = ask()
            if not passes(response.status_code):
                return response
            wait = backoff.wait_s(failures := failures + 1, retry_after_s(response))
        except httpx.RequestError as error:
            failed = error
            wait = backoff.wait_s(failures := failures + 1)
        if wait is None:
            if failed:
                raise failed
            return response
        time.sleep(wait)
