"""The form "find" as it is written: an XLSForm in Python. `make generate` compiles it into find.xml beside it.

What a field takes, and whether it is needed, is in the table of `models.find`; here are the words in which it is asked
for. Forms that were filled in long ago still come in: the name of a question never changes its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from models.field_kinds import Choice, Day, Number, Photos, Place, Text
from models.find import FIND_FIELDS
from models.submission import FORM_ID

TITLE = "Minetally: find"
COMPILED = Path(__file__).parent / "find.xml"

LANGUAGES = ("English (en)", "Русский (ru)", "Azərbaycanca (az)")

Row = dict[str, Any]
Texts = tuple[str, str, str]
"""In English, Russian and Azerbaijani."""


def said(kind: str, *texts: str) -> Row:
    """A text in English, Russian and Azerbaijani."""
    return {f"{kind}::{language}": text for language, text in zip(LANGUAGES, texts, strict=True)}


def question(kind: str, name: str, label: Texts, *more: Row, **columns: str) -> Row:
    row: Row = {"type": kind, "name": name, **said("label", *label), **columns}
    for one in more:
        row |= one
    return row


def hint(*texts: str) -> Row:
    return said("hint", *texts)


def refused_with(*texts: str) -> Row:
    return said("constraint_message", *texts)


def at_most(characters: int) -> Row:
    """The limit of a text."""
    n = f"{characters:,}".replace(",", " ")
    return {
        "constraint": f"string-length(.) <= {characters}",
        **refused_with(f"At most {characters:,} characters.", f"Не больше {n} знаков.", f"Ən çoxu {n} işarə."),
    }


def between(least: int, most: int) -> Row:
    """The limits of a number."""
    low, high = (f"{limit:,}".replace(",", " ") for limit in (least, most))
    return {
        "constraint": f". >= {least} and . <= {most}",
        **refused_with(f"{least:,} to {most:,}.", f"От {low} до {high}.", f"{low} – {high}."),
    }


NEEDED = said("required_message", "This is needed.", "Это обязательно.", "Bu vacibdir.")
REQUIRED: Row = {"required": "yes", **NEEDED}

BY_NAME = {field.name: field for field in FIND_FIELDS}


def asked(name: str, label: Texts, *more: Row, **columns: str) -> Row:
    """The question for a field, with what the table says of it; `more` may narrow its limits or say them better."""
    field = BY_NAME[name]
    needed = (REQUIRED,) if field.required else ()
    match field.kind:
        case Text(longest):
            return question("text", name, label, *needed, at_most(longest), *more, **columns)
        case Number(least, most):
            return question("integer", name, label, *needed, between(least, most), *more, **columns)
        case Choice():
            return question(f"select_one {name}", name, label, *needed, *more, **columns)
        case Day():
            return question("date", name, label, *needed, *more, **columns)
    raise TypeError(f"{name}: write its questions out, and read their answers in models/submission.py")


OF_TYPE = "instance('types')/root/item[name = ${type}]"
"""The row of types.csv that was chosen."""


SURVEY: list[Row] = [
    {"type": "start", "name": "start"},
    {"type": "end", "name": "end"},
    question(
        "select_one_from_file types.csv",
        "type",
        ("What stands on the casing?", "Что написано на корпусе?", "Gövdənin üzərində nə yazılıb?"),
        hint(
            "Type a part of it to search. Not in the list: choose the first line.",
            "Наберите часть для поиска. Нет в списке — выберите первую строку.",
            "Axtarmaq üçün bir hissəsini yazın. Siyahıda yoxdursa, birinci sətri seçin.",
        ),
        REQUIRED,
        appearance="autocomplete",
    ),
    question(
        "text",
        "typed_marking",
        ("The marking as it stands", "Маркировка, как она написана", "Markalanma, yazıldığı kimi"),
        hint(
            "Copy every letter and digit. Nothing can be read: write what it looks like.",
            "Перепишите каждую букву и цифру. Если прочитать нельзя — опишите, как выглядит.",
            "Hər hərfi və rəqəmi köçürün. Oxunmursa, nəyə oxşadığını yazın.",
        ),
        REQUIRED,
        refused_with(
            "At most 64 characters, and a letter or a digit among them.",
            "Не больше 64 знаков, и хотя бы одна буква или цифра.",
            "Ən çoxu 64 işarə və ən azı bir hərf və ya rəqəm.",
        ),
        relevant="${type} = 'other'",
        constraint=r"string-length(.) <= 64 and regex(., '[\s\S]*[0-9A-Za-zА-Яа-яЁёƏəĞğİıÖöŞşÜüÇç][\s\S]*')",
    ),
    question(
        "select_one category",
        "seen_category",
        ("What kind is it?", "Что это за предмет?", "Bu nə növdür?"),
        REQUIRED,
        relevant="${type} = 'other'",
    ),
    {
        "type": "calculate",
        "name": "marking",
        "calculation": f"if(${{type}} = 'other', ${{typed_marking}}, {OF_TYPE}/marking)",
    },
    {
        "type": "calculate",
        "name": "category",
        "calculation": f"if(${{type}} = 'other', ${{seen_category}}, {OF_TYPE}/category)",
    },
    asked(
        "count",
        ("How many?", "Сколько штук?", "Neçə ədəd?"),
        refused_with("1 to 1,000,000.", "От 1 до 1 000 000.", "1-dən 1 000 000-a qədər."),
    ),
    question(
        "select_one place",
        "place",
        ("How do you give the position?", "Как вы укажете место?", "Yeri necə göstərirsiniz?"),
        REQUIRED,
    ),
    question(
        "geopoint",
        "wgs84",
        ("Position (WGS 84)", "Место (WGS 84)", "Yer (WGS 84)"),
        hint(
            "Stand where it is safe, and wait until the accuracy is good.",
            "Стойте в безопасном месте и дождитесь хорошей точности.",
            "Təhlükəsiz yerdə durun və dəqiqlik yaxşı olana qədər gözləyin.",
        ),
        REQUIRED,
        relevant="${place} = 'wgs84'",
    ),
    question(
        "integer",
        "x",
        ("x: north, metres (SK-42)", "x: на север, метры (СК-42)", "x: şimala, metr (SK-42)"),
        hint("7 digits, such as 4401180", "7 цифр, например 4401180", "7 rəqəm, məsələn 4401180"),
        REQUIRED,
        refused_with(
            "x has 7 digits and begins with 3, 4 or 5. If it begins with 7, 8 or 9, x and y are swapped.",
            "x — 7 цифр, первая 3, 4 или 5. Если первая 7, 8 или 9, то x и y перепутаны местами.",
            "x 7 rəqəmdir, birincisi 3, 4 və ya 5-dir. Birincisi 7, 8 və ya 9-dursa, x və y yerlərini dəyişib.",
        ),
        relevant="${place} = 'sk42'",
        constraint=". >= 3800000 and . < 6000000",
    ),
    question(
        "integer",
        "y",
        (
            "y: east with the zone in front, metres (SK-42)",
            "y: на восток, номер зоны впереди, метры (СК-42)",
            "y: şərqə, əvvəlində zonanın nömrəsi, metr (SK-42)",
        ),
        hint("7 digits, such as 8635076", "7 цифр, например 8635076", "7 rəqəm, məsələn 8635076"),
        REQUIRED,
        refused_with(
            "y has 7 digits and begins with the zone: 7, 8 or 9. If it begins with 3, 4 or 5, x and y are swapped.",
            "y — 7 цифр, первая — номер зоны: 7, 8 или 9. Если первая 3, 4 или 5, то x и y перепутаны местами.",
            "y 7 rəqəmdir, birincisi zonadır: 7, 8 və ya 9. Birincisi 3, 4 və ya 5-dirsə, x və y yerlərini dəyişib.",
        ),
        relevant="${place} = 'sk42'",
        constraint=". >= 7000000 and . < 10000000 and (. mod 1000000) >= 100000 and (. mod 1000000) <= 900000",
    ),
    asked(
        "found_on",
        ("On which day was it found?", "В какой день найдено?", "Hansı gün tapılıb?"),
        default="today()",
    ),
    question(
        "note",
        "future",
        (
            "This day is still to come. Check it, and the clock of the tablet.",
            "Этот день ещё не наступил. Проверьте его и часы планшета.",
            "Bu gün hələ gəlməyib. Onu və planşetin saatını yoxlayın.",
        ),
        relevant="${found_on} > today()",
    ),
    asked("disposition", ("What was done with it?", "Что с ним сделано?", "Onunla nə edilib?")),
    question(
        "select_one_from_file districts.csv",
        "district_listed",
        ("District", "Район", "Rayon"),
        appearance="minimal autocomplete",
    ),
    question(
        "text",
        "typed_district",
        ("Name of the district", "Название района", "Rayonun adı"),
        at_most(128),
        relevant="${district_listed} = 'other'",
    ),
    {
        "type": "calculate",
        "name": "district",
        "calculation": "if(${district_listed} = 'other', ${typed_district}, ${district_listed})",
    },
    {
        "type": "begin_group",
        "name": "casing",
        "appearance": "field-list",
        **said("label", "On the casing", "На корпусе", "Gövdənin üzərində"),
    },
    asked(
        "manufactured_year",
        ("Year of manufacture", "Год выпуска", "İstehsal ili"),
        between(1900, 2100),
        refused_with(
            "A year with four digits, from 1900.", "Год из четырёх цифр, с 1900.", "Dörd rəqəmli il, 1900-dən."
        ),
    ),
    asked("manufactured_country", ("Country of manufacture", "Страна-изготовитель", "İstehsalçı ölkə")),
    asked("lot", ("Lot or batch", "Партия", "Partiya")),
    {"type": "end_group"},
    {
        "type": "begin_group",
        "name": "details",
        "appearance": "field-list",
        **said("label", "Details", "Подробности", "Təfərrüatlar"),
    },
    asked(
        "depth_cm",
        ("Depth, centimetres", "Глубина, сантиметры", "Dərinlik, santimetr"),
        between(0, 2000),
        refused_with("0 to 2,000 centimetres.", "От 0 до 2000 сантиметров.", "0-dan 2000 santimetrə qədər."),
    ),
    asked("condition", ("Condition", "Состояние", "Vəziyyəti")),
    asked("method", ("How it was found", "Как найдено", "Necə tapılıb")),
    asked("note", ("Note", "Примечание", "Qeyd"), appearance="multiline"),
    {"type": "end_group"},
    *(
        question(
            "image",
            f"photo_{n}",
            (f"Photo {n}", f"Фото {n}", f"Foto {n}"),
            hint("From a safe distance only.", "Только с безопасного расстояния.", "Yalnız təhlükəsiz məsafədən."),
            parameters="max-pixels=2048",
            **({"relevant": f"${{photo_{n - 1}}} != ''"} if n > 1 else {}),
        )
        for n in range(1, 6)
    ),
]

CHOICES: dict[str, dict[str, Texts]] = {
    "category": {
        "ap_mine": ("Anti-personnel mine", "Противопехотная мина", "Piyada əleyhinə mina"),
        "av_mine": ("Anti-vehicle mine", "Противотранспортная (противотанковая) мина", "Tank əleyhinə mina"),
        "submunition": ("Submunition", "Кассетный элемент", "Kaset döyüş elementi"),
        "uxo": ("Unexploded ordnance", "Неразорвавшийся боеприпас", "Partlamamış sursat"),
        "axo": ("Abandoned ordnance", "Брошенный боеприпас", "Atılıb qalmış sursat"),
        "ied": ("Improvised device", "Самодельное взрывное устройство", "Əldəqayırma partlayıcı qurğu"),
        "booby_trap": ("Booby trap", "Мина-ловушка", "Tələ mina"),
        "fuze": ("Fuze", "Взрыватель", "Partladıcı"),
        "other": ("Something else", "Другое", "Başqa"),
        "unknown": ("Not known", "Неизвестно", "Məlum deyil"),
    },
    "disposition": {
        "left_marked": (
            "Left in place, marked",
            "Оставлено на месте, обозначено",
            "Yerində qalıb, işarələnib",
        ),
        "removed": ("Removed", "Убрано", "Götürülüb"),
        "destroyed": ("Destroyed", "Уничтожено", "Məhv edilib"),
        "neutralised": ("Neutralised", "Обезврежено", "Zərərsizləşdirilib"),
        "handed_over": ("Handed over", "Передано", "Təhvil verilib"),
        "unknown": ("Not known", "Неизвестно", "Məlum deyil"),
    },
    "place": {
        "wgs84": ("This tablet finds it (WGS 84)", "Определит планшет (WGS 84)", "Planşet təyin edir (WGS 84)"),
        "sk42": ("I type x and y (SK-42)", "Введу x и y (СК-42)", "x və y yazıram (SK-42)"),
    },
}
"""What can be chosen: a field, or another question, and each of its words."""


def forgotten() -> list[str]:
    """What the table of fields has, and this form does not ask for."""
    questions = {row["name"] for row in SURVEY if "name" in row}
    in_parts = (Place, Photos)  # asked for by several questions
    fields = [field for field in FIND_FIELDS if not isinstance(field.kind, in_parts)]
    return [
        *(f"SURVEY asks nothing about {field.name}" for field in fields if field.name not in questions),
        *(
            f"CHOICES has not the words of {field.name}: {', '.join(field.words)}"
            for field in fields
            if field.words and {*field.words} != {*CHOICES.get(field.name, {})}
        ),
    ]


def _choices(name: str, words: dict[str, Texts]) -> Iterable[Row]:
    return ({"list_name": name, "name": word, **said("label", *texts)} for word, texts in words.items())


FORM: dict[str, list[Row]] = {
    "survey": SURVEY,
    "choices": [row for name, words in CHOICES.items() for row in _choices(name, words)],
    "settings": [
        {
            "form_title": TITLE,
            "form_id": FORM_ID,
            "default_language": LANGUAGES[0],
            "client_editable": "yes",
            "instance_name": "concat(${count}, ' × ', ${marking}, ', ', ${found_on})",
        }
    ],
}


def version_of(form: dict[str, list[Row]]) -> str:
    """Made of what the form says: Collect fetches a form again when it has another version."""
    return sha256(json.dumps(form, ensure_ascii=False).encode()).hexdigest()[:8]


VERSION = version_of(FORM)


def compiled() -> str:
    """The XForm of this definition. Raises LookupError for a field that it does not ask for."""
    from pyxform.xls2xform import convert  # only whoever changes the form waits for it

    if missing := forgotten():
        raise LookupError(f"api/odk/find_form.py: {'; '.join(missing)}")
    settings = [{**FORM["settings"][0], "version": VERSION}]
    return str(convert({**FORM, "settings": settings}, form_name="data", pretty_print=True).xform)
