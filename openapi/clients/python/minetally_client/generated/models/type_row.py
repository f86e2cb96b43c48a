from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category
from ..models.ordnance_class import OrdnanceClass

if TYPE_CHECKING:
    from ..models.disputed import Disputed
    from ..models.type_row_manufactured import TypeRowManufactured


T = TypeVar("T", bound="TypeRow")


@_attrs_define
class TypeRow:
    """What was found of one type.

    Attributes:
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        disputed (Disputed): How far the open conflicts let the total move.
        type_ (str): Key of the type.
        marking (str): As the catalogue writes it; when it is not there, as most of its finds are marked.
        category (Category): What kind of ordnance a find is.
        class_ (OrdnanceClass): The class of national bulletins.
        known (bool): Whether the catalogue has it.
        manufactured (TypeRowManufactured): Pieces by year of manufacture.
        manufactured_unknown (int): Pieces without a year of manufacture.
    """

    total: int
    finds: int
    disputed: Disputed
    type_: str
    marking: str
    category: Category
    class_: OrdnanceClass
    known: bool
    manufactured: TypeRowManufactured
    manufactured_unknown: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        finds = self.finds

        disputed = self.disputed.to_dict()

        type_ = self.type_

        marking = self.marking

        category = self.category.value

        class_ = self.class_.value

        known = self.known

        manufactured = self.manufactured.to_dict()

        manufactured_unknown = self.manufactured_unknown

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "finds": finds,
                "disputed": disputed,
                "type": type_,
                "marking": marking,
                "category": category,
                "class": class_,
                "known": known,
                "manufactured": manufactured,
                "manufactured_unknown": manufactured_unknown,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.disputed import Disputed  # noqa: PLC0415
        from ..models.type_row_manufactured import TypeRowManufactured  # noqa: PLC0415

        d = dict(src_dict)
        total = d.pop("total")

        finds = d.pop("finds")

        disputed = Disputed.from_dict(d.pop("disputed"))

        type_ = d.pop("type")

        marking = d.pop("marking")

        category = Category(d.pop("category"))

        class_ = OrdnanceClass(d.pop("class"))

        known = d.pop("known")

        manufactured = TypeRowManufactured.from_dict(d.pop("manufactured"))

        manufactured_unknown = d.pop("manufactured_unknown")

        type_row = cls(
            total=total,
            finds=finds,
            disputed=disputed,
            type_=type_,
            marking=marking,
            category=category,
            class_=class_,
            known=known,
            manufactured=manufactured,
            manufactured_unknown=manufactured_unknown,
        )

        type_row.additional_properties = d
        return type_row

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
