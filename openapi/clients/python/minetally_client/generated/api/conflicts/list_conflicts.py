from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.conflict_page import ConflictPage
from ...models.conflict_state import ConflictState
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: ConflictState | Unset = UNSET,
    find_id: UUID | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    json_find_id: str | Unset = UNSET
    if not isinstance(find_id, Unset):
        json_find_id = str(find_id)
    params["find_id"] = json_find_id

    params["after"] = after

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/conflicts",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConflictPage | Problem | None:
    if response.status_code == 200:
        response_200 = ConflictPage.from_dict(response.json())

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
) -> Response[ConflictPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: ConflictState | Unset = UNSET,
    find_id: UUID | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[ConflictPage | Problem]:
    """List conflicts

     Conflicts in the order in which they were opened.

    Roles: viewer, reviewer, admin.

    Args:
        state (ConflictState | Unset): What became of a conflict.
        find_id (UUID | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConflictPage | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        find_id=find_id,
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
    state: ConflictState | Unset = UNSET,
    find_id: UUID | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> ConflictPage | Problem | None:
    """List conflicts

     Conflicts in the order in which they were opened.

    Roles: viewer, reviewer, admin.

    Args:
        state (ConflictState | Unset): What became of a conflict.
        find_id (UUID | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConflictPage | Problem
    """

    return sync_detailed(
        client=client,
        state=state,
        find_id=find_id,
        after=after,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: ConflictState | Unset = UNSET,
    find_id: UUID | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[ConflictPage | Problem]:
    """List conflicts

     Conflicts in the order in which they were opened.

    Roles: viewer, reviewer, admin.

    Args:
        state (ConflictState | Unset): What became of a conflict.
        find_id (UUID | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConflictPage | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        find_id=find_id,
        after=after,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: ConflictState | Unset = UNSET,
    find_id: UUID | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> ConflictPage | Problem | None:
    """List conflicts

     Conflicts in the order in which they were opened.

    Roles: viewer, reviewer, admin.

    Args:
        state (ConflictState | Unset): What became of a conflict.
        find_id (UUID | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConflictPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            find_id=find_id,
            after=after,
            limit=limit,
        )
    ).parsed
