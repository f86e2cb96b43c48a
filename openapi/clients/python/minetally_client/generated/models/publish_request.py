from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PublishRequest")


@_attrs_define
class PublishRequest:
    """The report to publish: `from` and `to`, both inclusive, or one ISO week.

    Attributes:
        id (UUID): The id of this publication. The same id is published only once.
        from_ (datetime.date | None | Unset): The first day.
        to (datetime.date | None | Unset): The last day.
        week (None | str | Unset): An ISO week, instead of from and to.
        anyway (None | str | Unset): Why it is published although conditions are not met. The reason is printed.
        withdraws (int | None | Unset): The number of an edition of another period that this one replaces.
    """

    id: UUID
    from_: datetime.date | None | Unset = UNSET
    to: datetime.date | None | Unset = UNSET
    week: None | str | Unset = UNSET
    anyway: None | str | Unset = UNSET
    withdraws: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        from_: None | str | Unset
        if isinstance(self.from_, Unset):
            from_ = UNSET
        elif isinstance(self.from_, datetime.date):
            from_ = self.from_.isoformat()
        else:
            from_ = self.from_

        to: None | str | Unset
        if isinstance(self.to, Unset):
            to = UNSET
        elif isinstance(self.to, datetime.date):
            to = self.to.isoformat()
        else:
            to = self.to

        week: None | str | Unset
        if isinstance(self.week, Unset):
            week = UNSET
        else:
            week = self.week

        anyway: None | str | Unset
        if isinstance(self.anyway, Unset):
            anyway = UNSET
        else:
            anyway = self.anyway

        withdraws: int | None | Unset
        if isinstance(self.withdraws, Unset):
            withdraws = UNSET
        else:
            withdraws = self.withdraws

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if from_ is not UNSET:
            field_dict["from"] = from_
        if to is not UNSET:
            field_dict["to"] = to
        if week is not UNSET:
            field_dict["week"] = week
        if anyway is not UNSET:
            field_dict["anyway"] = anyway
        if withdraws is not UNSET:
            field_dict["withdraws"] = withdraws

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_from_(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                from_type_0 = datetime.date.fromisoformat(data)

                return from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        from_ = _parse_from_(d.pop("from", UNSET))

        def _parse_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                to_type_0 = datetime.date.fromisoformat(data)

                return to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        to = _parse_to(d.pop("to", UNSET))

        def _parse_week(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        week = _parse_week(d.pop("week", UNSET))

        def _parse_anyway(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        anyway = _parse_anyway(d.pop("anyway", UNSET))

        def _parse_withdraws(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        withdraws = _parse_withdraws(d.pop("withdraws", UNSET))

        publish_request = cls(
            id=id,
            from_=from_,
            to=to,
            week=week,
            anyway=anyway,
            withdraws=withdraws,
        )

        return publish_request
