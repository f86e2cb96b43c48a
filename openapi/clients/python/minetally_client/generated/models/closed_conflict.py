from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.field_name import FieldName

T = TypeVar("T", bound="ClosedConflict")


@_attrs_define
class ClosedConflict:
    """A conflict that a mutation closed.

    Attributes:
        id (UUID): The conflict.
        field (FieldName):
        why (str): resolved by a person; or its last offer was accepted, agreed, withdrawn; or played again.
    """

    id: UUID
    field: FieldName
    why: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        field = self.field.value

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "field": field,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        field = FieldName(d.pop("field"))

        why = d.pop("why")

        closed_conflict = cls(
            id=id,
            field=field,
            why=why,
        )

        closed_conflict.additional_properties = d
        return closed_conflict

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
