from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.import_answer import ImportAnswer
from ...models.import_request import ImportRequest
from ...models.problem import Problem
from ...models.unconfirmed_guess import UnconfirmedGuess
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ImportRequest,
    dry_run: bool | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["dry_run"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/imports",
        "params": params,
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ImportAnswer | Problem | Problem | UnconfirmedGuess | None:
    if response.status_code == 200:
        response_200 = ImportAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 400:

        def _parse_response_400(data: object) -> Problem | UnconfirmedGuess:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = Problem.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_1 = UnconfirmedGuess.from_dict(data)

            return response_400_type_1

        response_400 = _parse_response_400(response.json())

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ImportAnswer | Problem | Problem | UnconfirmedGuess]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    dry_run: bool | Unset = UNSET,
) -> Response[ImportAnswer | Problem | Problem | UnconfirmedGuess]:
    """Import finds from a file

     Stores a find for each row of a file, in the name of who sends it. The same file again changes
    nothing, so a
    request that was cut off is sent again.

    At most 64 MiB and 100,000 rows; larger files are for `minetally import`. A dry run answers also
    where the mapping
    is not complete: `mapping` is the guess, and `open` what it leaves open.

    Roles: reviewer, admin.

    Args:
        dry_run (bool | Unset):
        body (ImportRequest): A file and its mapping, as parts of a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportAnswer | Problem | Problem | UnconfirmedGuess]
    """

    kwargs = _get_kwargs(
        body=body,
        dry_run=dry_run,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    dry_run: bool | Unset = UNSET,
) -> ImportAnswer | Problem | Problem | UnconfirmedGuess | None:
    """Import finds from a file

     Stores a find for each row of a file, in the name of who sends it. The same file again changes
    nothing, so a
    request that was cut off is sent again.

    At most 64 MiB and 100,000 rows; larger files are for `minetally import`. A dry run answers also
    where the mapping
    is not complete: `mapping` is the guess, and `open` what it leaves open.

    Roles: reviewer, admin.

    Args:
        dry_run (bool | Unset):
        body (ImportRequest): A file and its mapping, as parts of a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportAnswer | Problem | Problem | UnconfirmedGuess
    """

    return sync_detailed(
        client=client,
        body=body,
        dry_run=dry_run,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    dry_run: bool | Unset = UNSET,
) -> Response[ImportAnswer | Problem | Problem | UnconfirmedGuess]:
    """Import finds from a file

     Stores a find for each row of a file, in the name of who sends it. The same file again changes
    nothing, so a
    request that was cut off is sent again.

    At most 64 MiB and 100,000 rows; larger files are for `minetally import`. A dry run answers also
    where the mapping
    is not complete: `mapping` is the guess, and `open` what it leaves open.

    Roles: reviewer, admin.

    Args:
        dry_run (bool | Unset):
        body (ImportRequest): A file and its mapping, as parts of a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportAnswer | Problem | Problem | UnconfirmedGuess]
    """

    kwargs = _get_kwargs(
        body=body,
        dry_run=dry_run,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    dry_run: bool | Unset = UNSET,
) -> ImportAnswer | Problem | Problem | UnconfirmedGuess | None:
    """Import finds from a file

     Stores a find for each row of a file, in the name of who sends it. The same file again changes
    nothing, so a
    request that was cut off is sent again.

    At most 64 MiB and 100,000 rows; larger files are for `minetally import`. A dry run answers also
    where the mapping
    is not complete: `mapping` is the guess, and `open` what it leaves open.

    Roles: reviewer, admin.

    Args:
        dry_run (bool | Unset):
        body (ImportRequest): A file and its mapping, as parts of a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportAnswer | Problem | Problem | UnconfirmedGuess
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            dry_run=dry_run,
        )
    ).parsed
