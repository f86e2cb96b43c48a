"""Schemathesis against the real server: the tokens of every role, the ids of real finds, every check that holds here.

The suite runs it for seconds, `make fuzz` for minutes on each database. SETTINGS says what is left out, and why.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple, get_args
from uuid import UUID, uuid5

from tests.databases import Databases, Kind, remove_run_folder, run_folder
from tests.service import Json, Operation, ServerProcess, answered, create, edit

SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
IDS = UUID("1b671a64-40d5-491e-99b0-da01ff1f3341")
"""The finds have the same ids in every run, so that a run can be played again."""

WAITS_S = "60"
"""Seconds for one answer: on a machine that does much else, a report may take more than the 10 of Schemathesis."""

SETTINGS = """
[checks]
# What fits the schema may still be wrong by its meaning: an ETag of yesterday, `from` after `to`, an edit of no find.
positive_data_acceptance.enabled = false
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428]

[[operations]]
include-operation-id = "sync"
# One bad mutation never blocks the rest: the answer is 200, and its result says what is wrong.
checks.negative_data_rejection.enabled = false

[[operations]]
include-operation-id = "import_finds"
# The parts of a form are text: what is sent for another type may be written as the right one is.
checks.negative_data_rejection.enabled = false

[[operations]]
include-operation-id = "events"
# A stream is read to its end only where it has one, and OpenAPI 3.1 has no word for the shape of its events.
parameters = { seconds = 0 }
checks.response_schema_conformance.enabled = false

# Not the tokens of this run, which it finds in listings.
[[operations]]
include-operation-id = "revoke_token"
parameters = { token_id = "%(token_id)s" }

[[operations]]
include-operation-id = "retire_device"
parameters = { device_id = "%(device_id)s" }

# An edit succeeds only in the version that it names, and makes another.
[[operations]]
include-operation-id = "edit_find"
parameters."path.find_id" = { dictionary = "edited", probability = 0.9 }
parameters."header.If-Match" = { dictionary = "its_etag", probability = 0.9 }

[dictionaries.edited]
values = ["%(edited)s"]

