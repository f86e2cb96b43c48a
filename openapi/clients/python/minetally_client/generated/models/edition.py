from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.report_period import ReportPeriod
    from ..models.rules_used import RulesUsed
    from ..models.stands_on import StandsOn
    from ..models.unmet_condition import UnmetCondition
    from ..models.weekly_report import WeeklyReport


T = TypeVar("T", bound="Edition")


@_attrs_define
class Edition:
    """A published report. It never changes; only a newer revision or edition takes its place.

    Attributes:
        operation (str): The operation.
        number (int): Number of the edition; each period has one.
        revision (int): 1, and one more each time the period is published again.
        period (ReportPeriod): Local days, both ends inclusive.
        published_at (datetime.datetime): The moment of its report; `as_of` it gives the same report.
        published_by (str): Who published it.
        software (str): The version of Minetally.
        server_key (None | str): Of the key with which the server signed receipts then; null where who published it by
            the command line may not read the keys file.
        stands_on (StandsOn): The log on which an edition stands.
        rules (RulesUsed): The rules by which an edition was made.
        unmet (list[UnmetCondition]): The conditions that it did not meet.
        anyway (None | str): Why it was published all the same.
        withdraws (int | None): The edition of another period whose place it takes.
        report (WeeklyReport): Sums of live finds over a period, and how far they can be trusted. A grouping not asked
            for is absent.
        sha256 (str): Over the RFC 8785 form of all the other members.
    """

    operation: str
    number: int
    revision: int
    period: ReportPeriod
    published_at: datetime.datetime
    published_by: str
    software: str
    server_key: None | str
    stands_on: StandsOn
    rules: RulesUsed
    unmet: list[UnmetCondition]
    anyway: None | str
    withdraws: int | None
    report: WeeklyReport
    sha256: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation

        number = self.number

        revision = self.revision

        period = self.period.to_dict()

        published_at = self.published_at.isoformat()

        published_by = self.published_by

        software = self.software

        server_key: None | str
        server_key = self.server_key

        stands_on = self.stands_on.to_dict()

        rules = self.rules.to_dict()

        unmet = []
        for unmet_item_data in self.unmet:
            unmet_item = unmet_item_data.to_dict()
            unmet.append(unmet_item)

        anyway: None | str
        anyway = self.anyway

        withdraws: int | None
        withdraws = self.withdraws

        report = self.report.to_dict()

        sha256 = self.sha256

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "number": number,
                "revision": revision,
                "period": period,
                "published_at": published_at,
                "published_by": published_by,
                "software": software,
                "server_key": server_key,
                "stands_on": stands_on,
                "rules": rules,
                "unmet": unmet,
                "anyway": anyway,
                "withdraws": withdraws,
                "report": report,
                "sha256": sha256,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_period import ReportPeriod  # noqa: PLC0415
        from ..models.rules_used import RulesUsed  # noqa: PLC0415
        from ..models.stands_on import StandsOn  # noqa: PLC0415
        from ..models.unmet_condition import UnmetCondition  # noqa: PLC0415
        from ..models.weekly_report import WeeklyReport  # noqa: PLC0415

        d = dict(src_dict)
        operation = d.pop("operation")

        number = d.pop("number")

        revision = d.pop("revision")

        period = ReportPeriod.from_dict(d.pop("period"))

        published_at = datetime.datetime.fromisoformat(d.pop("published_at"))

        published_by = d.pop("published_by")

        software = d.pop("software")

        def _parse_server_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        server_key = _parse_server_key(d.pop("server_key"))

        stands_on = StandsOn.from_dict(d.pop("stands_on"))

        rules = RulesUsed.from_dict(d.pop("rules"))

        unmet = []
        _unmet = d.pop("unmet")
        for unmet_item_data in _unmet:
            unmet_item = UnmetCondition.from_dict(unmet_item_data)

            unmet.append(unmet_item)

        def _parse_anyway(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        anyway = _parse_anyway(d.pop("anyway"))

        def _parse_withdraws(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        withdraws = _parse_withdraws(d.pop("withdraws"))

        report = WeeklyReport.from_dict(d.pop("report"))

        sha256 = d.pop("sha256")

        edition = cls(
            operation=operation,
            number=number,
            revision=revision,
            period=period,
            published_at=published_at,
            published_by=published_by,
            software=software,
            server_key=server_key,
            stands_on=stands_on,
            rules=rules,
            unmet=unmet,
            anyway=anyway,
            withdraws=withdraws,
            report=report,
            sha256=sha256,
        )

        edition.additional_properties = d
        return edition

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
