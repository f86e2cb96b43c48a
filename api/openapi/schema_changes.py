"""What of a changed JSON schema breaks a client, told by what is on the wire: names of components do not matter.

Of a request the new schema must take whatever the old one took; of an answer the new one may only give what the old one
could, and everything that it always gave. A client ignores members that it does not know, and words that a list marked
`x-may-grow` did not have. What this cannot judge counts as a break.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from models.shapes import Json

SAYS_NOTHING = {"title", "description", "examples", "example", "deprecated", "discriminator", "x-may-grow", "$comment"}
LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
KINDS = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
SHAPE = {"type", "enum", "const", "properties", "required", "additionalProperties", "items", "default"}


class Schemas:
    """Compares schemas of two documents in one direction: of requests, or of answers."""

    def __init__(self, before: Json, after: Json, of_answers: bool) -> None:
        self._before, self._after, self._of_answers = before, after, of_answers
        self._open: set[tuple[str, str]] = set()

    def breaks(self, old: Any, new: Any, where: str) -> list[str]:
        """A sentence for each break, which begins with the place; `old` and `new` are the schemas."""
        pair = (json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True))
        if pair in self._open:  # a schema that holds itself
            return []
        self._open.add(pair)
        try:
            olds, news = alternatives(old, self._before), alternatives(new, self._after)
            grows_by = _grows_by(resolved(old, self._before)) if self._of_answers and isinstance(old, dict) else None
            return [*dict.fromkeys(self._each_fits(olds, news, where, grows_by))]
        finally:
            self._open.remove(pair)

    def _each_fits(self, olds: list[Json], news: list[Json], where: str, grows_by: str | None) -> Iterator[str]:
        """Everything that is sent must fit one of the alternatives that are taken, or be told apart by a new word."""
        sent, taken = (news, olds) if self._of_answers else (olds, news)
        for one in sent:
            tried = [[*self._one(one, other, where)] for other in taken if _of_one_kind(one, other)]
            if not tried:
                yield f"{where}: {_kind(one)} {'is new' if self._of_answers else 'is no longer taken'}"
            elif all(tried) and not (grows_by and _has_new_word(one, taken, grows_by)):
                parts = [*_parted(one, taken)]
                if parts:
                    yield from self._each_fits(*((olds, parts) if self._of_answers else (parts, news)), where, grows_by)
                else:
                    yield from min(tried, key=len)

    def _one(self, sent: Json, taken: Json, where: str) -> Iterator[str]:
        old, new = (taken, sent) if self._of_answers else (sent, taken)
        yield from self._words(sent, taken, where)
        for name in (*LEAST, *MOST):
            looser = _looser(name, sent.get(name), taken.get(name))
            if looser:
                yield f"{where}: {name} was {_told(old.get(name))}, is {_told(new.get(name))}"
        for name in sorted((sent.keys() | taken.keys()) - SAYS_NOTHING - SHAPE - {*LEAST, *MOST}):
            free = name in ("format", "pattern") and name not in taken
            if sent.get(name) != taken.get(name) and not free:
                yield f"{where}: {name} was {_told(old.get(name))}, is {_told(new.get(name))}"
        if not self._of_answers and _own_default(old) not in (None, _own_default(new)):
            yield f"{where}: left out, it was {_told(old['default'])}, is {_told(new.get('default'))}"
        if "items" in taken or "items" in sent:
            yield from self.breaks(old.get("items", {}), new.get("items", {}), f"{where}[]")
        if "object" in (sent.get("type"), taken.get("type")):
            yield from self._members(old, new, where)

    def _words(self, sent: Json, taken: Json, where: str) -> Iterator[str]:
        said, known = _values(sent), _values(taken)
        if known is None or (self._of_answers and taken.get("x-may-grow") and said is not None):
            return
        if said is None:
            yield f"{where}: {'may be anything now' if self._of_answers else 'takes only some values now'}"
        elif more := [value for value in said if value not in known]:
            yield f"{where}: {', '.join(more)} {'is new' if self._of_answers else 'is no longer taken'}"

    def _members(self, old: Json, new: Json, where: str) -> Iterator[str]:
        inside = f"{where}." if where else ""
        was, now = old.get("properties", {}), new.get("properties", {})
        must_before, must_now = {*old.get("required", ())}, {*new.get("required", ())}
        for name in sorted(was.keys() - now.keys()):
            yield f"{inside}{name}: is gone"
        for name in was.keys() & now.keys():
            yield from self.breaks(was[name], now[name], inside + name)
        if self._of_answers:
            yield from (f"{inside}{name}: may be missing now" for name in sorted((must_before & now.keys()) - must_now))
        else:
            yield from (f"{inside}{name}: is required now" for name in sorted(must_now - must_before))
        others, others_now = old.get("additionalProperties", True), new.get("additionalProperties", True)
        sent, taken = (others_now, others) if self._of_answers else (others, others_now)
        if sent is False or taken is True or (self._of_answers and taken is False):
            return  # nobody sends others, or they are taken or ignored
        if taken is False:
            yield f"{where}: members that are not named are no longer taken"
        else:
            yield from self.breaks(_schema(others), _schema(others_now), f"{inside}*")


def resolved(schema: Json, document: Json) -> Json:
    """A schema without references at its top; what stands beside a reference is kept."""
    while "$ref" in schema:
        target: Json = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        schema = {**target, **{name: value for name, value in schema.items() if name != "$ref"}}
    return schema


def alternatives(schema: Any, document: Json) -> list[Json]:
    """The schemas without any `anyOf`, `oneOf`, `allOf` and lists of types of which a value fits one."""
    if schema is True:
        schema = {}
    if schema is False:
        return []
    schema = resolved(schema, document)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            beside = {name: value for name, value in schema.items() if name not in (union, *SAYS_NOTHING)}
            members = [one for member in schema[union] for one in alternatives(member, document)]
            return [_joined(beside, one) for one in members]
    if "allOf" in schema:
        beside = {name: value for name, value in schema.items() if name != "allOf"}
        made = [beside]
        for member in schema["allOf"]:
            made = [_joined(one, other) for one in made for other in alternatives(member, document)]
        return made
    if isinstance(schema.get("type"), list):
        values = _values(schema)
        kinds = schema["type"] if values is None else [KINDS[type(json.loads(value))] for value in values]
        null = {name: value for name, value in schema.items() if name == "default"} | {"type": "null"}  # bounds no text
        return [null if kind == "null" else {**schema, "type": kind} for kind in dict.fromkeys(kinds)]
    kinds = {KINDS[type(json.loads(value))] for value in _values(schema) or ()}
    return [{"type": kind, **schema} for kind in sorted(kinds)] or [schema]


def _joined(one: Json, other: Json) -> Json:
    joined = {**one, **other}
    if "properties" in one and "properties" in other:
        joined["properties"] = {**one["properties"], **other["properties"]}
    if "required" in one and "required" in other:
        joined["required"] = sorted({*one["required"], *other["required"]})
    return joined


def _parted(one: Json, taken: list[Json]) -> list[Json]:
    """An object for each word of the member that tells the alternatives apart; none when there is no such member."""
    others = [other for other in taken if other.get("type") == "object"]
    for name, schema in one.get("properties", {}).items():
        words = _values(schema) or []
        if len(words) > 1 and len(others) > 1 and all(_values(_member(other, name)) for other in others):
            return [
                {**one, "properties": {**one["properties"], name: {**schema, "enum": [json.loads(word)]}}}
                for word in words
            ]
    return []


def _grows_by(schema: Json) -> str | None:
    """The member that tells the forms of a union apart which may have more of them."""
    word: str | None = schema.get("discriminator", {}).get("propertyName") if schema.get("x-may-grow") else None
    return word


def _has_new_word(one: Json, taken: list[Json], member: str) -> bool:
    known = {word for other in taken for word in _values(_member(other, member)) or ()}
    words = _values(_member(one, member))
    return bool(words) and known.isdisjoint(words or ())


def _member(schema: Json, name: str) -> Json:
    member: Json = schema.get("properties", {}).get(name, {})
    return member


def _kind(schema: Json) -> str:
    return str(schema.get("type") or " or ".join(_values(schema) or ()) or "anything")


def _of_one_kind(sent: Json, taken: Json) -> bool:
    kinds = (sent.get("type"), taken.get("type"))
    return kinds[1] is None or kinds[0] == kinds[1] or kinds == ("integer", "number")


def _values(schema: Json) -> list[str] | None:
    """The values that it may be, each as JSON; None when it does not list them."""
    if "const" in schema:
        return [json.dumps(schema["const"])]
    return [json.dumps(value) for value in schema["enum"]] if "enum" in schema else None


def _looser(name: str, sent: float | None, taken: float | None) -> bool:
    if taken is None:
        return False
    return sent is None or (sent < taken if name in LEAST else sent > taken)


def _own_default(schema: Json) -> Any:
    """What is meant when it is left out; of an object its members say that."""
    default = schema.get("default")
    return None if isinstance(default, dict) else default


def _schema(others: Any) -> Json:
    return others if isinstance(others, dict) else {}


def _told(value: Any) -> str:
    return "not said" if value is None else json.dumps(value, ensure_ascii=False)
