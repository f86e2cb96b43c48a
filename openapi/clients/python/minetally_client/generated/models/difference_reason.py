from enum import StrEnum
from typing import Self


class DifferenceReason(StrEnum):
    ALIAS_ADDED = "alias_added"
    ALIAS_REMOVED = "alias_removed"
    AREA_CHANGED = "area_changed"
    CATALOGUE_CHANGED = "catalogue_changed"
    CONFLICT_RESOLVED = "conflict_resolved"
    CORRECTED = "corrected"
    COUNT_CORRECTED = "count_corrected"
    DAY_CORRECTED = "day_corrected"
    DELETED = "deleted"
    DUPLICATE_TAKEN_BACK = "duplicate_taken_back"
    JUDGED_DUPLICATE = "judged_duplicate"
    LATE_ARRIVAL = "late_arrival"
    PERIOD_CHANGED = "period_changed"
    RELEASED = "released"
    RESTORED = "restored"
    TYPE_CORRECTED = "type_corrected"

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
