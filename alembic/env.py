"""Runs the migrations on the connection that sync.database hands over, or on the server's own settings."""

from alembic import context
from sqlmodel import SQLModel

import models.tables  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
