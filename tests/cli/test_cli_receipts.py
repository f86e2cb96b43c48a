"""`minetally keys` and `minetally receipt`: what people do about keys, and a receipt checked without a server."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from api.keys import read_keys
from models.receipt import leaf_of, line_of, mutation_sha256, path_of
from models.signing import for_people
from tests.databases import keys_of
from tests.service import Operation, answered, create, place
from tests.shell import Shell


def keys_file(operation: Operation) -> Path:
    return Path(keys_of(operation.service.database_url))


def shell_of(operation: Operation) -> Shell:
    return Shell(operation.service.database_url)


async def test_a_receipt_is_checked_alone_and_against_the_log(operation: Operation, tmp_path: Path) -> None:
    tablet, mutations = await operation.enrol(), [create(position=place(n)) for n in range(3)]
    answer = answered(await tablet.exchange(mutations))
    await tablet.push(create(position=place(9)))
    lines = [line_of(mutation_sha256(one), result) for one, result in zip(mutations, answer["results"], strict=True)]
    at = path_of(1, [leaf_of(line) for line in lines])
    shown = {
        "receipt": answer["receipt"], "mutation": mutations[1], "line": lines[1], "index": at.index, "path": [*at.path],
    }  # fmt: skip
    file, log, shell = tmp_path / "receipt.json", tmp_path / "log.ndjson", shell_of(operation)
    own = for_people(read_keys(keys_file(operation)).fingerprint)

    def check(*words: str, status: int = 0, **changed: Any) -> dict[str, list[str]]:
        file.write_text(json.dumps({**shown, **changed}))
        said: dict[str, list[str]] = json.loads(
            shell("receipt", "check", str(file), "--json", *words, status=status).stdout
        )
        return said

    said = check("--key", own)
    assert [one.partition(" ")[0] for one in said["proves"]] == ["The", "That", "The"]
    assert f"mutation {mutations[1]['id']}" in said["proves"][2]
    assert "Whose key that is" in check()["open"][0]
    assert "named another key" in check("--key", "0" * 32, status=1)["fails"][0]
    assert "another mutation" in check(mutation=mutations[0], status=1)["fails"][0]
    assert "another mutation" in check(index=0, status=1)["fails"][0]
    assert "not valid" in check(receipt={**answer["receipt"], "signature": "AAAA"}, status=1)["fails"][0]
    assert "not whole" in check(line={}, status=1)["fails"][0]
    assert "does not say where" in check(path="x", status=1)["fails"][0]
    assert "4 entries" in shell.said("receipt", "log", str(log))
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    said = check("--key", own, "--log", str(log))
    assert said["proves"][3:] == [
        "The chain of the log is whole: 4 entries.",
        "Nothing up to entry 3 was changed since the receipt was signed.",
        "The log has the mutation, as entry 2.",
    ]
    whole = log.read_text().splitlines()
    log.write_text("\n".join(whole[:2]) + "\n")
    assert "At entry 3 the log is not the one" in check("--log", str(log), status=1)["fails"][0]
    log.write_text("\n".join([whole[0], whole[2], whole[3]]) + "\n")
    assert "entry 3 does not fit" in check("--log", str(log), status=1)["fails"][0]
    log.write_text("\n".join(whole).replace('"received_at":"2', '"received_at":"1', 1))
    assert "entry 1 does not fit" in check("--log", str(log), status=1)["fails"][0]
    log.write_text("{}\n")
    assert "Line 1 of" in shell("receipt", "check", str(file), "--log", str(log), status=2).stderr
    assert "Cannot read" in shell("receipt", "check", str(tmp_path / "none"), status=2).stderr


async def test_a_key_is_rotated_exported_and_revoked(operation: Operation, tmp_path: Path) -> None:
    shell, tablet = shell_of(operation), await operation.enrol()
    await tablet.push(create())
    first = read_keys(keys_file(operation))
    assert for_people(first.fingerprint) in shell("keys").stdout
    assert "A server with a copy" in shell("keys", "rotate", "--person", "Officer").stdout
    second = read_keys(keys_file(operation))
    assert (second.cursors, second.next) == (first.signing, None)
    assert second.signing != first.signing
    copy = tmp_path / "copy.keys"
    shell("keys", "export", str(copy))
    assert (read_keys(copy), stat.S_IMODE(copy.stat().st_mode)) == (second, 0o600)
    assert "is left as it is" in shell("keys", "export", str(copy), status=1).stderr
    assert "Say --stolen" in shell("keys", "revoke", status=1).stderr
    shell("keys", "revoke", "--stolen")
    third = read_keys(keys_file(operation))
    assert third.cursor_secret != first.cursor_secret
    listed = shell.json("keys")
    assert listed["fingerprint"] == third.fingerprint
    assert [one["key"] for one in listed["keys"]] == [first.public, second.public, third.public]
    assert [one["signed_by"] for one in listed["keys"]] == [None, first.public, None]
    assert [one["revoked_at"] is None for one in listed["keys"]] == [False, False, True], "its file had the first too"
    shell("verify")
