from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MgrsPosition")


@_attrs_define
class MgrsPosition:
    """A square of the Military Grid Reference System; its side, 10 km to 1 m by its digits, is its accuracy.

    Attributes:
        crs (Literal['MGRS']):
        mgrs (str): Zone, band, square and 2, 4, 6, 8 or 10 digits; spaces and lower case are fine.
        accuracy_m (float | None | Unset): Radius within which the find is, metres.
    """

    crs: Literal["MGRS"]
    mgrs: str
    accuracy_m: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        crs = self.crs

        mgrs = self.mgrs

        accuracy_m: float | None | Unset
        if isinstance(self.accuracy_m, Unset):
            accuracy_m = UNSET
        else:
            accuracy_m = self.accuracy_m

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "crs": crs,
                "mgrs": mgrs,
            }
        )
        if accuracy_m is not UNSET:
            field_dict["accuracy_m"] = accuracy_m

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        crs = cast(Literal["MGRS"], d.pop("crs"))
        if crs != "MGRS":
            raise ValueError(f"crs must match const 'MGRS', got '{crs}'")

        mgrs = d.pop("mgrs")

        def _parse_accuracy_m(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m", UNSET))

        mgrs_position = cls(
            crs=crs,
            mgrs=mgrs,
            accuracy_m=accuracy_m,
        )

        return mgrs_position
