from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.applied import Applied
from ...models.conflicted import Conflicted
from ...models.find_edit import FindEdit
from ...models.merged import Merged
from ...models.problem import Problem
from ...models.rejected import Rejected
from ...types import Response


def _get_kwargs(
    find_id: UUID,
    *,
    body: FindEdit,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/finds/{find_id}".format(
            find_id=quote(str(find_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Applied | Conflicted | Merged | Rejected | Problem | None:
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

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

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
) -> Response[Applied | Conflicted | Merged | Rejected | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    find_id: UUID,
    *,
    client: AuthenticatedClient,
    body: FindEdit,
    if_match: str,
) -> Response[Applied | Conflicted | Merged | Rejected | Problem]:
    """Edit, delete or restore a find

     Edits, deletes or restores a find in the version that If-Match names.

    Roles: reviewer, admin.

    Args:
        find_id (UUID):
        if_match (str):
        body (FindEdit): A change of a find by a person: either `set` or `deleted`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Applied | Conflicted | Merged | Rejected | Problem]
    """

    kwargs = _get_kwargs(
        find_id=find_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    find_id: UUID,
    *,
    client: AuthenticatedClient,
    body: FindEdit,
    if_match: str,
) -> Applied | Conflicted | Merged | Rejected | Problem | None:
    """Edit, delete or restore a find

     Edits, deletes or restores a find in the version that If-Match names.

    Roles: reviewer, admin.

    Args:
        find_id (UUID):
        if_match (str):
        body (FindEdit): A change of a find by a person: either `set` or `deleted`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Applied | Conflicted | Merged | Rejected | Problem
    """

    return sync_detailed(
        find_id=find_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    find_id: UUID,
    *,
    client: AuthenticatedClient,
    body: FindEdit,
    if_match: str,
) -> Response[Applied | Conflicted | Merged | Rejected | Problem]:
    """Edit, delete or restore a find

     Edits, deletes or restores a find in the version that If-Match names.

    Roles: reviewer, admin.

    Args:
        find_id (UUID):
        if_match (str):
        body (FindEdit): A change of a find by a person: either `set` or `deleted`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Applied | Conflicted | Merged | Rejected | Problem]
    """

    kwargs = _get_kwargs(
        find_id=find_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    find_id: UUID,
    *,
    client: AuthenticatedClient,
    body: FindEdit,
    if_match: str,
) -> Applied | Conflicted | Merged | Rejected | Problem | None:
    """Edit, delete or restore a find

     Edits, deletes or restores a find in the version that If-Match names.

    Roles: reviewer, admin.

    Args:
        find_id (UUID):
        if_match (str):
        body (FindEdit): A change of a find by a person: either `set` or `deleted`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Applied | Conflicted | Merged | Rejected | Problem
    """

    return (
        await asyncio_detailed(
            find_id=find_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
