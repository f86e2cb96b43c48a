"""Tries openapi.json on the generators of clients that people use, compiles what they write, and has it ask a server.

docs/api.md says what came of it. A program of the folder calls enrols a tablet with such a client, exchanges, lists
finds, reads the weekly report and a problem, and says what it got as one line of JSON.

Run by `make generators`, with the Python of openapi/generators/.venv. What it writes stands in its folder build.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "openapi.json"
PAGE = HERE.parents[1] / "docs" / "api.md"
BUILD = HERE / "build"
CALLS = HERE / "calls"
MINETALLY = HERE.parents[1] / ".venv" / "bin" / "minetally"
BIN = HERE / ".venv" / "bin"
NODE = HERE / "node_modules"
DEBIAN = Path("/usr/share/java")
JARS = [DEBIAN / f"{name}.jar" for name in ("httpclient", "httpcore", "httpmime", "jakarta-annotation-api")]
VALIDATOR = Path("/usr/share/gocode/src/gopkg.in/validator.v2")
BEGIN, END = "<!-- the table that make generators writes -->", "<!-- end of that table -->"


MUTATION = {
    "id": "0198b8e2-0000-7000-8000-000000000101",
    "find_id": "0198b8e2-0000-7000-8000-000000000001",
    "op": "create",
    "set": {
        "marking": "З-001М",
        "category": "ap_mine",
        "count": 12,
        "found_on": "2022-08-15",
        "position": {"crs": "EPSG:28408", "x": 4401180, "y": 8635076},
    },
    "made_at": "2022-08-15T17:20:00+04:00",
}
GOT = ["applied", "З-001М", "2022-08-15", 12, "urn:minetally:problem:not_found"]
"""What every program must get: the outcome, the marking and day of the find, the total, the type of a problem."""


class Failed(Exception):
    """A generator or a compiler did not end well."""


class NotHere(Exception):
    """A compiler, or a library that it needs, is not on this machine."""


class Trial(NamedTuple):
    """A generator, and how what it writes is compiled."""

    name: str
    version: str
    options: str
    generate: Callable[[Path], None]
    """Writes a client into a folder."""
    compile: Callable[[Path], str]
    """What was done with the client; raises Failed or NotHere."""
    call: Callable[[Path], str] | None = None
    """What its program of the folder calls said, which asks the server that the environment names."""


def run(*command: str | Path, cwd: Path = HERE, **environment: str) -> str:
    """What a program says, which must end well."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise Failed(f"{Path(command[0]).name} failed\n{done.stdout[-3000:]}")
    return done.stdout


def node(name: str, *arguments: str | Path) -> None:
    """Runs a program of node_modules."""
    run(NODE / ".bin" / name, *arguments)


# openapi-generator


def openapi_generator(language: str, *options: str) -> Callable[[Path], None]:
    """Writes a client in a language."""

    def generate(folder: Path) -> None:
        run(BIN / "openapi-generator-cli", "generate", "-g", language, "-i", DOCUMENT, "-o", folder, *options)

    return generate


def import_python(folder: Path) -> str:
    """Imports every module: each model is a pydantic class that must make sense."""
    run(BIN / "python", "-W", "ignore", "-c", "import openapi_client", cwd=folder)
    return "imported with all its models"


def call_python(folder: Path) -> str:
    """Runs calls.py."""
    return run(BIN / "python", "-W", "ignore", CALLS / "calls.py", PYTHONPATH=str(folder))


def jars() -> str:
    """The libraries of the Java client: the Jackson that openapi-generator itself brings, and Debian's."""
    (jar,) = (HERE / ".venv").glob("lib/*/site-packages/openapi_generator_cli/openapi-generator.jar")
    return ":".join(map(str, [jar, *JARS]))


def compile_java(folder: Path) -> str:
    """Together with Calls.java."""
    if not shutil.which("javac") or not all(jar.exists() for jar in JARS):
        raise NotHere("javac")
    sources = [*(folder / "src" / "main").rglob("*.java"), CALLS / "Calls.java"]
    run("javac", "-nowarn", "-d", folder / "classes", "-cp", jars(), *sources)
    return "compiled"


def call_java(folder: Path) -> str:
    """Runs Calls.java."""
    return run("java", "-cp", f"{jars()}:{folder / 'classes'}", "Calls")


