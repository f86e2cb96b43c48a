from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.category import Category
from ..models.disposition import Disposition
from ..models.find_state import FindState

if TYPE_CHECKING:
    from ..models.authored import Authored
    from ..models.conflict_name import ConflictName
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.location import Location
    from ..models.mgrs_position import MgrsPosition
    from ..models.type_of_find import TypeOfFind
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="Find")


@_attrs_define
class Find:
    """One reported discovery: as typed, with what the server adds.

    Attributes:
        id (UUID): The find; made by the device.
        version (int): 1 when it is new; each accepted mutation makes the next.
        seq (int): The log entry on which it stands.
        state (FindState): Whether a find counts: only a live one does.
        duplicate_of (None | UUID): The find that staff say this one is a second report of; null: none.
        marking (str): The marking on the casing as typed.
        category (Category): What kind of ordnance a find is.
        count (int): How many, pieces.
        position (GaussKrugerPosition | MgrsPosition | UtmPosition | Wgs84Position): Where a find is, in one of four
            forms.
        found_on (datetime.date): The local calendar day of the find.
        disposition (Disposition | None): What was done with it.
        manufactured_year (int | None): Year of manufacture on the casing.
        manufactured_country (None | str): Country of manufacture.
        lot (None | str): Lot or batch number.
        district (None | str): As the team names it.
        depth_cm (int | None): Depth below ground, centimetres.
        condition (None | str): In what condition it is.
        method (None | str): How it was found.
        note (None | str): Notes that were written apart stand in it side by side, under their authors.
        photos (list[str] | None): SHA-256 of each photo, lower-case hexadecimal.
        type_ (TypeOfFind): The type that the marking names.
        location (Location): Where the position is in WGS 84.
        district_computed (None | str): The district area in which the location lies.
        flags (list[str]): What people should look at: unknown_marking, future_date, outside_area; more may come.
        conflicts (list[ConflictName]): Its open conflicts.
        created (Authored): Who made a version of a find, with which mutation, and when.
        changed (Authored): Who made a version of a find, with which mutation, and when.
    """

    id: UUID
    version: int
    seq: int
    state: FindState
    duplicate_of: None | UUID
    marking: str
    category: Category
    count: int
    position: GaussKrugerPosition | MgrsPosition | UtmPosition | Wgs84Position
    found_on: datetime.date
    disposition: Disposition | None
    manufactured_year: int | None
    manufactured_country: None | str
    lot: None | str
    district: None | str
    depth_cm: int | None
    condition: None | str
    method: None | str
    note: None | str
    photos: list[str] | None
    type_: TypeOfFind
    location: Location
    district_computed: None | str
    flags: list[str]
    conflicts: list[ConflictName]
    created: Authored
    changed: Authored
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        seq = self.seq

        state = self.state.value

        duplicate_of: None | str
        if isinstance(self.duplicate_of, UUID):
            duplicate_of = str(self.duplicate_of)
        else:
            duplicate_of = self.duplicate_of

        marking = self.marking

        category = self.category.value

        count = self.count

        position: dict[str, Any]
        if isinstance(self.position, Wgs84Position):
            position = self.position.to_dict()
        elif isinstance(self.position, GaussKrugerPosition):
            position = self.position.to_dict()
        elif isinstance(self.position, UtmPosition):
            position = self.position.to_dict()
        else:
            position = self.position.to_dict()

        found_on = self.found_on.isoformat()

        disposition: None | str
        if isinstance(self.disposition, Disposition):
            disposition = self.disposition.value
        else:
            disposition = self.disposition

        manufactured_year: int | None
        manufactured_year = self.manufactured_year

        manufactured_country: None | str
        manufactured_country = self.manufactured_country

        lot: None | str
        lot = self.lot

        district: None | str
        district = self.district

        depth_cm: int | None
        depth_cm = self.depth_cm

        condition: None | str
        condition = self.condition

        method: None | str
        method = self.method

        note: None | str
        note = self.note

        photos: list[str] | None
        if isinstance(self.photos, list):
            photos = self.photos

        else:
            photos = self.photos

        type_ = self.type_.to_dict()

        location = self.location.to_dict()

        district_computed: None | str
        district_computed = self.district_computed

        flags = self.flags

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        created = self.created.to_dict()

        changed = self.changed.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "seq": seq,
                "state": state,
                "duplicate_of": duplicate_of,
                "marking": marking,
                "category": category,
                "count": count,
                "position": position,
                "found_on": found_on,
                "disposition": disposition,
                "manufactured_year": manufactured_year,
                "manufactured_country": manufactured_country,
                "lot": lot,
                "district": district,
                "depth_cm": depth_cm,
                "condition": condition,
                "method": method,
                "note": note,
                "photos": photos,
                "type": type_,
                "location": location,
                "district_computed": district_computed,
                "flags": flags,
                "conflicts": conflicts,
                "created": created,
                "changed": changed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.authored import Authored  # noqa: PLC0415
        from ..models.conflict_name import ConflictName  # noqa: PLC0415
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.location import Location  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.type_of_find import TypeOfFind  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        seq = d.pop("seq")

        state = FindState(d.pop("state"))

        def _parse_duplicate_of(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                duplicate_of_type_0 = UUID(data)

                return duplicate_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        duplicate_of = _parse_duplicate_of(d.pop("duplicate_of"))

        marking = d.pop("marking")

        category = Category(d.pop("category"))

        count = d.pop("count")

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

        found_on = datetime.date.fromisoformat(d.pop("found_on"))

        def _parse_disposition(data: object) -> Disposition | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disposition_type_0 = Disposition(data)

                return disposition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Disposition | None, data)

        disposition = _parse_disposition(d.pop("disposition"))

        def _parse_manufactured_year(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        manufactured_year = _parse_manufactured_year(d.pop("manufactured_year"))

        def _parse_manufactured_country(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        manufactured_country = _parse_manufactured_country(d.pop("manufactured_country"))

        def _parse_lot(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        lot = _parse_lot(d.pop("lot"))

        def _parse_district(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        district = _parse_district(d.pop("district"))

        def _parse_depth_cm(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        depth_cm = _parse_depth_cm(d.pop("depth_cm"))

        def _parse_condition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        condition = _parse_condition(d.pop("condition"))

        def _parse_method(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        method = _parse_method(d.pop("method"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        def _parse_photos(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                photos_type_0 = cast(list[str], data)

                return photos_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        photos = _parse_photos(d.pop("photos"))

        type_ = TypeOfFind.from_dict(d.pop("type"))

        location = Location.from_dict(d.pop("location"))

        def _parse_district_computed(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        district_computed = _parse_district_computed(d.pop("district_computed"))

        flags = cast(list[str], d.pop("flags"))

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ConflictName.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        created = Authored.from_dict(d.pop("created"))

        changed = Authored.from_dict(d.pop("changed"))

        find = cls(
            id=id,
            version=version,
            seq=seq,
            state=state,
            duplicate_of=duplicate_of,
            marking=marking,
            category=category,
            count=count,
            position=position,
            found_on=found_on,
            disposition=disposition,
            manufactured_year=manufactured_year,
            manufactured_country=manufactured_country,
            lot=lot,
            district=district,
            depth_cm=depth_cm,
            condition=condition,
            method=method,
            note=note,
            photos=photos,
            type_=type_,
            location=location,
            district_computed=district_computed,
            flags=flags,
            conflicts=conflicts,
            created=created,
            changed=changed,
        )

        find.additional_properties = d
        return find

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
