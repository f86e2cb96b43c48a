from enum import StrEnum
from typing import Self


class FieldName(StrEnum):
    CATEGORY = "category"
    CONDITION = "condition"
    COUNT = "count"
    DELETED = "deleted"
    DEPTH_CM = "depth_cm"
    DISPOSITION = "disposition"
    DISTRICT = "district"
    DUPLICATE_OF = "duplicate_of"
    FOUND_ON = "found_on"
    LOT = "lot"
    MANUFACTURED_COUNTRY = "manufactured_country"
    MANUFACTURED_YEAR = "manufactured_year"
    MARKING = "marking"
    METHOD = "method"
    NOTE = "note"
    PHOTOS = "photos"
    POSITION = "position"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """A word that a newer server says is kept as it came: it is equal to that text, and to no member."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = value.upper()
        word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
