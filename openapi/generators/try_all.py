"""Tries openapi.json on the generators of clients that people use, and compiles what they write; docs/api.md says so.

Run by `make generators`, with the Python of openapi/generators/.venv. What it writes stands in its folder build.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "openapi.json"
PAGE = HERE.parents[1] / "docs" / "api.md"
BUILD = HERE / "build"
BIN = HERE / ".venv" / "bin"
NODE = HERE / "node_modules"
DEBIAN = Path("/usr/share/java")
JARS = [DEBIAN / f"{name}.jar" for name in ("httpclient", "httpcore", "httpmime", "jakarta-annotation-api")]
VALIDATOR = Path("/usr/share/gocode/src/gopkg.in/validator.v2")
BEGIN, END = "<!-- the table that make generators writes -->", "<!-- end of that table -->"


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


def run(*command: str | Path, cwd: Path = HERE, **environment: str) -> None:
    """Runs a program that must end well."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise Failed(f"{Path(command[0]).name} failed\n{done.stdout[-3000:]}")


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


def compile_java(folder: Path) -> str:
    """With the Jackson that openapi-generator itself brings."""
    if not shutil.which("javac") or not all(jar.exists() for jar in JARS):
        raise NotHere("javac")
    (jar,) = (HERE / ".venv").glob("lib/*/site-packages/openapi_generator_cli/openapi-generator.jar")
    sources = (folder / "src" / "main").rglob("*.java")
    run("javac", "-nowarn", "-d", folder / "classes", "-cp", ":".join(map(str, [jar, *JARS])), *sources)
    return "compiled"


def compile_go(folder: Path) -> str:
    """With the one library that it needs."""
    if not VALIDATOR.exists():
        raise NotHere("validator.v2")
    library = folder / "validator"
    shutil.copytree(VALIDATOR, library, ignore=shutil.ignore_patterns("*_test.go"))
    (library / "go.mod").write_text("module gopkg.in/validator.v2\n")
    shutil.rmtree(folder / "test")
    (folder / "go.sum").unlink(missing_ok=True)
    at = {"GOCACHE": str(BUILD / "go-cache"), "GOPATH": str(BUILD / "go"), "GOFLAGS": "-mod=mod", "GOPROXY": "off"}
    run(BIN / "go", "mod", "edit", "-replace", "gopkg.in/validator.v2=./validator", cwd=folder, **at)
    run(BIN / "go", "build", "./...", cwd=folder, **at)
    return "compiled"


def not_compiled(_: Path) -> str:
    """A language without a compiler here."""
    raise NotHere(".NET")


# Generators from npm and PyPI


def compile_typescript(folder: Path) -> str:
    """As strictly as tsc can."""
    flags = "--noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2022 --types node"
    node("tsc", *flags.split(), "--lib", "es2022,dom,dom.iterable", *sorted(folder.glob("*.ts")))
    return "compiled with --strict"


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
        "--additional-properties=useJakartaEe=true,openApiNullable=false"
    )
    yield Trial("openapi-generator, python", cli, "", openapi_generator("python"), import_python)
    axios = openapi_generator("typescript-axios")
    yield Trial("openapi-generator, typescript-axios", cli, "", axios, compile_typescript)
    yield Trial("openapi-generator, java", cli, java, openapi_generator("java", *java.split()), compile_java)
    go = "--additional-properties=enumClassPrefix=true"
    yield Trial("openapi-generator, go", cli, go, openapi_generator("go", go), compile_go)
    yield Trial("openapi-generator, csharp", cli, "", openapi_generator("csharp"), not_compiled)
    yield Trial(
        "@hey-api/openapi-ts", npm("@hey-api/openapi-ts"), "-c @hey-api/client-fetch", hey_api, compile_typescript
    )
    yield Trial("orval", npm("orval"), "client: fetch", orval, compile_typescript)
    yield Trial("swagger-typescript-api", npm("swagger-typescript-api"), "", swagger_typescript_api, compile_typescript)
    yield Trial("openapi-zod-client", npm("openapi-zod-client"), "", zod_client, compile_typescript)
    pydantic = "--output-model-type pydantic_v2.BaseModel"
    yield Trial("datamodel-code-generator", version("datamodel-code-generator"), pydantic, datamodel, import_models)


def main(only: list[str]) -> int:
    """Tries all, or those with one of these words in their name; 1 when one failed, and its row is left as it was."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir()
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
        except NotHere as missing:
            result = f"written; not compiled: no {missing} where this table was made"
        except Failed as error:
            print(f"{trial.name} {trial.version}: FAILED: {error}", flush=True)
            rows += [old[trial.name]] if trial.name in old else []
            failed = True
            continue
        print(f"{trial.name} {trial.version}: {result}", flush=True)
        options = f" `{trial.options}` " if trial.options else " "
        rows.append(f"| {trial.name} | {trial.version} |{options}| {result} |")
    text = "\n".join(["| generator | version | options | result |", "|---|---|---|---|", *rows])
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
