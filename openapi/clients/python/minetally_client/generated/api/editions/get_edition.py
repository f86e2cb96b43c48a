from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.edition import Edition
from ...models.problem import Problem
from ...models.report_format import ReportFormat
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: int,
    *,
    revision: int | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["revision"] = revision

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/editions/{number}".format(
            number=quote(str(number), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Edition | Problem | None:
    if response.status_code == 200:
        response_200 = Edition.from_dict(response.json())

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

    if response.status_code == 406:
        response_406 = Problem.from_dict(response.json())

        return response_406

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Edition | Problem]:
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
    format_: ReportFormat | Unset = UNSET,
) -> Response[Edition | Problem]:
    """Read an edition

     An edition as it was published.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Edition | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        revision=revision,
        format_=format_,
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
    format_: ReportFormat | Unset = UNSET,
) -> Edition | Problem | None:
    """Read an edition

     An edition as it was published.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Edition | Problem
    """

    return sync_detailed(
        number=number,
        client=client,
        revision=revision,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    revision: int | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> Response[Edition | Problem]:
    """Read an edition

     An edition as it was published.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Edition | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        revision=revision,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: int,
    *,
    client: AuthenticatedClient,
    revision: int | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> Edition | Problem | None:
    """Read an edition

     An edition as it was published.

    Roles: viewer, reviewer, admin.

    Args:
        number (int):
        revision (int | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Edition | Problem
    """

    return (
        await asyncio_detailed(
            number=number,
            client=client,
            revision=revision,
            format_=format_,
        )
    ).parsed
