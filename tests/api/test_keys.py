"""The keys file: made once, private, whole, and the secrets that it gives."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from api.keys import Keys, KeysError, WatchedKeys, keys_of, new_key, new_keys, open_keys, read_keys, text_of, write_keys
from api.settings import Settings
from models.signing import SigningKey, fingerprint, for_people, is_signed

SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
"""The secret of test 1 of RFC 8032, 7.1."""
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


def test_a_key_is_that_of_the_standard() -> None:
    assert b64decode(SigningKey(SEED).public) == PUBLIC


def test_a_signature_is_of_one_name_one_content_and_one_key() -> None:
    key, content = SigningKey(SEED), {"b": 1.0, "a": "ä"}
    signature = key.sign("minetally receipt 1", content)
    assert is_signed("minetally receipt 1", {"a": "ä", "b": 1}, signature, key.public)
    assert not is_signed("minetally key 1", content, signature, key.public)
    assert not is_signed("minetally receipt 1", {**content, "b": 2}, signature, key.public)
    assert not is_signed("minetally receipt 1", content, signature, new_key().public)


@pytest.mark.parametrize("wrong", [None, 12, "", "ä", "AAAA", "A" * 88, "=" * 88, ["x"]])
def test_what_is_no_signature_or_no_key_is_no_error(wrong: object) -> None:
    key = SigningKey(SEED)
    assert not is_signed("minetally receipt 1", {}, wrong, key.public)
    assert not is_signed("minetally receipt 1", {}, key.sign("minetally receipt 1", {}), wrong)


def test_a_fingerprint_is_short_and_is_printed_in_groups() -> None:
    short = fingerprint(SigningKey(SEED).public)
    assert short == "21fe31dfa154a261626bf854046fd227"
    assert for_people(short) == "21fe 31df a154 a261 626b f854 046f d227"


def test_the_file_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "minetally.db.keys"
    made = open_keys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_keys(path) == read_keys(path) == made
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_processes_that_start_at_once_have_the_same_keys(tmp_path: Path) -> None:
    path = tmp_path / "minetally.db.keys"
    code = "import sys; from api.keys import *; p = Path(sys.argv[1]); sys.stdin.read(); print(open_keys(p).public)"
    command = [sys.executable, "-c", code, str(path)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for one in started:
        assert one.stdin
        one.stdin.close()
    said = set()
    for one in started:
        assert one.stdout
        said.add(one.stdout.read().strip())
        one.stdout.close()
        assert one.wait() == 0
    assert said == {read_keys(path).public}


def test_a_process_that_comes_second_takes_what_the_first_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys"
    first = open_keys(path)
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert open_keys(path) == first
    assert [one.name for one in tmp_path.iterdir()] == ["keys"]


def test_keys_are_written_over_at_once_and_stay_private(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    keys = open_keys(path)
    after = Keys(keys.signing, keys.cursors, new_key())
    write_keys(path, after)
    assert read_keys(path) == after == keys_of(text_of(after).encode())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_server_that_runs_has_the_keys_that_the_file_has_now_as_long_as_it_can_use_them(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    watched = WatchedKeys(path)
    first = read_keys(path)
    assert watched.now() == first
    second = Keys(new_key(), first.cursors)
    write_keys(path, second)
    assert watched.now() == second
    path.chmod(0o604)
    assert watched.now() == second
    path.write_text("{}")
    path.chmod(0o600)
    assert watched.now() == second
    path.unlink()
    assert watched.now() == second
    write_keys(path, first)
    assert watched.now() == first
    assert watched.now() is watched.now(), "it is read when it has changed"


def test_the_secret_of_cursors_stays_while_the_key_before_them_does() -> None:
    keys = new_keys()
    rotated = Keys(new_key(), keys.cursors)
    assert keys.cursor_secret == rotated.cursor_secret != Keys(rotated.signing, rotated.signing).cursor_secret
    assert Keys(SigningKey(SEED), SigningKey(SEED)).cursor_secret.hex() == (
        "42bdf12853d104a37b72c89c5cf12bbb208f0de147c366fe65d6c17af18bc030"
    )
    assert len(keys.cursor_secret) == 32


def test_a_file_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    open_keys(path)
    path.chmod(0o604)
    with pytest.raises(KeysError, match=f"chmod 600 {path}"):
        open_keys(path)
    path.chmod(0o440)  # as a secret of a container is given to it
    assert read_keys(path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "Expecting value"),
        ("[]", '"format" is not'),
        ('{"format": "minetally keys 2"}', '"format" is not'),
        ('{"format": "minetally keys 1", "cursors": "AAAA"}', '"signing" is not 32 bytes'),
        ('{"format": "minetally keys 1", "signing": 5}', '"signing" is not 32 bytes'),
        (text_of(new_keys())[:-60], "Expecting|Unterminated|Invalid"),
    ],
)
def test_what_is_no_keys_file_is_said_and_left_as_it_is(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "keys"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeysError, match=why):
        open_keys(path)
    assert path.read_text() == content


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match=r"Cannot make the keys file .*MINETALLY_KEYS"):
        open_keys(tmp_path / "none" / "keys")


def test_where_the_file_is() -> None:
    assert Settings("sqlite:////var/lib/minetally/minetally.db").keys_file == Path(
        "/var/lib/minetally/minetally.db.keys"
    )
    assert Settings().keys_file == Path("minetally.db.keys")
    assert Settings("postgresql://minetally:secret@host/mines?sslmode=require").keys_file == Path("mines.keys")
    assert Settings("postgresql://host/mines", keys="/etc/minetally/keys").keys_file == Path("/etc/minetally/keys")


def test_a_server_that_may_not_use_its_keys_does_not_start(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("{}")
    path.chmod(0o600)
    environment = {**os.environ, "MINETALLY_DATABASE_URL": f"sqlite:///{tmp_path}/x.db", "MINETALLY_KEYS": str(path)}
    command = [sys.executable, "-m", "api.cli.main", "serve", "--port", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{path} is no keys file: ")
