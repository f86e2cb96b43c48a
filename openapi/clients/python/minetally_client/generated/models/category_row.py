from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category
from ..models.ordnance_class import OrdnanceClass

if TYPE_CHECKING:
    from ..models.disputed import Disputed


T = TypeVar("T", bound="CategoryRow")


@_attrs_define
class CategoryRow:
    """What was found of one category, as typed.

    Attributes:
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        disputed (Disputed): How far the open conflicts let the total move.
        category (Category): What kind of ordnance a find is.
        class_ (OrdnanceClass): The class of national bulletins.
    """

    total: int
    finds: int
    disputed: Disputed
    category: Category
    class_: OrdnanceClass
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        finds = self.finds

        disputed = self.disputed.to_dict()

        category = self.category.value

        class_ = self.class_.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "finds": finds,
                "disputed": disputed,
                "category": category,
                "class": class_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.disputed import Disputed  # noqa: PLC0415

        d = dict(src_dict)
        total = d.pop("total")

        finds = d.pop("finds")

        disputed = Disputed.from_dict(d.pop("disputed"))

        category = Category(d.pop("category"))

        class_ = OrdnanceClass(d.pop("class"))

        category_row = cls(
            total=total,
            finds=finds,
            disputed=disputed,
            category=category,
            class_=class_,
        )

        category_row.additional_properties = d
        return category_row

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
