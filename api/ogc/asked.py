"""What a request asks for: its form, and of features which, how many and in which coordinate system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal, NoReturn
from urllib.parse import parse_qsl, urlencode

from litestar import Request
from litestar.datastructures.headers import Accept

from api.pages import MOST, page
from models.cql2 import FilterError, read_filter
from models.layers import Layer
from models.map_crs import BY_NAME, CRS84, MAP_CRS, Crs
from models.problem import Refused, invalid_request
from models.regions import Region, RegionError, box_regions
from sync.database.page import Page
from sync.maps.features import Wanted
from sync.maps.filter import calendar_day

Form = Literal["json", "html"]
Query = dict[str, str]

PAGING = ("limit", "after")
CHOOSING = ("bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs")
LANGUAGES = ("cql2-text", "cql2-json")
KEYS: dict[str, tuple[type, ...]] = {
    "finds": (str, str),
    "conflicts": (int, str),
    "duplicates": (int, str),
    "editions": (int, int),
    "areas": (str,),
}
"""What `after` of each layer holds."""


def refuse(field: str, detail: str, remedy: str, code: str = "invalid") -> NoReturn:
    """400: a parameter is not valid."""
    raise invalid_request(field, detail, remedy, code)


def query_of(request: Request[Any, Any, Any], *known: str) -> Query:
    """The parameters of a request, each once; raises Refused for one that is unknown or repeated."""
    try:
        pairs = parse_qsl(request.scope["query_string"].decode("ascii"), True, errors="strict")
    except UnicodeError:
        refuse("(all)", "the query is not UTF-8", "write it percent-encoded in UTF-8")
    query: Query = {}
    for name, value in pairs:
        if name not in ("f", *known):
            near = get_close_matches(name, ("f", *known), 1)
            remedy = f"did you mean {near[0]}?" if near else f"known here: {', '.join(('f', *known))}"
            refuse(name[:60], "is not a parameter of this address", remedy, "unknown_parameter")
        if name in query:
            refuse(name, "is given twice", "give it once")
        query[name] = value
    return query


def form_of(request: Request[Any, Any, Any], query: Query, json_type: str) -> Form:
    """JSON or HTML: `f` first, then the header Accept."""
    form = query.get("f")
    if form is not None:
        if form not in ("json", "html"):
            refuse("f", f"is {form[:20]!r}", "send json or html")
        return "html" if form == "html" else "json"
    return preferred_form(request.accept, request.headers.get("accept", ""), json_type)


def preferred_form(accept: Accept, text: str, json_type: str) -> Form:
    """The form that a header prefers; JSON where it does not care."""
    if not text:
        return "json"
    best = accept.best_match([json_type.partition(";")[0], "application/json", "text/html"])
    if best is None and "json" not in text:  # some name JSON by a type with parameters of their own
        raise Refused("not_acceptable", f"Accept names neither {json_type} nor text/html.")
    return "html" if best == "text/html" else "json"


@dataclass(frozen=True, slots=True)
class ItemsAsked:
    """Which features, a page of them, and in which coordinate system."""

    wanted: Wanted
    page: Page
    crs: Crs
    query: Query


def url_of(query: Query, path: str, **changed: str) -> str:
    """The address of the same features; of another page or form where `changed` says so."""
    query = {name: value for name, value in query.items() if name != "after"} | changed
    return f"{path}?{urlencode(query)}" if query else path


def items_asked(request: Request[Any, Any, Any], layer: Layer) -> ItemsAsked:
    """What is asked of the items of a layer; raises Refused, with the name of a parameter that is not valid."""
    columns = [column.name for column in layer.queryables]
    query = query_of(request, *PAGING, "crs", *CHOOSING, *columns)
    wanted = Wanted(
        regions=_regions(query),
        times=_times(query),
        equal=tuple((name, query[name]) for name in columns if name in query),
        tree=_tree(query),
        filter_crs=_crs(query, "filter-crs"),
        key=tuple(sorted((name, value) for name, value in query.items() if name in (*CHOOSING, *columns))),
    )
    asked_page = page(query.get("after"), _limit(query), *KEYS[layer.name])
    return ItemsAsked(wanted, asked_page, _crs(query, "crs"), query)


def crs_asked(query: Query) -> Crs:
    """The coordinate system of the answer."""
    return _crs(query, "crs")


def _limit(query: Query) -> int | None:
    """A number that is too great or too small counts as the nearest that is taken: some clients ask for any."""
    text = query.get("limit")
    if text is None:
        return None
    if not text.lstrip("+-").isdecimal() or len(text) > 30:
        refuse("limit", "is not a whole number", f"send a number from 1 to {MOST:,}")
    return min(max(int(text), 1), MOST)


def _crs(query: Query, name: str) -> Crs:
    text = query.get(name)
    if text is None:
        return CRS84
    if text not in BY_NAME:
        refuse(name, f"{text[:100]} is not offered", f"send one of {', '.join(crs.uri for crs in MAP_CRS)}")
    return BY_NAME[text]


def _regions(query: Query) -> list[Region]:
    if "bbox" not in query:
        return []
    try:
        numbers = [float(part) for part in query["bbox"].split(",")]
        return box_regions(numbers, _crs(query, "bbox-crs"))
    except RegionError as error:
        detail = str(error)
    except ValueError:
        detail = "is not 4 or 6 numbers"
    refuse("bbox", detail, "send west,south,east,north in degrees of WGS 84, or name the system in bbox-crs")


def _times(query: Query) -> tuple[str | None, str | None] | None:
    """The first and the last day of `datetime`; the day that a timestamp is written with."""
    if "datetime" not in query:
        return None
    ends = query["datetime"].split("/")
    try:
        if len(ends) > 2:
            raise FilterError("has more than two ends")
        days = [None if len(ends) == 2 and end in ("", "..") else calendar_day(end) for end in ends]
    except FilterError as error:
        refuse("datetime", str(error), "send 2022-08-15, 2022-08-15/2022-08-22, 2022-08-15/.. or ../2022-08-22")
    first, last = days[0], days[-1]
    if first and last and first > last:
        refuse("datetime", "ends before it begins", "send the earlier end first")
    return first, last


def _tree(query: Query) -> Any:
    if "filter" not in query:
        return None
    language = query.get("filter-lang", "cql2-text")
    if language not in LANGUAGES:
        refuse("filter-lang", f"{language[:40]} is not offered", f"send {' or '.join(LANGUAGES)}")
    return told_filter(lambda: read_filter(query["filter"], language))


def told_filter(do: Callable[[], Any]) -> Any:
    """What `do` gives; raises Refused for a filter that is not valid."""
    try:
        return do()
    except FilterError as error:
        refuse_filter(error)


def refuse_filter(error: FilterError) -> NoReturn:
    """400: what is wrong with a filter, and where."""
    refuse("filter", str(error), "see the queryables of the collection, and docs/gis.md for examples")
