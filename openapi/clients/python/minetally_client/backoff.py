"""Trying again: how often, and how long to wait."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx


def passes(status: int) -> bool:
    """Whether a status is temporary, so the same request may be sent again."""
    return status >= 500 or status in (408, 425, 429)


@dataclass(frozen=True, slots=True)
class Backoff:
    """A wait that doubles each time, multiplied by a random number from 0 to 1 ("full jitter"). So a hundred tablets
    that lost the same server do not come back in the same second."""

    tries: int = 8
    """The largest number of times that one request is sent."""
    first_s: float = 0.5
    """The longest wait before the second try, seconds. It doubles with each further try."""
    longest_s: float = 60.0
    """The longest wait, seconds. If the server asks for a longer one, the request fails and can be tried later."""

    def wait_s(self, failures: int, retry_after_s: float | None = None) -> float | None:
        """Seconds to wait after this number of failures in a row; None: stop trying."""
        if failures >= self.tries:
            return None
        jitter = random.uniform(0, min(self.longest_s, self.first_s * 2.0 ** (failures - 1)))
        if retry_after_s is None:
            return jitter
        return None if retry_after_s > self.longest_s else retry_after_s + min(jitter, self.first_s)


def retry_after_s(response: httpx.Response) -> float | None:
    """The wait in the header Retry-After, seconds. The header contains seconds or a date."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def has_temporary_status(response: httpx.Response) -> bool:
    """Whether the status of an answer is temporary."""
    return passes(response.status_code)


def patiently(
    ask: Callable[[], httpx.Response],
    backoff: Backoff,
    again: Callable[[httpx.Response], bool] = has_temporary_status,
) -> httpx.Response:
    """Tries again after no answer, or one that `again` wants. Returns the last answer or raises the last error.

    This is safe for every request with its own id: the server does it only once.
    """
    failures = 0
    while True:
        failed = None
        try:
            response = ask()
            if not again(response):
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
