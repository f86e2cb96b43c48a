from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role import Role

T = TypeVar("T", bound="MadeToken")


@_attrs_define
class MadeToken:
    """A new token.

    Attributes:
        token (str): Told this once; only its SHA-256 is kept.
        id (UUID): Its id.
        prefix (str): Its first characters, for people who look for it.
        role (Role): What the bearer of a token may do.
        person (str): The person whom it belongs to.
        expires_at (datetime.datetime): When it ends.
    """

    token: str
    id: UUID
    prefix: str
    role: Role
    person: str
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        id = str(self.id)

        prefix = self.prefix

        role = self.role.value

        person = self.person

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "token": token,
                "id": id,
                "prefix": prefix,
                "role": role,
                "person": person,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        token = d.pop("token")

        id = UUID(d.pop("id"))

        prefix = d.pop("prefix")

        role = Role(d.pop("role"))

        person = d.pop("person")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        made_token = cls(
            token=token,
            id=id,
            prefix=prefix,
            role=role,
            person=person,
            expires_at=expires_at,
        )

        made_token.additional_properties = d
        return made_token

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
