from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.category import Category
from ..types import UNSET, Unset

T = TypeVar("T", bound="TypeRequest")


@_attrs_define
class TypeRequest:
    """A type to add or to replace. A type with the same marking key replaces the old one.

    Attributes:
        id (UUID): The id of this change. The same id is done only once.
        marking (str): The marking, as people write it.
        name (str): A short description, such as: blast mine, plastic.
        category (Category): What kind of ordnance a find is.
        reason (str | Unset): Why. It is shown in the history. Default: ''.
        preview (bool | Unset): true: only show which weeks and totals would change, and change nothing. Default: False.
        country (str | Unset): The country of origin, ISO 3166 alpha-3; empty if it is not known. Default: ''.
        markings (list[str] | Unset): Other markings of the same type.
        source (str | Unset): The source of the description. Default: ''.
    """

    id: UUID
    marking: str
    name: str
    category: Category
    reason: str | Unset = ""
    preview: bool | Unset = False
    country: str | Unset = ""
    markings: list[str] | Unset = UNSET
    source: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        marking = self.marking

        name = self.name

        category = self.category.value

        reason = self.reason

        preview = self.preview

        country = self.country

        markings: list[str] | Unset = UNSET
        if not isinstance(self.markings, Unset):
            markings = self.markings

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "marking": marking,
                "name": name,
                "category": category,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if preview is not UNSET:
            field_dict["preview"] = preview
        if country is not UNSET:
            field_dict["country"] = country
        if markings is not UNSET:
            field_dict["markings"] = markings
        if source is not UNSET:
            field_dict["source"] = source

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        marking = d.pop("marking")

        name = d.pop("name")

        category = Category(d.pop("category"))

        reason = d.pop("reason", UNSET)

        preview = d.pop("preview", UNSET)

        country = d.pop("country", UNSET)

        markings = cast(list[str], d.pop("markings", UNSET))

        source = d.pop("source", UNSET)

        type_request = cls(
            id=id,
            marking=marking,
            name=name,
            category=category,
            reason=reason,
            preview=preview,
            country=country,
            markings=markings,
            source=source,
        )

        return type_request
