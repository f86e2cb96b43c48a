from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.admit_request import AdmitRequest
from ...models.admitted import Admitted
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: AdmitRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/recovery/admit",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Admitted | Problem | None:
    if response.status_code == 200:
        response_200 = Admitted.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Admitted | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: AdmitRequest,
) -> Response[Admitted | Problem]:
    """Admit who waits

     After a restore without a journal: these tablets, tokens and webhooks are the operation's own still.

    All of them are admitted, or none. Who is not named goes on waiting: revoke the token, retire the
    tablet or delete
    the webhook that is not to come back.

    Roles: admin.

    Args:
        body (AdmitRequest): Who may come in again after a restore without a journal. Who is not
            named goes on waiting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Admitted | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: AdmitRequest,
) -> Admitted | Problem | None:
    """Admit who waits

     After a restore without a journal: these tablets, tokens and webhooks are the operation's own still.

    All of them are admitted, or none. Who is not named goes on waiting: revoke the token, retire the
    tablet or delete
    the webhook that is not to come back.

    Roles: admin.

    Args:
        body (AdmitRequest): Who may come in again after a restore without a journal. Who is not
            named goes on waiting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Admitted | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: AdmitRequest,
) -> Response[Admitted | Problem]:
    """Admit who waits

     After a restore without a journal: these tablets, tokens and webhooks are the operation's own still.

    All of them are admitted, or none. Who is not named goes on waiting: revoke the token, retire the
    tablet or delete
    the webhook that is not to come back.

    Roles: admin.

    Args:
        body (AdmitRequest): Who may come in again after a restore without a journal. Who is not
            named goes on waiting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Admitted | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: AdmitRequest,
) -> Admitted | Problem | None:
    """Admit who waits

     After a restore without a journal: these tablets, tokens and webhooks are the operation's own still.

    All of them are admitted, or none. Who is not named goes on waiting: revoke the token, retire the
    tablet or delete
    the webhook that is not to come back.

    Roles: admin.

    Args:
        body (AdmitRequest): Who may come in again after a restore without a journal. Who is not
            named goes on waiting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Admitted | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
