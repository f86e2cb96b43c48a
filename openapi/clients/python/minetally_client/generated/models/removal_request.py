from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RemovalRequest")


@_attrs_define
class RemovalRequest:
    """Why something is removed.

    Attributes:
        id (UUID): The id of this change. The same id is done only once.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
        preview (bool | Unset): true: only show which weeks and totals would change, and change nothing. Default: False.
    """

    id: UUID
    reason: str | Unset = ""
    preview: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        reason = self.reason

        preview = self.preview

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if preview is not UNSET:
            field_dict["preview"] = preview

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        reason = d.pop("reason", UNSET)

        preview = d.pop("preview", UNSET)

        removal_request = cls(
            id=id,
            reason=reason,
            preview=preview,
        )

        return removal_request
