from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ToldRestore")


@_attrs_define
class ToldRestore:
    """A restore: entries of `from_epoch` after `from_seq` are lost until they come back.

    Attributes:
        epoch (UUID): The epoch that began.
        from_epoch (UUID): The epoch before it.
        from_seq (int): The last log entry that the backup had.
    """

    epoch: UUID
    from_epoch: UUID
    from_seq: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        epoch = str(self.epoch)

        from_epoch = str(self.from_epoch)

        from_seq = self.from_seq

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "epoch": epoch,
                "from_epoch": from_epoch,
                "from_seq": from_seq,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        epoch = UUID(d.pop("epoch"))

        from_epoch = UUID(d.pop("from_epoch"))

        from_seq = d.pop("from_seq")

        told_restore = cls(
            epoch=epoch,
            from_epoch=from_epoch,
            from_seq=from_seq,
        )

        told_restore.additional_properties = d
        return told_restore

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
