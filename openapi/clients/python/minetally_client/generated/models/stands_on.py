from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StandsOn")


@_attrs_define
class StandsOn:
    """The log on which an edition stands.

    Attributes:
        seq (int): The last log entry that it knows.
        hash_ (str): The chain hash of that entry.
        epoch (UUID): Identity of the server's history.
        in_verified_backup (bool): Whether that entry was in a verified backup by then.
    """

    seq: int
    hash_: str
    epoch: UUID
    in_verified_backup: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        seq = self.seq

        hash_ = self.hash_

        epoch = str(self.epoch)

        in_verified_backup = self.in_verified_backup

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "seq": seq,
                "hash": hash_,
                "epoch": epoch,
                "in_verified_backup": in_verified_backup,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        seq = d.pop("seq")

        hash_ = d.pop("hash")

        epoch = UUID(d.pop("epoch"))

        in_verified_backup = d.pop("in_verified_backup")

        stands_on = cls(
            seq=seq,
            hash_=hash_,
            epoch=epoch,
            in_verified_backup=in_verified_backup,
        )

        stands_on.additional_properties = d
        return stands_on

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
