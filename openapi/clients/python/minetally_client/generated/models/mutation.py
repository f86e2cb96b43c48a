from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.op import Op
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.find_fields import FindFields


T = TypeVar("T", bound="Mutation")


@_attrs_define
class Mutation:
    """One change of a find, as a device sends it. `set` has only the fields that change, `was` what the author saw.

    Attributes:
        id (UUID): The UUID of the mutation. It is done only once, even if it is sent many times.
        find_id (UUID): The UUID of the find. The device makes it (UUID v7 is recommended).
        op (Op): What a mutation does.
        made_at (datetime.datetime): The time of the change on the device's clock, with its UTC offset.
        base_version (int | Unset): The version that the author saw. For people; the merge does not use it. Default: 0.
        set_ (FindFields | None | Unset): The fields that change. null clears an optional field.
        was (FindFields | None | Unset): What the author saw in these fields. A missing field was null. A delete names
            all fields.
    """

    id: UUID
    find_id: UUID
    op: Op
    made_at: datetime.datetime
    base_version: int | Unset = 0
    set_: FindFields | None | Unset = UNSET
    was: FindFields | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.find_fields import FindFields  # noqa: PLC0415

        id = str(self.id)

        find_id = str(self.find_id)

        op = self.op.value

        made_at = self.made_at.isoformat()

        base_version = self.base_version

        set_: dict[str, Any] | None | Unset
        if isinstance(self.set_, Unset):
            set_ = UNSET
        elif isinstance(self.set_, FindFields):
            set_ = self.set_.to_dict()
        else:
            set_ = self.set_

        was: dict[str, Any] | None | Unset
        if isinstance(self.was, Unset):
            was = UNSET
        elif isinstance(self.was, FindFields):
            was = self.was.to_dict()
        else:
            was = self.was

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "find_id": find_id,
                "op": op,
                "made_at": made_at,
            }
        )
        if base_version is not UNSET:
            field_dict["base_version"] = base_version
        if set_ is not UNSET:
            field_dict["set"] = set_
        if was is not UNSET:
            field_dict["was"] = was

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.find_fields import FindFields  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        find_id = UUID(d.pop("find_id"))

        op = Op(d.pop("op"))

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        base_version = d.pop("base_version", UNSET)

        def _parse_set_(data: object) -> FindFields | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                set_type_0 = FindFields.from_dict(data)

                return set_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FindFields | None | Unset, data)

        set_ = _parse_set_(d.pop("set", UNSET))

        def _parse_was(data: object) -> FindFields | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                was_type_0 = FindFields.from_dict(data)

                return was_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FindFields | None | Unset, data)

        was = _parse_was(d.pop("was", UNSET))

        mutation = cls(
            id=id,
            find_id=find_id,
            op=op,
            made_at=made_at,
            base_version=base_version,
            set_=set_,
            was=was,
        )

        mutation.additional_properties = d
        return mutation

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
