from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.applied import Applied
from ...models.conflict_changed import ConflictChanged
from ...models.conflicted import Conflicted
from ...models.merged import Merged
from ...models.problem import Problem
from ...models.rejected import Rejected
from ...models.resolution_request import ResolutionRequest
from ...types import Response


def _get_kwargs(
    conflict_id: UUID,
    *,
    body: ResolutionRequest,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/conflicts/{conflict_id}/resolution".format(
            conflict_id=quote(str(conflict_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> Applied | Conflicted | Merged | Rejected:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_mutation_result_type_0 = Applied.from_dict(data)

                return componentsschemas_mutation_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_mutation_result_type_1 = Merged.from_dict(data)

                return componentsschemas_mutation_result_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_mutation_result_type_2 = Conflicted.from_dict(data)

                return componentsschemas_mutation_result_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_mutation_result_type_3 = Rejected.from_dict(data)

            return componentsschemas_mutation_result_type_3

        response_200 = _parse_response_200(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = ConflictChanged.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 428:
        response_428 = Problem.from_dict(response.json())

        return response_428

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
) -> Response[Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    conflict_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionRequest,
    if_match: str,
) -> Response[Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem]:
    """Settle a conflict

     Settles a conflict in the state that If-Match names, with any valid value; others of the same find
    with it.

    Roles: reviewer, admin.

    Args:
        conflict_id (UUID):
        if_match (str):
        body (ResolutionRequest): The decision of a person about a conflict.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem]
    """

    kwargs = _get_kwargs(
        conflict_id=conflict_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    conflict_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionRequest,
    if_match: str,
) -> Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem | None:
    """Settle a conflict

     Settles a conflict in the state that If-Match names, with any valid value; others of the same find
    with it.

    Roles: reviewer, admin.

    Args:
        conflict_id (UUID):
        if_match (str):
        body (ResolutionRequest): The decision of a person about a conflict.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem
    """

    return sync_detailed(
        conflict_id=conflict_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    conflict_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionRequest,
    if_match: str,
) -> Response[Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem]:
    """Settle a conflict

     Settles a conflict in the state that If-Match names, with any valid value; others of the same find
    with it.

    Roles: reviewer, admin.

    Args:
        conflict_id (UUID):
        if_match (str):
        body (ResolutionRequest): The decision of a person about a conflict.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem]
    """

    kwargs = _get_kwargs(
        conflict_id=conflict_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    conflict_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionRequest,
    if_match: str,
) -> Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem | None:
    """Settle a conflict

     Settles a conflict in the state that If-Match names, with any valid value; others of the same find
    with it.

    Roles: reviewer, admin.

    Args:
        conflict_id (UUID):
        if_match (str):
        body (ResolutionRequest): The decision of a person about a conflict.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Applied | Conflicted | Merged | Rejected | ConflictChanged | Problem
    """

    return (
        await asyncio_detailed(
            conflict_id=conflict_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
