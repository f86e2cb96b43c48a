from enum import StrEnum
from typing import Self


class Category(StrEnum):
    AP_MINE = "ap_mine"
    AV_MINE = "av_mine"
    AXO = "axo"
    BOOBY_TRAP = "booby_trap"
    FUZE = "fuze"
    IED = "ied"
    OTHER = "other"
    SUBMUNITION = "submunition"
    UNKNOWN = "unknown"
    UXO = "uxo"

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
