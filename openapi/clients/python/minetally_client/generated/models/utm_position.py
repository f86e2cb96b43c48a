from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="UtmPosition")


@_attrs_define
class UtmPosition:
    """WGS 84, UTM zone 1 to 60, north (EPSG:32601 to 32660) or south (EPSG:32701 to 32760).

    Attributes:
        crs (str):
        easting (float): Easting, metres.
        northing (float): Northing, metres.
        accuracy_m (float | None | Unset): Radius within which the find is, metres.
    """

    crs: str
    easting: float
    northing: float
    accuracy_m: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        crs = self.crs

        easting = self.easting

        northing = self.northing

        accuracy_m: float | None | Unset
        if isinstance(self.accuracy_m, Unset):
            accuracy_m = UNSET
        else:
            accuracy_m = self.accuracy_m

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "crs": crs,
                "easting": easting,
                "northing": northing,
            }
        )
        if accuracy_m is not UNSET:
            field_dict["accuracy_m"] = accuracy_m

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        crs = d.pop("crs")

        easting = d.pop("easting")

        northing = d.pop("northing")

        def _parse_accuracy_m(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m", UNSET))

        utm_position = cls(
            crs=crs,
            easting=easting,
            northing=northing,
            accuracy_m=accuracy_m,
        )

        return utm_position