[dictionaries.its_etag]
values = ['%(its_etag)s']
"""


async def known_of(operation: Operation) -> tuple[dict[str, str], Json, dict[str, list[Any]]]:
    """A week with open questions: the tokens by role, what SETTINGS names, and what is there by parameter."""
    ids = [str(uuid5(IDS, str(n))) for n in range(12)]
    finds = ids[:8]
    tablet, other = await operation.enrol("T1", "tablet-1"), await operation.enrol("T2", "tablet-2")
    spare = await operation.enrol("T3", "to be retired")
    unheard, wrong, early = create(ids[6], marking="unheard of"), create(ids[8], count=0), edit(ids[9], count=(1, 2))
    await tablet.push(*(create(id) for id in ids[:6]), unheard, wrong, early)
    await other.push(create(ids[7]), *(edit(id, count=(12, 20)) for id in ids[:4]))
    await tablet.push(*(edit(id, count=(12, 19)) for id in ids[:4]))
    published = {"id": ids[10], "from": "2022-08-15", "to": "2022-08-22", "anyway": "to have one"}
    answered(await operation.call("POST", "/v1/editions", published), 201)
    corners = [[46.3, 39.5], [46.8, 39.5], [46.8, 39.9], [46.3, 39.9], [46.3, 39.5]]
    area = {"kind": "district", "name": "Lachin", "geometry": {"type": "Polygon", "coordinates": [corners]}}
    answered(await operation.call("POST", "/v1/areas", area), 201)
    alias = {"id": ids[11], "marking": "3-OO1M", "reason": "seen on the casing"}
    answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
    staff = {role: await operation.staff(role, f"The {role}") for role in ("viewer", "reviewer")}
    to_revoke = answered(await operation.call("POST", "/v1/tokens", {"role": "viewer", "person": "to be revoked"}), 201)
    tokens = {"device": tablet.token, "admin": operation.token, **{role: one.token for role, one in staff.items()}}
    hook = {"url": "http://127.0.0.1:9/hooks", "from_seq": 1}
    webhook = answered(await operation.call("POST", "/v1/webhooks", hook), 201)
    etags = [(await operation.call("GET", f"/v1/finds/{id}")).headers["etag"] for id in finds]
    conflicts = await operation.items("/v1/conflicts")
    known = {
        "path.find_id": finds,
        "query.find_id": finds,
        "body.survivor": finds,
        "path.conflict_id": [one["id"] for one in conflicts],
        "path.pair_id": [one["id"] for one in await operation.items("/v1/duplicates")],
        "path.quarantine_id": [one["id"] for one in await operation.items("/v1/quarantine")],
        "path.area_id": [one["id"] for one in await operation.items("/v1/areas")],
        "path.number": [1],
        "path.key": ["3001M", "PMN", "UNHEARDOF"],
        "path.alias": ["3OO1M"],
        "header.If-Match": [*etags, *(one["etag"] for one in conflicts)],
        "query.from": ["2022-08-15"],
        "query.to": ["2022-08-22"],
        "query.week": ["2022-W33"],
        "query.group_by": ["type,district", "day"],
        "query.as_of": ["4", "2022-08-23T08:00:00+04:00"],
        "query.bbox": ["46.3,39.5,46.8,39.9"],
        "path.webhook_id": [webhook["id"]],
        "body.url": ["http://127.0.0.1:9/hooks"],
        "body.from": ["2022-08-15"],
        "body.to": ["2022-08-22"],
    }
    fixed = {"token_id": to_revoke["id"], "device_id": spare.id, "edited": finds[-1], "its_etag": etags[-1]}
    return tokens, fixed, known


def settings(fixed: Json, known: dict[str, list[Any]]) -> str:
    """The text of a schemathesis.toml."""
    lines = [SETTINGS % fixed]
    lines += [f"[dictionaries.known{n}]\nvalues = {json.dumps(values)}" for n, values in enumerate(known.values())]
    lines += ["[parameters]"]
    lines += [f'"{name}" = {{ dictionary = "known{n}", probability = 0.7 }}' for n, name in enumerate(known)]
    return "\n".join(lines)


class Run(NamedTuple):
    """A run of Schemathesis: its exit status, what it printed, and how often each operation was answered what."""

    status: int
    output: str
    answered: dict[str, dict[str, int]]

    def never_done(self) -> set[str]:
        """The operations that never succeeded: nothing was tried of them but refusals."""
        return {operation for operation, by_status in self.answered.items() if min(by_status) >= "400"}


async def fuzz(database_url: str, folder: Path, *options: str) -> Run:
    """Runs Schemathesis against a server on a migrated database; the folder keeps what it needs and leaves."""
    server = ServerProcess(database_url, folder / "server.log", MINETALLY_WEBHOOK_NETWORKS="127.0.0.0/8")
    async with server.running() as service:
        tokens, fixed, known = await known_of(await service.operation())
        (folder / "openapi.json").write_bytes((await service.client.get("/v1/openapi.json")).content)
        (folder / "schemathesis.toml").write_text(settings(fixed, known))
        process = await asyncio.create_subprocess_exec(
            SCHEMATHESIS,
            *("--config-file", "schemathesis.toml", "run", "openapi.json"),
            *("--url", f"http://127.0.0.1:{server.port}", "--request-timeout", WAITS_S),
            *("--generation-database", "none", "--no-color", *options),
            cwd=folder,
            env={
                **os.environ,
                "MINETALLY_FUZZ_TOKENS": json.dumps(tokens),
                "SCHEMATHESIS_HOOKS": "tests.fuzz_tokens",
                "PYTHONPATH": str(Path(__file__).parents[1]),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        output, _ = await process.communicate()
    answered_what = json.loads((folder / "answered.json").read_text())
    return Run(process.returncode or 0, output.decode(), answered_what)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="how long on each database")
    parser.add_argument("--database", choices=get_args(Kind), action="append", help="only this one")
    parser.add_argument("--seed", type=int, help="of a run that is to be played again")
    asked = parser.parse_args()
    options = ["--max-time", str(asked.seconds), *([] if asked.seed is None else ["--seed", str(asked.seed)])]
    run, worst = run_folder(), 0
    try:
        for kind in asked.database or get_args(Kind):
            folder = Path(tempfile.mkdtemp(prefix=f"minetally-fuzz-{kind}-"))
            fuzzed = asyncio.run(fuzz(Databases(run).create(kind), folder, *options))
            print(fuzzed.output)
            print(f"{kind}: never done: {', '.join(sorted(fuzzed.never_done())) or 'nothing'}")
            print(f"{kind}: status {fuzzed.status}; the server's log and the settings are in {folder}", flush=True)
            worst = max(worst, fuzzed.status)
    finally:
        remove_run_folder(run)
    sys.exit(worst)


if __name__ == "__main__":
    main()
