"""The shapes of answers as plain dicts: `models/shapes/` is written from the models of answers by `make generate`.

What `sync` gives is a dict, because that is what is stored, hashed and sent without being copied. Each model of an
answer has a TypedDict of its name, in a module of its module's name, so that mypy checks what is built and what is read
against the document of the API, and nobody writes the fields twice.
"""

from __future__ import annotations

import keyword
import re
from collections import defaultdict
from enum import Enum
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from models.answers.values import Page
from models.problem import FieldError
from models.settings import OperationSettings, PublishConditions
from models.wire import Shape

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "models" / "answers"
SHAPES = ROOT / "models" / "shapes"
MODULES = {
    **{path.stem: f"models.answers.{path.stem}" for path in sorted(ANSWERS.glob("[a-z]*.py"))},
    "imports": "models.imports.answer",
    "submissions": "models.submission_answers",
    "webhooks": "models.webhook_wire",
}
"""Name of a module of shapes: the module of their models."""
BESIDE: dict[type[BaseModel], str] = {FieldError: "problems", PublishConditions: "rules", OperationSettings: "rules"}
"""Models that answers contain but that stand elsewhere: the module that has their shape."""


def _with_shapes(module: str) -> list[type[BaseModel]]:
    """The models of a module's answers, in its order, after those that they contain."""
    imported = import_module(MODULES[module])
    own: list[type[BaseModel]] = [
        one
        for one in vars(imported).values()
        if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == imported.__name__
    ]
    beside: list[type[BaseModel]] = [one for one, place in BESIDE.items() if place == module]
    return [
        one
        for one in (*beside, *own)
        if one.__name__[0] != "_" and one is not Page and "[" not in one.__name__ and not issubclass(one, Shape)
    ]


PLACES = {model: module for module in MODULES for model in _with_shapes(module)}
"""Every model that has a shape, and the module where that stands."""


class Shapes:
    """One module of shapes, as it is being written."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.imports: dict[str, set[str]] = defaultdict(set)

    def text(self) -> str:
        shapes = [self.shape(model) for model in PLACES if PLACES[model] == self.name]
        if not shapes:
            return ""
        self.imports["typing"].add("TypedDict")
        imports = {place: f"from {place} import {', '.join(sorted(names))}" for place, names in self.imports.items()}
        standard = imports.pop("typing")
        source = MODULES[self.name].replace(".", "/")
        head = f'"""Written by `make generate` from `{source}.py`, which says more of each field."""'
        blocks = [head, "from __future__ import annotations", standard, "\n".join(sorted(imports.values()))]
        space = "\n\n\n" if shapes[0].startswith("class") else "\n\n"
        return "\n\n".join(block for block in blocks if block) + space + "\n\n\n".join(shapes) + "\n"

    def shape(self, model: type[BaseModel]) -> str:
        fields = {field.serialization_alias or name: self.field(field) for name, field in model.model_fields.items()}
        about = cleandoc(model.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        if all(name.isidentifier() and not keyword.iskeyword(name) for name in fields):
            lines = [f"    {name}: {kind}" for name, kind in fields.items()]
            about_it = [*_text(about, "    "), ""] if about else []
            return "\n".join([f"class {model.__name__}(TypedDict):", *about_it, *lines])
        lines = [f'        "{name}": {kind},' for name, kind in fields.items()]
        name = model.__name__
        return "\n".join([f"{name} = TypedDict(", f'    "{name}",', "    {", *lines, "    },", ")", *_text(about, "")])

    def field(self, field: FieldInfo) -> str:
        kind = self.kind(field.annotation)
        if field.is_required():
            return kind
        self.imports["typing"].add("NotRequired")
        return f"NotRequired[{kind}]"

    def kind(self, annotation: Any) -> str:
        """How a type is written."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if isinstance(annotation, TypeAliasType):
            return self.kind(annotation.__value__)
        if origin is Annotated:
            return self.kind(arguments[0])
        if origin in (Union, UnionType):
            return " | ".join(dict.fromkeys(self.kind(one) for one in arguments))
        if origin is Literal:
            return "str"
        if origin is dict and arguments == (str, Any):
            self.imports["models.shapes"].add("Json")
            return "Json"
        if origin is not None:
            return f"{origin.__name__}[{', '.join(self.kind(one) for one in arguments)}]"
        if annotation is Any:
            self.imports["typing"].add("Any")
            return "Any"
        if annotation is NoneType:
            return "None"
        if issubclass(annotation, Enum):
            return "str"
        if annotation in PLACES:
            if PLACES[annotation] != self.name:
                self.imports[f"models.shapes.{PLACES[annotation]}"].add(annotation.__name__)
            return str(annotation.__name__)
        if issubclass(annotation, BaseModel):  # what a person or a tablet sent
            self.imports["models.shapes"].add("Json")
            return "Json"
        return str(annotation.__name__)


def _text(about: str, indent: str) -> list[str]:
    first, *more = re.split(r"(?<=[.:]) ", about, maxsplit=1)
    if len(indent + about) + 6 <= 120:
        return [f'{indent}"""{about}"""']
    return [f'{indent}"""{first}', "", *(indent + line for line in more), f'{indent}"""']


def written() -> dict[str, str]:
    """The text of each module of shapes, by the module's name."""
    texts = {name: Shapes(name).text() for name in MODULES}
    return {name: text for name, text in texts.items() if text}


def write() -> None:
    """Writes every module of shapes."""
    for name, text in written().items():
        (SHAPES / f"{name}.py").write_text(text, "utf-8")
