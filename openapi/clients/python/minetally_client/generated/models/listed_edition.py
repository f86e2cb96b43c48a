from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.completeness import Completeness
    from ..models.disputed import Disputed
    from ..models.report_period import ReportPeriod


T = TypeVar("T", bound="ListedEdition")


@_attrs_define
class ListedEdition:
    """An edition in the list of all.

    Attributes:
        number (int): Number of the edition; each period has one.
        revision (int): 1, and one more each time the period is published again.
        period (ReportPeriod): Local days, both ends inclusive.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        disputed (Disputed): How far the open conflicts let the total move.
        completeness (Completeness): How much of what was expected is here.
        published_at (datetime.datetime): When.
        published_by (str): Who published it.
        seq (int): The log entry that published it.
        anyway (None | str): Why it was published with conditions not met.
        withdraws (int | None): The edition of another period whose place it takes.
        stands (bool): Whether no newer one has taken its place.
        sha256 (str):
    """

    number: int
    revision: int
    period: ReportPeriod
    total: int
    finds: int
    disputed: Disputed
    completeness: Completeness
    published_at: datetime.datetime
    published_by: str
    seq: int
    anyway: None | str
    withdraws: int | None
    stands: bool
    sha256: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        revision = self.revision

        period = self.period.to_dict()

        total = self.total

        finds = self.finds

        disputed = self.disputed.to_dict()

        completeness = self.completeness.to_dict()

        published_at = self.published_at.isoformat()

        published_by = self.published_by

        seq = self.seq

        anyway: None | str
        anyway = self.anyway

        withdraws: int | None
        withdraws = self.withdraws

        stands = self.stands

        sha256 = self.sha256

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "revision": revision,
                "period": period,
                "total": total,
                "finds": finds,
                "disputed": disputed,
                "completeness": completeness,
                "published_at": published_at,
                "published_by": published_by,
                "seq": seq,
                "anyway": anyway,
                "withdraws": withdraws,
                "stands": stands,
                "sha256": sha256,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.completeness import Completeness  # noqa: PLC0415
        from ..models.disputed import Disputed  # noqa: PLC0415
        from ..models.report_period import ReportPeriod  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        revision = d.pop("revision")

        period = ReportPeriod.from_dict(d.pop("period"))

        total = d.pop("total")

        finds = d.pop("finds")

        disputed = Disputed.from_dict(d.pop("disputed"))

        completeness = Completeness.from_dict(d.pop("completeness"))

        published_at = datetime.datetime.fromisoformat(d.pop("published_at"))

        published_by = d.pop("published_by")

        seq = d.pop("seq")

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

        stands = d.pop("stands")

        sha256 = d.pop("sha256")

        listed_edition = cls(
            number=number,
            revision=revision,
            period=period,
            total=total,
            finds=finds,
            disputed=disputed,
            completeness=completeness,
            published_at=published_at,
            published_by=published_by,
            seq=seq,
            anyway=anyway,
            withdraws=withdraws,
            stands=stands,
            sha256=sha256,
        )

        listed_edition.additional_properties = d
        return listed_edition

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
