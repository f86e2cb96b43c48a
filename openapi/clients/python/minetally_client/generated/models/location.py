from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Location")


@_attrs_define
class Location:
    """Where the position is in WGS 84.

    Attributes:
        lat (float): Degrees north.
        lon (float): Degrees east.
        accuracy_m (float | None): As stated; for MGRS at least its square's side. Metres.
        transform (str): The pinned operation that led here: EPSG:15865 from SK-42 (stated accuracy 4.5 m), the EPSG
            conversion from UTM, MGRS, or none.
    """

    lat: float
    lon: float
    accuracy_m: float | None
    transform: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lat = self.lat

        lon = self.lon

        accuracy_m: float | None
        accuracy_m = self.accuracy_m

        transform = self.transform

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lat": lat,
                "lon": lon,
                "accuracy_m": accuracy_m,
                "transform": transform,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lat = d.pop("lat")

        lon = d.pop("lon")

        def _parse_accuracy_m(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m"))

        transform = d.pop("transform")

        location = cls(
            lat=lat,
            lon=lon,
            accuracy_m=accuracy_m,
            transform=transform,
        )

        location.additional_properties = d
        return location

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
