from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.differing_now_type_0 import DifferingNowType0
    from ..models.differing_seen import DifferingSeen


T = TypeVar("T", bound="Differing")


@_attrs_define
class Differing:
    """A find that stands otherwise than a tablet had seen it before the restore.

    Attributes:
        find_id (UUID): The find.
        fields (list[str]): The fields that differ; all that were seen where it is gone.
        now (DifferingNowType0 | None): Its own fields, and `deleted`; null: the server does not know it.
        version (int): Its version, for `take`; 0: the server does not know it.
        seen (DifferingSeen): The same as it was seen last.
        seq (int): The log entry on which it stood then.
        epoch (UUID): The history of that entry.
        by (list[str]): The tablets that saw it so, by name.
        explained (bool): Whether somebody has changed it since the restore, so that it may well differ.
    """

    find_id: UUID
    fields: list[str]
    now: DifferingNowType0 | None
    version: int
    seen: DifferingSeen
    seq: int
    epoch: UUID
    by: list[str]
    explained: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.differing_now_type_0 import DifferingNowType0  # noqa: PLC0415

        find_id = str(self.find_id)

        fields = self.fields

        now: dict[str, Any] | None
        if isinstance(self.now, DifferingNowType0):
            now = self.now.to_dict()
        else:
            now = self.now

        version = self.version

        seen = self.seen.to_dict()

        seq = self.seq

        epoch = str(self.epoch)

        by = self.by

        explained = self.explained

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "find_id": find_id,
                "fields": fields,
                "now": now,
                "version": version,
                "seen": seen,
                "seq": seq,
                "epoch": epoch,
                "by": by,
                "explained": explained,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.differing_now_type_0 import DifferingNowType0  # noqa: PLC0415
        from ..models.differing_seen import DifferingSeen  # noqa: PLC0415

        d = dict(src_dict)
        find_id = UUID(d.pop("find_id"))

        fields = cast(list[str], d.pop("fields"))

        def _parse_now(data: object) -> DifferingNowType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                now_type_0 = DifferingNowType0.from_dict(data)

                return now_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DifferingNowType0 | None, data)

        now = _parse_now(d.pop("now"))

        version = d.pop("version")

        seen = DifferingSeen.from_dict(d.pop("seen"))

        seq = d.pop("seq")

        epoch = UUID(d.pop("epoch"))

        by = cast(list[str], d.pop("by"))

        explained = d.pop("explained")

        differing = cls(
            find_id=find_id,
            fields=fields,
            now=now,
            version=version,
            seen=seen,
            seq=seq,
            epoch=epoch,
            by=by,
            explained=explained,
        )

        differing.additional_properties = d
        return differing

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
