from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.find_fields import FindFields


T = TypeVar("T", bound="FindEdit")


@_attrs_define
class FindEdit:
    """A change of a find by a person: either `set` or `deleted`.

    Attributes:
        id (UUID): The id of this edit. The same id is done only once.
        set_ (FindFields | None | Unset): The fields that change.
        deleted (bool | None | Unset): true deletes the find, false restores it.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
    """

    id: UUID
    set_: FindFields | None | Unset = UNSET
    deleted: bool | None | Unset = UNSET
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.find_fields import FindFields  # noqa: PLC0415

        id = str(self.id)

        set_: dict[str, Any] | None | Unset
        if isinstance(self.set_, Unset):
            set_ = UNSET
        elif isinstance(self.set_, FindFields):
            set_ = self.set_.to_dict()
        else:
            set_ = self.set_

        deleted: bool | None | Unset
        if isinstance(self.deleted, Unset):
            deleted = UNSET
        else:
            deleted = self.deleted

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if set_ is not UNSET:
            field_dict["set"] = set_
        if deleted is not UNSET:
            field_dict["deleted"] = deleted
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.find_fields import FindFields  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_set_(data: object) -> FindFields | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                set_type_0 = FindFields.from_dict(data)

                return set_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FindFields | None | Unset, data)

        set_ = _parse_set_(d.pop("set", UNSET))

        def _parse_deleted(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        deleted = _parse_deleted(d.pop("deleted", UNSET))

        reason = d.pop("reason", UNSET)

        find_edit = cls(
            id=id,
            set_=set_,
            deleted=deleted,
            reason=reason,
        )

        return find_edit
