from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.silent_device import SilentDevice


T = TypeVar("T", bound="ReportingDevices")


@_attrs_define
class ReportingDevices:
    """Who has reported since the end of the period, and who has not.

    Attributes:
        expected (int): Tablets on duty; without a roster all that are not retired.
        reported (int): How many of them have exchanged since.
        silent (list[SilentDevice]): The others.
    """

    expected: int
    reported: int
    silent: list[SilentDevice]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        expected = self.expected

        reported = self.reported

        silent = []
        for silent_item_data in self.silent:
            silent_item = silent_item_data.to_dict()
            silent.append(silent_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "expected": expected,
                "reported": reported,
                "silent": silent,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.silent_device import SilentDevice  # noqa: PLC0415

        d = dict(src_dict)
        expected = d.pop("expected")

        reported = d.pop("reported")

        silent = []
        _silent = d.pop("silent")
        for silent_item_data in _silent:
            silent_item = SilentDevice.from_dict(silent_item_data)

            silent.append(silent_item)

        reporting_devices = cls(
            expected=expected,
            reported=reported,
            silent=silent,
        )

        reporting_devices.additional_properties = d
        return reporting_devices

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
