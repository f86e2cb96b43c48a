from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.mgrs_position import MgrsPosition
    from ..models.sent_mutation import SentMutation
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="Offer")


@_attrs_define
class Offer:
    """A value that no machine could take or refuse.

    Attributes:
        mutation_id (UUID): The mutation that said it.
        device_id (None | UUID): The tablet; null when staff said it.
        team (None | str): The tablet's team at that time.
        person (None | str): Who, when staff said it or fixed it.
        made_at (datetime.datetime): The author's own clock.
        received_at (datetime.datetime): The server's clock.
        was (Any): What its author saw in the field.
        value (bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position):
            What its author says.
        mutation (None | SentMutation): The whole mutation that it came with: fields meant together are judged together.
        fork (int | None | Unset): Which of several tablets with the token of one device said it; left out when only one
            has.
    """

    mutation_id: UUID
    device_id: None | UUID
    team: None | str
    person: None | str
    made_at: datetime.datetime
    received_at: datetime.datetime
    was: Any
    value: bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position
    mutation: None | SentMutation
    fork: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.sent_mutation import SentMutation  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

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

        was = self.was

        value: bool | dict[str, Any] | int | list[str] | None | str
        if isinstance(self.value, Wgs84Position):
            value = self.value.to_dict()
        elif isinstance(self.value, GaussKrugerPosition):
            value = self.value.to_dict()
        elif isinstance(self.value, UtmPosition):
            value = self.value.to_dict()
        elif isinstance(self.value, MgrsPosition):
            value = self.value.to_dict()
        elif isinstance(self.value, list):
            value = self.value

        else:
            value = self.value

        mutation: dict[str, Any] | None
        if isinstance(self.mutation, SentMutation):
            mutation = self.mutation.to_dict()
        else:
            mutation = self.mutation

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
                "was": was,
                "value": value,
                "mutation": mutation,
            }
        )
        if fork is not UNSET:
            field_dict["fork"] = fork

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.sent_mutation import SentMutation  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

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

        was = d.pop("was")

        def _parse_value(
            data: object,
        ) -> bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_0 = Wgs84Position.from_dict(data)

                return componentsschemas_position_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_1 = GaussKrugerPosition.from_dict(data)

                return componentsschemas_position_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_2 = UtmPosition.from_dict(data)

                return componentsschemas_position_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_position_type_3 = MgrsPosition.from_dict(data)

                return componentsschemas_position_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, list):
                    raise TypeError()
                value_type_4 = cast(list[str], data)

                return value_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                bool | GaussKrugerPosition | int | list[str] | MgrsPosition | None | str | UtmPosition | Wgs84Position,
                data,
            )

        value = _parse_value(d.pop("value"))

        def _parse_mutation(data: object) -> None | SentMutation:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                mutation_type_0 = SentMutation.from_dict(data)

                return mutation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SentMutation, data)

        mutation = _parse_mutation(d.pop("mutation"))

        def _parse_fork(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        fork = _parse_fork(d.pop("fork", UNSET))

        offer = cls(
            mutation_id=mutation_id,
            device_id=device_id,
            team=team,
            person=person,
            made_at=made_at,
            received_at=received_at,
            was=was,
            value=value,
            mutation=mutation,
            fork=fork,
        )

        offer.additional_properties = d
        return offer

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
