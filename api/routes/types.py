"""The catalogue of types: what the operation knows, and what staff change of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import MEMBER, REVIEWER, VIEWER
from api.bodies import read
from api.heavy.heavy import Heavy
from api.rule_change import Settler, answer_of
from models.answers.rules import OrdnanceType, RuleEffect, TypePage, UnknownMarkingPage
from models.shapes import rules as shapes
from models.wire import AliasRequest, RemovalRequest, TypeRequest
from sync.database.database import Database
from sync.finds.rules import TypeDocument
from sync.operations import Bearer
from sync.rules.catalogue import (
    added_alias,
    list_types,
    read_type,
    removed_alias,
    removed_type,
    set_type,
    unknown_markings,
)

Key = Annotated[str, PathParameter(name="key", description="Key of the type.", schema_extra={"examples": ["3001M"]})]
AliasKey = Annotated[str, PathParameter(name="alias", description="Marking key of the alias.")]


@get(
    "/v1/types",
    roles=MEMBER,
    operation_id="list_types",
    summary="List the types",
    tags=["Catalogue"],
    answer=TypePage,
)
async def listing(database: Given[Database], bearer: Given[Bearer]) -> shapes.TypePage:
    """The types that the operation knows; a marking of another type is taken and flagged."""
    return {"items": await database.read(list_types, bearer.operation), "next": None}


@get(
    "/v1/look-alikes",
    roles=VIEWER,
    operation_id="list_look_alikes",
    summary="List unknown markings",
    tags=["Catalogue"],
    answer=UnknownMarkingPage,
)
async def look_alikes(database: Given[Database], bearer: Given[Bearer]) -> shapes.UnknownMarkingPage:
    """Markings of finds that the catalogue does not have, with those that they may stand for; an alias confirms one."""
    return {"items": await database.read(unknown_markings, bearer.operation), "next": None}


@get(
    "/v1/types/{key:str}",
    roles=MEMBER,
    operation_id="get_type",
    summary="Read a type",
    tags=["Catalogue"],
    answer=OrdnanceType,
)
async def one(database: Given[Database], bearer: Given[Bearer], key: Key) -> shapes.OrdnanceType:
    """One type, with its markings and aliases."""
    return await database.look_up(read_type, bearer.operation, key)


@post(
    "/v1/types",
    status_code=200,
    roles=REVIEWER,
    operation_id="set_type",
    summary="Add or describe a type",
    tags=["Catalogue"],
    body=TypeRequest,
    answer=RuleEffect,
    problems=("already_exists", "invalid_value", "mutation_id_reused"),
)
async def describe(
    request: Request[Any, Any, Any],
    database: Given[Database],
    settler: Given[Settler],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
) -> shapes.RuleEffect:
    """Adds a type, or changes the one of this marking. Old weeks follow; no find gets a new version."""
    wanted = await read(request, TypeRequest)
    described: TypeDocument = {
        "marking": wanted.marking, "name": wanted.name, "category": wanted.category.value, "country": wanted.country,
        "markings": wanted.markings, "source": wanted.source,
    }  # fmt: skip
    job = set_type(wanted.id, described, wanted.reason, bearer.person or "", datetime.now(UTC))
    return await answer_of(request, settler, heavy, job, wanted.preview)


@post(
    "/v1/types/{key:str}/removal",
    status_code=200,
    roles=REVIEWER,
    operation_id="remove_type",
    summary="Remove a type",
    tags=["Catalogue"],
    body=RemovalRequest,
    answer=RuleEffect,
    problems=("already_exists", "invalid_value", "mutation_id_reused"),
)
async def remove(
    request: Request[Any, Any, Any],
    database: Given[Database],
    settler: Given[Settler],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    key: Key,
) -> shapes.RuleEffect:
    """Takes a type out of the catalogue: its finds are of an unknown marking from then on."""
    wanted = await read(request, RemovalRequest)
    job = removed_type(wanted.id, key, wanted.reason, bearer.person or "", datetime.now(UTC))
    return await answer_of(request, settler, heavy, job, wanted.preview)


@post(
    "/v1/types/{key:str}/aliases",
    status_code=200,
    roles=REVIEWER,
    operation_id="add_alias",
    summary="Add an alias",
    tags=["Catalogue"],
    body=AliasRequest,
    answer=RuleEffect,
    problems=("already_exists", "invalid_value", "mutation_id_reused"),
)
async def alias(
    request: Request[Any, Any, Any],
    database: Given[Database],
    settler: Given[Settler],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    key: Key,
) -> shapes.RuleEffect:
    """Says that a marking, in all its spellings, names this type. Says which weeks and totals that changes."""
    wanted = await read(request, AliasRequest)
    job = added_alias(wanted.id, wanted.marking, key, wanted.reason, bearer.person or "", datetime.now(UTC))
    return await answer_of(request, settler, heavy, job, wanted.preview)


@post(
    "/v1/types/{key:str}/aliases/{alias:str}/removal",
    status_code=200,
    roles=REVIEWER,
    operation_id="remove_alias",
    summary="Take an alias away",
    tags=["Catalogue"],
    body=RemovalRequest,
    answer=RuleEffect,
    problems=("invalid_value", "mutation_id_reused"),
)
async def no_alias(
    request: Request[Any, Any, Any],
    database: Given[Database],
    settler: Given[Settler],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    key: Key,
    alias_key: AliasKey,
) -> shapes.RuleEffect:
    """Removes an alias. Says which weeks and totals that changes."""
    wanted = await read(request, RemovalRequest)
    await database.look_up(read_type, bearer.operation, key)
    job = removed_alias(wanted.id, alias_key, wanted.reason, bearer.person or "", datetime.now(UTC))
    return await answer_of(request, settler, heavy, job, wanted.preview)


ROUTES = [listing, look_alikes, one, describe, remove, alias, no_alias]
