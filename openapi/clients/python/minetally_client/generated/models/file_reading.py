from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FileReading")


@_attrs_define
class FileReading:
    """How the file is read, where it does not say so itself.

    Attributes:
        encoding (None | str | Unset): Of a CSV, such as windows-1251; found out otherwise.
        delimiter (None | str | Unset): Of a CSV; found out otherwise.
        header (int | None | Unset): The row with the names of the columns; 0 when there is none.
        sheet (None | str | Unset): Of an XLSX; the first one otherwise.
        layer (None | str | Unset): Of a GeoPackage with several layers.
    """

    encoding: None | str | Unset = UNSET
    delimiter: None | str | Unset = UNSET
    header: int | None | Unset = UNSET
    sheet: None | str | Unset = UNSET
    layer: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        encoding: None | str | Unset
        if isinstance(self.encoding, Unset):
            encoding = UNSET
        else:
            encoding = self.encoding

        delimiter: None | str | Unset
        if isinstance(self.delimiter, Unset):
            delimiter = UNSET
        else:
            delimiter = self.delimiter

        header: int | None | Unset
        if isinstance(self.header, Unset):
            header = UNSET
        else:
            header = self.header

        sheet: None | str | Unset
        if isinstance(self.sheet, Unset):
            sheet = UNSET
        else:
            sheet = self.sheet

        layer: None | str | Unset
        if isinstance(self.layer, Unset):
            layer = UNSET
        else:
            layer = self.layer

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if encoding is not UNSET:
            field_dict["encoding"] = encoding
        if delimiter is not UNSET:
            field_dict["delimiter"] = delimiter
        if header is not UNSET:
            field_dict["header"] = header
        if sheet is not UNSET:
            field_dict["sheet"] = sheet
        if layer is not UNSET:
            field_dict["layer"] = layer

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_encoding(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        encoding = _parse_encoding(d.pop("encoding", UNSET))

        def _parse_delimiter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        delimiter = _parse_delimiter(d.pop("delimiter", UNSET))

        def _parse_header(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        header = _parse_header(d.pop("header", UNSET))

        def _parse_sheet(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sheet = _parse_sheet(d.pop("sheet", UNSET))

        def _parse_layer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        layer = _parse_layer(d.pop("layer", UNSET))

        file_reading = cls(
            encoding=encoding,
            delimiter=delimiter,
            header=header,
            sheet=sheet,
            layer=layer,
        )

        return file_reading
