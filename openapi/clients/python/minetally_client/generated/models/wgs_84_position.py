from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Wgs84Position")


@_attrs_define
class Wgs84Position:
    """Degrees of WGS 84, as a satellite receiver shows them.

    Attributes:
        crs (Literal['EPSG:4326']):
        lat (float): Degrees north.
        lon (float): Degrees east.
        accuracy_m (float | None | Unset): Radius within which the find is, metres.
    """

    crs: Literal["EPSG:4326"]
    lat: float
    lon: float
    accuracy_m: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        crs = self.crs

        lat = self.lat

        lon = self.lon

        accuracy_m: float | None | Unset
        if isinstance(self.accuracy_m, Unset):
            accuracy_m = UNSET
        else:
            accuracy_m = self.accuracy_m

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "crs": crs,
                "lat": lat,
                "lon": lon,
            }
        )
        if accuracy_m is not UNSET:
            field_dict["accuracy_m"] = accuracy_m

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        crs = cast(Literal["EPSG:4326"], d.pop("crs"))
        if crs != "EPSG:4326":
            raise ValueError(f"crs must match const 'EPSG:4326', got '{crs}'")

        lat = d.pop("lat")

        lon = d.pop("lon")

        def _parse_accuracy_m(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m", UNSET))

        wgs_84_position = cls(
            crs=crs,
            lat=lat,
            lon=lon,
            accuracy_m=accuracy_m,
        )

        return wgs_84_position
