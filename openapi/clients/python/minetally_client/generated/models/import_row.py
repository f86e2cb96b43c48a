from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.row_outcome import RowOutcome

if TYPE_CHECKING:
    from ..models.field_error import FieldError
    from ..models.import_change import ImportChange


T = TypeVar("T", bound="ImportRow")


@_attrs_define
class ImportRow:
    """A row that somebody should look at.

    Attributes:
        row (int): In the file, from 1, with the row of names.
        outcome (RowOutcome): The result of a row.
        find_id (None | UUID): Its find; null for a row that was refused.
        flags (list[str]): Of its find; no_value: a cell of a field that may be empty holds an error or no value.
        errors (list[FieldError]):
        changes (list[ImportChange]): What the row changes in a find that is there.
    """

    row: int
    outcome: RowOutcome
    find_id: None | UUID
    flags: list[str]
    errors: list[FieldError]
    changes: list[ImportChange]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        outcome = self.outcome.value

        find_id: None | str
        if isinstance(self.find_id, UUID):
            find_id = str(self.find_id)
        else:
            find_id = self.find_id

        flags = self.flags

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "outcome": outcome,
                "find_id": find_id,
                "flags": flags,
                "errors": errors,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_error import FieldError  # noqa: PLC0415
        from ..models.import_change import ImportChange  # noqa: PLC0415

        d = dict(src_dict)
        row = d.pop("row")

        outcome = RowOutcome(d.pop("outcome"))

        def _parse_find_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                find_id_type_0 = UUID(data)

                return find_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        find_id = _parse_find_id(d.pop("find_id"))

        flags = cast(list[str], d.pop("flags"))

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = FieldError.from_dict(errors_item_data)

            errors.append(errors_item)

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = ImportChange.from_dict(changes_item_data)

            changes.append(changes_item)

        import_row = cls(
            row=row,
            outcome=outcome,
            find_id=find_id,
            flags=flags,
            errors=errors,
            changes=changes,
        )

        import_row.additional_properties = d
        return import_row

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
