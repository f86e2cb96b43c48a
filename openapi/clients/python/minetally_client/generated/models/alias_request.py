from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AliasRequest")


@_attrs_define
class AliasRequest:
    """A marking that means a type. From now on finds with this marking count with the type, also in past weeks.

    Attributes:
        id (UUID): The id of this change. The same id is done only once.
        reason (str): Why. It is shown in the catalogue.
        marking (str): The marking, as it was typed.
        preview (bool | Unset): true: only show which weeks and totals would change, and change nothing. Default: False.
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
