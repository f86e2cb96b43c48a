from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.field_name import FieldName

if TYPE_CHECKING:
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.mgrs_position import MgrsPosition
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="Replaced")


@_attrs_define
class Replaced:
    """A field that an entry changed.

    Attributes:
        field (FieldName):
        from_ (bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position):
            What it was; null when it was not set.
        to (bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position):
            What it became; null when it was cleared.
    """

    field: FieldName
    from_: bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position
    to: bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        field = self.field.value

        from_: bool | dict[str, Any] | int | list[str] | None | str
        if isinstance(self.from_, Wgs84Position):
            from_ = self.from_.to_dict()
        elif isinstance(self.from_, GaussKrugerPosition):
            from_ = self.from_.to_dict()
        elif isinstance(self.from_, UtmPosition):
            from_ = self.from_.to_dict()
        elif isinstance(self.from_, MgrsPosition):
            from_ = self.from_.to_dict()
        elif isinstance(self.from_, list):
            from_ = self.from_

        else:
            from_ = self.from_

        to: bool | dict[str, Any] | int | list[str] | None | str
        if isinstance(self.to, Wgs84Position):
            to = self.to.to_dict()
        elif isinstance(self.to, GaussKrugerPosition):
            to = self.to.to_dict()
        elif isinstance(self.to, UtmPosition):
            to = self.to.to_dict()
        elif isinstance(self.to, MgrsPosition):
            to = self.to.to_dict()
        elif isinstance(self.to, list):
            to = self.to

        else:
            to = self.to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "field": field,
                "from": from_,
                "to": to,
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
        field = FieldName(d.pop("field"))

        def _parse_from_(
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
                from_type_4 = cast(list[str], data)

                return from_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position,
                data,
            )

        from_ = _parse_from_(d.pop("from"))

        def _parse_to(
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
                to_type_4 = cast(list[str], data)

                return to_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position,
                data,
            )

        to = _parse_to(d.pop("to"))

        replaced = cls(
            field=field,
            from_=from_,
            to=to,
        )

        replaced.additional_properties = d
        return replaced

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
