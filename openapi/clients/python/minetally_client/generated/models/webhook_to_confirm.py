from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WebhookToConfirm")


@_attrs_define
class WebhookToConfirm:
    """A webhook that waits: it may have been deleted after the backup.

    Attributes:
        id (UUID): Its id.
        url (str): Where it is told.
        description (str): For people.
        person (str): Who made it.
        created_at (datetime.datetime): When it was made.
    """

    id: UUID
    url: str
    description: str
    person: str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        url = self.url

        description = self.description

        person = self.person

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "description": description,
                "person": person,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        url = d.pop("url")

        description = d.pop("description")

        person = d.pop("person")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        webhook_to_confirm = cls(
            id=id,
            url=url,
            description=description,
            person=person,
            created_at=created_at,
        )

        webhook_to_confirm.additional_properties = d
        return webhook_to_confirm

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
