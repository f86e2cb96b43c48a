from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.mgrs_position import MgrsPosition
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="AlsoSettled")


@_attrs_define
class AlsoSettled:
    """Another conflict of the same find that is resolved in the same step.

    Attributes:
        conflict_id (UUID): The conflict.
        value (bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position):
            Any valid value of its field.
        etag (str): Its `etag`, as you read it.
    """

    conflict_id: UUID
    value: bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position
    etag: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        conflict_id = str(self.conflict_id)

        value: bool | dict[str, Any] | int | list[str] | None | str
        if isinstance(self.value, Wgs84Position):
            value = self.value.to_dict()
        elif isinstance(self.value, GaussKrugerPosition):
            value = self.value.to_dict()
        elif isinstance(self.value, UtmPosition):
            value = self.value.to_dict()
        elif isinstance(self.value, MgrsPosition):
            value = self.value.to_dict()
        elif isinstance(self.value, list):
            value = self.value

        else:
            value = self.value

        etag = self.etag

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "conflict_id": conflict_id,
                "value": value,
                "etag": etag,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        d = dict(src_dict)
        conflict_id = UUID(d.pop("conflict_id"))

        def _parse_value(
            data: object,
        ) -> bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_0 = Wgs84Position.from_dict(data)

                return componentsschemas_position_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_1 = GaussKrugerPosition.from_dict(data)

                return componentsschemas_position_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_2 = UtmPosition.from_dict(data)

                return componentsschemas_position_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_3 = MgrsPosition.from_dict(data)

                return componentsschemas_position_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, list):
                    raise TypeError()
                value_type_4 = cast(list[str], data)

                return value_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position,
                data,
            )

        value = _parse_value(d.pop("value"))

        etag = d.pop("etag")

        also_settled = cls(
            conflict_id=conflict_id,
            value=value,
            etag=etag,
        )

        return also_settled
