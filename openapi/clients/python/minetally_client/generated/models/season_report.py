from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.as_of import AsOf
    from ..models.report_period import ReportPeriod
    from ..models.season_week import SeasonWeek


T = TypeVar("T", bound="SeasonReport")


@_attrs_define
class SeasonReport:
    """Every ISO week of a period, side by side. A grouping not asked for is absent.

    Attributes:
        operation (str): The operation.
        period (ReportPeriod): Local days, both ends inclusive.
        as_of (AsOf): The moment at which the report is true.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        weeks (list[SeasonWeek]): In their order, also those without finds.
    """

    operation: str
    period: ReportPeriod
    as_of: AsOf
    total: int
    finds: int
    weeks: list[SeasonWeek]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation

        period = self.period.to_dict()

        as_of = self.as_of.to_dict()

        total = self.total

        finds = self.finds

        weeks = []
        for weeks_item_data in self.weeks:
            weeks_item = weeks_item_data.to_dict()
            weeks.append(weeks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "period": period,
                "as_of": as_of,
                "total": total,
                "finds": finds,
                "weeks": weeks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.as_of import AsOf  # noqa: PLC0415
        from ..models.report_period import ReportPeriod  # noqa: PLC0415
        from ..models.season_week import SeasonWeek  # noqa: PLC0415

        d = dict(src_dict)
        operation = d.pop("operation")

        period = ReportPeriod.from_dict(d.pop("period"))

        as_of = AsOf.from_dict(d.pop("as_of"))

        total = d.pop("total")

        finds = d.pop("finds")

        weeks = []
        _weeks = d.pop("weeks")
        for weeks_item_data in _weeks:
            weeks_item = SeasonWeek.from_dict(weeks_item_data)

            weeks.append(weeks_item)

        season_report = cls(
            operation=operation,
            period=period,
            as_of=as_of,
            total=total,
            finds=finds,
            weeks=weeks,
        )

        season_report.additional_properties = d
        return season_report

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
