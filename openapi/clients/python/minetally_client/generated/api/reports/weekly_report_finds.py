import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.counted_find_page import CountedFindPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    week: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    category: str | Unset = UNSET,
    district: str | Unset = UNSET,
    team: str | Unset = UNSET,
    device: UUID | Unset = UNSET,
    as_of: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params["week"] = week

    params["type"] = type_

    params["category"] = category

    params["district"] = district

    params["team"] = team

    json_device: str | Unset = UNSET
    if not isinstance(device, Unset):
        json_device = str(device)
    params["device"] = json_device

    params["as_of"] = as_of

    params["after"] = after

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/reports/weekly/finds",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CountedFindPage | Problem | None:
    if response.status_code == 200:
        response_200 = CountedFindPage.from_dict(response.json())

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

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

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
) -> Response[CountedFindPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    week: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    category: str | Unset = UNSET,
    district: str | Unset = UNSET,
    team: str | Unset = UNSET,
    device: UUID | Unset = UNSET,
    as_of: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[CountedFindPage | Problem]:
    """List the finds behind a total

     The finds that a row of the weekly report counts, and every log entry that they stand on.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        week (str | Unset):
        type_ (str | Unset):
        category (str | Unset):
        district (str | Unset):
        team (str | Unset):
        device (UUID | Unset):
        as_of (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CountedFindPage | Problem]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        week=week,
        type_=type_,
        category=category,
        district=district,
        team=team,
        device=device,
        as_of=as_of,
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
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    week: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    category: str | Unset = UNSET,
    district: str | Unset = UNSET,
    team: str | Unset = UNSET,
    device: UUID | Unset = UNSET,
    as_of: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> CountedFindPage | Problem | None:
    """List the finds behind a total

     The finds that a row of the weekly report counts, and every log entry that they stand on.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        week (str | Unset):
        type_ (str | Unset):
        category (str | Unset):
        district (str | Unset):
        team (str | Unset):
        device (UUID | Unset):
        as_of (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CountedFindPage | Problem
    """

    return sync_detailed(
        client=client,
        from_=from_,
        to=to,
        week=week,
        type_=type_,
        category=category,
        district=district,
        team=team,
        device=device,
        as_of=as_of,
        after=after,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    week: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    category: str | Unset = UNSET,
    district: str | Unset = UNSET,
    team: str | Unset = UNSET,
    device: UUID | Unset = UNSET,
    as_of: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[CountedFindPage | Problem]:
    """List the finds behind a total

     The finds that a row of the weekly report counts, and every log entry that they stand on.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        week (str | Unset):
        type_ (str | Unset):
        category (str | Unset):
        district (str | Unset):
        team (str | Unset):
        device (UUID | Unset):
        as_of (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CountedFindPage | Problem]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        week=week,
        type_=type_,
        category=category,
        district=district,
        team=team,
        device=device,
        as_of=as_of,
        after=after,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    week: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    category: str | Unset = UNSET,
    district: str | Unset = UNSET,
    team: str | Unset = UNSET,
    device: UUID | Unset = UNSET,
    as_of: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> CountedFindPage | Problem | None:
    """List the finds behind a total

     The finds that a row of the weekly report counts, and every log entry that they stand on.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        week (str | Unset):
        type_ (str | Unset):
        category (str | Unset):
        district (str | Unset):
        team (str | Unset):
        device (UUID | Unset):
        as_of (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CountedFindPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            to=to,
            week=week,
            type_=type_,
            category=category,
            district=district,
            team=team,
            device=device,
            as_of=as_of,
            after=after,
            limit=limit,
        )
    ).parsed
