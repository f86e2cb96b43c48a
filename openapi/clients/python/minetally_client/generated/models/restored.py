from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Restored")


@_attrs_define
class Restored:
    """A restore: the history went on from a backup.

    Attributes:
        epoch (UUID): The epoch that began.
        from_epoch (UUID): The epoch before it.
        from_seq (int): The last log entry that the backup had.
        seq (int): The log entry that began the epoch.
        at (datetime.datetime): When.
        why (str): As the person typed it who restored.
        closed_seq (int | None): The log entry by which staff closed its recovery.
    """

    epoch: UUID
    from_epoch: UUID
    from_seq: int
    seq: int
    at: datetime.datetime
    why: str
    closed_seq: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        epoch = str(self.epoch)

        from_epoch = str(self.from_epoch)

        from_seq = self.from_seq

        seq = self.seq

        at = self.at.isoformat()

        why = self.why

        closed_seq: int | None
        closed_seq = self.closed_seq

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "epoch": epoch,
                "from_epoch": from_epoch,
                "from_seq": from_seq,
                "seq": seq,
                "at": at,
                "why": why,
                "closed_seq": closed_seq,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        epoch = UUID(d.pop("epoch"))

        from_epoch = UUID(d.pop("from_epoch"))

        from_seq = d.pop("from_seq")

        seq = d.pop("seq")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        why = d.pop("why")

        def _parse_closed_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        closed_seq = _parse_closed_seq(d.pop("closed_seq"))

        restored = cls(
            epoch=epoch,
            from_epoch=from_epoch,
            from_seq=from_seq,
            seq=seq,
            at=at,
            why=why,
            closed_seq=closed_seq,
        )

        restored.additional_properties = d
        return restored

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
