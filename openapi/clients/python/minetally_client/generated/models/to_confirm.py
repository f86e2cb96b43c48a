from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.token_to_confirm import TokenToConfirm
    from ..models.webhook_to_confirm import WebhookToConfirm


T = TypeVar("T", bound="ToConfirm")


@_attrs_define
class ToConfirm:
    """Who waits until an administrator confirms them, beside tablets: after a restore without a journal.

    Attributes:
        tokens (list[TokenToConfirm]): Of persons, the oldest first.
        webhooks (list[WebhookToConfirm]): The oldest first.
    """

    tokens: list[TokenToConfirm]
    webhooks: list[WebhookToConfirm]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tokens = []
        for tokens_item_data in self.tokens:
            tokens_item = tokens_item_data.to_dict()
            tokens.append(tokens_item)

        webhooks = []
        for webhooks_item_data in self.webhooks:
            webhooks_item = webhooks_item_data.to_dict()
            webhooks.append(webhooks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tokens": tokens,
                "webhooks": webhooks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.token_to_confirm import TokenToConfirm  # noqa: PLC0415
        from ..models.webhook_to_confirm import WebhookToConfirm  # noqa: PLC0415

        d = dict(src_dict)
        tokens = []
        _tokens = d.pop("tokens")
        for tokens_item_data in _tokens:
            tokens_item = TokenToConfirm.from_dict(tokens_item_data)

            tokens.append(tokens_item)

        webhooks = []
        _webhooks = d.pop("webhooks")
        for webhooks_item_data in _webhooks:
            webhooks_item = WebhookToConfirm.from_dict(webhooks_item_data)

            webhooks.append(webhooks_item)

        to_confirm = cls(
            tokens=tokens,
            webhooks=webhooks,
        )

        to_confirm.additional_properties = d
        return to_confirm

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
