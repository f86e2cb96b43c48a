from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.content_encoding import ContentEncoding
from ...models.exchange_answer import ExchangeAnswer
from ...models.exchange_request import ExchangeRequest
from ...models.problem import Problem
from ...models.resync_required import ResyncRequired
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ExchangeRequest,
    content_encoding: ContentEncoding | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(content_encoding, Unset):
        headers["Content-Encoding"] = str(content_encoding)

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sync",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ExchangeAnswer | Problem | ResyncRequired | None:
    if response.status_code == 200:
        response_200 = ExchangeAnswer.from_dict(response.json())

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

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

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
) -> Response[ExchangeAnswer | Problem | ResyncRequired]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ExchangeRequest,
    content_encoding: ContentEncoding | Unset = UNSET,
) -> Response[ExchangeAnswer | Problem | ResyncRequired]:
    """Exchange

     One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out.

    Roles: device.

    Args:
        content_encoding (ContentEncoding | Unset): How a body is compressed.
        body (ExchangeRequest): The mutations of a device, and the cursor from which it wants
            changes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExchangeAnswer | Problem | ResyncRequired]
    """

    kwargs = _get_kwargs(
        body=body,
        content_encoding=content_encoding,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ExchangeRequest,
    content_encoding: ContentEncoding | Unset = UNSET,
) -> ExchangeAnswer | Problem | ResyncRequired | None:
    """Exchange

     One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out.

    Roles: device.

    Args:
        content_encoding (ContentEncoding | Unset): How a body is compressed.
        body (ExchangeRequest): The mutations of a device, and the cursor from which it wants
            changes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExchangeAnswer | Problem | ResyncRequired
    """

    return sync_detailed(
        client=client,
        body=body,
        content_encoding=content_encoding,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ExchangeRequest,
    content_encoding: ContentEncoding | Unset = UNSET,
) -> Response[ExchangeAnswer | Problem | ResyncRequired]:
    """Exchange

     One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out.

    Roles: device.

    Args:
        content_encoding (ContentEncoding | Unset): How a body is compressed.
        body (ExchangeRequest): The mutations of a device, and the cursor from which it wants
            changes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExchangeAnswer | Problem | ResyncRequired]
    """

    kwargs = _get_kwargs(
        body=body,
        content_encoding=content_encoding,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ExchangeRequest,
    content_encoding: ContentEncoding | Unset = UNSET,
) -> ExchangeAnswer | Problem | ResyncRequired | None:
    """Exchange

     One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out.

    Roles: device.

    Args:
        content_encoding (ContentEncoding | Unset): How a body is compressed.
        body (ExchangeRequest): The mutations of a device, and the cursor from which it wants
            changes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExchangeAnswer | Problem | ResyncRequired
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            content_encoding=content_encoding,
        )
    ).parsed
