from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.operation_settings import OperationSettings


T = TypeVar("T", bound="SettingsInForce")


@_attrs_define
class SettingsInForce:
    """The settings of the operation, and who set them.

    Attributes:
        settings (OperationSettings): The settings that staff make for an operation.
        since_seq (int): The log entry that set them; 0: as they came.
        person (None | str): Who set them.
        set_at (datetime.datetime | None): When.
    """

    settings: OperationSettings
    since_seq: int
    person: None | str
    set_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        settings = self.settings.to_dict()

        since_seq = self.since_seq

        person: None | str
        person = self.person

        set_at: None | str
        if isinstance(self.set_at, datetime.datetime):
            set_at = self.set_at.isoformat()
        else:
            set_at = self.set_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "settings": settings,
                "since_seq": since_seq,
                "person": person,
                "set_at": set_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.operation_settings import OperationSettings  # noqa: PLC0415

        d = dict(src_dict)
        settings = OperationSettings.from_dict(d.pop("settings"))

        since_seq = d.pop("since_seq")

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))

        def _parse_set_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                set_at_type_0 = datetime.datetime.fromisoformat(data)

                return set_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        set_at = _parse_set_at(d.pop("set_at"))

        settings_in_force = cls(
            settings=settings,
            since_seq=since_seq,
            person=person,
            set_at=set_at,
        )

        settings_in_force.additional_properties = d
        return settings_in_force

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
