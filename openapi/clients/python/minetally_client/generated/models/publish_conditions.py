from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PublishConditions")


@_attrs_define
class PublishConditions:
    """The conditions for publishing a report. A condition that is null is not checked.

    Attributes:
        most_open_conflicts (int | None | Unset): The largest number of open conflicts on the finds of the period.
        most_suspected_pairs (int | None | Unset): The largest number of open suspected duplicates in the period.
        least_completeness (float | None | Unset): The smallest share of the expected tablets that has reported, 0 to 1.
        no_silent_teams (bool | Unset): true: at least one tablet of every expected team has reported. Default: False.
    """

    most_open_conflicts: int | None | Unset = UNSET
    most_suspected_pairs: int | None | Unset = UNSET
    least_completeness: float | None | Unset = UNSET
    no_silent_teams: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        most_open_conflicts: int | None | Unset
        if isinstance(self.most_open_conflicts, Unset):
            most_open_conflicts = UNSET
        else:
            most_open_conflicts = self.most_open_conflicts

        most_suspected_pairs: int | None | Unset
        if isinstance(self.most_suspected_pairs, Unset):
            most_suspected_pairs = UNSET
        else:
            most_suspected_pairs = self.most_suspected_pairs

        least_completeness: float | None | Unset
        if isinstance(self.least_completeness, Unset):
            least_completeness = UNSET
        else:
            least_completeness = self.least_completeness

        no_silent_teams = self.no_silent_teams

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if most_open_conflicts is not UNSET:
            field_dict["most_open_conflicts"] = most_open_conflicts
        if most_suspected_pairs is not UNSET:
            field_dict["most_suspected_pairs"] = most_suspected_pairs
        if least_completeness is not UNSET:
            field_dict["least_completeness"] = least_completeness
        if no_silent_teams is not UNSET:
            field_dict["no_silent_teams"] = no_silent_teams

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_most_open_conflicts(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_open_conflicts = _parse_most_open_conflicts(d.pop("most_open_conflicts", UNSET))

        def _parse_most_suspected_pairs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_suspected_pairs = _parse_most_suspected_pairs(d.pop("most_suspected_pairs", UNSET))

        def _parse_least_completeness(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        least_completeness = _parse_least_completeness(d.pop("least_completeness", UNSET))

        no_silent_teams = d.pop("no_silent_teams", UNSET)

        publish_conditions = cls(
            most_open_conflicts=most_open_conflicts,
            most_suspected_pairs=most_suspected_pairs,
            least_completeness=least_completeness,
            no_silent_teams=no_silent_teams,
        )

        return publish_conditions
