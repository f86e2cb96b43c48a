from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.difference_step import DifferenceStep


T = TypeVar("T", bound="DifferentFind")


@_attrs_define
class DifferentFind:
    """A find that counts otherwise, step by step.

    Attributes:
        find_id (UUID): The find.
        change (int): Pieces of ordnance.
        steps (list[DifferenceStep]): In the order of the log.
    """

    find_id: UUID
    change: int
    steps: list[DifferenceStep]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        find_id = str(self.find_id)

        change = self.change

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "find_id": find_id,
                "change": change,
                "steps": steps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.difference_step import DifferenceStep  # noqa: PLC0415

        d = dict(src_dict)
        find_id = UUID(d.pop("find_id"))

        change = d.pop("change")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = DifferenceStep.from_dict(steps_item_data)

            steps.append(steps_item)

        different_find = cls(
            find_id=find_id,
            change=change,
            steps=steps,
        )

        different_find.additional_properties = d
        return different_find

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
