"""Names that columns have in other people's tables, and words that cells hold, in several languages."""

from __future__ import annotations

import re
import unicodedata

from models.find import Category, Disposition


def plain_name(text: str) -> str:
    """A name without case, spaces and signs: `Date_Found (local)` is `datefoundlocal`."""
    folded = unicodedata.normalize("NFKC", text).replace("İ", "i").replace("I", "i").casefold()
    return re.sub(r"[\W_]", "", folded.replace("ı", "i").replace("ё", "е"))


def _names(text: str) -> tuple[str, ...]:
    return tuple(plain_name(name) for name in text.split(","))


COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "marking": _names(
        "marking, model, type, ordnance type, item type, device type, device model, munition, ordnance, model name, "
        "маркировка, модель, марка, тип, тип боеприпаса, боеприпас, наименование, "
        "markalanma, markirovka, tip, növ, sursat, işaret, tür, mühimmat, "
        "modelo, tipo, marcado, munición, artefacto, nombre, event, evento"
    ),
    "category": _names(
        "category, ordnance category, device category, class, ordnance class, item category, "
        "категория, класс, вид, kateqoriya, sinif, kategori, sınıf, categoría, clase"
    ),
    "count": _names(
        "count, quantity, qty, number, amount, pieces, no of items, number of items, total, ordnance qty, "
        "количество, кол-во, кол, число, штук, шт, say, sayı, miqdar, miqdarı, ədəd, adet, miktar, "
        "cantidad, número, cant, unidades"
    ),
    "found_on": _names(
        "found on, found_on, date, date found, finding date, discovery date, date of discovery, day, report date, "
        "date of information, дата, дата обнаружения, обнаружено, день, tarix, tapılma tarixi, aşkarlanma tarixi, "
        "tarih, bulunma tarihi, fecha, fecha de hallazgo, fecha hallazgo, fecha evento"
    ),
    "disposition": _names(
        "disposition, outcome, method of disposal, disposal, action taken, status of item, "
        "решение, что сделано, действие, taleyi, tədbir, imha, disposición, destino, acción"
    ),
    "manufactured_year": _names(
        "manufactured year, year of manufacture, production year, year made, год выпуска, год изготовления, "
        "istehsal ili, üretim yılı, año de fabricación"
    ),
    "manufactured_country": _names(
        "manufactured country, country of manufacture, country of origin, made in, страна изготовления, "
        "страна производства, istehsalçı ölkə, üretim ülkesi, país de fabricación"
    ),
    "lot": _names("lot, batch, lot number, batch number, партия, номер партии, partiya, parti, lote"),
    "district": _names(
        "district, region, municipality, admin2, gazetteer level 2, район, область, rayon, ilçe, distrito, municipio"
    ),
    "depth_cm": _names("depth cm, depth (cm), глубина см, глубина (см), dərinlik sm, derinlik cm, profundidad cm"),
    "condition": _names("condition, state of item, состояние, vəziyyəti, durum, condición, estado del artefacto"),
    "method": _names("method, detection method, found by, метод, способ обнаружения, üsul, yöntem, método"),
    "note": _names(
        "note, notes, remarks, remark, comment, comments, description, примечание, комментарий, qeyd, qeydlər, not, "
        "açıklama, observaciones, nota, notas, descripción"
    ),
    "team": _names("team, team name, organisation team, команда, группа, бригада, komanda, qrup, ekip, takım, equipo"),
    "position_lat": _names(
        "lat, latitude, lat dd, latitude dd, y lat, gps lat, широта, enlik, enlem, latitud, latitude wgs84"
    ),
    "position_lon": _names(
        "lon, long, lng, longitude, lon dd, longitude dd, gps lon, долгота, uzunluq, boylam, longitud, longitude wgs84"
    ),
    "position_mgrs": _names("mgrs, mgrs reference, military grid, grid reference"),
    "position_accuracy_m": _names("accuracy, accuracy m, gps accuracy, точность, dəqiqlik, doğruluk, precisión m"),
    "position_crs": _names("position crs, crs, srs, coordinate system, coordsys, система координат"),
    "position": _names(
        "position, coordinates, coordinate, coords, location, gps, координаты, место, koordinat, koordinatlar, "
        "coordenadas, ubicación"
    ),
}  # fmt: skip
"""Without case, spaces and signs."""

