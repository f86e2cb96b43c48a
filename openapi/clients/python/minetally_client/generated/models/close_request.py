from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="CloseRequest")


@_attrs_define
class CloseRequest:
    """Why nothing more is waited for.

    Attributes:
        id (UUID): The id of this decision. The same id is done only once.
        reason (str): Why. It is kept in the log.
    """

    id: UUID
    reason: str

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        reason = d.pop("reason")

        close_request = cls(
            id=id,
            reason=reason,
        )

        return close_request
