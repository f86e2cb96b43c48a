"""One attempt to deliver, to receivers as they are: slow, wordy, broken, moved away. Only an answer of 2xx counts."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import pytest

from api.webhooks.sending import Sender
from models.chance import draw
from models.webhook import JITTER, RETRIES_S, signed_headers, signing_secret, wait_s
from models.webhook_address import networks_of
from sync.events.outbox import Attempt
from tests.events.test_webhook_addresses import sending
from tests.receiver import Answer, Got, Receiver, fine, reply, verified

TOTAL_S = 0.6


async def attempt(answer: Answer, path: str = "/hooks", closes: bool = False) -> tuple[Attempt, list[Got]]:
    """What comes of an attempt to deliver to a receiver that answers so, and what it got."""
    async with Receiver(answer).listening() as receiver, sending("127.0.0.0/8", total_s=TOTAL_S) as send:
        receiver.closes = closes
        return await send(f"http://127.0.0.1:{receiver.port}{path}"), receiver.got


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_an_answer_of_2xx_is_taken(status: int) -> None:
    async def answer(got: Got) -> bytes:
        return reply(status, b"" if status == 204 else b"thanks")

    came, got = await attempt(answer, "/hooks?team=%C3%BC")
    assert (came.status, came.error) == (status, None)
    assert came.answer == ("" if status == 204 else "thanks")
    (one,) = got
    assert one.path == "/hooks?team=%C3%BC"
    assert (one.headers["content-type"], one.id) == ("application/json", "an-event")


@pytest.mark.parametrize("status", [400, 401, 404, 500, 503])
async def test_an_answer_that_is_no_success_is_a_failure_with_its_body(status: int) -> None:
    async def answer(got: Got) -> bytes:
        return reply(status, b"no such table")

    came, _ = await attempt(answer)
    assert (came.status, came.error, came.answer) == (status, f"It was answered {status}.", "no such table")
    assert not came.gone


async def test_a_redirect_is_a_failure_that_says_where_it_pointed() -> None:
    async with Receiver().listening() as elsewhere:

        async def answer(got: Got) -> bytes:
            return reply(307, location=elsewhere.url)

        came, _ = await attempt(answer)
        assert came.status == 307
        assert came.error == f"It was answered 307 and pointed to {elsewhere.url}: not followed."
        assert elsewhere.got == []


async def test_a_receiver_that_wants_no_more_or_later_says_so() -> None:
    async def gone(got: Got) -> bytes:
        return reply(410)

    async def busy(got: Got) -> bytes:
        return reply(429, retry_after="120")

    async def forever(got: Got) -> bytes:
        return reply(503, retry_after="999999999999")

    assert (await attempt(gone))[0].gone
    assert (await attempt(busy))[0].retry_after_s == 120
    assert (await attempt(forever))[0].retry_after_s == 86400


async def test_a_receiver_that_hangs_is_left_after_a_while() -> None:
    async def hang(got: Got) -> bytes:
        await asyncio.sleep(60)
        return reply(200)

    began = time.monotonic()
    came, _ = await attempt(hang)
    assert (came.status, came.error) == (None, f"There was no answer within {TOTAL_S} s.")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "said", [None, b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\ncontent-le", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"\0" * 5000]
)
async def test_a_connection_that_breaks_off_before_an_answer_is_a_failure(said: bytes | None) -> None:
    async def answer(got: Got) -> bytes | None:
        return said

    came, _ = await attempt(answer, closes=True)
    assert came.status is None
    assert came.error is not None
    assert came.error.startswith("The connection broke off before an answer: ")


@pytest.mark.parametrize("promised", [100_000, 10**12])
async def test_of_a_huge_answer_only_the_beginning_is_read(promised: int) -> None:
    async def answer(got: Got) -> bytes:
        return f"HTTP/1.1 200 OK\r\ncontent-length: {promised}\r\n\r\n".encode() + b"x" * 100_000

    came, _ = await attempt(answer)
    assert came.error is None
    assert came.answer == "x" * 2048


@pytest.mark.parametrize("closes", [True, False])
@pytest.mark.parametrize("rest", [b"", b"thanks"])
async def test_an_answer_whose_body_breaks_off_or_never_ends_has_its_status_all_the_same(
    rest: bytes, closes: bool
) -> None:
    """The receiver said that it took the event; the body is only for people."""

    async def answer(got: Got) -> bytes:
        return b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n" + rest

    came, _ = await attempt(answer, closes=closes)
    assert (came.status, came.error, came.answer) == (200, None, rest.decode())


async def test_a_body_that_is_no_text_is_kept_as_far_as_it_can_be_stored() -> None:
    async def answer(got: Got) -> bytes:
        return reply(500, b"a\0b\xff")

    assert (await attempt(answer))[0].answer == "a\ufffdb\ufffd"


async def test_nobody_listens() -> None:
    async with Receiver().listening() as receiver:
        pass
    async with sending("127.0.0.0/8") as send:
        came = await send(receiver.url)
    assert came.status is None
    assert came.error is not None
    assert came.error.startswith("There was no connection: ")


async def test_every_attempt_is_signed_for_its_own_time_with_each_secret() -> None:
    old, new = (signing_secret(draw().bits("webhook")) for _ in range(2))
    sender = Sender(networks_of("127.0.0.0/8"))
    async with Receiver(fine).listening() as receiver:
        await sender.send(receiver.url, [new, old], "one", '{"type":"webhook.test","note":"З-001М"}')
        await sender.close()
        (got,) = receiver.got
        assert verified(got, new) == verified(got, old) == {"type": "webhook.test", "note": "З-001М"}
        assert abs(int(got.headers["webhook-timestamp"]) - time.time()) < 60
        with pytest.raises(Exception, match="No matching signature"):
            verified(got, signing_secret(draw().bits("webhook")))
        with pytest.raises(Exception, match="No matching signature"):
            verified(got._replace(text=got.text.replace("test", "rest")), new)


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the specification's reference libraries."""
    headers = signed_headers(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}',
        datetime.fromtimestamp(1614265330, UTC),
    )  # fmt: skip
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


def test_the_waits_grow_to_close_to_five_days_with_a_little_chance_in_each() -> None:
    assert list(RETRIES_S) == sorted(RETRIES_S)
    assert 4.5 * 86400 < sum(RETRIES_S) < 5 * 86400
    for attempts, seconds in enumerate(RETRIES_S, 1):
        assert wait_s(attempts, RETRIES_S, 0.0) == pytest.approx(seconds * (1 - JITTER))
        assert wait_s(attempts, RETRIES_S, 1.0) == pytest.approx(seconds * (1 + JITTER))
    assert wait_s(len(RETRIES_S) + 1, RETRIES_S, 0.5) is None
