from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DeviceRow")


@_attrs_define
class DeviceRow:
    """What one tablet reported.

    Attributes:
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        device (None | UUID): The tablet.
        name (None | str): What it is called.
        team (None | str): Its team.
    """

    total: int
    finds: int
    device: None | UUID
    name: None | str
    team: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        finds = self.finds

        device: None | str
        if isinstance(self.device, UUID):
            device = str(self.device)
        else:
            device = self.device

        name: None | str
        name = self.name

        team: None | str
        team = self.team

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "finds": finds,
                "device": device,
                "name": name,
                "team": team,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        total = d.pop("total")

        finds = d.pop("finds")

        def _parse_device(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                device_type_0 = UUID(data)

                return device_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        device = _parse_device(d.pop("device"))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        def _parse_team(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        team = _parse_team(d.pop("team"))

        device_row = cls(
            total=total,
            finds=finds,
            device=device,
            name=name,
            team=team,
        )

        device_row.additional_properties = d
        return device_row

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
