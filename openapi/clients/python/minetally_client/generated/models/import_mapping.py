from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.file_reading import FileReading
    from ..models.import_mapping_columns import ImportMappingColumns
    from ..models.import_mapping_constants import ImportMappingConstants
    from ..models.import_mapping_values import ImportMappingValues


T = TypeVar("T", bound="ImportMapping")


@_attrs_define
class ImportMapping:
    """Which column is which field of a find, and how its cells are read.

    Attributes:
        columns (ImportMappingColumns | Unset): Field: the column that holds it.
        constants (ImportMappingConstants | Unset): Field: what it is where its cell is empty or no column holds it.
        values (ImportMappingValues | Unset): Field: words of the file, and what the field takes for each; case does not
            matter.
        dates (None | str | Unset): How days are written: DMY, MDY or YMD; or Y-07-01 where a column holds only the
            year: all its finds get that day.
        date_cells (None | str | Unset): Real dates of a spreadsheet: as_shown, or swapped where its program exchanged
            day and month.
        decimal (None | str | Unset): The sign before a fraction.
        add_to_note (list[str] | Unset): Columns that go into the note, each behind its name.
        source (None | str | Unset): Whose ids the column `id` holds, where they are no UUIDs, such as imsma-lachin.
        file (FileReading | Unset): How the file is read, where it does not say so itself.
    """

    columns: ImportMappingColumns | Unset = UNSET
    constants: ImportMappingConstants | Unset = UNSET
    values: ImportMappingValues | Unset = UNSET
    dates: None | str | Unset = UNSET
    date_cells: None | str | Unset = UNSET
    decimal: None | str | Unset = UNSET
    add_to_note: list[str] | Unset = UNSET
    source: None | str | Unset = UNSET
    file: FileReading | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        columns: dict[str, Any] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns.to_dict()

        constants: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constants, Unset):
            constants = self.constants.to_dict()

        values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.values, Unset):
            values = self.values.to_dict()

        dates: None | str | Unset
        if isinstance(self.dates, Unset):
            dates = UNSET
        else:
            dates = self.dates

        date_cells: None | str | Unset
        if isinstance(self.date_cells, Unset):
            date_cells = UNSET
        else:
            date_cells = self.date_cells

        decimal: None | str | Unset
        if isinstance(self.decimal, Unset):
            decimal = UNSET
        else:
            decimal = self.decimal

        add_to_note: list[str] | Unset = UNSET
        if not isinstance(self.add_to_note, Unset):
            add_to_note = self.add_to_note

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        file: dict[str, Any] | Unset = UNSET
        if not isinstance(self.file, Unset):
            file = self.file.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if columns is not UNSET:
            field_dict["columns"] = columns
        if constants is not UNSET:
            field_dict["constants"] = constants
        if values is not UNSET:
            field_dict["values"] = values
        if dates is not UNSET:
            field_dict["dates"] = dates
        if date_cells is not UNSET:
            field_dict["date_cells"] = date_cells
        if decimal is not UNSET:
            field_dict["decimal"] = decimal
        if add_to_note is not UNSET:
            field_dict["add_to_note"] = add_to_note
        if source is not UNSET:
            field_dict["source"] = source
        if file is not UNSET:
            field_dict["file"] = file

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_reading import FileReading  # noqa: PLC0415
        from ..models.import_mapping_columns import ImportMappingColumns  # noqa: PLC0415
        from ..models.import_mapping_constants import ImportMappingConstants  # noqa: PLC0415
        from ..models.import_mapping_values import ImportMappingValues  # noqa: PLC0415

        d = dict(src_dict)
        _columns = d.pop("columns", UNSET)
        columns: ImportMappingColumns | Unset
        if isinstance(_columns, Unset):
            columns = UNSET
        else:
            columns = ImportMappingColumns.from_dict(_columns)

        _constants = d.pop("constants", UNSET)
        constants: ImportMappingConstants | Unset
        if isinstance(_constants, Unset):
            constants = UNSET
        else:
            constants = ImportMappingConstants.from_dict(_constants)

        _values = d.pop("values", UNSET)
        values: ImportMappingValues | Unset
        if isinstance(_values, Unset):
            values = UNSET
        else:
            values = ImportMappingValues.from_dict(_values)

        def _parse_dates(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dates = _parse_dates(d.pop("dates", UNSET))

        def _parse_date_cells(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        date_cells = _parse_date_cells(d.pop("date_cells", UNSET))

        def _parse_decimal(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        decimal = _parse_decimal(d.pop("decimal", UNSET))

        add_to_note = cast(list[str], d.pop("add_to_note", UNSET))

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        _file = d.pop("file", UNSET)
        file: FileReading | Unset
        if isinstance(_file, Unset):
            file = UNSET
        else:
            file = FileReading.from_dict(_file)

        import_mapping = cls(
            columns=columns,
            constants=constants,
            values=values,
            dates=dates,
            date_cells=date_cells,
            decimal=decimal,
            add_to_note=add_to_note,
            source=source,
            file=file,
        )

        return import_mapping
