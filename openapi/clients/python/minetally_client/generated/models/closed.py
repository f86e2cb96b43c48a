from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.left_over import LeftOver


T = TypeVar("T", bound="Closed")


@_attrs_define
class Closed:
    """A recovery is closed. What comes later still goes in.

    Attributes:
        id (UUID): The id of this decision.
        seq (int): The log entry that closed it.
        replayed (bool): Whether it was closed by this id before.
        left (LeftOver): What was still missing when a recovery was closed.
    """

    id: UUID
    seq: int
    replayed: bool
    left: LeftOver
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        seq = self.seq

        replayed = self.replayed

        left = self.left.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "seq": seq,
                "replayed": replayed,
                "left": left,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.left_over import LeftOver  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        seq = d.pop("seq")

        replayed = d.pop("replayed")

        left = LeftOver.from_dict(d.pop("left"))

        closed = cls(
            id=id,
            seq=seq,
            replayed=replayed,
            left=left,
        )

        closed.additional_properties = d
        return closed

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
