from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Admitted")


@_attrs_define
class Admitted:
    """Who may come in: all that were named, each once. The same again gets the same answer.

    Attributes:
        devices (list[UUID]): The tablets.
        tokens (list[UUID]): The tokens.
        webhooks (list[UUID]): The webhooks.
    """

    devices: list[UUID]
    tokens: list[UUID]
    webhooks: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        devices = []
        for devices_item_data in self.devices:
            devices_item = str(devices_item_data)
            devices.append(devices_item)

        tokens = []
        for tokens_item_data in self.tokens:
            tokens_item = str(tokens_item_data)
            tokens.append(tokens_item)

        webhooks = []
        for webhooks_item_data in self.webhooks:
            webhooks_item = str(webhooks_item_data)
            webhooks.append(webhooks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "devices": devices,
                "tokens": tokens,
                "webhooks": webhooks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        devices = []
        _devices = d.pop("devices")
        for devices_item_data in _devices:
            devices_item = UUID(devices_item_data)

            devices.append(devices_item)

        tokens = []
        _tokens = d.pop("tokens")
        for tokens_item_data in _tokens:
            tokens_item = UUID(tokens_item_data)

            tokens.append(tokens_item)

        webhooks = []
        _webhooks = d.pop("webhooks")
        for webhooks_item_data in _webhooks:
            webhooks_item = UUID(webhooks_item_data)

            webhooks.append(webhooks_item)

        admitted = cls(
            devices=devices,
            tokens=tokens,
            webhooks=webhooks,
        )

        admitted.additional_properties = d
        return admitted

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
