from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.operation_settings import OperationSettings


T = TypeVar("T", bound="SettingsRequest")


@_attrs_define
class SettingsRequest:
    """The settings of the operation, all of them.

    Attributes:
        id (UUID): The id of this change. The same id is done only once.
        settings (OperationSettings): The settings that staff make for an operation.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
        preview (bool | Unset): true: only show which weeks and totals would change, and change nothing. Default: False.
    """

    id: UUID
    settings: OperationSettings
    reason: str | Unset = ""
    preview: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        settings = self.settings.to_dict()

        reason = self.reason

        preview = self.preview

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "settings": settings,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if preview is not UNSET:
            field_dict["preview"] = preview

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.operation_settings import OperationSettings  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        settings = OperationSettings.from_dict(d.pop("settings"))

        reason = d.pop("reason", UNSET)

        preview = d.pop("preview", UNSET)

        settings_request = cls(
            id=id,
            settings=settings,
            reason=reason,
            preview=preview,
        )

        return settings_request
