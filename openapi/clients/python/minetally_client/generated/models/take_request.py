from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.take_request_versions import TakeRequestVersions


T = TypeVar("T", bound="TakeRequest")


@_attrs_define
class TakeRequest:
    """Which finds are taken as they were seen.

    Attributes:
        id (UUID): The id of this decision. The same id is done only once.
        find_ids (list[UUID]): Finds that differ.
        versions (TakeRequestVersions | Unset): The version that was shown of each: a find that has changed since is not
            taken, and none is.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
    """

    id: UUID
    find_ids: list[UUID]
    versions: TakeRequestVersions | Unset = UNSET
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        find_ids = []
        for find_ids_item_data in self.find_ids:
            find_ids_item = str(find_ids_item_data)
            find_ids.append(find_ids_item)

        versions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.versions, Unset):
            versions = self.versions.to_dict()

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "find_ids": find_ids,
            }
        )
        if versions is not UNSET:
            field_dict["versions"] = versions
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.take_request_versions import TakeRequestVersions  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        find_ids = []
        _find_ids = d.pop("find_ids")
        for find_ids_item_data in _find_ids:
            find_ids_item = UUID(find_ids_item_data)

            find_ids.append(find_ids_item)

        _versions = d.pop("versions", UNSET)
        versions: TakeRequestVersions | Unset
        if isinstance(_versions, Unset):
            versions = UNSET
        else:
            versions = TakeRequestVersions.from_dict(_versions)

        reason = d.pop("reason", UNSET)

        take_request = cls(
            id=id,
            find_ids=find_ids,
            versions=versions,
            reason=reason,
        )

        return take_request
