"""figures that hold: rules with their history, the moves of the tally, questions about duplicates, editions"""

import json
import unicodedata
from functools import cache
from itertools import groupby

import pyproj
import shapely
import sqlalchemy as sa
from alembic import op
from mgrs import MGRS

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("since_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until_seq", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "kind", "key", "since_seq"),
    )
    op.create_table(
        "tally_move",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("find_id", sa.String(), nullable=False),
        sa.Column("sign", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type_key", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "day", "seq", "find_id", "sign"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "device_seen",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "device_id", "at"),
    )
    op.create_table(
        "edition",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=False),
        sa.Column("withdraws", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "number", "revision"),
    )
    op.create_table(
        "duplicate_question",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("opened_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("distance_m", sa.Float(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(), nullable=False),
        sa.Column("closed_seq", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation", "one", "other", "opened_seq"),
    )
    op.execute(
        "INSERT INTO duplicate_question (operation, one, other, opened_seq, id, state, distance_m, days, first_day,"
        " closed_seq) SELECT operation, one, other, opened_seq, id, state, distance_m, days, first_day, closed_seq"
        " FROM duplicate_pair"
    )
    op.drop_table("duplicate_pair")
    op.rename_table("duplicate_question", "duplicate_pair")
    for name, columns, unique in (
        ("duplicate_pair_by_id", ["operation", "id"], True),
        ("duplicate_pair_by_other", ["operation", "other", "one"], False),
        ("duplicate_pair_by_state", ["operation", "state", "opened_seq", "id"], False),
        ("duplicate_pair_by_day", ["operation", "state", "first_day"], False),
        ("duplicate_pair_by_closing", ["operation", "closed_seq"], False),
    ):
        op.create_index(name, "duplicate_pair", columns, unique=unique)
    _add_duplicate_of()
    op.create_index("edition_by_seq", "edition", ["operation", "seq"], unique=True)
    op.create_index("log_by_time", "log", ["operation", "received_at", "seq"], unique=False)
    _keep_types()
    _keep_areas()
    _keep_finds()
    op.execute(
        "INSERT INTO device_seen (operation, device_id, at)"
        " SELECT operation, id, last_seen_at FROM device WHERE last_seen_at IS NOT NULL"
    )
    op.drop_table("ordnance_type")
    op.drop_table("area")


def downgrade() -> None:
    raise NotImplementedError(
        "Restore the backup that was made before the upgrade: what was decided since has no place."
    )


def _add_duplicate_of() -> None:
    """A column between others: the table is read and written in the order of its columns."""
    op.rename_table("find", "find_before")
    for name in ("find_by_seq", "find_by_day", "find_by_place"):
        op.drop_index(name, "find_before")
    op.create_table(
        "find",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("found_on", sa.String(), nullable=False),
        sa.Column("type_key", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("manufactured_year", sa.Integer(), nullable=True),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("reach_m", sa.Float(), nullable=False),
        sa.Column("days_block", sa.Integer(), nullable=False),
        sa.Column("duplicate_of", sa.String(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("merge", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation", "id"),
    )
    kept = (
        'operation, id, version, seq, state, found_on, type_key, category, "count", manufactured_year, district, team,'
        " device_id, lat, lon, reach_m, days_block, document, merge"
    )
    op.execute(f"INSERT INTO find ({kept}) SELECT {kept} FROM find_before")
    op.drop_table("find_before")
    op.create_index("find_by_seq", "find", ["operation", "seq", "id"])
    op.create_index("find_by_day", "find", ["operation", "found_on", "id"])
    op.create_index("find_by_place", "find", ["operation", "type_key", "days_block", "lat"])
    judged = sa.text("duplicate_of IS NOT NULL")
    op.create_index(
        "find_by_survivor", "find", ["operation", "duplicate_of"], sqlite_where=judged, postgresql_where=judged
    )


def _rows(statement: str) -> list[sa.Row]:
    return op.get_bind().execute(sa.text(statement)).all()


def _insert(table: str, rows: list[dict]) -> None:
    if rows:
        names = list(rows[0])
        values = ", ".join(f":{name}" for name in names)
        statement = sa.text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})")
        op.get_bind().execute(statement, rows)


def _keep_types() -> None:
    """What an operation knew from the start is known since log entry 0."""
    created = {row.operation: row.created_at for row in _rows("SELECT operation, created_at FROM operation")}
    rules = []
    for row in _rows("SELECT operation, key, marking, name, category FROM ordnance_type"):
        document = {
            "marking": row.marking, "name": row.name, "category": row.category,
            "country": "", "markings": [], "source": "",
        }  # fmt: skip
        rules.append(_rule(row.operation, "type", row.key, 0, document, created[row.operation], "", ""))
    _insert("rule", rules)


def _keep_areas() -> None:
    """The log tells which area was there when."""
    rules, last = {}, {}
    for row in _rows("SELECT operation, seq, content, person, received_at FROM log WHERE kind = 'area' ORDER BY seq"):
        content = json.loads(row.content)
        last[row.operation] = row.seq
        if content["op"] == "add_area":
            document = {"kind": content["kind"], "name": content["name"], "geometry": json.loads(content["geometry"])}
            rules[(row.operation, content["id"])] = _rule(
                row.operation, "area", content["id"], row.seq, document, row.received_at, row.person or "", ""
            )
        else:
            rules[(row.operation, content["id"])]["until_seq"] = row.seq
    _insert("rule", list(rules.values()))
    op.execute("UPDATE operation SET rules = 0")
    for operation, seq in last.items():
        statement = sa.text("UPDATE operation SET rules = :seq WHERE operation = :operation")
        op.get_bind().execute(statement, {"seq": seq, "operation": operation})


def _rule(operation: str, kind: str, key: str, seq: int, document: dict, at: str, person: str, reason: str) -> dict:
    return {
        "operation": operation, "kind": kind, "key": key, "since_seq": seq, "until_seq": None,
        "document": json.dumps(document, ensure_ascii=False, separators=(",", ":")),
        "at": at, "person": person, "reason": reason,
    }  # fmt: skip


def _keep_finds() -> None:
    """The moves of the tally: what each entry, and each change of the districts, made of a find."""
    finds = {(row.operation, row.id): row for row in _rows("SELECT * FROM find")}
    districts: dict[str, list] = {}
    for row in _rows("SELECT operation, since_seq, until_seq, document FROM rule WHERE kind = 'area'"):
        area = json.loads(row.document)
        if area["kind"] == "district":
            shape = shapely.from_geojson(json.dumps(area["geometry"]))
            districts.setdefault(row.operation, []).append((row.since_seq, row.until_seq, area["name"], shape))
    entries = _rows(
        "SELECT operation, find_id, seq, find FROM log WHERE version IS NOT NULL ORDER BY operation, find_id, seq"
    )
    for place, of_find in groupby(entries, key=lambda row: (row.operation, row.find_id)):
        stored, areas = finds[place], districts.get(place[0], [])
        values = {entry.seq: json.loads(entry.find) for entry in of_find}
        changes = {seq for since, until, *_ in areas for seq in (since, until) if seq and seq > min(values)}
        moves, before, now = [], None, {}
        for seq in sorted({*values, *changes}):
            now = values.get(seq, now)
            after = _counted(now, stored, areas, seq)
            if after != before:
                for counted, sign in ((before, -1), (after, 1)):
                    if counted:
                        moves.append({"operation": place[0], "seq": seq, "find_id": place[1], "sign": sign, **counted})
            before = after
        _insert("tally_move", moves)
        accuracy = json.loads(stored.document)["location"]["accuracy_m"]
        state = f'"state":"{stored.state}",'
        changed = {
            "reach": min(accuracy or 0.0, 1000.0),
            "document": stored.document.replace(state, state + '"duplicate_of":null,', 1),
        }
        op.get_bind().execute(
            sa.text("UPDATE find SET reach_m = :reach, document = :document WHERE operation = :operation AND id = :id"),
            {**changed, "operation": place[0], "id": place[1]},
        )


def _counted(values: dict, stored: sa.Row, areas: list, seq: int) -> dict | None:
    if values.get("deleted"):
        return None
    year = values.get("manufactured_year")
    return {
        "day": values["found_on"],
        "type_key": _marking_key(values["marking"]),
        "category": values["category"],
        "count": values["count"],
        "year": "" if year is None else str(year),
        "district": values.get("district") or _computed(values["position"], areas, seq),
        "team": stored.team,
        "device_id": stored.device_id,
    }


def _computed(position: dict, areas: list, seq: int) -> str:
    """The first district, by name, that held a position after an entry; empty when none did."""
    held = [(name, shape) for since, until, name, shape in areas if since <= seq and (until is None or until > seq)]
    if not held:
        return ""
    point = shapely.Point(_longitude_latitude(position))
    return min((name for name, shape in held if shape.intersects(point)), default="")


# Markings and positions as they were read when this was written: later versions may read them otherwise


LATIN_FOR_CYRILLIC = str.maketrans("АВЕЗІКМНОРСТУХЅЈ", "ABE3IKMHOPCTYXSJ")


def _marking_key(text: str) -> str:
    while True:
        upper = unicodedata.normalize("NFKC", text).upper().replace("İ", "I").replace("ı", "I")
        folded = "".join(character for character in upper.translate(LATIN_FOR_CYRILLIC) if not _is_dropped(character))
        if folded == text:
            return text
        text = folded


def _is_dropped(character: str) -> bool:
    return character in "_\u2212" or character.isspace() or unicodedata.category(character) in ("Pd", "Cf")


def _longitude_latitude(position: dict) -> tuple[float, float]:
    """Where a position as typed is, degrees of WGS 84."""
    crs = position["crs"]
    if crs == "EPSG:4326":
        return position["lon"], position["lat"]
    if crs == "MGRS":
        reference = "".join(position["mgrs"].split()).upper()
        lat, lon = MGRS().toLatLon(
            "0" + reference if reference[1:2].isalpha() and reference[0].isdigit() else reference
        )
        return lon, lat
    zone = int(crs[-2:])
    if crs.startswith("EPSG:284"):
        return _inverse(
            f"+proj=tmerc +lat_0=0 +lon_0={6 * zone - 3} +k=1 +x_0={zone * 1_000_000 + 500_000} +y_0=0 +ellps=krass"
            " +step +proj=push +v_3 +step +proj=cart +ellps=krass +step +proj=helmert +x=25 +y=-141 +z=-78.5 +rx=0"
            " +ry=-0.35 +rz=-0.736 +s=0 +convention=coordinate_frame +step +inv +proj=cart +ellps=WGS84"
            " +step +proj=pop +v_3"
        ).transform(position["y"], position["x"])
    south = " +south" if crs.startswith("EPSG:327") else ""
    utm = _inverse(f"+proj=utm +zone={zone}{south} +ellps=WGS84")
    return utm.transform(position["easting"], position["northing"])


@cache
def _inverse(steps: str) -> pyproj.Transformer:
    """From easting and northing to degrees, longitude first; the first of the steps is taken backwards."""
    return pyproj.Transformer.from_pipeline(
        f"+proj=pipeline +step +inv {steps} +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
