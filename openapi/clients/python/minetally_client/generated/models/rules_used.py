from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.catalogue_mark import CatalogueMark
    from ..models.operation_settings import OperationSettings


T = TypeVar("T", bound="RulesUsed")


@_attrs_define
class RulesUsed:
    """The rules by which an edition was made.

    Attributes:
        version (int): The log entry that changed the rules last; 0: as they came.
        settings (OperationSettings): The settings that staff make for an operation.
        catalogue (CatalogueMark): Which catalogue was used.
    """

    version: int
    settings: OperationSettings
    catalogue: CatalogueMark
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        settings = self.settings.to_dict()

        catalogue = self.catalogue.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "settings": settings,
                "catalogue": catalogue,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalogue_mark import CatalogueMark  # noqa: PLC0415
        from ..models.operation_settings import OperationSettings  # noqa: PLC0415

        d = dict(src_dict)
        version = d.pop("version")

        settings = OperationSettings.from_dict(d.pop("settings"))

        catalogue = CatalogueMark.from_dict(d.pop("catalogue"))

        rules_used = cls(
            version=version,
            settings=settings,
            catalogue=catalogue,
        )

        rules_used.additional_properties = d
        return rules_used

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
