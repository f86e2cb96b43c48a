from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AliasRequest")


@_attrs_define
class AliasRequest:
    """A marking that names a type; what bears it is counted with that type from now on, also in old weeks.

    Attributes:
        id (UUID): It is done once under this id.
        reason (str): Why, for those who read the catalogue.
        marking (str): As it was typed.
        preview (bool | Unset): Only say which weeks and totals would change, and change nothing. Default: False.
    """

    id: UUID
    reason: str
    marking: str
    preview: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        reason = self.reason

        marking = self.marking

        preview = self.preview

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "reason": reason,
                "marking": marking,
            }
        )
        if preview is not UNSET:
            field_dict["preview"] = preview

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        reason = d.pop("reason")

        marking = d.pop("marking")

        preview = d.pop("preview", UNSET)

        alias_request = cls(
            id=id,
            reason=reason,
            marking=marking,
            preview=preview,
        )

        return alias_request
