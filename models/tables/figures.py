"""What is counted, and what was published."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlmodel import Field, SQLModel


class Tally(SQLModel, table=True):
    """Sums over live finds: one row a day, dimension and key.

    Rows of dimension `type` also carry category and year of manufacture; the others leave them empty.
    """

    operation: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    """Day on which the finds were found."""
    dimension: str = Field(primary_key=True)
    """type, district, team, device or marking"""
    key: str = Field(primary_key=True)
    """The type's key, the district's or team's name, the device's id, the marking as typed; empty when it is
    not known."""
    category: str = Field(primary_key=True, default="")
    """As typed."""
    year: str = Field(primary_key=True, default="")
    """Of manufacture; empty when it is not known."""
    total: int = Field(sa_type=BigInteger)
    """Pieces."""
    finds: int
    """How many finds they are of."""


class TallyMove(SQLModel, table=True):
    """A find came into the tally (`sign` 1) or left it (-1) at a log entry: what the tally was at any moment.

    It is kept in the order of its key, so that a period is read in one go.
    """

    __tablename__ = "tally_move"
    __table_args__ = {"sqlite_with_rowid": False}
    operation: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    """Day on which it was found."""
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The log entry."""
    find_id: str = Field(primary_key=True)
    """The find."""
    sign: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1 or -1"""
    type_key: str
    """The key of its type, after aliases."""
    category: str
    """As typed."""
    count: int
    """Pieces."""
    year: str
    """Of manufacture; empty when it is not known."""
    district: str
    """As typed, else computed, else empty."""
    team: str
    """As in `find`."""
    device_id: str
    """As in `find`."""


class Edition(SQLModel, table=True):
    """A published report. Never changed, never deleted."""

    __table_args__ = (
        # At the commit, as the log of a transaction is written last.
        ForeignKeyConstraint(
            ["operation", "seq"],
            ["log.operation", "log.seq"],
            name="edition_log",
            deferrable=True,
            initially="DEFERRED",
        ),
        Index("edition_by_seq", "operation", "seq", unique=True, info={"for": "what a log entry published"}),
    )
    operation: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """One for each period, from 1."""
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1, 2, 3 ... of the same period."""
    seq: int
    """The log entry that published it; the report stands on the one before."""
    first_day: str
    """First day of the period."""
    last_day: str
    """Last day of the period, which belongs to it."""
    withdraws: int | None = None
    """The number of the edition of another period whose place it takes."""
    document: str = Field(sa_type=Text)
    """The edition as it is served, canonical JSON (RFC 8785)."""
    sha256: str
    """Of the document without this hash, hex."""
