from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.person_role import PersonRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenRequest")


@_attrs_define
class TokenRequest:
    """Who gets a token, and with which role.

    Attributes:
        role (PersonRole): What a person may do.
        person (str): The person who uses the token. The name is shown with everything they do.
        days (int | Unset): How long the token is valid, days. Default: 365.
    """

    role: PersonRole
    person: str
    days: int | Unset = 365

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        person = self.person

        days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
                "person": person,
            }
        )
        if days is not UNSET:
            field_dict["days"] = days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = PersonRole(d.pop("role"))

        person = d.pop("person")

        days = d.pop("days", UNSET)

        token_request = cls(
            role=role,
            person=person,
            days=days,
        )

        return token_request
