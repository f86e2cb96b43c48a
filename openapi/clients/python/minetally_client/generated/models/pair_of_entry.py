from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pair_state import PairState

T = TypeVar("T", bound="PairOfEntry")


@_attrs_define
class PairOfEntry:
    """A suspected duplicate of a find, at a log entry that opened or closed it.

    Attributes:
        id (UUID): The pair.
        other (UUID): The other find.
        became (PairState): What became of a suspected duplicate.
        why (None | str): gone: why.
    """

    id: UUID
    other: UUID
    became: PairState
    why: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        other = str(self.other)

        became = self.became.value

        why: None | str
        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "other": other,
                "became": became,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        other = UUID(d.pop("other"))

        became = PairState(d.pop("became"))

        def _parse_why(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        why = _parse_why(d.pop("why"))

        pair_of_entry = cls(
            id=id,
            other=other,
            became=became,
            why=why,
        )

        pair_of_entry.additional_properties = d
        return pair_of_entry

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
