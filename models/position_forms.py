"""The four forms in which a position is typed, as the API describes them; `locate` decides, and checks more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from models.grids import (
    GAUSS_KRUGER_ZONES,
    GREATEST_EAST_M,
    GREATEST_GAUSS_KRUGER_NORTH_M,
    LEAST_EAST_M,
    LEAST_GAUSS_KRUGER_NORTH_M,
    UTM_GRIDS,
    ZONE,
)
from models.position import LONGEST_MGRS, WIDEST_ACCURACY_M

if TYPE_CHECKING:
    UtmCrs = str
else:
    UtmCrs = Literal[tuple(grid.crs for grid in UTM_GRIDS)]

AccuracyM = Annotated[
    float | None,
    Field(ge=0, le=WIDEST_ACCURACY_M, description="Radius within which the find is, metres.", examples=[5]),
]


TypedPosition = dict[str, Any]
"""A position as it was typed: `crs`, the members of its form, and `accuracy_m` where it is known; see `locate`."""


class _PositionModel(BaseModel):
    """The four forms for the API's description and for typing; what decides is `locate`, which knows more."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Wgs84Position(_PositionModel):
    """Degrees of WGS 84, as a satellite receiver shows them."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 5}]}
    )

    crs: Literal["EPSG:4326"]
    lat: Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]
    lon: Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]
    accuracy_m: AccuracyM = None


class GaussKrugerPosition(_PositionModel):
    """Pulkovo 1942 (SK-42), 6-degree Gauss-Krüger zone 7, 8 or 9, as on Soviet maps: x is north and y is east."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"crs": "EPSG:28408", "x": 4401180, "y": 8635076}]})

    crs: Literal["EPSG:28407", "EPSG:28408", "EPSG:28409"]
    x: Annotated[
        float,
        Field(
            ge=LEAST_GAUSS_KRUGER_NORTH_M,
            le=GREATEST_GAUSS_KRUGER_NORTH_M,
            description="Northing, metres.",
            examples=[4401180],
        ),
    ]
    y: Annotated[
        float,
        Field(
            ge=GAUSS_KRUGER_ZONES[0] * ZONE + LEAST_EAST_M,
            le=GAUSS_KRUGER_ZONES[-1] * ZONE + GREATEST_EAST_M,
            description="Easting with the number of the zone in front, metres.",
            examples=[8635076],
        ),
    ]
    accuracy_m: AccuracyM = None


class UtmPosition(_PositionModel):
    """WGS 84, UTM zone 1 to 60, north (EPSG:32601 to 32660) or south (EPSG:32701 to 32760)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"crs": "EPSG:32638", "easting": 634917, "northing": 4399329}]}
    )

    crs: Annotated[UtmCrs, WithJsonSchema({"type": "string", "pattern": "^EPSG:32[67](0[1-9]|[1-5][0-9]|60)$"})]
    easting: Annotated[
        float, Field(ge=LEAST_EAST_M, le=GREATEST_EAST_M, description="Easting, metres.", examples=[634917])
    ]
    northing: Annotated[float, Field(ge=0, le=10_000_000, description="Northing, metres.", examples=[4399329])]
    accuracy_m: AccuracyM = None


class MgrsPosition(_PositionModel):
    """A square of the Military Grid Reference System; its side, 10 km to 1 m by its digits, is its accuracy."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"crs": "MGRS", "mgrs": "38SPJ3491799329"}]})

    crs: Literal["MGRS"]
    mgrs: Annotated[
        str,
        Field(
            min_length=5,
            max_length=LONGEST_MGRS,
            description="Zone, band, square and 2, 4, 6, 8 or 10 digits; spaces and lower case are fine.",
            examples=["38SPJ3491799329", "38S PJ 34917 99329"],
        ),
    ]
    accuracy_m: AccuracyM = None


Position = Annotated[Wgs84Position | GaussKrugerPosition | UtmPosition | MgrsPosition, Field(discriminator="crs")]
