from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.publish_conditions import PublishConditions


T = TypeVar("T", bound="OperationSettings")


@_attrs_define
class OperationSettings:
    """The settings that staff make for an operation.

    Attributes:
        duplicate_distance_m (float | Unset): Finds of one type within this distance may be duplicates, metres. Default:
            25.0.
        duplicate_days (int | Unset): Finds within this number of days may be duplicates. Default: 3.
        publish (PublishConditions | Unset): The conditions for publishing a report. A condition that is null is not
            checked.
    """

    duplicate_distance_m: float | Unset = 25.0
    duplicate_days: int | Unset = 3
    publish: PublishConditions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        duplicate_distance_m = self.duplicate_distance_m

        duplicate_days = self.duplicate_days

        publish: dict[str, Any] | Unset = UNSET
        if not isinstance(self.publish, Unset):
            publish = self.publish.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if duplicate_distance_m is not UNSET:
            field_dict["duplicate_distance_m"] = duplicate_distance_m
        if duplicate_days is not UNSET:
            field_dict["duplicate_days"] = duplicate_days
        if publish is not UNSET:
            field_dict["publish"] = publish

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.publish_conditions import PublishConditions  # noqa: PLC0415

        d = dict(src_dict)
        duplicate_distance_m = d.pop("duplicate_distance_m", UNSET)

        duplicate_days = d.pop("duplicate_days", UNSET)

        _publish = d.pop("publish", UNSET)
        publish: PublishConditions | Unset
        if isinstance(_publish, Unset):
            publish = UNSET
        else:
            publish = PublishConditions.from_dict(_publish)

        operation_settings = cls(
            duplicate_distance_m=duplicate_distance_m,
            duplicate_days=duplicate_days,
            publish=publish,
        )

        return operation_settings
