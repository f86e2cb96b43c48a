from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.also_settled import AlsoSettled
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.mgrs_position import MgrsPosition
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="ResolutionRequest")


@_attrs_define
class ResolutionRequest:
    """The decision of a person about a conflict.

    Attributes:
        id (UUID): The id of this resolution. The same id is done only once.
        value (bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position):
            Any valid value of the field, also one that nobody offered.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
        also (list[AlsoSettled] | Unset): Other conflicts of the same find to resolve in the same step.
    """

    id: UUID
    value: bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position
    reason: str | Unset = ""
    also: list[AlsoSettled] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        id = str(self.id)

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

        reason = self.reason

        also: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.also, Unset):
            also = []
            for also_item_data in self.also:
                also_item = also_item_data.to_dict()
                also.append(also_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "value": value,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if also is not UNSET:
            field_dict["also"] = also

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.also_settled import AlsoSettled  # noqa: PLC0415
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

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

        reason = d.pop("reason", UNSET)

        _also = d.pop("also", UNSET)
        also: list[AlsoSettled] | Unset = UNSET
        if _also is not UNSET:
            also = []
            for also_item_data in _also:
                also_item = AlsoSettled.from_dict(also_item_data)

                also.append(also_item)

        resolution_request = cls(
            id=id,
            value=value,
            reason=reason,
            also=also,
        )

        return resolution_request
