from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.enrolment_code import EnrolmentCode
from ...models.enrolment_request import EnrolmentRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: EnrolmentRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/enrolments",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EnrolmentCode | Problem | None:
    if response.status_code == 201:
        response_201 = EnrolmentCode.from_dict(response.json())

        return response_201

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
) -> Response[EnrolmentCode | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: EnrolmentRequest,
) -> Response[EnrolmentCode | Problem]:
    """Make an enrolment code

     Makes a code that enrols one tablet, once: as a new device of a team, or in place of the tablet of a
    device.

    Roles: admin.

    Args:
        body (EnrolmentRequest): The tablet that an enrolment code is for: `team` and `device` for
            a new one, or `device_id` to replace one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EnrolmentCode | Problem]
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
    body: EnrolmentRequest,
) -> EnrolmentCode | Problem | None:
    """Make an enrolment code

     Makes a code that enrols one tablet, once: as a new device of a team, or in place of the tablet of a
    device.

    Roles: admin.

    Args:
        body (EnrolmentRequest): The tablet that an enrolment code is for: `team` and `device` for
            a new one, or `device_id` to replace one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EnrolmentCode | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: EnrolmentRequest,
) -> Response[EnrolmentCode | Problem]:
    """Make an enrolment code

     Makes a code that enrols one tablet, once: as a new device of a team, or in place of the tablet of a
    device.

    Roles: admin.

    Args:
        body (EnrolmentRequest): The tablet that an enrolment code is for: `team` and `device` for
            a new one, or `device_id` to replace one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EnrolmentCode | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: EnrolmentRequest,
) -> EnrolmentCode | Problem | None:
    """Make an enrolment code

     Makes a code that enrols one tablet, once: as a new device of a team, or in place of the tablet of a
    device.

    Roles: admin.

    Args:
        body (EnrolmentRequest): The tablet that an enrolment code is for: `team` and `device` for
            a new one, or `device_id` to replace one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EnrolmentCode | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
