"""A client of Minetally: `Device` is a tablet, `Staff` is command staff, `models` are the shapes of the API.

`generated` has every operation of the API, as the generator wrote it, for everything that the first two do not have.
"""

from minetally_client import models
from minetally_client.backoff import Backoff
from minetally_client.device import Device, Refusal, Synced
from minetally_client.local_find import LocalFind
from minetally_client.outbox import RepeatedMutation
from minetally_client.problems import (
    AwaitingConfirmation,
    ConflictMoved,
    MinetallyError,
    OldHistory,
    Refused,
    TokenRefused,
    Unreachable,
)
from minetally_client.receipts import Checked
from minetally_client.server_key import ServerKey
from minetally_client.staff import Staff

__all__ = [
    "AwaitingConfirmation",
    "Backoff",
    "Checked",
    "ConflictMoved",
    "Device",
    "LocalFind",
    "MinetallyError",
    "OldHistory",
    "Refusal",
    "Refused",
    "RepeatedMutation",
    "ServerKey",
    "Staff",
    "Synced",
    "TokenRefused",
    "Unreachable",
    "models",
]
