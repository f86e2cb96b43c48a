from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AdmitRequest")


@_attrs_define
class AdmitRequest:
    """Who may come in again after a restore without a journal. Who is not named goes on waiting.

    Attributes:
        devices (list[UUID] | Unset): Tablets.
        tokens (list[UUID] | Unset): Tokens of persons.
        webhooks (list[UUID] | Unset): Webhooks.
    """

    devices: list[UUID] | Unset = UNSET
    tokens: list[UUID] | Unset = UNSET
    webhooks: list[UUID] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        devices: list[str] | Unset = UNSET
        if not isinstance(self.devices, Unset):
            devices = []
            for devices_item_data in self.devices:
                devices_item = str(devices_item_data)
                devices.append(devices_item)

        tokens: list[str] | Unset = UNSET
        if not isinstance(self.tokens, Unset):
            tokens = []
            for tokens_item_data in self.tokens:
                tokens_item = str(tokens_item_data)
                tokens.append(tokens_item)

        webhooks: list[str] | Unset = UNSET
        if not isinstance(self.webhooks, Unset):
            webhooks = []
            for webhooks_item_data in self.webhooks:
                webhooks_item = str(webhooks_item_data)
                webhooks.append(webhooks_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if devices is not UNSET:
            field_dict["devices"] = devices
        if tokens is not UNSET:
            field_dict["tokens"] = tokens
        if webhooks is not UNSET:
            field_dict["webhooks"] = webhooks

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _devices = d.pop("devices", UNSET)
        devices: list[UUID] | Unset = UNSET
        if _devices is not UNSET:
            devices = []
            for devices_item_data in _devices:
                devices_item = UUID(devices_item_data)

                devices.append(devices_item)

        _tokens = d.pop("tokens", UNSET)
        tokens: list[UUID] | Unset = UNSET
        if _tokens is not UNSET:
            tokens = []
            for tokens_item_data in _tokens:
                tokens_item = UUID(tokens_item_data)

                tokens.append(tokens_item)

        _webhooks = d.pop("webhooks", UNSET)
        webhooks: list[UUID] | Unset = UNSET
        if _webhooks is not UNSET:
            webhooks = []
            for webhooks_item_data in _webhooks:
                webhooks_item = UUID(webhooks_item_data)

                webhooks.append(webhooks_item)

        admit_request = cls(
            devices=devices,
            tokens=tokens,
            webhooks=webhooks,
        )

        return admit_request
