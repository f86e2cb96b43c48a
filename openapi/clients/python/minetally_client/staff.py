"""Command staff: they read lists without handling pages, and they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol, Self, TypeVar
from uuid import UUID

import httpx

from minetally_client import models
from minetally_client.backoff import Backoff
from minetally_client.generated.api.catalogue import add_area, list_areas, list_look_alikes, list_types
from minetally_client.generated.api.conflicts import get_conflict, list_conflicts, resolve_conflict
from minetally_client.generated.api.devices import create_enrolment, list_devices, list_teams
from minetally_client.generated.api.duplicates import decide_duplicate, list_duplicates
from minetally_client.generated.api.editions import (
    edition_differences,
    get_edition,
    list_edition_finds,
    list_editions,
    publish_edition,
)
from minetally_client.generated.api.finds import edit_find, get_find, get_find_history, list_finds
from minetally_client.generated.api.quarantine import dismiss_quarantined, list_quarantine
from minetally_client.generated.api.recovery import admit, close_recovery, get_recovery, take_witnessed
from minetally_client.generated.api.reports import season_report, weekly_report, weekly_report_finds
from minetally_client.generated.api.tokens import create_token, list_tokens
from minetally_client.generated.client import AuthenticatedClient
from minetally_client.ids import uuid7
from minetally_client.local_find import sendable
from minetally_client.models import UNSET, Unset
from minetally_client.patient_transport import PatientTransport
from minetally_client.problems import answer, mutation_answer, refusal_of

Item = TypeVar("Item", covariant=True)
Value = TypeVar("Value")

PAGE = 1000
"""Items in one request of a list: the limit of the server."""


class Page(Protocol[Item]):
    """Some items, and `next_`, where the next page begins."""

    @property
    def items(self) -> Sequence[Item]: ...
    @property
    def next_(self) -> str | None: ...


def every(read: Callable[[str | Unset], Page[Item]]) -> Iterator[Item]:
    """Every item of a list. The next page is fetched after the last item of this page."""
    after: str | Unset = UNSET
    while True:
        page = read(after)
        yield from page.items
        if page.next_ is None:
            return
        after = page.next_


def unset(value: Value | None) -> Value | Unset:
    """A parameter that is not sent if it is None."""
    return UNSET if value is None else value


def moment(as_of: int | datetime | None) -> str | Unset:
    """A moment of the log in the form of the API: the number of an entry, or a time with its UTC offset."""
    if as_of is None:
        return UNSET
    return as_of.isoformat() if isinstance(as_of, datetime) else str(as_of)


class Staff:
    """One operation, with the token of a viewer, reviewer or admin. A rejected request raises `Refused`.

    If no answer comes, a request is sent again. This is safe: every decision has an id and is done only once. For all
    other requests use `client`: every operation of the API is a module of `minetally_client.generated.api`.
    """

    def __init__(
        self,
        server: str,
        token: str,
        *,
        backoff: Backoff | None = None,
        timeout_s: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(
            base_url=server,
            timeout=timeout_s,
            transport=PatientTransport(backoff or Backoff(), transport),
            headers={"Authorization": f"Bearer {token}"},
        )
        self.client = AuthenticatedClient(base_url=server, token=token).set_httpx_client(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # Finds

    def finds(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        type: str | None = None,
        team: str | None = None,
        state: models.FindState | None = None,
        bbox: tuple[float, float, float, float] | None = None,
    ) -> Iterator[models.Find]:
        """Finds in the order of day and id, in all states by default. `type` is a marking in any spelling; `bbox` is
        west, south, east, north in degrees of WGS 84."""
        return every(
            lambda after: answer(
                models.FindPage,
                list_finds.sync_detailed(
                    client=self.client,
                    from_=unset(first),
                    to=unset(last),
                    type_=unset(type),
                    team=unset(team),
                    state=unset(state),
                    bbox=UNSET if bbox is None else ",".join(map(str, bbox)),
                    after=after,
                    limit=PAGE,
                ),
            )
        )

    def find(self, find_id: UUID) -> models.Find:
        return answer(models.Find, get_find.sync_detailed(find_id, client=self.client))

    def history(self, find_id: UUID) -> models.HistoryPage:
        """Everything that was ever sent about a find, and all its suspected duplicates."""
        return answer(models.HistoryPage, get_find_history.sync_detailed(find_id, client=self.client))

    def photo(self, sha256: str) -> bytes:
        """A photo of a find, by its SHA-256. Raises Refused with `not_found` if it has not come from its tablet yet."""
        response = self._http.get(f"/v1/photos/{sha256}")
        if response.status_code != 200:
            raise refusal_of(response)
        return response.content

    def edit(
        self, seen: models.Find, fields: models.FindFields | Mapping[str, Any], reason: str = ""
    ) -> models.MutationResult:
        """Changes a find that you have read. Raises Refused with `precondition_failed` if it has changed since then."""
        given = models.FindFields.from_dict(sendable(fields))
        return self._edit(seen, models.FindEdit(uuid7(), set_=given, reason=reason))

    def delete(self, seen: models.Find, reason: str = "") -> models.MutationResult:
        return self._edit(seen, models.FindEdit(uuid7(), deleted=True, reason=reason))

    def restore(self, seen: models.Find, reason: str = "") -> models.MutationResult:
        return self._edit(seen, models.FindEdit(uuid7(), deleted=False, reason=reason))

    def _edit(self, seen: models.Find, body: models.FindEdit) -> models.MutationResult:
        return mutation_answer(
            edit_find.sync_detailed(seen.id, client=self.client, body=body, if_match=f'"{seen.seq}"')
        )

    # Questions that a person decides

    def conflicts(
        self, *, state: models.ConflictState = models.ConflictState.OPEN, find_id: UUID | None = None
    ) -> Iterator[models.Conflict]:
        """Conflicts in the order in which they were opened."""
        return every(
            lambda after: answer(
                models.ConflictPage,
                list_conflicts.sync_detailed(
                    client=self.client, state=state, find_id=unset(find_id), after=after, limit=PAGE
                ),
            )
        )

    def conflict(self, conflict_id: UUID) -> models.Conflict:
        return answer(models.Conflict, get_conflict.sync_detailed(conflict_id, client=self.client))

    def resolve(
        self,
        seen: models.Conflict,
        value: models.FieldValue,
        reason: str = "",
        also: Sequence[tuple[models.Conflict, models.FieldValue]] = (),
    ) -> models.MutationResult:
        """Resolves a conflict that you have read, and with `also` other conflicts of the same find.

        Raises ConflictMoved if the conflict has changed since then. Its `conflict` is the new state; nothing is
        resolved.
        """
        others = [models.AlsoSettled(other.id, settled, other.etag) for other, settled in also]
        body = models.ResolutionRequest(uuid7(), value, reason, others)
        return mutation_answer(
            resolve_conflict.sync_detailed(seen.id, client=self.client, body=body, if_match=seen.etag)
        )

    def duplicates(
        self, *, state: models.PairState = models.PairState.OPEN, find_id: UUID | None = None
    ) -> Iterator[models.DuplicatePair]:
        """Suspected duplicates in the order in which they were opened."""
        return every(
            lambda after: answer(
                models.DuplicatePage,
                list_duplicates.sync_detailed(
                    client=self.client, state=state, find_id=unset(find_id), after=after, limit=PAGE
                ),
            )
        )

    def decide(
        self,
        seen: models.DuplicatePair,
        decision: models.Decision,
        *,
        survivor: UUID | None = None,
        finds: list[UUID] | None = None,
        reason: str = "",
    ) -> models.DecidedPair:
        """Decides about a pair that you have read. Raises Refused if it has changed. `same` needs the survivor."""
        body = models.DecisionRequest(uuid7(), decision, survivor, finds, reason)
        return answer(
            models.DecidedPair,
            decide_duplicate.sync_detailed(seen.id, client=self.client, body=body, if_match=seen.etag),
        )

    def quarantine(self, *, state: models.QuarantineState | None = None) -> Iterator[models.Quarantined]:
        """Rejected mutations in the order in which they arrived."""
        return every(
            lambda after: answer(
                models.QuarantinePage,
                list_quarantine.sync_detailed(client=self.client, state=unset(state), after=after, limit=PAGE),
            )
        )

    def release(self, quarantine_id: UUID, fixed: models.Mutation | Mapping[str, Any]) -> models.Released:
        """Stores a rejected mutation that somebody has fixed."""
        mutation = fixed.to_dict() if isinstance(fixed, models.Mutation) else dict(fixed)
        response = self._http.post(f"/v1/quarantine/{quarantine_id}/release", json={"mutation": mutation})
        if response.status_code != 200:
            raise refusal_of(response)
        return models.Released.from_dict(response.json())

    def dismiss(self, quarantine_id: UUID, reason: str) -> models.Quarantined:
        body = models.DismissalRequest(reason)
        return answer(
            models.Quarantined, dismiss_quarantined.sync_detailed(quarantine_id, client=self.client, body=body)
        )

    # After a restore of the server

    def recovery(self) -> models.Recovery:
        """Which tablets are back since the last restore, what is missing, what differs, and who waits."""
        return answer(models.Recovery, get_recovery.sync_detailed(client=self.client))

    def admit(
        self, *, devices: Sequence[UUID] = (), tokens: Sequence[UUID] = (), webhooks: Sequence[UUID] = ()
    ) -> models.Admitted:
        """Lets these in again after a restore without a journal: all, or none. Who is not named goes on waiting."""
        body = models.AdmitRequest([*devices], [*tokens], [*webhooks])
        return answer(models.Admitted, admit.sync_detailed(client=self.client, body=body))

    def take(self, seen: Sequence[models.Differing], reason: str = "") -> models.Taken:
        """Takes finds of `recovery` as tablets had seen them, as your edits. Raises Refused with `precondition_failed`
        if one has changed since you read it: then none is taken."""
        versions = models.TakeRequestVersions.from_dict({str(one.find_id): one.version for one in seen})
        body = models.TakeRequest(uuid7(), [one.find_id for one in seen], versions, reason)
        return answer(models.Taken, take_witnessed.sync_detailed(client=self.client, body=body))

    def close_recovery(self, reason: str) -> models.Closed:
        """Says that nothing more is waited for. What comes later still goes in."""
        body = models.CloseRequest(uuid7(), reason)
        return answer(models.Closed, close_recovery.sync_detailed(client=self.client, body=body))

    # Figures

    def weekly(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        week: str | None = None,
        group_by: Sequence[str] = (),
        as_of: int | datetime | None = None,
        since: date | None = None,
    ) -> models.WeeklyReport:
        """The report of some days, both ends included, or of an ISO week such as 2022-W33."""
        return answer(
            models.WeeklyReport,
            weekly_report.sync_detailed(
                client=self.client,
                from_=unset(first),
                to=unset(last),
                week=unset(week),
                group_by=unset(",".join(group_by) or None),
                as_of=moment(as_of),
                since=unset(since),
            ),
        )

    def weekly_finds(
        self, first: date, last: date, *, type: str | None = None, as_of: int | datetime | None = None
    ) -> Iterator[models.CountedFind]:
        """The finds that the report counts, or only those of one type."""
        return every(
            lambda after: answer(
                models.CountedFindPage,
                weekly_report_finds.sync_detailed(
                    client=self.client,
                    from_=first,
                    to=last,
                    type_=unset(type),
                    as_of=moment(as_of),
                    after=after,
                    limit=PAGE,
                ),
            )
        )

    def season(self, first: date, last: date, *, group_by: Sequence[str] = ()) -> models.SeasonReport:
        """Every ISO week of a period."""
        return answer(
            models.SeasonReport,
            season_report.sync_detailed(
                client=self.client, from_=first, to=last, group_by=unset(",".join(group_by) or None)
            ),
        )

    def publish(
        self, first: date, last: date, *, anyway: str | None = None, withdraws: int | None = None
    ) -> models.Edition:
        """Publishes the report of these days. Raises Refused with `conditions_not_met` if a condition is not met."""
        body = models.PublishRequest(uuid7(), first, last, anyway=anyway, withdraws=withdraws)
        return answer(models.Edition, publish_edition.sync_detailed(client=self.client, body=body))

    def editions(self) -> Iterator[models.ListedEdition]:
        """Editions in the order of number and revision."""
        return every(
            lambda after: answer(
                models.EditionPage, list_editions.sync_detailed(client=self.client, after=after, limit=PAGE)
            )
        )

    def edition(self, number: int, revision: int | None = None) -> models.Edition:
        return answer(models.Edition, get_edition.sync_detailed(number, client=self.client, revision=unset(revision)))

    def edition_finds(self, number: int, revision: int | None = None) -> Iterator[models.CountedFind]:
        """The finds that an edition counts, as they were then."""
        return every(
            lambda after: answer(
                models.CountedFindPage,
                list_edition_finds.sync_detailed(
                    number, client=self.client, revision=unset(revision), after=after, limit=PAGE
                ),
            )
        )

    def edition_file(self, number: int, form: models.ReportFormat, revision: int | None = None) -> bytes:
        """An edition as CSV, XLSX, PDF or GeoJSON."""
        query = {"format": str(form), **({} if revision is None else {"revision": str(revision)})}
        response = self._http.get(f"/v1/editions/{number}", params=query)
        if response.status_code != 200:
            raise refusal_of(response)
        return response.content

    def differences(self, number: int, revision: int | None = None, to: str | None = None) -> models.Differences:
        """The changes since an edition, find by find: until now, or until another edition such as `1.2`."""
        return answer(
            models.Differences,
            edition_differences.sync_detailed(number, client=self.client, revision=unset(revision), to=unset(to)),
        )

    # Who and what belongs to the operation

    def enrolment_code(self, team: str, device: str) -> models.EnrolmentCode:
        """A code that enrols one tablet. If the request was sent twice, an unused extra code expires."""
        body = models.EnrolmentRequest(team, device)
        return answer(models.EnrolmentCode, create_enrolment.sync_detailed(client=self.client, body=body))

    def replacement_code(self, device_id: UUID) -> models.EnrolmentCode:
        """A code that enrols a tablet in place of the one that a device has: it is lost, was reset, or is forked. The
        device's token ends when the code is used."""
        body = models.EnrolmentRequest(device_id=device_id)
        return answer(models.EnrolmentCode, create_enrolment.sync_detailed(client=self.client, body=body))

    def make_token(self, role: models.PersonRole, person: str, days: int = 365) -> models.MadeToken:
        body = models.TokenRequest(role, person, days)
        return answer(models.MadeToken, create_token.sync_detailed(client=self.client, body=body))

    def add_area(self, area: models.AreaRequest) -> models.AddedArea:
        return answer(models.AddedArea, add_area.sync_detailed(client=self.client, body=area))

    def tokens(self) -> list[models.Token]:
        return answer(models.TokenPage, list_tokens.sync_detailed(client=self.client)).items

    def devices(self) -> list[models.Device]:
        return answer(models.DevicePage, list_devices.sync_detailed(client=self.client)).items

    def teams(self) -> list[models.Team]:
        return answer(models.TeamPage, list_teams.sync_detailed(client=self.client)).items

    def areas(self) -> list[models.Area]:
        return answer(models.AreaPage, list_areas.sync_detailed(client=self.client)).items

    def types(self) -> list[models.OrdnanceType]:
        return answer(models.TypePage, list_types.sync_detailed(client=self.client)).items

    def look_alikes(self) -> list[models.UnknownMarking]:
        """Markings that are not in the catalogue, with similar ones that are."""
        return answer(models.UnknownMarkingPage, list_look_alikes.sync_detailed(client=self.client)).items