FIRST_AXIS = _names("x, x coord, x coordinate, coord x, northing, север, абсцисса, коорд x, координата x, x m, n")
SECOND_AXIS = _names("y, y coord, y coordinate, coord y, easting, восток, ордината, коорд y, координата y, y m, e")
"""Names of metres; which of them is north, their numbers say."""

EASTINGS, NORTHINGS = (
    _names("easting, e, utm e, utm easting, восток"),
    _names("northing, n, utm n, utm northing, север"),
)

_CATEGORY_WORDS = {
    Category.AP_MINE: "ap, apm, ap mine, ap mines, antipersonnel, anti-personnel, anti-personnel mine, map, mina ap, "
    "antipersonal, mina antipersonal, minas antipersonal, пп, пмн, ппм, противопехотная, противопехотная мина, мпп, "
    "pəm, piyada əleyhinə, piyada əleyhinə mina, anti personel, anti personel mayın, mine ap",
    Category.AV_MINE: "at, av, atm, avm, at mine, av mine, antitank, anti-tank, anti-tank mine, anti-vehicle, "
    "anti-vehicle mine, antivehicle mine, пт, птм, противотанковая, противотанковая мина, tank əleyhinə, "
    "tank əleyhinə mina, anti tank mayın, antitanque, mina antitanque",
    Category.SUBMUNITION: "submunition, sub-munition, cluster, cluster munition, bomblet, кассетный, суббоеприпас, "
    "kaset, submunición, bomba racimo",
    Category.UXO: "uxo, unexploded ordnance, unexploded, неразорвавшийся, нвб, нрб, phs, partlamamış, pgm, muse, "
    "munición sin explotar, munición sin explosionar",
    Category.AXO: "axo, abandoned, abandoned explosive ordnance, брошенный, atılmış, municiones abandonadas",
    Category.IED: "ied, improvised, improvised explosive device, сву, самодельное, əl istehsalı, eyp, aei, "
    "artefacto explosivo improvisado",
    Category.BOOBY_TRAP: "booby trap, booby-trap, boobytrap, ловушка, мина-ловушка, tələ, bubi tuzağı, trampa, "
    "trampa explosiva",
    Category.FUZE: "fuze, fuse, взрыватель, partladıcı, tapa, espoleta, fusible",
    Category.OTHER: "other, другое, прочее, digər, diğer, otro, otros",
    Category.UNKNOWN: "unknown, неизвестно, naməlum, bilinmiyor, desconocido",
}
_DISPOSITION_WORDS = {
    Disposition.LEFT_MARKED: "left marked, marked, left, left in place, оставлено, обозначено, işarələnib, marcado",
    Disposition.REMOVED: "removed, изъято, снято, çıxarılıb, kaldırıldı, removido, retirado",
    Disposition.DESTROYED: "destroyed, detonated, blown in place, bip, уничтожено, подорвано, məhv edilib, "
    "imha edildi, destruido, detonado",
    Disposition.NEUTRALISED: "neutralised, neutralized, disarmed, обезврежено, zərərsizləşdirilib, etkisiz, "
    "neutralizado, desactivado",
    Disposition.HANDED_OVER: "handed over, handover, передано, təhvil verilib, teslim edildi, entregado",
    Disposition.UNKNOWN: "unknown, неизвестно, naməlum, bilinmiyor, desconocido",
}
WORDS: dict[str, dict[str, str]] = {
    field: {word: value.value for value, listed in words.items() for word in (plain_name(value.value), *_names(listed))}
    for field, words in (("category", _CATEGORY_WORDS), ("disposition", _DISPOSITION_WORDS))
}
"""Field: a word without case and signs: what it means."""
