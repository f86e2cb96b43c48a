from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="EnrolmentRequest")


@_attrs_define
class EnrolmentRequest:
    """The team and the tablet that an enrolment code is for.

    Attributes:
        team (str): The team. A new name creates a new team.
        device (str): The name of the tablet.
    """

    team: str
    device: str

    def to_dict(self) -> dict[str, Any]:
        team = self.team

        device = self.device

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "team": team,
                "device": device,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        team = d.pop("team")

        device = d.pop("device")

        enrolment_request = cls(
            team=team,
            device=device,
        )

        return enrolment_request
