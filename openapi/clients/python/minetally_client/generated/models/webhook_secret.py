from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.open_deliveries import OpenDeliveries


T = TypeVar("T", bound="WebhookSecret")


@_attrs_define
class WebhookSecret:
    """A webhook with a new secret.

    Attributes:
        id (UUID): Its id.
        url (str): The address that events are sent to.
        events (list[str]): The events that it receives.
        description (str): For people: who uses it, and what for.
        enabled (bool): Whether events are sent.
        disabled_why (None | str): Why it is disabled; null if it is enabled.
        created_at (datetime.datetime): When it was made.
        created_by (str): Who created it.
        told_through_seq (int): The last log entry that is in its deliveries.
        entries_behind (int): The number of log entries that are not in its deliveries yet.
        deliveries (OpenDeliveries): The number of deliveries that are still open.
        failing_since (datetime.datetime | None): Since when every attempt has failed; null if the last attempt
            succeeded.
        asked_again_at (datetime.datetime | None): The receiver seems to be down: the next attempt is at this time.
        old_secret_until (datetime.datetime | None): Until this time deliveries are also signed with the old secret.
        secret (str): Use it to verify deliveries. It is shown only once.
    """

    id: UUID
    url: str
    events: list[str]
    description: str
    enabled: bool
    disabled_why: None | str
    created_at: datetime.datetime
    created_by: str
    told_through_seq: int
    entries_behind: int
    deliveries: OpenDeliveries
    failing_since: datetime.datetime | None
    asked_again_at: datetime.datetime | None
    old_secret_until: datetime.datetime | None
    secret: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        url = self.url

        events = self.events

        description = self.description

        enabled = self.enabled

        disabled_why: None | str
        disabled_why = self.disabled_why

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        told_through_seq = self.told_through_seq

        entries_behind = self.entries_behind

        deliveries = self.deliveries.to_dict()

        failing_since: None | str
        if isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        asked_again_at: None | str
        if isinstance(self.asked_again_at, datetime.datetime):
            asked_again_at = self.asked_again_at.isoformat()
        else:
            asked_again_at = self.asked_again_at

        old_secret_until: None | str
        if isinstance(self.old_secret_until, datetime.datetime):
            old_secret_until = self.old_secret_until.isoformat()
        else:
            old_secret_until = self.old_secret_until

        secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "events": events,
                "description": description,
                "enabled": enabled,
                "disabled_why": disabled_why,
                "created_at": created_at,
                "created_by": created_by,
                "told_through_seq": told_through_seq,
                "entries_behind": entries_behind,
                "deliveries": deliveries,
                "failing_since": failing_since,
                "asked_again_at": asked_again_at,
                "old_secret_until": old_secret_until,
                "secret": secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.open_deliveries import OpenDeliveries  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        url = d.pop("url")

        events = cast(list[str], d.pop("events"))

        description = d.pop("description")

        enabled = d.pop("enabled")

        def _parse_disabled_why(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        disabled_why = _parse_disabled_why(d.pop("disabled_why"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        told_through_seq = d.pop("told_through_seq")

        entries_behind = d.pop("entries_behind")

        deliveries = OpenDeliveries.from_dict(d.pop("deliveries"))

        def _parse_failing_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)

                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failing_since = _parse_failing_since(d.pop("failing_since"))

        def _parse_asked_again_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                asked_again_at_type_0 = datetime.datetime.fromisoformat(data)

                return asked_again_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        asked_again_at = _parse_asked_again_at(d.pop("asked_again_at"))

        def _parse_old_secret_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                old_secret_until_type_0 = datetime.datetime.fromisoformat(data)

                return old_secret_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        old_secret_until = _parse_old_secret_until(d.pop("old_secret_until"))

        secret = d.pop("secret")

        webhook_secret = cls(
            id=id,
            url=url,
            events=events,
            description=description,
            enabled=enabled,
            disabled_why=disabled_why,
            created_at=created_at,
            created_by=created_by,
            told_through_seq=told_through_seq,
            entries_behind=entries_behind,
            deliveries=deliveries,
            failing_since=failing_since,
            asked_again_at=asked_again_at,
            old_secret_until=old_secret_until,
            secret=secret,
        )

        webhook_secret.additional_properties = d
        return webhook_secret

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
