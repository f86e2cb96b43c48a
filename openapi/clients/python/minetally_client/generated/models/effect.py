from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.changed_week import ChangedWeek
    from ..models.edition_period import EditionPeriod


T = TypeVar("T", bound="Effect")


@_attrs_define
class Effect:
    """What a change of the rules does to totals.

    Attributes:
        finds (int): Finds that count elsewhere.
        weeks (list[ChangedWeek]): The weeks whose totals change.
        editions (list[EditionPeriod]): Published editions that say otherwise.
    """

    finds: int
    weeks: list[ChangedWeek]
    editions: list[EditionPeriod]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finds = self.finds

        weeks = []
        for weeks_item_data in self.weeks:
            weeks_item = weeks_item_data.to_dict()
            weeks.append(weeks_item)

        editions = []
        for editions_item_data in self.editions:
            editions_item = editions_item_data.to_dict()
            editions.append(editions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finds": finds,
                "weeks": weeks,
                "editions": editions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.changed_week import ChangedWeek  # noqa: PLC0415
        from ..models.edition_period import EditionPeriod  # noqa: PLC0415

        d = dict(src_dict)
        finds = d.pop("finds")

        weeks = []
        _weeks = d.pop("weeks")
        for weeks_item_data in _weeks:
            weeks_item = ChangedWeek.from_dict(weeks_item_data)

            weeks.append(weeks_item)

        editions = []
        _editions = d.pop("editions")
        for editions_item_data in _editions:
            editions_item = EditionPeriod.from_dict(editions_item_data)

            editions.append(editions_item)

        effect = cls(
            finds=finds,
            weeks=weeks,
            editions=editions,
        )

        effect.additional_properties = d
        return effect

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
