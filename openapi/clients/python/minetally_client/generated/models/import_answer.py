from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.field_error import FieldError
    from ..models.import_answer_flags import ImportAnswerFlags
    from ..models.import_mapping import ImportMapping
    from ..models.import_row import ImportRow
    from ..models.import_total import ImportTotal


T = TypeVar("T", bound="ImportAnswer")


@_attrs_define
class ImportAnswer:
    """What became of the rows of a file, or what would.

    Attributes:
        operation (str): The operation.
        dry_run (bool): Nothing is stored.
        format_ (str): How the file was read.
        columns (list[str]): Of the file.
        mapping (ImportMapping): Which column is which field of a find, and how its cells are read.
        unmapped (list[str]): Columns that went nowhere.
        notes (list[str]): What to know of how the file is read: sheets left out, merged cells, times.
        open_ (list[FieldError]): What the mapping must say before rows can be stored; code `unsure`: a guess that may
            be wrong.
        rows (int): Rows with something in them.
        new (int): Finds made.
        changed (int): Finds of rows with ids that changed.
        conflict (int): Such finds on which a person must decide.
        same (int): Rows imported before.
        refused (int): Rows that are not stored.
        flags (ImportAnswerFlags): Flag: how many finds of the import have it.
        total (int): Pieces that the totals grow by.
        totals (list[ImportTotal]): Week by week and type by type.
        listed (list[ImportRow]): Rows refused, changed, in conflict or flagged: at least the first 200 of each.
        listed_of (int): How many such rows there are.
        seq (int | None): Log entry on which the operation then stood; null in a dry run.
    """

    operation: str
    dry_run: bool
    format_: str
    columns: list[str]
    mapping: ImportMapping
    unmapped: list[str]
    notes: list[str]
    open_: list[FieldError]
    rows: int
    new: int
    changed: int
    conflict: int
    same: int
    refused: int
    flags: ImportAnswerFlags
    total: int
    totals: list[ImportTotal]
    listed: list[ImportRow]
    listed_of: int
    seq: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation

        dry_run = self.dry_run

        format_ = self.format_

        columns = self.columns

        mapping = self.mapping.to_dict()

        unmapped = self.unmapped

        notes = self.notes

        open_ = []
        for open_item_data in self.open_:
            open_item = open_item_data.to_dict()
            open_.append(open_item)

        rows = self.rows

        new = self.new

        changed = self.changed

        conflict = self.conflict

        same = self.same

        refused = self.refused

        flags = self.flags.to_dict()

        total = self.total

        totals = []
        for totals_item_data in self.totals:
            totals_item = totals_item_data.to_dict()
            totals.append(totals_item)

        listed = []
        for listed_item_data in self.listed:
            listed_item = listed_item_data.to_dict()
            listed.append(listed_item)

        listed_of = self.listed_of

        seq: int | None
        seq = self.seq

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "dry_run": dry_run,
                "format": format_,
                "columns": columns,
                "mapping": mapping,
                "unmapped": unmapped,
                "notes": notes,
                "open": open_,
                "rows": rows,
                "new": new,
                "changed": changed,
                "conflict": conflict,
                "same": same,
                "refused": refused,
                "flags": flags,
                "total": total,
                "totals": totals,
                "listed": listed,
                "listed_of": listed_of,
                "seq": seq,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_error import FieldError  # noqa: PLC0415
        from ..models.import_answer_flags import ImportAnswerFlags  # noqa: PLC0415
        from ..models.import_mapping import ImportMapping  # noqa: PLC0415
        from ..models.import_row import ImportRow  # noqa: PLC0415
        from ..models.import_total import ImportTotal  # noqa: PLC0415

        d = dict(src_dict)
        operation = d.pop("operation")

        dry_run = d.pop("dry_run")

        format_ = d.pop("format")

        columns = cast(list[str], d.pop("columns"))

        mapping = ImportMapping.from_dict(d.pop("mapping"))

        unmapped = cast(list[str], d.pop("unmapped"))

        notes = cast(list[str], d.pop("notes"))

        open_ = []
        _open_ = d.pop("open")
        for open_item_data in _open_:
            open_item = FieldError.from_dict(open_item_data)

            open_.append(open_item)

        rows = d.pop("rows")

        new = d.pop("new")

        changed = d.pop("changed")

        conflict = d.pop("conflict")

        same = d.pop("same")

        refused = d.pop("refused")

        flags = ImportAnswerFlags.from_dict(d.pop("flags"))

        total = d.pop("total")

        totals = []
        _totals = d.pop("totals")
        for totals_item_data in _totals:
            totals_item = ImportTotal.from_dict(totals_item_data)

            totals.append(totals_item)

        listed = []
        _listed = d.pop("listed")
        for listed_item_data in _listed:
            listed_item = ImportRow.from_dict(listed_item_data)

            listed.append(listed_item)

        listed_of = d.pop("listed_of")

        def _parse_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seq = _parse_seq(d.pop("seq"))

        import_answer = cls(
            operation=operation,
            dry_run=dry_run,
            format_=format_,
            columns=columns,
            mapping=mapping,
            unmapped=unmapped,
            notes=notes,
            open_=open_,
            rows=rows,
            new=new,
            changed=changed,
            conflict=conflict,
            same=same,
            refused=refused,
            flags=flags,
            total=total,
            totals=totals,
            listed=listed,
            listed_of=listed_of,
            seq=seq,
        )

        import_answer.additional_properties = d
        return import_answer

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
