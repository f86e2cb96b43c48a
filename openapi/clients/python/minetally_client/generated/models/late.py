from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.edition_name import EditionName


T = TypeVar("T", bound="Late")


@_attrs_define
class Late:
    """What has changed of the period since it was last published.

    Attributes:
        edition (EditionName): A published edition, and the log entry that its report stands on.
        finds (int): Finds that have come in, gone out or changed since.
        change (int): Pieces of ordnance.
    """

    edition: EditionName
    finds: int
    change: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        edition = self.edition.to_dict()

        finds = self.finds

        change = self.change

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "edition": edition,
                "finds": finds,
                "change": change,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.edition_name import EditionName  # noqa: PLC0415

        d = dict(src_dict)
        edition = EditionName.from_dict(d.pop("edition"))

        finds = d.pop("finds")

        change = d.pop("change")

        late = cls(
            edition=edition,
            finds=finds,
            change=change,
        )

        late.additional_properties = d
        return late

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
