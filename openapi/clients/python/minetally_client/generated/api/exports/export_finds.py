import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.export_format import ExportFormat
from ...models.exported_state import ExportedState
from ...models.problem import Problem
from ...models.resync_required import ResyncRequired
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    format_: ExportFormat | Unset = UNSET,
    since: str | Unset = UNSET,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: ExportedState | Unset = UNSET,
    bbox: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    params["since"] = since

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params["type"] = type_

    params["team"] = team

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["bbox"] = bbox

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/exports/finds",
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

    if response.status_code == 406:
        response_406 = Problem.from_dict(response.json())

        return response_406

    if response.status_code == 409:
        response_409 = ResyncRequired.from_dict(response.json())

        return response_409

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
    format_: ExportFormat | Unset = UNSET,
    since: str | Unset = UNSET,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: ExportedState | Unset = UNSET,
    bbox: str | Unset = UNSET,
) -> Response[Problem | ResyncRequired | str]:
    """Export finds

     All finds that the filters want, as they stand at one moment, with the position as typed beside WGS
    84.

    The same filters as those of list_finds; unless `state` says otherwise only live finds, as in
    reports. The answer is
    streamed, and an answer that is cut off is not whole: its finds and their total are in the headers.

    Roles: viewer, reviewer, admin.

    Args:
        format_ (ExportFormat | Unset): In what form finds are exported.
        since (str | Unset):
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (ExportedState | Unset): Finds in which state are exported.
        bbox (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ResyncRequired | str]
    """

    kwargs = _get_kwargs(
        format_=format_,
        since=since,
        from_=from_,
        to=to,
        type_=type_,
        team=team,
        state=state,
        bbox=bbox,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    format_: ExportFormat | Unset = UNSET,
    since: str | Unset = UNSET,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: ExportedState | Unset = UNSET,
    bbox: str | Unset = UNSET,
) -> Problem | ResyncRequired | str | None:
    """Export finds

     All finds that the filters want, as they stand at one moment, with the position as typed beside WGS
    84.

    The same filters as those of list_finds; unless `state` says otherwise only live finds, as in
    reports. The answer is
    streamed, and an answer that is cut off is not whole: its finds and their total are in the headers.

    Roles: viewer, reviewer, admin.

    Args:
        format_ (ExportFormat | Unset): In what form finds are exported.
        since (str | Unset):
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (ExportedState | Unset): Finds in which state are exported.
        bbox (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ResyncRequired | str
    """

    return sync_detailed(
        client=client,
        format_=format_,
        since=since,
        from_=from_,
        to=to,
        type_=type_,
        team=team,
        state=state,
        bbox=bbox,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    format_: ExportFormat | Unset = UNSET,
    since: str | Unset = UNSET,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: ExportedState | Unset = UNSET,
    bbox: str | Unset = UNSET,
) -> Response[Problem | ResyncRequired | str]:
    """Export finds

     All finds that the filters want, as they stand at one moment, with the position as typed beside WGS
    84.

    The same filters as those of list_finds; unless `state` says otherwise only live finds, as in
    reports. The answer is
    streamed, and an answer that is cut off is not whole: its finds and their total are in the headers.

    Roles: viewer, reviewer, admin.

    Args:
        format_ (ExportFormat | Unset): In what form finds are exported.
        since (str | Unset):
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (ExportedState | Unset): Finds in which state are exported.
        bbox (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ResyncRequired | str]
    """

    kwargs = _get_kwargs(
        format_=format_,
        since=since,
        from_=from_,
        to=to,
        type_=type_,
        team=team,
        state=state,
        bbox=bbox,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    format_: ExportFormat | Unset = UNSET,
    since: str | Unset = UNSET,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: ExportedState | Unset = UNSET,
    bbox: str | Unset = UNSET,
) -> Problem | ResyncRequired | str | None:
    """Export finds

     All finds that the filters want, as they stand at one moment, with the position as typed beside WGS
    84.

    The same filters as those of list_finds; unless `state` says otherwise only live finds, as in
    reports. The answer is
    streamed, and an answer that is cut off is not whole: its finds and their total are in the headers.

    Roles: viewer, reviewer, admin.

    Args:
        format_ (ExportFormat | Unset): In what form finds are exported.
        since (str | Unset):
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (ExportedState | Unset): Finds in which state are exported.
        bbox (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ResyncRequired | str
    """

    return (
        await asyncio_detailed(
            client=client,
            format_=format_,
            since=since,
            from_=from_,
            to=to,
            type_=type_,
            team=team,
            state=state,
            bbox=bbox,
        )
    ).parsed
