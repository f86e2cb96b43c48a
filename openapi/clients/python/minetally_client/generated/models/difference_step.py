from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.difference_reason import DifferenceReason

if TYPE_CHECKING:
    from ..models.counted_side import CountedSide


T = TypeVar("T", bound="DifferenceStep")


@_attrs_define
class DifferenceStep:
    """What one log entry did to a find in the period.

    Attributes:
        seq (int | None): The log entry; null where only the period is another.
        reason (DifferenceReason): Why a find counts otherwise.
        change (int): Pieces of ordnance.
        sentence (str): All of it, for people.
        before (CountedSide | None): null: it did not count in the period.
        after (CountedSide | None): null: it no longer counts in the period.
        device (None | str): Whose step it was: what the tablet is called.
        team (None | str): The tablet's team.
        person (None | str): Who, when staff did it.
        received_at (datetime.datetime): When it came to the server.
    """

    seq: int | None
    reason: DifferenceReason
    change: int
    sentence: str
    before: CountedSide | None
    after: CountedSide | None
    device: None | str
    team: None | str
    person: None | str
    received_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.counted_side import CountedSide  # noqa: PLC0415

        seq: int | None
        seq = self.seq

        reason = self.reason.value

        change = self.change

        sentence = self.sentence

        before: dict[str, Any] | None
        if isinstance(self.before, CountedSide):
            before = self.before.to_dict()
        else:
            before = self.before

        after: dict[str, Any] | None
        if isinstance(self.after, CountedSide):
            after = self.after.to_dict()
        else:
            after = self.after

        device: None | str
        device = self.device

        team: None | str
        team = self.team

        person: None | str
        person = self.person

        received_at = self.received_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "seq": seq,
                "reason": reason,
                "change": change,
                "sentence": sentence,
                "before": before,
                "after": after,
                "device": device,
                "team": team,
                "person": person,
                "received_at": received_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.counted_side import CountedSide  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seq = _parse_seq(d.pop("seq"))

        reason = DifferenceReason(d.pop("reason"))

        change = d.pop("change")

        sentence = d.pop("sentence")

        def _parse_before(data: object) -> CountedSide | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                before_type_0 = CountedSide.from_dict(data)

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CountedSide | None, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(data: object) -> CountedSide | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                after_type_0 = CountedSide.from_dict(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CountedSide | None, data)

        after = _parse_after(d.pop("after"))

        def _parse_device(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        device = _parse_device(d.pop("device"))

        def _parse_team(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        team = _parse_team(d.pop("team"))

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        difference_step = cls(
            seq=seq,
            reason=reason,
            change=change,
            sentence=sentence,
            before=before,
            after=after,
            device=device,
            team=team,
            person=person,
            received_at=received_at,
        )

        difference_step.additional_properties = d
        return difference_step

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
