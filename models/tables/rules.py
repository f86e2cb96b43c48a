"""Rules: what the server derives from and reports by, with their history."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Text
from sqlmodel import Field, SQLModel


class Rule(SQLModel, table=True):
    """Something that the server derives from or reports by, as staff set it: a row for each time it was another."""

    __table_args__ = (ForeignKeyConstraint(["operation"], ["operation.operation"], name="rule_operation"),)
    operation: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    """type, alias, area, settings or roster"""
    key: str = Field(primary_key=True)
    """A type's key, an alias's marking key, an area's id, a roster's day; settings have one, which is empty."""
    since_seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The log entry from which on it holds; 0: from the start."""
    until_seq: int | None = None
    """The log entry from which it no longer holds."""
    document: str = Field(sa_type=Text)
    """What it says, JSON; sync/finds/rules.py reads it."""
    at: str
    """Instant at which it was set."""
    person: str
    """Who set it; empty for what the operation knew from the start."""
    reason: str
    """Why, as that person typed it."""
