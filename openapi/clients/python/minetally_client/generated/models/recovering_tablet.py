from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.tablet_state import TabletState

T = TypeVar("T", bound="RecoveringTablet")


@_attrs_define
class RecoveringTablet:
    """A tablet in service, after a restore.

    Attributes:
        device_id (UUID): The tablet.
        device (str): What it is called.
        team (str): Its team.
        state (TabletState): Whether a tablet has exchanged since the restore, or waits until an administrator admits
            it.
        told_all (bool): Whether it has told all that its old copy has.
        returned (int): How many lost entries it has brought back.
    """

    device_id: UUID
    device: str
    team: str
    state: TabletState
    told_all: bool
    returned: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        device_id = str(self.device_id)

        device = self.device

        team = self.team

        state = self.state.value

        told_all = self.told_all

        returned = self.returned

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "device_id": device_id,
                "device": device,
                "team": team,
                "state": state,
                "told_all": told_all,
                "returned": returned,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        device_id = UUID(d.pop("device_id"))

        device = d.pop("device")

        team = d.pop("team")

        state = TabletState(d.pop("state"))

        told_all = d.pop("told_all")

        returned = d.pop("returned")

        recovering_tablet = cls(
            device_id=device_id,
            device=device,
            team=team,
            state=state,
            told_all=told_all,
            returned=returned,
        )

        recovering_tablet.additional_properties = d
        return recovering_tablet

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
