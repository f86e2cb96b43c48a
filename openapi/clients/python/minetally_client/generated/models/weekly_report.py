from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.as_of import AsOf
    from ..models.category_row import CategoryRow
    from ..models.completeness import Completeness
    from ..models.cumulative import Cumulative
    from ..models.day_row import DayRow
    from ..models.device_row import DeviceRow
    from ..models.disputed import Disputed
    from ..models.district_row import DistrictRow
    from ..models.in_quarantine import InQuarantine
    from ..models.late import Late
    from ..models.lost_entries import LostEntries
    from ..models.overlap import Overlap
    from ..models.previous_period import PreviousPeriod
    from ..models.report_period import ReportPeriod
    from ..models.report_recovery import ReportRecovery
    from ..models.reporting_devices import ReportingDevices
    from ..models.reporting_team import ReportingTeam
    from ..models.suspected_duplicates import SuspectedDuplicates
    from ..models.team_row import TeamRow
    from ..models.type_row import TypeRow


T = TypeVar("T", bound="WeeklyReport")


@_attrs_define
class WeeklyReport:
    """Sums of live finds over a period, and how far they can be trusted. A grouping not asked for is absent.

    Attributes:
        operation (str): The operation.
        period (ReportPeriod): Local days, both ends inclusive.
        as_of (AsOf): The moment at which the report is true.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        disputed (Disputed): How far the open conflicts let the total move.
        suspected_duplicates (SuspectedDuplicates): What would go if each group of suspected duplicates were one
            discovery.
        completeness (Completeness): How much of what was expected is here.
        devices (ReportingDevices): Who has reported since the end of the period, and who has not.
        teams (list[ReportingTeam]): The teams of the expected tablets.
        late (Late | None): null: this period was never published.
        overlaps (list[Overlap]): Published editions that count some of the same days.
        cumulative (Cumulative | None): When `since` was asked for.
        previous (PreviousPeriod): The period of the same length before.
        by_type (list[TypeRow] | Unset): By type, the most first.
        by_category (list[CategoryRow] | Unset): By category.
        by_day (list[DayRow] | Unset): By local day.
        by_district (list[DistrictRow] | Unset): By district.
        by_team (list[TeamRow] | Unset): By team.
        by_device (list[DeviceRow] | Unset): By tablet.
        quarantine (InQuarantine | Unset): What tablets sent that counts nowhere yet: in the whole operation, as most of
            it says no valid day.
        recovery (None | ReportRecovery | Unset): null: no recovery was open. Absent from older editions.
        lost (list[LostEntries] | Unset): Of each lost history of which something is missing. Absent from older
            editions.
        stopped (None | str | Unset): Why the server serves an old history and takes nothing more; null: the history
            goes on. Absent from older editions.
    """

    operation: str
    period: ReportPeriod
    as_of: AsOf
    total: int
    finds: int
    disputed: Disputed
    suspected_duplicates: SuspectedDuplicates
    completeness: Completeness
    devices: ReportingDevices
    teams: list[ReportingTeam]
    late: Late | None
    overlaps: list[Overlap]
    cumulative: Cumulative | None
    previous: PreviousPeriod
    by_type: list[TypeRow] | Unset = UNSET
    by_category: list[CategoryRow] | Unset = UNSET
    by_day: list[DayRow] | Unset = UNSET
    by_district: list[DistrictRow] | Unset = UNSET
    by_team: list[TeamRow] | Unset = UNSET
    by_device: list[DeviceRow] | Unset = UNSET
    quarantine: InQuarantine | Unset = UNSET
    recovery: None | ReportRecovery | Unset = UNSET
    lost: list[LostEntries] | Unset = UNSET
    stopped: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cumulative import Cumulative  # noqa: PLC0415
        from ..models.late import Late  # noqa: PLC0415
        from ..models.report_recovery import ReportRecovery  # noqa: PLC0415

        operation = self.operation

        period = self.period.to_dict()

        as_of = self.as_of.to_dict()

        total = self.total

        finds = self.finds

        disputed = self.disputed.to_dict()

        suspected_duplicates = self.suspected_duplicates.to_dict()

        completeness = self.completeness.to_dict()

        devices = self.devices.to_dict()

        teams = []
        for teams_item_data in self.teams:
            teams_item = teams_item_data.to_dict()
            teams.append(teams_item)

        late: dict[str, Any] | None
        if isinstance(self.late, Late):
            late = self.late.to_dict()
        else:
            late = self.late

        overlaps = []
        for overlaps_item_data in self.overlaps:
            overlaps_item = overlaps_item_data.to_dict()
            overlaps.append(overlaps_item)

        cumulative: dict[str, Any] | None
        if isinstance(self.cumulative, Cumulative):
            cumulative = self.cumulative.to_dict()
        else:
            cumulative = self.cumulative

        previous = self.previous.to_dict()

        by_type: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_type, Unset):
            by_type = []
            for by_type_item_data in self.by_type:
                by_type_item = by_type_item_data.to_dict()
                by_type.append(by_type_item)

        by_category: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_category, Unset):
            by_category = []
            for by_category_item_data in self.by_category:
                by_category_item = by_category_item_data.to_dict()
                by_category.append(by_category_item)

        by_day: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_day, Unset):
            by_day = []
            for by_day_item_data in self.by_day:
                by_day_item = by_day_item_data.to_dict()
                by_day.append(by_day_item)

        by_district: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_district, Unset):
            by_district = []
            for by_district_item_data in self.by_district:
                by_district_item = by_district_item_data.to_dict()
                by_district.append(by_district_item)

        by_team: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_team, Unset):
            by_team = []
            for by_team_item_data in self.by_team:
                by_team_item = by_team_item_data.to_dict()
                by_team.append(by_team_item)

        by_device: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.by_device, Unset):
            by_device = []
            for by_device_item_data in self.by_device:
                by_device_item = by_device_item_data.to_dict()
                by_device.append(by_device_item)

        quarantine: dict[str, Any] | Unset = UNSET
        if not isinstance(self.quarantine, Unset):
            quarantine = self.quarantine.to_dict()

        recovery: dict[str, Any] | None | Unset
        if isinstance(self.recovery, Unset):
            recovery = UNSET
        elif isinstance(self.recovery, ReportRecovery):
            recovery = self.recovery.to_dict()
        else:
            recovery = self.recovery

        lost: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.lost, Unset):
            lost = []
            for lost_item_data in self.lost:
                lost_item = lost_item_data.to_dict()
                lost.append(lost_item)

        stopped: None | str | Unset
        if isinstance(self.stopped, Unset):
            stopped = UNSET
        else:
            stopped = self.stopped

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "period": period,
                "as_of": as_of,
                "total": total,
                "finds": finds,
                "disputed": disputed,
                "suspected_duplicates": suspected_duplicates,
                "completeness": completeness,
                "devices": devices,
                "teams": teams,
                "late": late,
                "overlaps": overlaps,
                "cumulative": cumulative,
                "previous": previous,
            }
        )
        if by_type is not UNSET:
            field_dict["by_type"] = by_type
        if by_category is not UNSET:
            field_dict["by_category"] = by_category
        if by_day is not UNSET:
            field_dict["by_day"] = by_day
        if by_district is not UNSET:
            field_dict["by_district"] = by_district
        if by_team is not UNSET:
            field_dict["by_team"] = by_team
        if by_device is not UNSET:
            field_dict["by_device"] = by_device
        if quarantine is not UNSET:
            field_dict["quarantine"] = quarantine
        if recovery is not UNSET:
            field_dict["recovery"] = recovery
        if lost is not UNSET:
            field_dict["lost"] = lost
        if stopped is not UNSET:
            field_dict["stopped"] = stopped

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.as_of import AsOf  # noqa: PLC0415
        from ..models.category_row import CategoryRow  # noqa: PLC0415
        from ..models.completeness import Completeness  # noqa: PLC0415
        from ..models.cumulative import Cumulative  # noqa: PLC0415
        from ..models.day_row import DayRow  # noqa: PLC0415
        from ..models.device_row import DeviceRow  # noqa: PLC0415
        from ..models.disputed import Disputed  # noqa: PLC0415
        from ..models.district_row import DistrictRow  # noqa: PLC0415
        from ..models.in_quarantine import InQuarantine  # noqa: PLC0415
        from ..models.late import Late  # noqa: PLC0415
        from ..models.lost_entries import LostEntries  # noqa: PLC0415
        from ..models.overlap import Overlap  # noqa: PLC0415
        from ..models.previous_period import PreviousPeriod  # noqa: PLC0415
        from ..models.report_period import ReportPeriod  # noqa: PLC0415
        from ..models.report_recovery import ReportRecovery  # noqa: PLC0415
        from ..models.reporting_devices import ReportingDevices  # noqa: PLC0415
        from ..models.reporting_team import ReportingTeam  # noqa: PLC0415
        from ..models.suspected_duplicates import SuspectedDuplicates  # noqa: PLC0415
        from ..models.team_row import TeamRow  # noqa: PLC0415
        from ..models.type_row import TypeRow  # noqa: PLC0415

        d = dict(src_dict)
        operation = d.pop("operation")

        period = ReportPeriod.from_dict(d.pop("period"))

        as_of = AsOf.from_dict(d.pop("as_of"))

        total = d.pop("total")

        finds = d.pop("finds")

        disputed = Disputed.from_dict(d.pop("disputed"))

        suspected_duplicates = SuspectedDuplicates.from_dict(d.pop("suspected_duplicates"))

        completeness = Completeness.from_dict(d.pop("completeness"))

        devices = ReportingDevices.from_dict(d.pop("devices"))

        teams = []
        _teams = d.pop("teams")
        for teams_item_data in _teams:
            teams_item = ReportingTeam.from_dict(teams_item_data)

            teams.append(teams_item)

        def _parse_late(data: object) -> Late | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                late_type_0 = Late.from_dict(data)

                return late_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Late | None, data)

        late = _parse_late(d.pop("late"))

        overlaps = []
        _overlaps = d.pop("overlaps")
        for overlaps_item_data in _overlaps:
            overlaps_item = Overlap.from_dict(overlaps_item_data)

            overlaps.append(overlaps_item)

        def _parse_cumulative(data: object) -> Cumulative | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cumulative_type_0 = Cumulative.from_dict(data)

                return cumulative_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Cumulative | None, data)

        cumulative = _parse_cumulative(d.pop("cumulative"))

        previous = PreviousPeriod.from_dict(d.pop("previous"))

        _by_type = d.pop("by_type", UNSET)
        by_type: list[TypeRow] | Unset = UNSET
        if _by_type is not UNSET:
            by_type = []
            for by_type_item_data in _by_type:
                by_type_item = TypeRow.from_dict(by_type_item_data)

                by_type.append(by_type_item)

        _by_category = d.pop("by_category", UNSET)
        by_category: list[CategoryRow] | Unset = UNSET
        if _by_category is not UNSET:
            by_category = []
            for by_category_item_data in _by_category:
                by_category_item = CategoryRow.from_dict(by_category_item_data)

                by_category.append(by_category_item)

        _by_day = d.pop("by_day", UNSET)
        by_day: list[DayRow] | Unset = UNSET
        if _by_day is not UNSET:
            by_day = []
            for by_day_item_data in _by_day:
                by_day_item = DayRow.from_dict(by_day_item_data)

                by_day.append(by_day_item)

        _by_district = d.pop("by_district", UNSET)
        by_district: list[DistrictRow] | Unset = UNSET
        if _by_district is not UNSET:
            by_district = []
            for by_district_item_data in _by_district:
                by_district_item = DistrictRow.from_dict(by_district_item_data)

                by_district.append(by_district_item)

        _by_team = d.pop("by_team", UNSET)
        by_team: list[TeamRow] | Unset = UNSET
        if _by_team is not UNSET:
            by_team = []
            for by_team_item_data in _by_team:
                by_team_item = TeamRow.from_dict(by_team_item_data)

                by_team.append(by_team_item)

        _by_device = d.pop("by_device", UNSET)
        by_device: list[DeviceRow] | Unset = UNSET
        if _by_device is not UNSET:
            by_device = []
            for by_device_item_data in _by_device:
                by_device_item = DeviceRow.from_dict(by_device_item_data)

                by_device.append(by_device_item)

        _quarantine = d.pop("quarantine", UNSET)
        quarantine: InQuarantine | Unset
        if isinstance(_quarantine, Unset):
            quarantine = UNSET
        else:
            quarantine = InQuarantine.from_dict(_quarantine)

        def _parse_recovery(data: object) -> None | ReportRecovery | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                recovery_type_0 = ReportRecovery.from_dict(data)

                return recovery_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReportRecovery | Unset, data)

        recovery = _parse_recovery(d.pop("recovery", UNSET))

        _lost = d.pop("lost", UNSET)
        lost: list[LostEntries] | Unset = UNSET
        if _lost is not UNSET:
            lost = []
            for lost_item_data in _lost:
                lost_item = LostEntries.from_dict(lost_item_data)

                lost.append(lost_item)

        def _parse_stopped(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stopped = _parse_stopped(d.pop("stopped", UNSET))

        weekly_report = cls(
            operation=operation,
            period=period,
            as_of=as_of,
            total=total,
            finds=finds,
            disputed=disputed,
            suspected_duplicates=suspected_duplicates,
            completeness=completeness,
            devices=devices,
            teams=teams,
            late=late,
            overlaps=overlaps,
            cumulative=cumulative,
            previous=previous,
            by_type=by_type,
            by_category=by_category,
            by_day=by_day,
            by_district=by_district,
            by_team=by_team,
            by_device=by_device,
            quarantine=quarantine,
            recovery=recovery,
            lost=lost,
            stopped=stopped,
        )

        weekly_report.additional_properties = d
        return weekly_report

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
