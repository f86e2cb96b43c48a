"""Where a webhook may be sent: to the public internet and to what an operator has opened, however it is written."""

from __future__ import annotations

import ipaddress
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from api.settings import Settings, SettingsError
from api.webhooks.connecting import Resolve, resolve
from api.webhooks.sending import Sender
from models.chance import draw
from models.webhook import signing_secret
from models.webhook_address import networks_of, why_not_address, why_not_url
from sync.events.outbox import Attempt
from tests.receiver import Receiver

CLOSED = """
127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.1.1 169.254.1.1
169.254.169.254 100.64.0.1 100.100.100.200 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1
168.63.129.16 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::10.1.2.3
64:ff9b:1::1 fe80::1 fec0::1 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 2001:0:1::1 2002:7f00:1::1 2002:808:808::1 100::1
"""
OPEN = "8.8.8.8 1.1.1.1 172.32.0.1 192.167.255.255 100.128.0.1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2606:4700::1111"


def test_no_address_is_open_that_is_not_of_the_public_internet() -> None:
    assert [one for one in CLOSED.split() if why_not_address(ipaddress.ip_address(one), ()) is None] == []
    assert [one for one in OPEN.split() if why_not_address(ipaddress.ip_address(one), ())] == []


def test_what_an_operator_opened_is_open_and_nothing_beside_it() -> None:
    allowed = networks_of("10.1.0.0/16, fd12::/16,127.0.0.1")
    for address in ("10.1.2.3", "fd12::1", "127.0.0.1", "::ffff:10.1.2.3"):
        assert why_not_address(ipaddress.ip_address(address), allowed) is None
    for address in ("10.2.0.1", "fd13::1", "127.0.0.2", "::1"):
        assert why_not_address(ipaddress.ip_address(address), allowed)


