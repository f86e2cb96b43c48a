from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.differences import Differences
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: int,
    *,
    revision: int | Unset = UNSET,
    to: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["revision"] = revision

    params["to"] = to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/editions/{number}/differences".format(
            number=quote(str(number), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Differences | Problem | None:
    if response.status_code == 200:
        response_200 = Differences.from_dict(response.json())

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
) -> Response[Differences | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    revision: int | Unset = UNSET,
    to: str | Unset = UNSET,
) -> Response[Differences | Problem]:
    """Compare an edition

     What has changed since an edition, find by find; the sums add up to the change of the total.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Differences | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        revision=revision,
        to=to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    number: int,
    *,
    client: AuthenticatedClient,
    revision: int | Unset = UNSET,
    to: str | Unset = UNSET,
) -> Differences | Problem | None:
    """Compare an edition

     What has changed since an edition, find by find; the sums add up to the change of the total.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Differences | Problem
    """

    return sync_detailed(
        number=number,
        client=client,
        revision=revision,
        to=to,
    ).parsed


async def asyncio_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    revision: int | Unset = UNSET,
    to: str | Unset = UNSET,
) -> Response[Differences | Problem]:
    """Compare an edition

     What has changed since an edition, find by find; the sums add up to the change of the total.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Differences | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        revision=revision,
        to=to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: int,
    *,
    client: AuthenticatedClient,
    revision: int | Unset = UNSET,
    to: str | Unset = UNSET,
) -> Differences | Problem | None:
    """Compare an edition

     What has changed since an edition, find by find; the sums add up to the change of the total.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Differences | Problem
    """

    return (
        await asyncio_detailed(
            number=number,
            client=client,
            revision=revision,
            to=to,
        )
    ).parsed
