"""A form "find" that was filled in with ODK Collect: its XML, and what that says in the words of a find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from models.bounds import LARGEST_MUTATION
from models.field_kinds import FieldKind, Number, Photos, Place, Text
from models.find import FIELDS, FIND_FIELDS, FieldValues
from models.mutation import folded_uuid, instant
from models.position_forms import TypedPosition
from models.problem import Refused

FORM_ID = "minetally_find"

MOST_ELEMENTS = 2000
"""A form has no more elements; ours has sixty, and one for each photo."""
DEEPEST = 32
"""Elements are nested no deeper."""
LONGEST_ID = 255
"""Characters of an instanceID, and of the name of a file."""

_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_OFFSET = re.compile(r"(T.*[+-]\d\d):?(\d\d)?$", re.ASCII)
_ZONES = (7, 8, 9)
"""The Gauss-Krüger zones of EPSG:28407 to 28409."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A filled-in form. `instance_id` is as the tablet made it, `deprecated_id` that of the form which it corrects."""

    xml: bytes
    version: str
    instance_id: str
    deprecated_id: str | None
    made_at: str | None
    """When it was finished, by the tablet's clock, with its UTC offset."""
    fields: FieldValues
    """Fields of a find, without photos. What cannot be one is left as the text that it is, for the rules to refuse."""
    photos: tuple[str, ...]
    """The names of its photos, which come as files beside it."""

    @property
    def id(self) -> str:
        return submission_id(self.instance_id)

    @property
    def deprecates(self) -> str | None:
        """The id of the submission that it corrects."""
        return submission_id(self.deprecated_id) if self.deprecated_id else None

    @property
    def xml_sha256(self) -> str:
        return sha256(self.xml).hexdigest()


def submission_id(instance_id: str) -> str:
    """The UUID in an instanceID such as uuid:5bd37a03-..., one of its own for any other text; its find has it too."""
    return folded_uuid(instance_id.removeprefix("uuid:")) or str(uuid5(NAMESPACE_URL, f"minetally:odk:{instance_id}"))


def mutation_id(submission_id: str, about: str = "") -> str:
    """The id of the mutation that a submission makes; `about` tells apart those that bring its photos later."""
    return str(uuid5(NAMESPACE_URL, f"minetally:submission:{submission_id}:{about}"))


def changes(old: Submission, new: Submission) -> tuple[FieldValues, FieldValues]:
    """`set` and `was` of the edit that made the old form the new one: only what was changed in the form."""
    changed = [name for name in FIELDS if old.fields.get(name) != new.fields.get(name)]
    return {name: new.fields.get(name) for name in changed}, {name: old.fields.get(name) for name in changed}


def read_submission(xml: bytes) -> Submission:
    """The form that some XML holds; refuses what is no such form, in words for whoever holds the tablet."""
    _check_bounds(xml)
    try:
        root = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused("invalid_request", f"The form that was sent is no XML that can be read: {error}.") from None
    form = root.get("id") or ""
    if form != FORM_ID:
        raise Refused("not_found", f"This server has no form {form[:80]!r}. Get the blank form from it again.")
    leaves: dict[str, str] = {}
    meta: dict[str, str] = {}
    photos: list[str] = []
    for path, text in _leaves(root):
        name = path[-1]
        if "meta" in path[:-1]:
            meta.setdefault(name, text.strip())
        elif name.startswith("photo"):
            if text.strip():
                photos.append(text.strip())
        else:
            leaves.setdefault(name, text)
    instance_id = meta.get("instanceID") or (root.get("instanceID") or "").strip()
    deprecated_id = meta.get("deprecatedID") or None
    if not instance_id:
        raise Refused("invalid_request", "The form has no instanceID, by which it would be known. Fill in a new one.")
    if max(map(len, (instance_id, deprecated_id or "", *photos))) > LONGEST_ID:
        raise Refused("invalid_request", f"An instanceID or the name of a photo has more than {LONGEST_ID} characters.")
    made_at = next((found for name in ("end", "start") if (found := _instant(leaves.get(name, "")))), None)
    return Submission(
        xml,
        (root.get("version") or "")[:LONGEST_ID],
        instance_id,
        deprecated_id,
        made_at,
        _fields(leaves),
        tuple(dict.fromkeys(photos)),
    )


