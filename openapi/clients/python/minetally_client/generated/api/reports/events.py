from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.resync_required import ResyncRequired
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    after: int | Unset = UNSET,
    seconds: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["after"] = after

    params["seconds"] = seconds

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/events",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ResyncRequired | str | None:
    if response.status_code == 200:
        response_200 = response.text
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

    if response.status_code == 409:
        response_409 = ResyncRequired.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

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
) -> Response[Problem | ResyncRequired | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    after: int | Unset = UNSET,
    seconds: int | Unset = UNSET,
) -> Response[Problem | ResyncRequired | str]:
    """Follow what happens

     New finds, conflicts, duplicates, refused mutations, rules and editions; `id` is the log entry, to
    go on from.

    Roles: viewer, reviewer, admin.

    Args:
        after (int | Unset):
        seconds (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ResyncRequired | str]
    """

    kwargs = _get_kwargs(
        after=after,
        seconds=seconds,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    after: int | Unset = UNSET,
    seconds: int | Unset = UNSET,
) -> Problem | ResyncRequired | str | None:
    """Follow what happens

     New finds, conflicts, duplicates, refused mutations, rules and editions; `id` is the log entry, to
    go on from.

    Roles: viewer, reviewer, admin.

    Args:
        after (int | Unset):
        seconds (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ResyncRequired | str
    """

    return sync_detailed(
        client=client,
        after=after,
        seconds=seconds,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    after: int | Unset = UNSET,
    seconds: int | Unset = UNSET,
) -> Response[Problem | ResyncRequired | str]:
    """Follow what happens

     New finds, conflicts, duplicates, refused mutations, rules and editions; `id` is the log entry, to
    go on from.

    Roles: viewer, reviewer, admin.

    Args:
        after (int | Unset):
        seconds (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ResyncRequired | str]
    """

    kwargs = _get_kwargs(
        after=after,
        seconds=seconds,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    after: int | Unset = UNSET,
    seconds: int | Unset = UNSET,
) -> Problem | ResyncRequired | str | None:
    """Follow what happens

     New finds, conflicts, duplicates, refused mutations, rules and editions; `id` is the log entry, to
    go on from.

    Roles: viewer, reviewer, admin.

    Args:
        after (int | Unset):
        seconds (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ResyncRequired | str
    """

    return (
        await asyncio_detailed(
            client=client,
            after=after,
            seconds=seconds,
        )
    ).parsed
