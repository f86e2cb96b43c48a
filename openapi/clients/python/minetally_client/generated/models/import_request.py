from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

if TYPE_CHECKING:
    from ..models.import_mapping import ImportMapping


T = TypeVar("T", bound="ImportRequest")


@_attrs_define
class ImportRequest:
    """A file and its mapping, as parts of a form.

    Attributes:
        file (File): CSV, XLSX, GeoPackage, GeoJSON, zipped shapefile, KML, GPX, FlatGeobuf, Parquet or NDJSON.
        mapping (ImportMapping | None | Unset): JSON; guessed when left out.
    """

    file: File
    mapping: ImportMapping | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.import_mapping import ImportMapping  # noqa: PLC0415

        file = self.file.to_tuple()

        mapping: dict[str, Any] | None | Unset
        if isinstance(self.mapping, Unset):
            mapping = UNSET
        elif isinstance(self.mapping, ImportMapping):
            mapping = self.mapping.to_dict()
        else:
            mapping = self.mapping

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if mapping is not UNSET:
            field_dict["mapping"] = mapping

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        from ..models.import_mapping import ImportMapping  # noqa: PLC0415

        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.mapping, Unset):
            if isinstance(self.mapping, ImportMapping):
                files.append(("mapping", (None, json.dumps(self.mapping.to_dict()).encode(), "application/json")))
            else:
                files.append(("mapping", (None, str(self.mapping).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.import_mapping import ImportMapping  # noqa: PLC0415

        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        def _parse_mapping(data: object) -> ImportMapping | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                mapping_type_0 = ImportMapping.from_dict(data)

                return mapping_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ImportMapping | None | Unset, data)

        mapping = _parse_mapping(d.pop("mapping", UNSET))

        import_request = cls(
            file=file,
            mapping=mapping,
        )

        import_request.additional_properties = d
        return import_request

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