_TAG = re.compile(rb"<(?![/!?])|</|/>")


def _check_bounds(xml: bytes) -> None:
    """Measures the XML of a form before it is parsed. Raises Refused."""
    if len(xml) > LARGEST_MUTATION:
        raise Refused("too_large", f"The answers of this form take more than {LARGEST_MUTATION:,} bytes.")
    if b"\0" in xml[:4]:
        raise Refused("invalid_request", "The form that was sent is not in UTF-8.")  # its tags could not be counted
    if xml.count(b"<") > 2 * MOST_ELEMENTS:
        raise Refused("too_large", f"The form has more than {MOST_ELEMENTS:,} elements.")
    depth = 0
    for tag in _TAG.finditer(xml):
        depth += 1 if tag[0] == b"<" else -1
        if depth > DEEPEST:
            raise _too_deep()


def _too_deep() -> Refused:
    return Refused("invalid_request", f"The form is nested more than {DEEPEST} deep.")


def _leaves(root: Element) -> Iterator[tuple[tuple[str, ...], str]]:
    """The elements without elements in them: their names from the root on, without namespaces, and their texts."""
    waiting: list[tuple[tuple[str, ...], Element]] = [((), root)]
    while waiting:
        above, element = waiting.pop()
        path = (*above, str(element.tag).rpartition("}")[2])
        if len(path) > DEEPEST:
            raise _too_deep()
        if len(element) == 0:
            yield path, element.text or ""
        waiting += [(path, child) for child in reversed(element)]


def _instant(text: str) -> str | None:
    """A time as a mutation has it: offsets are also written as +04 and +0400."""
    text = _OFFSET.sub(lambda offset: f"{offset[1]}:{offset[2] or '00'}", text.strip())
    return text if instant(text) else None


def _fields(leaves: dict[str, str]) -> FieldValues:
    fields = {
        field.name: _value(field.kind, leaves[field.name])
        for field in FIND_FIELDS
        if not isinstance(field.kind, Place | Photos) and leaves.get(field.name, "").strip()
    }
    position = _position(leaves)
    return {**fields, "position": position} if position else fields


def _value(kind: FieldKind, text: str) -> Any:
    if isinstance(kind, Number):
        return _number(text, _WHOLE)
    return text if isinstance(kind, Text) else text.strip()


def _number(text: str, form: re.Pattern[str]) -> Any:
    text = text.strip()
    return (float(text) if "." in text else int(text)) if form.fullmatch(text) else text


def _position(leaves: dict[str, str]) -> TypedPosition | None:
    """A geopoint is "latitude longitude altitude accuracy"; x and y are SK-42, and y says the zone."""
    x, y = (_number(leaves.get(name, ""), _DECIMAL) for name in "xy")
    wgs84 = leaves.get("wgs84", "").split()
    if (x, y) != ("", "") and not (wgs84 and leaves.get("place", "").strip() == "wgs84"):
        zones = [int(given // 1_000_000) for given in (y, x) if not isinstance(given, str)]
        zone = next((zone for zone in zones if zone in _ZONES), 8)
        return {"crs": f"EPSG:{28400 + zone}", "x": x, "y": y}
    if not wgs84:
        return None
    lat, lon, _, accuracy = [*(_number(part, _DECIMAL) for part in wgs84[:4]), *["", "", "", ""]][:4]
    position = {"crs": "EPSG:4326", "lat": lat, "lon": lon}
    # 0 is what a place has that was chosen on the map: not known
    return {**position, "accuracy_m": accuracy} if accuracy not in ("", 0) else position
