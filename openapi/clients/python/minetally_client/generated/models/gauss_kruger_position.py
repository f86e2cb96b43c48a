from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.gauss_kruger_crs import GaussKrugerCrs
from ..types import UNSET, Unset

T = TypeVar("T", bound="GaussKrugerPosition")


@_attrs_define
class GaussKrugerPosition:
    """Pulkovo 1942 (SK-42), 6-degree Gauss-Krüger zone 7, 8 or 9, as on Soviet maps: x is north and y is east.

    Attributes:
        crs (GaussKrugerCrs): Gauss-Krüger zone 7, 8 or 9.
        x (float): Northing, metres.
        y (float): Easting with the number of the zone in front, metres.
        accuracy_m (float | None | Unset): Radius within which the find is, metres.
    """

    crs: GaussKrugerCrs
    x: float
    y: float
    accuracy_m: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        crs = self.crs.value

        x = self.x

        y = self.y

        accuracy_m: float | None | Unset
        if isinstance(self.accuracy_m, Unset):
            accuracy_m = UNSET
        else:
            accuracy_m = self.accuracy_m

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "crs": crs,
                "x": x,
                "y": y,
            }
        )
        if accuracy_m is not UNSET:
            field_dict["accuracy_m"] = accuracy_m

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        crs = GaussKrugerCrs(d.pop("crs"))

        x = d.pop("x")

        y = d.pop("y")

        def _parse_accuracy_m(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m", UNSET))

        gauss_kruger_position = cls(
            crs=crs,
            x=x,
            y=y,
            accuracy_m=accuracy_m,
        )

        return gauss_kruger_position
