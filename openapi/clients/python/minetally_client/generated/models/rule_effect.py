from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.effect import Effect


T = TypeVar("T", bound="RuleEffect")


@_attrs_define
class RuleEffect:
    """What a change of the rules did, or would do.

    Attributes:
        preview (bool): Whether it was only asked for, and nothing is changed.
        effect (Effect): What a change of the rules does to totals.
    """

    preview: bool
    effect: Effect
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        preview = self.preview

        effect = self.effect.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "preview": preview,
                "effect": effect,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.effect import Effect  # noqa: PLC0415

        d = dict(src_dict)
        preview = d.pop("preview")

        effect = Effect.from_dict(d.pop("effect"))

        rule_effect = cls(
            preview=preview,
            effect=effect,
        )

        rule_effect.additional_properties = d
        return rule_effect

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
