from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.category import Category
from ..models.disposition import Disposition
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.gauss_kruger_position import GaussKrugerPosition
    from ..models.mgrs_position import MgrsPosition
    from ..models.utm_position import UtmPosition
    from ..models.wgs_84_position import Wgs84Position


T = TypeVar("T", bound="FindFields")


@_attrs_define
class FindFields:
    """What a team notes about a find; a mutation sets some of these.

    Attributes:
        marking (str | Unset): The marking on the casing as typed.
        category (Category | Unset): What kind of ordnance a find is.
        count (int | Unset): How many, pieces.
        position (GaussKrugerPosition | MgrsPosition | Unset | UtmPosition | Wgs84Position): Where a find is, in one of
            four forms.
        found_on (datetime.date | Unset): The local calendar day of the find.
        disposition (Disposition | None | Unset): What was done with it.
        manufactured_year (int | None | Unset): Year of manufacture on the casing.
        manufactured_country (None | str | Unset): Where it was made, as typed.
        lot (None | str | Unset): Lot or batch number.
        district (None | str | Unset): As the team names it.
        depth_cm (int | None | Unset): Depth below ground, centimetres.
        condition (None | str | Unset): What state it is in.
        method (None | str | Unset): How it was found.
        note (None | str | Unset): Anything else that others should know.
        photos (list[str] | None | Unset): SHA-256 of each photo, lower-case hexadecimal.
    """

    marking: str | Unset = UNSET
    category: Category | Unset = UNSET
    count: int | Unset = UNSET
    position: GaussKrugerPosition | MgrsPosition | Unset | UtmPosition | Wgs84Position = UNSET
    found_on: datetime.date | Unset = UNSET
    disposition: Disposition | None | Unset = UNSET
    manufactured_year: int | None | Unset = UNSET
    manufactured_country: None | str | Unset = UNSET
    lot: None | str | Unset = UNSET
    district: None | str | Unset = UNSET
    depth_cm: int | None | Unset = UNSET
    condition: None | str | Unset = UNSET
    method: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    photos: list[str] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        marking = self.marking

        category: str | Unset = UNSET
        if not isinstance(self.category, Unset):
            category = self.category.value

        count = self.count

        position: dict[str, Any] | Unset
        if isinstance(self.position, Unset):
            position = UNSET
        elif isinstance(self.position, Wgs84Position):
            position = self.position.to_dict()
        elif isinstance(self.position, GaussKrugerPosition):
            position = self.position.to_dict()
        elif isinstance(self.position, UtmPosition):
            position = self.position.to_dict()
        else:
            position = self.position.to_dict()

        found_on: str | Unset = UNSET
        if not isinstance(self.found_on, Unset):
            found_on = self.found_on.isoformat()

        disposition: None | str | Unset
        if isinstance(self.disposition, Unset):
            disposition = UNSET
        elif isinstance(self.disposition, Disposition):
            disposition = self.disposition.value
        else:
            disposition = self.disposition

        manufactured_year: int | None | Unset
        if isinstance(self.manufactured_year, Unset):
            manufactured_year = UNSET
        else:
            manufactured_year = self.manufactured_year

        manufactured_country: None | str | Unset
        if isinstance(self.manufactured_country, Unset):
            manufactured_country = UNSET
        else:
            manufactured_country = self.manufactured_country

        lot: None | str | Unset
        if isinstance(self.lot, Unset):
            lot = UNSET
        else:
            lot = self.lot

        district: None | str | Unset
        if isinstance(self.district, Unset):
            district = UNSET
        else:
            district = self.district

        depth_cm: int | None | Unset
        if isinstance(self.depth_cm, Unset):
            depth_cm = UNSET
        else:
            depth_cm = self.depth_cm

        condition: None | str | Unset
        if isinstance(self.condition, Unset):
            condition = UNSET
        else:
            condition = self.condition

        method: None | str | Unset
        if isinstance(self.method, Unset):
            method = UNSET
        else:
            method = self.method

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        photos: list[str] | None | Unset
        if isinstance(self.photos, Unset):
            photos = UNSET
        elif isinstance(self.photos, list):
            photos = self.photos

        else:
            photos = self.photos

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if marking is not UNSET:
            field_dict["marking"] = marking
        if category is not UNSET:
            field_dict["category"] = category
        if count is not UNSET:
            field_dict["count"] = count
        if position is not UNSET:
            field_dict["position"] = position
        if found_on is not UNSET:
            field_dict["found_on"] = found_on
        if disposition is not UNSET:
            field_dict["disposition"] = disposition
        if manufactured_year is not UNSET:
            field_dict["manufactured_year"] = manufactured_year
        if manufactured_country is not UNSET:
            field_dict["manufactured_country"] = manufactured_country
        if lot is not UNSET:
            field_dict["lot"] = lot
        if district is not UNSET:
            field_dict["district"] = district
        if depth_cm is not UNSET:
            field_dict["depth_cm"] = depth_cm
        if condition is not UNSET:
            field_dict["condition"] = condition
        if method is not UNSET:
            field_dict["method"] = method
        if note is not UNSET:
            field_dict["note"] = note
        if photos is not UNSET:
            field_dict["photos"] = photos

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gauss_kruger_position import GaussKrugerPosition  # noqa: PLC0415
        from ..models.mgrs_position import MgrsPosition  # noqa: PLC0415
        from ..models.utm_position import UtmPosition  # noqa: PLC0415
        from ..models.wgs_84_position import Wgs84Position  # noqa: PLC0415

        d = dict(src_dict)
        marking = d.pop("marking", UNSET)

        _category = d.pop("category", UNSET)
        category: Category | Unset
        if isinstance(_category, Unset):
            category = UNSET
        else:
            category = Category(_category)

        count = d.pop("count", UNSET)

        def _parse_position(data: object) -> GaussKrugerPosition | MgrsPosition | Unset | UtmPosition | Wgs84Position:
            if isinstance(data, Unset):
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
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_position_type_3 = MgrsPosition.from_dict(data)

            return componentsschemas_position_type_3

        position = _parse_position(d.pop("position", UNSET))

        _found_on = d.pop("found_on", UNSET)
        found_on: datetime.date | Unset
        if isinstance(_found_on, Unset):
            found_on = UNSET
        else:
            found_on = datetime.date.fromisoformat(_found_on)

        def _parse_disposition(data: object) -> Disposition | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disposition_type_0 = Disposition(data)

                return disposition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Disposition | None | Unset, data)

        disposition = _parse_disposition(d.pop("disposition", UNSET))

        def _parse_manufactured_year(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        manufactured_year = _parse_manufactured_year(d.pop("manufactured_year", UNSET))

        def _parse_manufactured_country(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        manufactured_country = _parse_manufactured_country(d.pop("manufactured_country", UNSET))

        def _parse_lot(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        lot = _parse_lot(d.pop("lot", UNSET))

        def _parse_district(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        district = _parse_district(d.pop("district", UNSET))

        def _parse_depth_cm(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        depth_cm = _parse_depth_cm(d.pop("depth_cm", UNSET))

        def _parse_condition(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        condition = _parse_condition(d.pop("condition", UNSET))

        def _parse_method(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        method = _parse_method(d.pop("method", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_photos(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                photos_type_0 = cast(list[str], data)

                return photos_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        photos = _parse_photos(d.pop("photos", UNSET))

        find_fields = cls(
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
        )

        return find_fields
