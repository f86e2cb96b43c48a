"""The find: the table of its fields, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.field_kinds import Choice, Day, Marking, Number, Photos, Pieces, Place, Text, Word, YesNo
from models.fields import Field, Policy, fields_to_send


class Category(Word):
    """What kind of ordnance a find is."""

    AP_MINE = (
        "ap_mine",
        "ap, apm, ap mine, ap mines, antipersonnel, anti-personnel, anti-personnel mine, map",
        "mina ap, antipersonal, mina antipersonal, minas antipersonal",
        "пп, пмн, ппм, противопехотная, противопехотная мина, мпп",
        "pəm, piyada əleyhinə, piyada əleyhinə mina, anti personel, anti personel mayın, mine ap",
    )
    AV_MINE = (
        "av_mine",
        "at, av, atm, avm, at mine, av mine, antitank, anti-tank, anti-tank mine",
        "anti-vehicle, anti-vehicle mine, antivehicle mine",
        "пт, птм, противотанковая, противотанковая мина, tank əleyhinə, tank əleyhinə mina, anti tank mayın",
        "antitanque, mina antitanque",
    )
    SUBMUNITION = (
        "submunition",
        "submunition, sub-munition, cluster, cluster munition, bomblet, кассетный, суббоеприпас, kaset",
        "submunición, bomba racimo",
    )
    UXO = (
        "uxo",
        "uxo, unexploded ordnance, unexploded, неразорвавшийся, нвб, нрб, phs, partlamamış, pgm, muse",
        "munición sin explotar, munición sin explosionar",
    )
    AXO = "axo", "axo, abandoned, abandoned explosive ordnance, брошенный, atılmış, municiones abandonadas"
    IED = (
        "ied",
        "ied, improvised, improvised explosive device, сву, самодельное, əl istehsalı, eyp, aei",
        "artefacto explosivo improvisado",
    )
    BOOBY_TRAP = (
        "booby_trap",
        "booby trap, booby-trap, boobytrap, ловушка, мина-ловушка, tələ, bubi tuzağı, trampa, trampa explosiva",
    )
    FUZE = "fuze", "fuze, fuse, взрыватель, partladıcı, tapa, espoleta, fusible"
    OTHER = "other", "other, другое, прочее, digər, diğer, otro, otros"
    UNKNOWN = "unknown", "unknown, неизвестно, naməlum, bilinmiyor, desconocido"


class Disposition(Word):
    """What was done with the find."""

    LEFT_MARKED = "left_marked", "left marked, marked, left, left in place, оставлено, обозначено, işarələnib, marcado"
    REMOVED = "removed", "removed, изъято, снято, çıxarılıb, kaldırıldı, removido, retirado"
    DESTROYED = (
        "destroyed",
        "destroyed, detonated, blown in place, bip, уничтожено, подорвано, məhv edilib, imha edildi",
        "destruido, detonado",
    )
    NEUTRALISED = (
        "neutralised",
        "neutralised, neutralized, disarmed, обезврежено, zərərsizləşdirilib, etkisiz, neutralizado, desactivado",
    )
    HANDED_OVER = "handed_over", "handed over, handover, передано, təhvil verilib, teslim edildi, entregado"
    UNKNOWN = "unknown", "unknown, неизвестно, naməlum, bilinmiyor, desconocido"


FIND_FIELDS: tuple[Field, ...] = (
    Field(
        name="marking",
        kind=Marking(64),
        about="The marking on the casing as typed",
        policy=Policy.REVIEW,
        required=True,
        examples=("3-001M",),
        columns="marking, model, type, ordnance type, type of ordnance, item type, device type, device model, "
        "munition, ordnance, model name, маркировка, модель, марка, тип, тип боеприпаса, боеприпас, наименование, "
        "markalanma, markirovka, tip, növ, sursat, işaret, tür, mühimmat, "
        "modelo, tipo, marcado, munición, artefacto, nombre, event, evento",
    ),
    Field(
        name="category",
        kind=Choice(Category),
        about="What kind of ordnance it is, as typed",
        sent_about="What kind of ordnance it is",
        policy=Policy.REVIEW,
        required=True,
        examples=("ap_mine",),
        columns="category, ordnance category, device category, class, ordnance class, item category, "
        "категория, класс, вид, kateqoriya, sinif, kategori, sınıf, categoría, clase",
    ),
    Field(
        name="count",
        kind=Pieces(1, 1_000_000),
        about="How many",
        policy=Policy.REVIEW,
        required=True,
        examples=(991,),
        columns="count, quantity, qty, how many, pieces, no of items, number of items, ordnance qty, amount, total, "
        "количество, кол-во, кол, штук, шт, sayı, miqdar, miqdarı, ədəd, adet, miktar, cantidad, cant, unidades",
    ),
    Field(
        name="position",
        kind=Place(),
        about="Where, as typed",
        sent_about="Where, as typed; degrees or metres as its coordinate system says",
        policy=Policy.REVIEW,
        required=True,
        columns="position, coordinates, coordinate, coords, location, gps, координаты, место, koordinat, koordinatlar, "
        "coordenadas, ubicación",
    ),
    Field(
        name="found_on",
        kind=Day(),
        about="The local calendar day of the find",
        policy=Policy.REVIEW,
        required=True,
        examples=("2022-08-15",),
        columns="found on, found_on, date, date found, finding date, discovery date, date of discovery, day, "
        "report date, date of information, дата, дата обнаружения, обнаружено, день, tarix, tapılma tarixi, "
        "aşkarlanma tarixi, tarih, bulunma tarihi, fecha, fecha de hallazgo, fecha hallazgo, fecha evento",
    ),
    Field(
        name="disposition",
        kind=Choice(Disposition),
        about="What was done with it",
        policy=Policy.REVIEW,
        columns="disposition, outcome, method of disposal, disposal, action taken, status of item, "
        "решение, что сделано, действие, taleyi, tədbir, imha, disposición, destino, acción",
    ),
    Field(
        name="manufactured_year",
        kind=Number(1800, 2200),
        about="Year of manufacture on the casing",
        policy=Policy.REVIEW,
        examples=(2021,),
        columns="manufactured year, year of manufacture, production year, year made, год выпуска, год изготовления, "
        "istehsal ili, üretim yılı, año de fabricación",
    ),
    Field(
        name="manufactured_country",
        kind=Text(64),
        about="Country of manufacture",
        sent_about="Where it was made, as typed",
        policy=Policy.REVIEW,
        examples=("SU",),
        columns="manufactured country, country of manufacture, country of origin, made in, страна изготовления, "
        "страна производства, istehsalçı ölkə, üretim ülkesi, país de fabricación",
    ),
    Field(
        name="lot",
        kind=Text(64),
        about="Lot or batch number",
        policy=Policy.REVIEW,
        columns="lot, batch, lot number, batch number, партия, номер партии, partiya, parti, lote",
    ),
    Field(
        name="district",
        kind=Text(128),
        about="As the team names it",
        policy=Policy.REVIEW,
        examples=("Lachin",),
        columns="district, region, municipality, admin2, gazetteer level 2, район, область, rayon, ilçe, distrito, "
        "municipio",
    ),
    Field(
        name="depth_cm",
        kind=Number(0, 100_000, "centimetres"),
        about="Depth below ground",
        policy=Policy.LATEST,
        examples=(12,),
        columns="depth cm, depth (cm), глубина см, глубина (см), dərinlik sm, derinlik cm, profundidad cm",
    ),
    Field(
        name="condition",
        kind=Text(256),
        about="In what condition it is",
        sent_about="What state it is in",
        policy=Policy.LATEST,
        examples=("rusted",),
        columns="condition, state of item, состояние, vəziyyəti, durum, condición, estado del artefacto",
    ),
    Field(
        name="method",
        kind=Text(256),
        about="How it was found",
        policy=Policy.LATEST,
        columns="method, detection method, found by, метод, способ обнаружения, üsul, yöntem, método",
    ),
    Field(
        name="note",
        kind=Text(20_000),
        about="Notes that were written apart stand in it side by side, under their authors",
        sent_about="Anything else that others should know",
        policy=Policy.KEEP_BOTH,
        columns="note, notes, remarks, remark, comment, comments, description, примечание, комментарий, qeyd, qeydlər, "
        "not, açıklama, observaciones, nota, notas, descripción",
    ),
    Field(
        name="photos",
        kind=Photos(200),
        about="SHA-256 of each photo, lower-case hexadecimal",
        policy=Policy.UNION,
    ),
)
"""What a team notes of a find. A new field: an entry here, its words in api/odk/find_form.py, then `make generate`."""

DELETED = Field(name="deleted", kind=YesNo(), about="Whether it is deleted", policy=Policy.REVIEW)
"""Merged like a field, and set by the ops delete and restore alone."""

FIELDS: tuple[str, ...] = tuple(field.name for field in FIND_FIELDS)
"""The names of the fields that a mutation may set."""
REQUIRED: tuple[str, ...] = tuple(field.name for field in FIND_FIELDS if field.required)
"""What a find cannot be without."""

FieldValues = dict[str, Any]
"""Values of some fields of a find, by the names of the fields: each is what the kind of its field takes, or None."""

if TYPE_CHECKING:
    FindFields = dict[str, Any]
else:
    FindFields = fields_to_send(
        "FindFields", "What a team notes about a find; a mutation sets some of these.", FIND_FIELDS
    )

_MEANING = {field.name: field.kind.meaning for field in (*FIND_FIELDS, DELETED)}
_OF_TEXT = Text(0).meaning


def meaning(field: str, value: object) -> Any:
    """What a value of `field` says, whatever its spelling: values mean the same exactly when these are equal.

    Takes any JSON value, also one that the field would refuse: a tablet's `was` may name such a value.
    The answer is null, a boolean, a number or a text.
    """
    return _MEANING.get(field, _OF_TEXT)(value)


def means(field: str, one: object, other: object) -> bool:
    """Whether two values of `field` say the same."""
    left, right = meaning(field, one), meaning(field, other)
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


CLASS_OF_CATEGORY = {
    Category.AP_MINE: "AP",
    Category.AV_MINE: "AT",
    Category.SUBMUNITION: "UXO",
    Category.UXO: "UXO",
    Category.AXO: "UXO",
}
"""The class of national bulletins; every other category is OTHER."""


def class_of(category: str) -> str:
    """AP, AT, UXO or OTHER."""
    return CLASS_OF_CATEGORY.get(Category(category), "OTHER")
