from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.area_kind import AreaKind

if TYPE_CHECKING:
    from ..models.multi_polygon import MultiPolygon
    from ..models.polygon import Polygon


T = TypeVar("T", bound="AddedArea")


@_attrs_define
class AddedArea:
    """An area that was just added.

    Attributes:
        id (UUID): Its id.
        kind (AreaKind): Whether an area is the operation's own or a district.
        name (str): What it is called.
        geometry (MultiPolygon | Polygon): Longitude and latitude in degrees of WGS 84.
        created_at (datetime.datetime): When it was made.
        operation (str): The operation.
    """

    id: UUID
    kind: AreaKind
    name: str
    geometry: MultiPolygon | Polygon
    created_at: datetime.datetime
    operation: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.polygon import Polygon  # noqa: PLC0415

        id = str(self.id)

        kind = self.kind.value

        name = self.name

        geometry: dict[str, Any]
        if isinstance(self.geometry, Polygon):
            geometry = self.geometry.to_dict()
        else:
            geometry = self.geometry.to_dict()

        created_at = self.created_at.isoformat()

        operation = self.operation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "name": name,
                "geometry": geometry,
                "created_at": created_at,
                "operation": operation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_polygon import MultiPolygon  # noqa: PLC0415
        from ..models.polygon import Polygon  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

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

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        operation = d.pop("operation")

        added_area = cls(
            id=id,
            kind=kind,
            name=name,
            geometry=geometry,
            created_at=created_at,
            operation=operation,
        )

        added_area.additional_properties = d
        return added_area

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
