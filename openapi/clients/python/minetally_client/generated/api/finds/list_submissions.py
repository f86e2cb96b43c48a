from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.submission_outcome import SubmissionOutcome
from ...models.submission_page import SubmissionPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    find_id: UUID | Unset = UNSET,
    outcome: SubmissionOutcome | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_find_id: str | Unset = UNSET
    if not isinstance(find_id, Unset):
        json_find_id = str(find_id)
    params["find_id"] = json_find_id

    json_outcome: str | Unset = UNSET
    if not isinstance(outcome, Unset):
        json_outcome = outcome.value

    params["outcome"] = json_outcome

    params["after"] = after

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/submissions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SubmissionPage | None:
    if response.status_code == 200:
        response_200 = SubmissionPage.from_dict(response.json())

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
) -> Response[Problem | SubmissionPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    find_id: UUID | Unset = UNSET,
    outcome: SubmissionOutcome | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[Problem | SubmissionPage]:
    """List the forms that ODK Collect sent

     Filled-in forms in the order in which they arrived, and the result of each.

    Roles: reviewer, admin.

    Args:
        find_id (UUID | Unset):
        outcome (SubmissionOutcome | Unset): What became of a form.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubmissionPage]
    """

    kwargs = _get_kwargs(
        find_id=find_id,
        outcome=outcome,
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
    find_id: UUID | Unset = UNSET,
    outcome: SubmissionOutcome | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Problem | SubmissionPage | None:
    """List the forms that ODK Collect sent

     Filled-in forms in the order in which they arrived, and the result of each.

    Roles: reviewer, admin.

    Args:
        find_id (UUID | Unset):
        outcome (SubmissionOutcome | Unset): What became of a form.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubmissionPage
    """

    return sync_detailed(
        client=client,
        find_id=find_id,
        outcome=outcome,
        after=after,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    find_id: UUID | Unset = UNSET,
    outcome: SubmissionOutcome | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[Problem | SubmissionPage]:
    """List the forms that ODK Collect sent

     Filled-in forms in the order in which they arrived, and the result of each.

    Roles: reviewer, admin.

    Args:
        find_id (UUID | Unset):
        outcome (SubmissionOutcome | Unset): What became of a form.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubmissionPage]
    """

    kwargs = _get_kwargs(
        find_id=find_id,
        outcome=outcome,
        after=after,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    find_id: UUID | Unset = UNSET,
    outcome: SubmissionOutcome | Unset = UNSET,
    after: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Problem | SubmissionPage | None:
    """List the forms that ODK Collect sent

     Filled-in forms in the order in which they arrived, and the result of each.

    Roles: reviewer, admin.

    Args:
        find_id (UUID | Unset):
        outcome (SubmissionOutcome | Unset): What became of a form.
        after (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubmissionPage
    """

    return (
        await asyncio_detailed(
            client=client,
            find_id=find_id,
            outcome=outcome,
            after=after,
            limit=limit,
        )
    ).parsed
