"""The same documents as pages for people: tables, links and a sketch of the map. Everything comes from this server."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from typing import Any

from api.ogc.sketch import sketch
from models.layers import Layer
from models.shapes import Json

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:75rem;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;font-size:.85rem}th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;"
    "vertical-align:top}td{min-width:3rem;max-width:24rem;overflow-wrap:break-word}th{background:#f2f2f2;"
    "white-space:nowrap}td:first-child,summary{white-space:nowrap}.wide{overflow-x:auto}dl{margin:.25rem 0;"
    "display:grid;grid-template-columns:max-content 12rem;gap:0 .5rem}dd{margin:0;overflow-wrap:anywhere}"
    "svg{border:1px solid #ccc;background:#fafafa;max-width:100%;height:auto}text{font-size:11px;fill:#555}"
    ".day{white-space:nowrap}line{stroke:#ddd}.scale{stroke:#555;stroke-width:2}nav a{margin-right:1rem}"
    "svg{display:block;margin:.5rem 0}@media(max-width:40rem){text{font-size:16px}}"
    "@media(max-width:90rem){td:first-child a{display:block;max-width:10rem;overflow:hidden;text-overflow:ellipsis;"
    "white-space:nowrap}}"  # an id leaves room for what was found
)
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""A page may load nothing, and has this one style."""


def page(title: str, trail: list[tuple[str, str]], *body: str) -> bytes:
    """A page; `trail` are the pages above it, name and address."""
    above = "".join(f"{_a(href, name)} / " for name, href in trail)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f"<p>{above}{escape(title)}</p><h1>{escape(title)}</h1>{''.join(body)}</body></html>\n"
    ).encode()


def _a(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'


def links(listed: list[Json]) -> str:
    """Links as a list."""
    items = (f"<li>{_a(one['href'], one['title'])} <small>{escape(one['type'])}</small></li>" for one in listed)
    return f"<ul>{''.join(items)}</ul>"


def sentence(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def plain_list(texts: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def collections_page(document: Json, trail: list[tuple[str, str]]) -> bytes:
    """The list of collections."""
    rows = []
    for one in document["collections"]:
        first = {link["rel"]: link["href"] for link in reversed(one["links"])}
        rows.append([_a(first["items"], one["title"]), escape(one["description"]), _a(first["self"], "about it")])
    return page("Collections", trail, table(["collection", "what", ""], rows), links(document["links"]))


def collection_page(document: Json, trail: list[tuple[str, str]]) -> bytes:
    """What a collection is."""
    extent = document.get("extent", {})
    told = [sentence(document["description"])]
    if "spatial" in extent:
        told.append(sentence("Longitude and latitude from and to: " + _numbers(extent["spatial"]["bbox"][0])))
    if "temporal" in extent:
        told.append(sentence("Days: " + " to ".join(end[:10] for end in extent["temporal"]["interval"][0])))
    systems = "<h2>Coordinate systems</h2>" + plain_list(document["crs"])
    return page(document["title"], trail, *told, links(document["links"]), systems)


def schema_page(document: Json, title: str, trail: list[tuple[str, str]]) -> bytes:
    """A schema as a table of properties."""
    rows = [
        [
            escape(name),
            escape(str(one.get("type", ""))),
            escape(str(one.get("format", ""))),
            escape(str(one.get("description", one.get("title", "")))),
            escape(", ".join(map(str, one.get("enum", [])))),
        ]
        for name, one in document["properties"].items()
    ]
    return page(title, trail, table(["property", "type", "format", "what", "words"], rows))


def items_page(layer: Layer, document: Json, degrees: list[Json], root: str, trail: list[tuple[str, str]]) -> bytes:
    """A page of features: a sketch of where they are, and a table. `degrees` are they in WGS 84."""
    features = document["features"]
    names = [one.name for one in layer.columns[1:]]
    shown = [name for name in layer.first or names if name in names]
    folded = [name for name in names if name not in shown]
    heads = [layer.columns[0].name, *shown, *(["others"] if folded else [])]
    rows = [
        [_a(f"{root}/{feature['id']}", feature["id"]), *_cells(layer, feature["properties"], shown, folded)]
        for feature in features
    ]
    number = f"{document['numberReturned']:,} of {document['numberMatched']:,}"
    turning = "".join(_a(one["href"], one["title"]) for one in document["links"])
    body = table(heads, rows) if rows else sentence("There are none here.")
    where = sketch([(feature["geometry"], f"{root}/{feature['id']}", feature["id"]) for feature in degrees])
    return page(layer.title, trail, sentence(number), f"<nav>{turning}</nav>", where, body, f"<nav>{turning}</nav>")


def item_page(title: str, document: Json, degrees: Json, trail: list[tuple[str, str]]) -> bytes:
    """One feature: each property, and where it is."""
    rows = [[escape(name), _cell(value)] for name, value in document["properties"].items()]
    geometry = document["geometry"]
    if geometry and geometry["type"] == "Point":
        rows.append(["place", escape(_numbers(geometry["coordinates"]))])
    where = sketch([(degrees["geometry"], "", degrees["id"])])
    return page(title, trail, table(["property", "value"], rows), where, links(document["links"]))


def _cells(layer: Layer, properties: Json, shown: list[str], folded: list[str]) -> list[str]:
    """The cells that a person wants first, and one in which the others that say something are folded."""
    days = {one.name for one in layer.columns if one.kind in ("date", "instant")}
    cells = [
        f'<span class="day">{_cell(properties[name])}</span>' if name in days else _cell(properties[name])
        for name in shown
    ]
    others = [(name, properties[name]) for name in folded if properties[name] not in (None, "")]
    if folded:
        told = "".join(f"<dt>{escape(name)}</dt><dd>{_cell(value)}</dd>" for name, value in others)
        cells.append(f"<details><summary>{len(others)} more</summary><dl>{told}</dl></details>" if others else "")
    return cells


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value))


def _numbers(numbers: list[float]) -> str:
    return ", ".join(f"{number:.7g}" if abs(number) < 360 else f"{number:.3f}" for number in numbers)
