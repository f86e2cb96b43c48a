from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReplayRequest")


@_attrs_define
class ReplayRequest:
    """The log entry from which events are sent again.

    Attributes:
        from_seq (int): The first log entry whose events are sent again.
    """

    from_seq: int

    def to_dict(self) -> dict[str, Any]:
        from_seq = self.from_seq

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "from_seq": from_seq,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_seq = d.pop("from_seq")

        replay_request = cls(
            from_seq=from_seq,
        )

        return replay_request