def test_a_setting_that_is_no_list_of_networks_is_refused_with_a_sentence() -> None:
    assert Settings(webhook_networks="10.0.0.0/8").opened_networks == networks_of("10.0.0.0/8")
    with pytest.raises(SettingsError, match=r"MINETALLY_WEBHOOK_NETWORKS: '10.0.0.1/8' is not a network"):
        Settings(webhook_networks="10.0.0.1/8")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hooks?team=1", "http://example.org:8443", "https://8.8.8.8/", "https://xn--bcher-kva.example/",
        "https://[2606:4700::1111]:443/x",
    ],
)  # fmt: skip
def test_an_address_of_a_web_server_is_taken(url: str) -> None:
    assert why_not_url(url, ()) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/", "not the address of a web server"),
        ("file:///etc/passwd", "not the address of a web server"),
        ("https://", "not the address of a web server"),
        ("https:/example.org", "not the address of a web server"),
        ("example.org/hooks", "not the address of a web server"),
        ("https://example.org:0/", "not the address of a web server"),
        ("https://example.org:99999/", "not a URL"),
        ("https://example.org/a b", "not a URL"),
        ("https://example.org\\@10.0.0.1/", "not a URL"),
        ("https://bücher.example/", "not a URL"),
        ("https://[::1/", "not a URL"),
        ("https://example.org/\r\nHost: other", "not a URL"),
        ("https://" + "x" * 3000, "not a URL"),
        ("https://user:password@example.org/", "a user or a password"),
        ("https://example.org/#part", "a fragment"),
        ("http://127.0.0.1/", "a loopback address"),
        ("http://169.254.169.254/latest/meta-data", "a link-local address"),
        ("http://[::ffff:10.0.0.1]/", "not a public internet address"),
        ("http://[fe80::1%25eth0]/", "a link-local address"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_when_it_is_given(url: str, why: str) -> None:
    refusal = why_not_url(url, ())
    assert refusal is not None
    assert why in refusal[0]


# Names, when they are connected to


def names(**addresses: list[str]) -> Resolve:
    """A resolver that knows these names, each with what it answers the first time, the second ..."""
    answers = {name.replace("_", "."): list(found) for name, found in addresses.items()}

    async def known(host: str, port: int) -> list[str]:
        if host not in answers:
            return await resolve(host, port)
        found = answers[host]
        return (found.pop(0) if len(found) > 1 else found[0]).split()

    return known


@asynccontextmanager
async def sending(allowed: str, resolve: Resolve = resolve, total_s: float = 5) -> AsyncIterator[Send]:
    """Sends an event to an address."""
    sender, secret = Sender(networks_of(allowed), resolve, total_s), signing_secret(draw().bits("webhook"))

    async def send(url: str) -> Attempt:
        return await sender.send(url, [secret], "an-event", '{"type":"webhook.test"}')

    try:
        yield send
    finally:
        await sender.close()


Send = Callable[[str], Awaitable[Attempt]]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
async def test_a_closed_address_is_not_connected_to_however_it_is_written(host: str) -> None:
    async with Receiver().listening() as receiver, sending("") as send:
        attempt = await send(f"http://{host}:{receiver.port}/hooks")
        assert attempt.status is None
        assert attempt.error is not None
        assert attempt.error.startswith("It was not sent: ")
        assert receiver.got == []


async def test_a_name_that_leads_to_a_closed_address_is_not_connected_to() -> None:
    known = names(inside_example=["127.0.0.1"], metadata_example=["169.254.169.254 fd00:ec2::254"])
    async with Receiver().listening() as receiver, sending("", known) as send:
        inside = await send(f"http://inside.example:{receiver.port}/")
        assert inside.error == ("It was not sent: inside.example leads to 127.0.0.1, which is a loopback address.")
        metadata = await send("http://metadata.example/latest")
        assert metadata.error is not None
        assert "169.254.169.254, which is a link-local address; fd00:ec2::254, which is not" in metadata.error
        assert receiver.got == []


async def test_a_name_is_connected_to_at_the_address_that_was_checked_even_if_it_leads_elsewhere_then() -> None:
    """DNS rebinding: the first answer is good, every other one is not. Each attempt asks once and uses what it got."""
    known = names(moving_example=["127.0.0.1", "127.0.0.2"])
    async with Receiver().listening() as receiver, sending("127.0.0.1", known) as send:
        url = f"http://moving.example:{receiver.port}/hooks"
        receiver.answer = closing
        assert (await send(url)).status == 200
        assert receiver.got[0].headers["host"] == f"moving.example:{receiver.port}"
        again = await send(url)
        assert again.error == "It was not sent: moving.example leads to 127.0.0.2, which is a loopback address."
        assert len(receiver.got) == 1


async def closing(got: object) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


async def test_of_several_addresses_only_open_ones_are_tried_one_after_another() -> None:
    known = names(many_example=["10.0.0.1 127.0.0.9 127.0.0.1"])
    async with Receiver().listening() as receiver, sending("127.0.0.0/8", known) as send:
        assert (await send(f"http://many.example:{receiver.port}/")).error is None


async def test_a_name_that_nobody_knows_is_a_failure_with_a_sentence() -> None:
    async def nothing(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    async with sending("", nothing) as send:
        assert (await send("https://gone.example/")).error == (
            "There was no connection: the name gone.example has no address."
        )


async def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Receiver().listening() as proxy, Receiver().listening() as receiver:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        async with sending("127.0.0.0/8") as send:
            assert (await send(receiver.url)).error is None
        assert proxy.got == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the certificate is made with openssl")
async def test_over_tls_the_certificate_must_be_of_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checked address is connected to, and the name is what the certificate and Host are about."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=hooks.example"
    made += f" -addext subjectAltName=DNS:hooks.example -keyout {key} -out {certificate}"
    subprocess.run(made.split(), check=True, capture_output=True)  # noqa: ASYNC221
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    known = names(hooks_example=["127.0.0.1"], other_example=["127.0.0.1"])
    async with Receiver().listening(tls=tls) as receiver:
        async with sending("127.0.0.0/8", known) as send:
            stranger = await send(f"https://hooks.example:{receiver.port}/")
            assert stranger.error is not None
            assert "certificate verify failed" in stranger.error
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with sending("127.0.0.0/8", known) as send:
            assert (await send(f"https://hooks.example:{receiver.port}/")).error is None
            other = await send(f"https://other.example:{receiver.port}/")
            assert other.error is not None
            assert "Hostname mismatch" in other.error
        assert [got.headers["host"] for got in receiver.got] == [f"hooks.example:{receiver.port}"]
