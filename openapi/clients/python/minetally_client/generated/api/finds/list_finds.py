import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.find_page import FindPage
from ...models.find_state import FindState
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: FindState | Unset = UNSET,
    bbox: str | Unset = UNSET,
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

    params["type"] = type_

    params["team"] = team

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["bbox"] = bbox

    params["after"] = after

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/finds",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FindPage | Problem | None:
    if response.status_code == 200:
        response_200 = FindPage.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[FindPage | Problem]:
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
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: FindState | Unset = UNSET,
    bbox: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[FindPage | Problem]:
    """List finds

     Finds by day and id.

    Every filter has an index. Where more than 5,000 finds match, pages are read in the order of days:
    all of them
    together read each find once.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (FindState | Unset): Whether a find counts: only a live one does.
        bbox (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FindPage | Problem]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        type_=type_,
        team=team,
        state=state,
        bbox=bbox,
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
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: FindState | Unset = UNSET,
    bbox: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> FindPage | Problem | None:
    """List finds

     Finds by day and id.

    Every filter has an index. Where more than 5,000 finds match, pages are read in the order of days:
    all of them
    together read each find once.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (FindState | Unset): Whether a find counts: only a live one does.
        bbox (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FindPage | Problem
    """

    return sync_detailed(
        client=client,
        from_=from_,
        to=to,
        type_=type_,
        team=team,
        state=state,
        bbox=bbox,
        after=after,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: FindState | Unset = UNSET,
    bbox: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[FindPage | Problem]:
    """List finds

     Finds by day and id.

    Every filter has an index. Where more than 5,000 finds match, pages are read in the order of days:
    all of them
    together read each find once.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (FindState | Unset): Whether a find counts: only a live one does.
        bbox (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FindPage | Problem]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        type_=type_,
        team=team,
        state=state,
        bbox=bbox,
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
    type_: str | Unset = UNSET,
    team: str | Unset = UNSET,
    state: FindState | Unset = UNSET,
    bbox: str | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> FindPage | Problem | None:
    """List finds

     Finds by day and id.

    Every filter has an index. Where more than 5,000 finds match, pages are read in the order of days:
    all of them
    together read each find once.

    Roles: viewer, reviewer, admin.

    Args:
        from_ (datetime.date | Unset):
        to (datetime.date | Unset):
        type_ (str | Unset):
        team (str | Unset):
        state (FindState | Unset): Whether a find counts: only a live one does.
        bbox (str | Unset):
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FindPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            to=to,
            type_=type_,
            team=team,
            state=state,
            bbox=bbox,
            after=after,
            limit=limit,
        )
    ).parsed
