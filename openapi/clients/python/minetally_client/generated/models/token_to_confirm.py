from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role import Role

T = TypeVar("T", bound="TokenToConfirm")


@_attrs_define
class TokenToConfirm:
    """The token of a person, which waits: it may have been revoked after the backup.

    Attributes:
        id (UUID): Its id.
        prefix (str): Its first characters, for people who look for it.
        role (Role): What the bearer of a token may do.
        person (None | str): Whose it is.
        created_at (datetime.datetime): When it was made.
        last_seen_at (datetime.datetime | None): When it was last used, as the backup knows it.
    """

    id: UUID
    prefix: str
    role: Role
    person: None | str
    created_at: datetime.datetime
    last_seen_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        prefix = self.prefix

        role = self.role.value

        person: None | str
        person = self.person

        created_at = self.created_at.isoformat()

        last_seen_at: None | str
        if isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "prefix": prefix,
                "role": role,
                "person": person,
                "created_at": created_at,
                "last_seen_at": last_seen_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        prefix = d.pop("prefix")

        role = Role(d.pop("role"))

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_last_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_seen_at = _parse_last_seen_at(d.pop("last_seen_at"))

        token_to_confirm = cls(
            id=id,
            prefix=prefix,
            role=role,
            person=person,
            created_at=created_at,
            last_seen_at=last_seen_at,
        )

        token_to_confirm.additional_properties = d
        return token_to_confirm

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
