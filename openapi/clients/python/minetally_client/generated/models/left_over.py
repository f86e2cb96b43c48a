from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.missing import Missing


T = TypeVar("T", bound="LeftOver")


@_attrs_define
class LeftOver:
    """What was still missing when a recovery was closed.

    Attributes:
        last_known_seq (int): The greatest entry of the lost history that was shown.
        missing (Missing): Entries of the lost history that have not come back.
        differing_finds (int): How many finds stood otherwise than they were seen.
        tablets_away (list[UUID]): Tablets in service that had not exchanged since.
    """

    last_known_seq: int
    missing: Missing
    differing_finds: int
    tablets_away: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        last_known_seq = self.last_known_seq

        missing = self.missing.to_dict()

        differing_finds = self.differing_finds

        tablets_away = []
        for tablets_away_item_data in self.tablets_away:
            tablets_away_item = str(tablets_away_item_data)
            tablets_away.append(tablets_away_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "last_known_seq": last_known_seq,
                "missing": missing,
                "differing_finds": differing_finds,
                "tablets_away": tablets_away,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.missing import Missing  # noqa: PLC0415

        d = dict(src_dict)
        last_known_seq = d.pop("last_known_seq")

        missing = Missing.from_dict(d.pop("missing"))

        differing_finds = d.pop("differing_finds")

        tablets_away = []
        _tablets_away = d.pop("tablets_away")
        for tablets_away_item_data in _tablets_away:
            tablets_away_item = UUID(tablets_away_item_data)

            tablets_away.append(tablets_away_item)

        left_over = cls(
            last_known_seq=last_known_seq,
            missing=missing,
            differing_finds=differing_finds,
            tablets_away=tablets_away,
        )

        left_over.additional_properties = d
        return left_over

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
