from enum import StrEnum
from typing import Self


class TabletState(StrEnum):
    AWAY = "away"
    BACK = "back"
    TO_ADMIT = "to_admit"

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
