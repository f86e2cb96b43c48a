from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReportRecovery")


@_attrs_define
class ReportRecovery:
    """The recovery after a restore that staff have not closed: figures may still rise as tablets come back.

    Attributes:
        state (Literal['open']): It waits for what is missing.
        missing (int): Entries of the lost history that have not come back.
        differing (int): Finds that stand otherwise than a tablet had seen them.
        tablets_away (int): Tablets that have not exchanged since the restore.
    """

    state: Literal["open"]
    missing: int
    differing: int
    tablets_away: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state = self.state

        missing = self.missing

        differing = self.differing

        tablets_away = self.tablets_away

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "state": state,
                "missing": missing,
                "differing": differing,
                "tablets_away": tablets_away,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        state = cast(Literal["open"], d.pop("state"))
        if state != "open":
            raise ValueError(f"state must match const 'open', got '{state}'")

        missing = d.pop("missing")

        differing = d.pop("differing")

        tablets_away = d.pop("tablets_away")

        report_recovery = cls(
            state=state,
            missing=missing,
            differing=differing,
            tablets_away=tablets_away,
        )

        report_recovery.additional_properties = d
        return report_recovery

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
