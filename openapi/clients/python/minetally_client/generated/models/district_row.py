from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.disputed import Disputed


T = TypeVar("T", bound="DistrictRow")


@_attrs_define
class DistrictRow:
    """What was found in one district, as typed, else computed.

    Attributes:
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        disputed (Disputed): How far the open conflicts let the total move.
        district (None | str): null: no district is known.
    """

    total: int
    finds: int
    disputed: Disputed
    district: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        finds = self.finds

        disputed = self.disputed.to_dict()

        district: None | str
        district = self.district

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "finds": finds,
                "disputed": disputed,
                "district": district,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.disputed import Disputed  # noqa: PLC0415

        d = dict(src_dict)
        total = d.pop("total")

        finds = d.pop("finds")

        disputed = Disputed.from_dict(d.pop("disputed"))

        def _parse_district(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        district = _parse_district(d.pop("district"))

        district_row = cls(
            total=total,
            finds=finds,
            disputed=disputed,
            district=district,
        )

        district_row.additional_properties = d
        return district_row

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