GO = {"GOCACHE": str(BUILD / "go-cache"), "GOPATH": str(BUILD / "go"), "GOFLAGS": "-mod=mod", "GOPROXY": "off"}


def compile_go(folder: Path) -> str:
    """With the one library that it needs."""
    if not VALIDATOR.exists():
        raise NotHere("validator.v2")
    library = folder / "validator"
    shutil.copytree(VALIDATOR, library, ignore=shutil.ignore_patterns("*_test.go"))
    (library / "go.mod").write_text("module gopkg.in/validator.v2\n")
    shutil.rmtree(folder / "test")
    (folder / "go.sum").unlink(missing_ok=True)
    run(BIN / "go", "mod", "edit", "-replace", "gopkg.in/validator.v2=./validator", cwd=folder, **GO)
    run(BIN / "go", "build", "./...", cwd=folder, **GO)
    return "compiled"


def call_go(folder: Path) -> str:
    """Runs calls.go."""
    (folder / "calls").mkdir()
    shutil.copy(CALLS / "calls.go", folder / "calls" / "main.go")
    return run(BIN / "go", "run", "./calls", cwd=folder, **GO)


def not_compiled(_: Path) -> str:
    """A language without a compiler here."""
    raise NotHere(".NET")


# Generators from npm and PyPI


def compile_typescript(folder: Path) -> str:
    """As strictly as tsc can."""
    flags = "--noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2022 --types node"
    node("tsc", *flags.split(), "--lib", "es2022,dom,dom.iterable", *sorted(folder.glob("*.ts")))
    return "compiled with --strict"


def calling(program: str) -> Callable[[Path], str]:
    """Compiles a program of the folder calls beside a client in TypeScript, as strictly as that, and runs it."""

    def call(folder: Path) -> str:
        shutil.copy(CALLS / program, folder / "calls.ts")
        compile_typescript(folder)
        options = ("--bundle", "--packages=external", "--platform=node", "--format=esm", "--log-level=warning")
        node("esbuild", folder / "calls.ts", *options, f"--outfile={folder / 'calls.mjs'}")
        return run("node", folder / "calls.mjs", cwd=folder)

    return call


def hey_api(folder: Path) -> None:
    """Writes a client that calls fetch."""
    node("openapi-ts", "-i", DOCUMENT, "-o", folder, "-c", "@hey-api/client-fetch")


def orval(folder: Path) -> None:
    """Writes a client that calls fetch."""
    wanted = {"input": str(DOCUMENT), "output": {"target": str(folder / "minetally.ts"), "client": "fetch"}}
    folder.mkdir()
    settings = folder / "orval.config.cjs"
    settings.write_text(f"module.exports = {{ minetally: {json.dumps(wanted)} }};\n")
    node("orval", "--config", settings)


def swagger_typescript_api(folder: Path) -> None:
    """Writes a client that calls fetch."""
    node("swagger-typescript-api", "generate", "-p", DOCUMENT, "-o", folder, "-n", "api.ts")


def zod_client(folder: Path) -> None:
    """Writes zod schemas and a zodios client."""
    folder.mkdir()
    node("openapi-zod-client", DOCUMENT, "-o", folder / "api.ts")


def datamodel(folder: Path) -> None:
    """Writes pydantic models."""
    folder.mkdir()
    kinds = ("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel")
    run(BIN / "datamodel-codegen", "--input", DOCUMENT, *kinds, "--output", folder / "minetally_models.py")


def import_models(folder: Path) -> str:
    """Imports the models."""
    run(BIN / "python", "-c", "import minetally_models", cwd=folder)
    return "imported with all its models"


def npm(name: str) -> str:
    """The version of a package that is installed from the lock."""
    return str(json.loads((NODE / name / "package.json").read_text("utf-8"))["version"])


