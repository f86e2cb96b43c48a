from enum import StrEnum
from typing import Self


class ProblemCode(StrEnum):
    ALREADY_DECIDED = "already_decided"
    ALREADY_EXISTS = "already_exists"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    CONDITIONS_NOT_MET = "conditions_not_met"
    DATABASE_BUSY = "database_busy"
    DATABASE_LOCKED = "database_locked"
    DATABASE_REPLACED = "database_replaced"
    DATABASE_SLOW = "database_slow"
    ENROLMENT_CODE_REFUSED = "enrolment_code_refused"
    FORBIDDEN = "forbidden"
    HISTORY_LOST = "history_lost"
    HISTORY_STOPPED = "history_stopped"
    INTERNAL = "internal"
    INVALID_JSON = "invalid_json"
    INVALID_MUTATION = "invalid_mutation"
    INVALID_REQUEST = "invalid_request"
    INVALID_VALUE = "invalid_value"
    JOURNAL_FULL = "journal_full"
    JOURNAL_UNWRITABLE = "journal_unwritable"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    MUTATION_ID_REUSED = "mutation_id_reused"
    NOT_ACCEPTABLE = "not_acceptable"
    NOT_FOUND = "not_found"
    PRECONDITION_FAILED = "precondition_failed"
    PRECONDITION_REQUIRED = "precondition_required"
    RESYNC_REQUIRED = "resync_required"
    TOO_LARGE = "too_large"
    TOO_MUCH_REFUSED = "too_much_refused"
    UNAUTHENTICATED = "unauthenticated"
    UNAVAILABLE = "unavailable"
    UNCONFIRMED_GUESS = "unconfirmed_guess"
    UNKNOWN_FIND = "unknown_find"
    UNKNOWN_FORM = "unknown_form"
    UNREADABLE_FILE = "unreadable_file"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    WORKER_BUSY = "worker_busy"
    WORKER_DIED = "worker_died"
    WORKER_SLOW = "worker_slow"

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
