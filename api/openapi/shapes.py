"""The JSON schemas of what requests and answers hold, written so that common generators of clients read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from api.openapi.words import SCHEMAS
from models.shapes import Json

UNIONS = {
    "crs": ("Position", "Where a find is, in one of four forms."),
    "outcome": (
        "MutationResult",
        "What became of one mutation. Sending it again gives the same, word for word, with `replayed: true`.",
    ),
}
"""Unions by the member that tells their forms apart: name, and what they are."""
MAY_GROW = ("DifferenceReason", "FieldName", "Outcome", "ProblemCode")
"""Lists of words, and unions told apart by a word, that answers hold and that may have more in later versions."""
NULL = {"type": "null"}
TEXTS = {"type": "array", "items": {"type": "string"}}
"""A list that is one of several forms of a value has a name: Java writes no method for a form without one."""


class _Schema(GenerateJsonSchema):
    """Without titles: generators would take them for names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


class Shapes:
    """The schemas of shapes, and the components that they refer to."""

    def __init__(self, wanted: Iterable[tuple[Any, JsonSchemaMode]], forms: Iterable[type]) -> None:
        """`forms` are the shapes that come as multipart/form-data."""
        inputs = [(shape, mode, TypeAdapter(shape)) for shape, mode in dict.fromkeys(wanted)]
        schemas, definitions = TypeAdapter.json_schemas(
            inputs, ref_template=SCHEMAS + "{model}", schema_generator=_Schema
        )
        for form in forms:
            _parts_are_never_null(definitions["$defs"][form.__name__])
        self._unions: Json = {}
        components = {name: self._tidied(schema) for name, schema in definitions["$defs"].items()}
        self._schemas = {key: self._tidied(schema) for key, schema in schemas.items()}
        for schema in components.values():
            schema.pop("title", None)
        self.components: Json = components | self._unions | {"Texts": {"description": "Several texts.", **TEXTS}}
        for name in MAY_GROW:
            self.components[name]["x-may-grow"] = True

    def of(self, shape: Any, mode: JsonSchemaMode) -> Json:
        """The schema of a shape: mostly a reference to a component."""
        schema: Json = self._schemas[shape, mode]
        return schema

    def _tidied(self, schema: Any) -> Any:
        """The schema with one component for each union whose forms a member tells apart, and as generators read it."""
        if isinstance(schema, list):
            return [self._tidied(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        if union := UNIONS.get(schema.get("discriminator", {}).get("propertyName")):
            name, says = union
            self._unions[name] = {"description": says, **{key: schema[key] for key in ("oneOf", "discriminator")}}
            described = {"description": schema["description"]} if "description" in schema else {}
            return {"$ref": SCHEMAS + name, **described}
        return _readable({name: self._tidied(value) for name, value in schema.items()})


def _readable(schema: Json) -> Json:
    """The same for a validator, in words that openapi-generator turns into code that compiles.

    It makes a class `Null` of a type "null", and no valid Go of a default that is an object (its members say theirs).
    """
    if isinstance(schema.get("default"), dict):
        del schema["default"]
    if schema.get("type") == "null":
        return {**schema, "type": ["string", "null"], "const": None}
    members = [one for one in schema.get("anyOf", ()) if one.get("const", "") is not None]
    if not members:
        return schema
    beside = {name: value for name, value in schema.items() if name != "anyOf"}
    if len(members) < len(schema["anyOf"]):
        plain = next((n for n, one in enumerate(members) if isinstance(one.get("type"), str)), None)
        if plain is None:
            return {**beside, "anyOf": [*members, NULL]}
        members[plain] = {**members[plain], "type": [members[plain]["type"], "null"]}
    if len(members) == 1:
        return {**members[0], **beside}
    return {**beside, "anyOf": [{"$ref": SCHEMAS + "Texts"} if one == TEXTS else one for one in members]}


def _parts_are_never_null(form: Json) -> None:
    """A part of a form is there or left out, whatever the class that reads it says."""
    for name, schema in form["properties"].items():
        if NULL in schema.get("anyOf", ()):
            (only,) = (one for one in schema["anyOf"] if one != NULL)
            beside = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
            form["properties"][name] = {**only, **beside}
