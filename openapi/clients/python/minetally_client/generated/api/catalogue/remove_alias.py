from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.removal_request import RemovalRequest
from ...models.rule_effect import RuleEffect
from ...types import Response


def _get_kwargs(
    key: str,
    alias: str,
    *,
    body: RemovalRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/types/{key}/aliases/{alias}/removal".format(
            key=quote(str(key), safe=""),
            alias=quote(str(alias), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RuleEffect | None:
    if response.status_code == 200:
        response_200 = RuleEffect.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RuleEffect]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    key: str,
    alias: str,
    *,
    client: AuthenticatedClient,
    body: RemovalRequest,
) -> Response[Problem | RuleEffect]:
    """Take an alias away

     Removes an alias. Says which weeks and totals that changes.

    Roles: reviewer, admin.

    Args:
        key (str):
        alias (str):
        body (RemovalRequest): Why something is removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RuleEffect]
    """

    kwargs = _get_kwargs(
        key=key,
        alias=alias,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    key: str,
    alias: str,
    *,
    client: AuthenticatedClient,
    body: RemovalRequest,
) -> Problem | RuleEffect | None:
    """Take an alias away

     Removes an alias. Says which weeks and totals that changes.

    Roles: reviewer, admin.

    Args:
        key (str):
        alias (str):
        body (RemovalRequest): Why something is removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RuleEffect
    """

    return sync_detailed(
        key=key,
        alias=alias,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    key: str,
    alias: str,
    *,
    client: AuthenticatedClient,
    body: RemovalRequest,
) -> Response[Problem | RuleEffect]:
    """Take an alias away

     Removes an alias. Says which weeks and totals that changes.

    Roles: reviewer, admin.

    Args:
        key (str):
        alias (str):
        body (RemovalRequest): Why something is removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RuleEffect]
    """

    kwargs = _get_kwargs(
        key=key,
        alias=alias,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    key: str,
    alias: str,
    *,
    client: AuthenticatedClient,
    body: RemovalRequest,
) -> Problem | RuleEffect | None:
    """Take an alias away

     Removes an alias. Says which weeks and totals that changes.

    Roles: reviewer, admin.

    Args:
        key (str):
        alias (str):
        body (RemovalRequest): Why something is removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RuleEffect
    """

    return (
        await asyncio_detailed(
            key=key,
            alias=alias,
            client=client,
            body=body,
        )
    ).parsed
