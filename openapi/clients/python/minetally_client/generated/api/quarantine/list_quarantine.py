from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.quarantine_page import QuarantinePage
from ...models.quarantine_state import QuarantineState
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: QuarantineState | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["after"] = after

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/quarantine",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | QuarantinePage | None:
    if response.status_code == 200:
        response_200 = QuarantinePage.from_dict(response.json())

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
) -> Response[Problem | QuarantinePage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: QuarantineState | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[Problem | QuarantinePage]:
    """List the quarantine

     Refused mutations in the order in which they arrived.

    Roles: viewer, reviewer, admin.

    Args:
        state (QuarantineState | Unset): What became of a refused mutation.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | QuarantinePage]
    """

    kwargs = _get_kwargs(
        state=state,
        after=after,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    state: QuarantineState | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Problem | QuarantinePage | None:
    """List the quarantine

     Refused mutations in the order in which they arrived.

    Roles: viewer, reviewer, admin.

    Args:
        state (QuarantineState | Unset): What became of a refused mutation.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | QuarantinePage
    """

    return sync_detailed(
        client=client,
        state=state,
        after=after,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: QuarantineState | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[Problem | QuarantinePage]:
    """List the quarantine

     Refused mutations in the order in which they arrived.

    Roles: viewer, reviewer, admin.

    Args:
        state (QuarantineState | Unset): What became of a refused mutation.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | QuarantinePage]
    """

    kwargs = _get_kwargs(
        state=state,
        after=after,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: QuarantineState | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Problem | QuarantinePage | None:
    """List the quarantine

     Refused mutations in the order in which they arrived.

    Roles: viewer, reviewer, admin.

    Args:
        state (QuarantineState | Unset): What became of a refused mutation.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | QuarantinePage
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            after=after,
            limit=limit,
        )
    ).parsed
