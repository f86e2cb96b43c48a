import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.report_format import ReportFormat
from ...models.season_report import SeasonReport
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    group_by: str | Unset = UNSET,
    as_of: str | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
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

    params["group_by"] = group_by

    params["as_of"] = as_of

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/reports/season",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SeasonReport | None:
    if response.status_code == 200:
        response_200 = SeasonReport.from_dict(response.json())

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

    if response.status_code == 406:
        response_406 = Problem.from_dict(response.json())

        return response_406

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
) -> Response[Problem | SeasonReport]:
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
    group_by: str | Unset = UNSET,
    as_of: str | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> Response[Problem | SeasonReport]:
    """Read all weeks of a season

     Every ISO week of a period: its total, its change, the total so far, and its sums.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        group_by (str | Unset):
        as_of (str | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SeasonReport]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        group_by=group_by,
        as_of=as_of,
        format_=format_,
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
    group_by: str | Unset = UNSET,
    as_of: str | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> Problem | SeasonReport | None:
    """Read all weeks of a season

     Every ISO week of a period: its total, its change, the total so far, and its sums.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        group_by (str | Unset):
        as_of (str | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SeasonReport
    """

    return sync_detailed(
        client=client,
        from_=from_,
        to=to,
        group_by=group_by,
        as_of=as_of,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    group_by: str | Unset = UNSET,
    as_of: str | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> Response[Problem | SeasonReport]:
    """Read all weeks of a season

     Every ISO week of a period: its total, its change, the total so far, and its sums.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        group_by (str | Unset):
        as_of (str | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SeasonReport]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        group_by=group_by,
        as_of=as_of,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    group_by: str | Unset = UNSET,
    as_of: str | Unset = UNSET,
    format_: ReportFormat | Unset = UNSET,
) -> Problem | SeasonReport | None:
    """Read all weeks of a season

     Every ISO week of a period: its total, its change, the total so far, and its sums.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        group_by (str | Unset):
        as_of (str | Unset):
        format_ (ReportFormat | Unset): In what form a report comes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SeasonReport
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            to=to,
            group_by=group_by,
            as_of=as_of,
            format_=format_,
        )
    ).parsed
