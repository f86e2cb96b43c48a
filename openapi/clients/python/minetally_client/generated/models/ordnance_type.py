from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category
from ..models.ordnance_class import OrdnanceClass

if TYPE_CHECKING:
    from ..models.alias import Alias


T = TypeVar("T", bound="OrdnanceType")


@_attrs_define
class OrdnanceType:
    """A type that the operation knows.

    Attributes:
        key (str): One text for all spellings of its marking.
        marking (str): As people write it.
        name (str): What it is.
        category (Category): What kind of ordnance a find is.
        class_ (OrdnanceClass): The class of national bulletins.
        country (str): Of origin, ISO 3166 alpha-3; empty: not known.
        markings (list[str]): Other markings of the same type.
        source (str): Where the description comes from.
        since_seq (int): The log entry that described it so; 0: it came with the catalogue.
        aliases (list[Alias]): Markings that staff declared to be of this type.
    """

    key: str
    marking: str
    name: str
    category: Category
    class_: OrdnanceClass
    country: str
    markings: list[str]
    source: str
    since_seq: int
    aliases: list[Alias]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        marking = self.marking

        name = self.name

        category = self.category.value

        class_ = self.class_.value

        country = self.country

        markings = self.markings

        source = self.source

        since_seq = self.since_seq

        aliases = []
        for aliases_item_data in self.aliases:
            aliases_item = aliases_item_data.to_dict()
            aliases.append(aliases_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "marking": marking,
                "name": name,
                "category": category,
                "class": class_,
                "country": country,
                "markings": markings,
                "source": source,
                "since_seq": since_seq,
                "aliases": aliases,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.alias import Alias  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        marking = d.pop("marking")

        name = d.pop("name")

        category = Category(d.pop("category"))

        class_ = OrdnanceClass(d.pop("class"))

        country = d.pop("country")

        markings = cast(list[str], d.pop("markings"))

        source = d.pop("source")

        since_seq = d.pop("since_seq")

        aliases = []
        _aliases = d.pop("aliases")
        for aliases_item_data in _aliases:
            aliases_item = Alias.from_dict(aliases_item_data)

            aliases.append(aliases_item)

        ordnance_type = cls(
            key=key,
            marking=marking,
            name=name,
            category=category,
            class_=class_,
            country=country,
            markings=markings,
            source=source,
            since_seq=since_seq,
            aliases=aliases,
        )

        ordnance_type.additional_properties = d
        return ordnance_type

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
