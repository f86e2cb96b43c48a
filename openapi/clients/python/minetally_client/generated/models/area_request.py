from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.area_kind import AreaKind

if TYPE_CHECKING:
    from ..models.multi_polygon import MultiPolygon
    from ..models.polygon import Polygon


T = TypeVar("T", bound="AreaRequest")


@_attrs_define
class AreaRequest:
    """An area to add.

    Attributes:
        kind (AreaKind): Whether an area is the operation's own or a district.
        name (str): The name. Each name is used once for each kind.
        geometry (MultiPolygon | Polygon): GeoJSON Polygon or MultiPolygon, WGS 84.
    """

    kind: AreaKind
    name: str
    geometry: MultiPolygon | Polygon

    def to_dict(self) -> dict[str, Any]:
        from ..models.polygon import Polygon  # noqa: PLC0415

        kind = self.kind.value

        name = self.name

        geometry: dict[str, Any]
        if isinstance(self.geometry, Polygon):
            geometry = self.geometry.to_dict()
        else:
            geometry = self.geometry.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "name": name,
                "geometry": geometry,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_polygon import MultiPolygon  # noqa: PLC0415
        from ..models.polygon import Polygon  # noqa: PLC0415

        d = dict(src_dict)
        kind = AreaKind(d.pop("kind"))

        name = d.pop("name")

        def _parse_geometry(data: object) -> MultiPolygon | Polygon:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                geometry_type_0 = Polygon.from_dict(data)

                return geometry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            geometry_type_1 = MultiPolygon.from_dict(data)

            return geometry_type_1

        geometry = _parse_geometry(d.pop("geometry"))

        area_request = cls(
            kind=kind,
            name=name,
            geometry=geometry,
        )

        return area_request
