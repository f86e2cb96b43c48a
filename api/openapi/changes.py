"""Breaking changes between two OpenAPI documents: what a client that was written for the old one would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.openapi.schema_changes import Schemas, resolved
from models.shapes import Json


def may_break(before: Json, after: Json) -> bool:
    """Whether the version says that clients break: only another major one does, also below 1.0."""
    return _major(before) != _major(after)


def _major(document: Json) -> str:
    return str(document["info"]["version"]).partition(".")[0]


def breaking_changes(before: Json, after: Json) -> list[str]:
    """A sentence for each, which begins with the operation; none when every client of `before` is served by `after`."""
    return [*_Documents(before, after).changes()]


class _Documents:
    def __init__(self, before: Json, after: Json) -> None:
        self._before, self._after = before, after
        self._requests = Schemas(before, after, of_answers=False)
        self._answers = Schemas(before, after, of_answers=True)

    def changes(self) -> Iterator[str]:
        now = _operations(self._after)
        for (method, address), (path, old) in _operations(self._before).items():
            told = f"{method.upper()} {path}"
            if (method, address) not in now:
                yield f"{told} is gone"
                continue
            path_now, new = now[method, address]
            for change in (
                *self._who_may(old, new),
                *self._parameters(_parameters(path, old), _parameters(path_now, new)),
                *self._body(old.get("requestBody"), new.get("requestBody")),
                *self._responses(old["responses"], new["responses"]),
            ):
                yield f"{told} {change}"

    def _who_may(self, old: Json, new: Json) -> Iterator[str]:
        if not old.get("security") and new.get("security"):
            yield "wants a token now"
        elif old.get("security"):
            yield from (f"is closed to {role}" for role in old["x-roles"] if role not in new["x-roles"])

    def _parameters(self, was: dict[str, Json], now: dict[str, Json]) -> Iterator[str]:
        for key, parameter in now.items():
            if parameter.get("required") and not was.get(key, {}).get("required"):
                yield f"{key}: is required now"
        for key, parameter in was.items():
            if key not in now:
                yield f"{key}: is gone"
                continue
            yield from self._requests.breaks(parameter["schema"], now[key]["schema"], key)
            for how in ("style", "explode"):
                if parameter.get(how) != now[key].get(how):
                    yield f"{key}: {how} changed"

    def _body(self, was: Json | None, now: Json | None) -> Iterator[str]:
        if now and now.get("required") and not (was and was.get("required")):
            yield "body: is required now"
        if was and not now:
            yield "body: is gone"
        elif was and now:
            yield from self._content(self._requests, was, now, "body")

    def _responses(self, was: Json, now: Json) -> Iterator[str]:
        for status in sorted(now.keys() - was.keys()):
            if status < "400":
                yield f"{status}: is new"
        for status, old in was.items():
            new = now.get(status)
            if new:
                yield from (f"{status}: header {name} is gone" for name in _names(old, new, "headers"))
                yield from self._content(self._answers, old, new, status)
            elif status < "400":
                yield f"{status}: is gone"
            codes_now = {} if new is None else _problem_codes(new, self._after)
            yield from (
                f"{status}: problem {code} is gone"
                for code in _problem_codes(old, self._before)
                if code not in codes_now
            )

    def _content(self, schemas: Schemas, old: Json, new: Json, where: str) -> Iterator[str]:
        yield from (f"{where}: {media_type} is gone" for media_type in _names(old, new, "content"))
        for media_type, content in old.get("content", {}).items():
            if media_type in new.get("content", {}):
                now = new["content"][media_type]
                for broken in schemas.breaks(content.get("schema", {}), now.get("schema", {}), where):
                    if media_type != "multipart/form-data" or not broken.endswith(": null is no longer taken"):
                        yield broken  # a part of a form is a text or a file; there is no null to send


def _operations(document: Json) -> dict[tuple[str, str], tuple[str, Json]]:
    """By method and address, in which the names of its parameters do not matter: the path, and what it says."""
    return {
        (method, re.sub(r"{\w+}", "{}", path)): (path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def _parameters(path: str, operation: Json) -> dict[str, Json]:
    """By place and name; those of the path by their position."""
    order = re.findall(r"{(\w+)}", path)
    named = {}
    for one in operation.get("parameters", []):
        place, name = one["in"], one["name"]
        if place == "path":
            named[f"parameter {order.index(name) + 1} of the path"] = one
        else:
            named[f"{place} {name.lower() if place == 'header' else name}"] = one
    return named


def _names(old: Json, new: Json, member: str) -> list[str]:
    return [name for name in old.get(member, {}) if name not in new.get(member, {})]


def _problem_codes(response: Json, document: Json) -> dict[str, None]:
    """The codes of the problems that a refusal lists as its examples."""
    return {
        value["code"]: None
        for content in response.get("content", {}).values()
        for example in content.get("examples", {}).values()
        if isinstance(value := resolved(example, document).get("value"), dict) and "code" in value
        if value.get("type", "").startswith("urn:minetally:problem:")
    }
