from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.field_error import FieldError
    from ..models.import_mapping import ImportMapping


T = TypeVar("T", bound="UnconfirmedGuess")


@_attrs_define
class UnconfirmedGuess:
    """A file came without a mapping, and what is guessed of it may be something else. Nothing is stored.

    Attributes:
        type_ (str): urn:minetally:problem: and the code.
        title (str): What kind of problem it is.
        status (int): The HTTP status; in a result, the one that it would have alone.
        detail (str): What is wrong here and how to fix it, for people.
        code (Literal['unconfirmed_guess']):
        errors (list[FieldError]): What is wrong, field by field, where it is about fields.
        mapping (ImportMapping): Which column is which field of a find, and how its cells are read.
    """

    type_: str
    title: str
    status: int
    detail: str
    code: Literal["unconfirmed_guess"]
    errors: list[FieldError]
    mapping: ImportMapping
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        code = self.code

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        mapping = self.mapping.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
                "code": code,
                "errors": errors,
                "mapping": mapping,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_error import FieldError  # noqa: PLC0415
        from ..models.import_mapping import ImportMapping  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        code = cast(Literal["unconfirmed_guess"], d.pop("code"))
        if code != "unconfirmed_guess":
            raise ValueError(f"code must match const 'unconfirmed_guess', got '{code}'")

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = FieldError.from_dict(errors_item_data)

            errors.append(errors_item)

        mapping = ImportMapping.from_dict(d.pop("mapping"))

        unconfirmed_guess = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            code=code,
            errors=errors,
            mapping=mapping,
        )

        unconfirmed_guess.additional_properties = d
        return unconfirmed_guess

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
