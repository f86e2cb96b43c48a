from enum import StrEnum
from typing import Self


class EventPattern(StrEnum):
    CONFLICT = "conflict.*"
    CONFLICT_OPENED = "conflict.opened"
    CONFLICT_RESOLVED = "conflict.resolved"
    CONFLICT_SETTLED = "conflict.settled"
    DEVICE = "device.*"
    DEVICE_FORKED = "device.forked"
    DUPLICATE = "duplicate.*"
    DUPLICATE_DECIDED = "duplicate.decided"
    DUPLICATE_GONE = "duplicate.gone"
    DUPLICATE_OPENED = "duplicate.opened"
    DUPLICATE_UNDONE = "duplicate.undone"
    EDITION = "edition.*"
    EDITION_PUBLISHED = "edition.published"
    FIND = "find.*"
    FIND_CREATED = "find.created"
    FIND_DELETED = "find.deleted"
    FIND_EDITED = "find.edited"
    FIND_MERGED = "find.merged"
    FIND_RESTORED = "find.restored"
    HISTORY = "history.*"
    HISTORY_RESTORED = "history.restored"
    KEY = "key.*"
    KEY_BEGAN = "key.began"
    QUARANTINE = "quarantine.*"
    QUARANTINE_DISMISSED = "quarantine.dismissed"
    QUARANTINE_REFUSED = "quarantine.refused"
    QUARANTINE_RELEASED = "quarantine.released"
    RECOVERY = "recovery.*"
    RECOVERY_CLOSED = "recovery.closed"
    RULE = "rule.*"
    RULE_CHANGED = "rule.changed"
    VALUE_0 = "*"

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
