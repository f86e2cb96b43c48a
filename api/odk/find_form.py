"""The form "find" as it is written: an XLSForm in Python. `make odk-form` compiles it into find.xml beside it.

A change of a question needs a new VERSION: Collect then fetches the form anew. The names of questions are those that
`models.submission` reads, and forms that were filled in long ago still come in: a name never changes its meaning.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.find import Category, Disposition
from models.submission import FORM_ID

VERSION = "1"
TITLE = "Minetally: find"
COMPILED = Path(__file__).parent / "find.xml"

LANGUAGES = ("English (en)", "Русский (ru)", "Azərbaycanca (az)")

Row = dict[str, Any]


def said(kind: str, *texts: str) -> Row:
    """A text in English, Russian and Azerbaijani."""
    return {f"{kind}::{language}": text for language, text in zip(LANGUAGES, texts, strict=True)}


def question(kind: str, name: str, label: tuple[str, str, str], *more: Row, **columns: str) -> Row:
    row: Row = {"type": kind, "name": name, **said("label", *label), **columns}
    for one in more:
        row |= one
    return row


def hint(*texts: str) -> Row:
    return said("hint", *texts)


def refused_with(*texts: str) -> Row:
    return said("constraint_message", *texts)


NEEDED = said("required_message", "This is needed.", "Это обязательно.", "Bu vacibdir.")
REQUIRED: Row = {"required": "yes", **NEEDED}

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
    question(
        "integer",
        "count",
        ("How many?", "Сколько штук?", "Neçə ədəd?"),
        REQUIRED,
        refused_with("1 to 1,000,000.", "От 1 до 1 000 000.", "1-dən 1 000 000-a qədər."),
        constraint=". >= 1 and . <= 1000000",
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
    question(
        "date",
        "found_on",
        ("On which day was it found?", "В какой день найдено?", "Hansı gün tapılıb?"),
        REQUIRED,
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
    question(
        "select_one disposition",
        "disposition",
        ("What was done with it?", "Что с ним сделано?", "Onunla nə edilib?"),
    ),
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
        refused_with("At most 128 characters.", "Не больше 128 знаков.", "Ən çoxu 128 işarə."),
        relevant="${district_listed} = 'other'",
        constraint="string-length(.) <= 128",
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
    question(
        "integer",
        "manufactured_year",
        ("Year of manufacture", "Год выпуска", "İstehsal ili"),
        refused_with(
            "A year with four digits, from 1900.", "Год из четырёх цифр, с 1900.", "Dörd rəqəmli il, 1900-dən."
        ),
        constraint=". >= 1900 and . <= 2100",
    ),
    question(
        "text",
        "manufactured_country",
        ("Country of manufacture", "Страна-изготовитель", "İstehsalçı ölkə"),
        refused_with("At most 64 characters.", "Не больше 64 знаков.", "Ən çoxu 64 işarə."),
        constraint="string-length(.) <= 64",
    ),
    question(
        "text",
        "lot",
        ("Lot or batch", "Партия", "Partiya"),
        refused_with("At most 64 characters.", "Не больше 64 знаков.", "Ən çoxu 64 işarə."),
        constraint="string-length(.) <= 64",
    ),
    {"type": "end_group"},
    {
        "type": "begin_group",
        "name": "details",
        "appearance": "field-list",
        **said("label", "Details", "Подробности", "Təfərrüatlar"),
    },
    question(
        "integer",
        "depth_cm",
        ("Depth, centimetres", "Глубина, сантиметры", "Dərinlik, santimetr"),
        refused_with("0 to 2,000 centimetres.", "От 0 до 2000 сантиметров.", "0-dan 2000 santimetrə qədər."),
        constraint=". >= 0 and . <= 2000",
    ),
    question(
        "text",
        "condition",
        ("Condition", "Состояние", "Vəziyyəti"),
        refused_with("At most 256 characters.", "Не больше 256 знаков.", "Ən çoxu 256 işarə."),
        constraint="string-length(.) <= 256",
    ),
    question(
        "text",
        "method",
        ("How it was found", "Как найдено", "Necə tapılıb"),
        refused_with("At most 256 characters.", "Не больше 256 знаков.", "Ən çoxu 256 işarə."),
        constraint="string-length(.) <= 256",
    ),
    question("text", "note", ("Note", "Примечание", "Qeyd"), appearance="multiline"),
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

CATEGORIES = {
    Category.AP_MINE: ("Anti-personnel mine", "Противопехотная мина", "Piyada əleyhinə mina"),
    Category.AV_MINE: ("Anti-vehicle mine", "Противотранспортная (противотанковая) мина", "Tank əleyhinə mina"),
    Category.SUBMUNITION: ("Submunition", "Кассетный элемент", "Kaset döyüş elementi"),
    Category.UXO: ("Unexploded ordnance", "Неразорвавшийся боеприпас", "Partlamamış sursat"),
    Category.AXO: ("Abandoned ordnance", "Брошенный боеприпас", "Atılıb qalmış sursat"),
    Category.IED: ("Improvised device", "Самодельное взрывное устройство", "Əldəqayırma partlayıcı qurğu"),
    Category.BOOBY_TRAP: ("Booby trap", "Мина-ловушка", "Tələ mina"),
    Category.FUZE: ("Fuze", "Взрыватель", "Partladıcı"),
    Category.OTHER: ("Something else", "Другое", "Başqa"),
    Category.UNKNOWN: ("Not known", "Неизвестно", "Məlum deyil"),
}
DISPOSITIONS = {
    Disposition.LEFT_MARKED: (
        "Left in place, marked",
        "Оставлено на месте, обозначено",
        "Yerində qalıb, işarələnib",
    ),
    Disposition.REMOVED: ("Removed", "Убрано", "Götürülüb"),
    Disposition.DESTROYED: ("Destroyed", "Уничтожено", "Məhv edilib"),
    Disposition.NEUTRALISED: ("Neutralised", "Обезврежено", "Zərərsizləşdirilib"),
    Disposition.HANDED_OVER: ("Handed over", "Передано", "Təhvil verilib"),
    Disposition.UNKNOWN: ("Not known", "Неизвестно", "Məlum deyil"),
}
PLACES = {
    "wgs84": ("This tablet finds it (WGS 84)", "Определит планшет (WGS 84)", "Planşet təyin edir (WGS 84)"),
    "sk42": ("I type x and y (SK-42)", "Введу x и y (СК-42)", "x və y yazıram (SK-42)"),
}


def _choices(name: str, words: dict[Any, tuple[str, str, str]]) -> list[Row]:
    return [{"list_name": name, "name": str(word), **said("label", *texts)} for word, texts in words.items()]


def compiled() -> str:
    """The XForm of this definition."""
    from pyxform.xls2xform import convert  # only whoever changes the form waits for it

    form = {
        "survey": SURVEY,
        "choices": [
            *_choices("category", CATEGORIES),
            *_choices("disposition", DISPOSITIONS),
            *_choices("place", PLACES),
        ],
        "settings": [
            {
                "form_title": TITLE,
                "form_id": FORM_ID,
                "version": VERSION,
                "default_language": LANGUAGES[0],
                "client_editable": "yes",
                "instance_name": "concat(${count}, ' × ', ${marking}, ', ', ${found_on})",
            }
        ],
    }
    return str(convert(form, form_name="data", pretty_print=True).xform)


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
