from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category

if TYPE_CHECKING:
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.mgrs_position import MgrsPosition
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="CountedFind")


@_attrs_define
class CountedFind:
    """A find that a total counts, as it stood at the moment of the report.

    Attributes:
        find_id (UUID): The find.
        version (int): Its version then.
        seq (int): The log entry on which it stood.
        found_on (datetime.date): The local day.
        type_ (str): Key of the type by which it was counted.
        marking (str): As typed.
        category (Category): What kind of ordnance a find is.
        count (int): Pieces of ordnance.
        manufactured_year (int | None): Year of manufacture.
        district (None | str): As typed, else computed.
        team (None | str): Of the reporting tablet.
        device (None | str): What the reporting tablet is called.
        device_id (None | UUID): The reporting tablet.
        person (None | str): Who fixed the report, when staff had to.
        position (GaussKrugerPosition | MgrsPosition | UtmPosition | Wgs84Position): Where a find is, in one of four
            forms.
        lat (float): Degrees north, WGS 84.
        lon (float): Degrees east, WGS 84.
        accuracy_m (float | None): As stated; for MGRS at least its square's side. Metres.
        transform (str): The pinned operation that led from the position to WGS 84.
        made_at (datetime.datetime | None): When it was first typed in, by the tablet's clock.
        received_at (datetime.datetime): When it first came to the server.
        conflicts (list[str]): Its fields in dispute.
        entries (list[int]): Every log entry that made it what it was.
    """

    find_id: UUID
    version: int
    seq: int
    found_on: datetime.date
    type_: str
    marking: str
    category: Category
    count: int
    manufactured_year: int | None
    district: None | str
    team: None | str
    device: None | str
    device_id: None | UUID
    person: None | str
    position: GaussKrugerPosition | MgrsPosition | UtmPosition | Wgs84Position
    lat: float
    lon: float
    accuracy_m: float | None
    transform: str
    made_at: datetime.datetime | None
    received_at: datetime.datetime
    conflicts: list[str]
    entries: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        find_id = str(self.find_id)

        version = self.version

        seq = self.seq

        found_on = self.found_on.isoformat()

        type_ = self.type_

        marking = self.marking

        category = self.category.value

        count = self.count

        manufactured_year: int | None
        manufactured_year = self.manufactured_year

        district: None | str
        district = self.district

        team: None | str
        team = self.team

        device: None | str
        device = self.device

        device_id: None | str
        if isinstance(self.device_id, UUID):
            device_id = str(self.device_id)
        else:
            device_id = self.device_id

        person: None | str
        person = self.person

        position: dict[str, Any]
        if isinstance(self.position, Wgs84Position):
            position = self.position.to_dict()
        elif isinstance(self.position, GaussKrugerPosition):
            position = self.position.to_dict()
        elif isinstance(self.position, UtmPosition):
            position = self.position.to_dict()
        else:
            position = self.position.to_dict()

        lat = self.lat

        lon = self.lon

        accuracy_m: float | None
        accuracy_m = self.accuracy_m

        transform = self.transform

        made_at: None | str
        if isinstance(self.made_at, datetime.datetime):
            made_at = self.made_at.isoformat()
        else:
            made_at = self.made_at

        received_at = self.received_at.isoformat()

        conflicts = self.conflicts

        entries = self.entries

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "find_id": find_id,
                "version": version,
                "seq": seq,
                "found_on": found_on,
                "type": type_,
                "marking": marking,
                "category": category,
                "count": count,
                "manufactured_year": manufactured_year,
                "district": district,
                "team": team,
                "device": device,
                "device_id": device_id,
                "person": person,
                "position": position,
                "lat": lat,
                "lon": lon,
                "accuracy_m": accuracy_m,
                "transform": transform,
                "made_at": made_at,
                "received_at": received_at,
                "conflicts": conflicts,
                "entries": entries,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        d = dict(src_dict)
        find_id = UUID(d.pop("find_id"))

        version = d.pop("version")

        seq = d.pop("seq")

        found_on = datetime.date.fromisoformat(d.pop("found_on"))

        type_ = d.pop("type")

        marking = d.pop("marking")

        category = Category(d.pop("category"))

        count = d.pop("count")

        def _parse_manufactured_year(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        manufactured_year = _parse_manufactured_year(d.pop("manufactured_year"))

        def _parse_district(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        district = _parse_district(d.pop("district"))

        def _parse_team(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        team = _parse_team(d.pop("team"))

        def _parse_device(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        device = _parse_device(d.pop("device"))

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

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))

        def _parse_position(data: object) -> GaussKrugerPosition | MgrsPosition | UtmPosition | Wgs84Position:
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
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_position_type_3 = MgrsPosition.from_dict(data)

            return componentsschemas_position_type_3

        position = _parse_position(d.pop("position"))

        lat = d.pop("lat")

        lon = d.pop("lon")

        def _parse_accuracy_m(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m"))

        transform = d.pop("transform")

        def _parse_made_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                made_at_type_0 = datetime.datetime.fromisoformat(data)

                return made_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        made_at = _parse_made_at(d.pop("made_at"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        conflicts = cast(list[str], d.pop("conflicts"))

        entries = cast(list[int], d.pop("entries"))

        counted_find = cls(
            find_id=find_id,
            version=version,
            seq=seq,
            found_on=found_on,
            type_=type_,
            marking=marking,
            category=category,
            count=count,
            manufactured_year=manufactured_year,
            district=district,
            team=team,
            device=device,
            device_id=device_id,
            person=person,
            position=position,
            lat=lat,
            lon=lon,
            accuracy_m=accuracy_m,
            transform=transform,
            made_at=made_at,
            received_at=received_at,
            conflicts=conflicts,
            entries=entries,
        )

        counted_find.additional_properties = d
        return counted_find

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
