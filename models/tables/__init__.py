"""The tables. Every primary key starts with the operation: the unit of tenancy, and the shard key.

Ids, days and instants are canonical text (lower-case UUID, YYYY-MM-DD, UTC with microseconds): the same bytes, the same
order and the same hash on both databases. JSON is text too: no column type that rewrites numbers (decision 0018).
`docs/schema.md` is made from these classes and the texts below their columns: `python -m models.tables`.
"""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel

from models.tables.figures import Edition as Edition
from models.tables.figures import Tally as Tally
from models.tables.figures import TallyMove as TallyMove
from models.tables.files import Photo as Photo
from models.tables.files import Submission as Submission
from models.tables.finds import ConflictRow as ConflictRow
from models.tables.finds import DuplicatePair as DuplicatePair
from models.tables.finds import Find as Find
from models.tables.finds import FindNext as FindNext
from models.tables.log import LogEntry as LogEntry
from models.tables.log import Oversized as Oversized
from models.tables.log import Quarantine as Quarantine
from models.tables.log import RefusedBytes as RefusedBytes
from models.tables.log import Restore as Restore
from models.tables.operations import Device as Device
from models.tables.operations import DeviceSeen as DeviceSeen
from models.tables.operations import Enrolment as Enrolment
from models.tables.operations import Operation as Operation
from models.tables.operations import ServerKey as ServerKey
from models.tables.operations import Team as Team
from models.tables.operations import Token as Token
from models.tables.recovery import Witness as Witness
from models.tables.recovery import WitnessDone as WitnessDone
from models.tables.rules import Rule as Rule
from models.tables.webhooks import Webhook as Webhook
from models.tables.webhooks import WebhookDelivery as WebhookDelivery

# The tables as SQLAlchemy has them, for statements


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


OPERATION = _table(Operation)
SERVER_KEY = _table(ServerKey)
TEAM = _table(Team)
DEVICE = _table(Device)
SEEN = _table(DeviceSeen)
TOKEN = _table(Token)
ENROLMENT = _table(Enrolment)
RULE = _table(Rule)
LOG = _table(LogEntry)
FIND = _table(Find)
NEXT = _table(FindNext)
CONFLICT = _table(ConflictRow)
RESTORE = _table(Restore)
WITNESS = _table(Witness)
WITNESS_DONE = _table(WitnessDone)
QUARANTINE = _table(Quarantine)
OVERSIZED = _table(Oversized)
REFUSED_BYTES = _table(RefusedBytes)
PAIR = _table(DuplicatePair)
TALLY = _table(Tally)
MOVE = _table(TallyMove)
EDITION = _table(Edition)
PHOTO = _table(Photo)
SUBMISSION = _table(Submission)
WEBHOOK = _table(Webhook)
DELIVERY = _table(WebhookDelivery)
