from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Authored")


@_attrs_define
class Authored:
    """Who made a version of a find, with which mutation, and when.

    Attributes:
        mutation_id (UUID): The mutation that said it.
        device_id (None | UUID): The tablet; null when staff said it.
        team (None | str): The tablet's team at that time.
        person (None | str): Who, when staff said it or fixed it.
        made_at (datetime.datetime): The author's own clock.
        received_at (datetime.datetime): The server's clock.
        made_at_corrected (datetime.datetime): `made_at` by the server's clock.
        fork (int | None | Unset): Which of several tablets with the token of one device said it; left out when only one
            has.
    """

    mutation_id: UUID
    device_id: None | UUID
    team: None | str
    person: None | str
    made_at: datetime.datetime
    received_at: datetime.datetime
    made_at_corrected: datetime.datetime
    fork: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mutation_id = str(self.mutation_id)

        device_id: None | str
        if isinstance(self.device_id, UUID):
            device_id = str(self.device_id)
        else:
            device_id = self.device_id

        team: None | str
        team = self.team

        person: None | str
        person = self.person

        made_at = self.made_at.isoformat()

        received_at = self.received_at.isoformat()

        made_at_corrected = self.made_at_corrected.isoformat()

        fork: int | None | Unset
        if isinstance(self.fork, Unset):
            fork = UNSET
        else:
            fork = self.fork

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mutation_id": mutation_id,
                "device_id": device_id,
                "team": team,
                "person": person,
                "made_at": made_at,
                "received_at": received_at,
                "made_at_corrected": made_at_corrected,
            }
        )
        if fork is not UNSET:
            field_dict["fork"] = fork

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        mutation_id = UUID(d.pop("mutation_id"))

        def _parse_device_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                device_id_type_0 = UUID(data)

                return device_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        device_id = _parse_device_id(d.pop("device_id"))

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

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        made_at_corrected = datetime.datetime.fromisoformat(d.pop("made_at_corrected"))

        def _parse_fork(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        fork = _parse_fork(d.pop("fork", UNSET))

        authored = cls(
            mutation_id=mutation_id,
            device_id=device_id,
            team=team,
            person=person,
            made_at=made_at,
            received_at=received_at,
            made_at_corrected=made_at_corrected,
            fork=fork,
        )

        authored.additional_properties = d
        return authored

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
