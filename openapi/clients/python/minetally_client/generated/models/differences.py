from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.compared_figure import ComparedFigure
    from ..models.different_find import DifferentFind
    from ..models.reason_sum import ReasonSum
    from ..models.type_change import TypeChange


T = TypeVar("T", bound="Differences")


@_attrs_define
class Differences:
    """What has changed between two figures. All sums add up to the change of the total.

    Attributes:
        operation (str): The operation.
        before (ComparedFigure): A total that is compared.
        after (ComparedFigure): A total that is compared.
        change (int): The later total less the earlier, pieces.
        by_reason (list[ReasonSum]): Sums by reason.
        by_type (list[TypeChange]): Sums by type.
        finds (list[DifferentFind]): Find by find.
    """

    operation: str
    before: ComparedFigure
    after: ComparedFigure
    change: int
    by_reason: list[ReasonSum]
    by_type: list[TypeChange]
    finds: list[DifferentFind]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation

        before = self.before.to_dict()

        after = self.after.to_dict()

        change = self.change

        by_reason = []
        for by_reason_item_data in self.by_reason:
            by_reason_item = by_reason_item_data.to_dict()
            by_reason.append(by_reason_item)

        by_type = []
        for by_type_item_data in self.by_type:
            by_type_item = by_type_item_data.to_dict()
            by_type.append(by_type_item)

        finds = []
        for finds_item_data in self.finds:
            finds_item = finds_item_data.to_dict()
            finds.append(finds_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "before": before,
                "after": after,
                "change": change,
                "by_reason": by_reason,
                "by_type": by_type,
                "finds": finds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compared_figure import ComparedFigure  # noqa: PLC0415
        from ..models.different_find import DifferentFind  # noqa: PLC0415
        from ..models.reason_sum import ReasonSum  # noqa: PLC0415
        from ..models.type_change import TypeChange  # noqa: PLC0415

        d = dict(src_dict)
        operation = d.pop("operation")

        before = ComparedFigure.from_dict(d.pop("before"))

        after = ComparedFigure.from_dict(d.pop("after"))

        change = d.pop("change")

        by_reason = []
        _by_reason = d.pop("by_reason")
        for by_reason_item_data in _by_reason:
            by_reason_item = ReasonSum.from_dict(by_reason_item_data)

            by_reason.append(by_reason_item)

        by_type = []
        _by_type = d.pop("by_type")
        for by_type_item_data in _by_type:
            by_type_item = TypeChange.from_dict(by_type_item_data)

            by_type.append(by_type_item)

        finds = []
        _finds = d.pop("finds")
        for finds_item_data in _finds:
            finds_item = DifferentFind.from_dict(finds_item_data)

            finds.append(finds_item)

        differences = cls(
            operation=operation,
            before=before,
            after=after,
            change=change,
            by_reason=by_reason,
            by_type=by_type,
            finds=finds,
        )

        differences.additional_properties = d
        return differences

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