def trials() -> Iterable[Trial]:
    """All of them, in the order of the table."""
    cli = version("openapi-generator-cli")
    java = (
        "--library native --generate-alias-as-model --schema-mappings SentMutation=Object,OpenApiDocument=Object "
        "--additional-properties=useJakartaEe=true,openApiNullable=false,useOneOfDiscriminatorLookup=true,"
        "disallowAdditionalPropertiesIfNotPresent=false"
    )
    python = openapi_generator("python")
    yield Trial("openapi-generator, python", cli, "", python, import_python, call_python)
    axios = openapi_generator("typescript-axios")
    yield Trial("openapi-generator, typescript-axios", cli, "", axios, compile_typescript, calling("axios.ts"))
    yield Trial("openapi-generator, java", cli, java, openapi_generator("java", *java.split()), compile_java, call_java)
    go = (
        "--additional-properties=enumClassPrefix=true,useOneOfDiscriminatorLookup=true,"
        "disallowAdditionalPropertiesIfNotPresent=false"
    )
    yield Trial("openapi-generator, go", cli, go, openapi_generator("go", go), compile_go, call_go)
    yield Trial("openapi-generator, csharp", cli, "", openapi_generator("csharp"), not_compiled)
    hey = ("@hey-api/openapi-ts", npm("@hey-api/openapi-ts"), "-c @hey-api/client-fetch")
    yield Trial(*hey, hey_api, compile_typescript, calling("hey_api.ts"))
    yield Trial("orval", npm("orval"), "client: fetch", orval, compile_typescript)
    swagger = ("swagger-typescript-api", npm("swagger-typescript-api"), "")
    yield Trial(*swagger, swagger_typescript_api, compile_typescript, calling("swagger.ts"))
    yield Trial("openapi-zod-client", npm("openapi-zod-client"), "", zod_client, compile_typescript)
    pydantic = "--output-model-type pydantic_v2.BaseModel"
    yield Trial("datamodel-code-generator", version("datamodel-code-generator"), pydantic, datamodel, import_models)


@contextmanager
def server() -> Iterator[None]:
    """A server that runs until the end of the block; the environment says where."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ |= {
        "MINETALLY_DATABASE_URL": f"sqlite:///{BUILD / 'calls.db'}",
        "MINETALLY_SERVER": f"http://127.0.0.1:{port}",
        "MINETALLY_MUTATION": json.dumps(MUTATION, ensure_ascii=False),
    }
    run(MINETALLY, "migrate")
    with (BUILD / "server.log").open("wb") as log:
        serving = subprocess.Popen([MINETALLY, "serve", "--port", str(port)], cwd=BUILD, stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{os.environ['MINETALLY_SERVER']}/health").close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        serving.terminate()
        serving.wait()


def called(trial: Trial, folder: Path, operation: str) -> str:
    """Whether the client of a trial got what it must, in an operation of its own; raises Failed."""
    if trial.call is None:
        return "no"
    made = json.loads(run(MINETALLY, "init", "--operation", operation, "--timezone", "Asia/Baku", "--json"))
    os.environ["MINETALLY_TOKEN"] = made["admin_token"]
    said = trial.call(folder)
    got = json.loads(said.splitlines()[-1])
    if got != GOT:
        raise Failed(f"its calls got {got}")
    return "yes"


def main(only: list[str]) -> int:
    """Tries all, or those with one of these words in their name; 1 when one failed, and its row is left as it was."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    old = {line.split(" | ")[0].removeprefix("| "): line for line in table.splitlines() if line}
    rows, failed = [], False
    for number, trial in enumerate(trials()):
        if only and not any(word in trial.name for word in only):
            rows += [old[trial.name]] if trial.name in old else []
            continue
        folder = BUILD / str(number)
        try:
            trial.generate(folder)
            result = trial.compile(folder)
            calls = called(trial, folder, f"trial-{number}")
        except NotHere as missing:
            result, calls = f"written; not compiled: no {missing} where this table was made", "no"
        except Failed as error:
            print(f"{trial.name} {trial.version}: FAILED: {error}", flush=True)
            rows += [old[trial.name]] if trial.name in old else []
            failed = True
            continue
        print(f"{trial.name} {trial.version}: {result}; real calls: {calls}", flush=True)
        options = f" `{trial.options}` " if trial.options else " "
        rows.append(f"| {trial.name} | {trial.version} |{options}| {result} | {calls} |")
    text = "\n".join(["| generator | version | options | result | real calls |", "|---|---|---|---|---|", *rows])
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
    return int(failed)


if __name__ == "__main__":
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir()
    with server():
        sys.exit(main(sys.argv[1:]))
