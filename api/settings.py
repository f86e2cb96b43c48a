"""Settings: environment variables that start with MINETALLY_."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from models.webhook_address import Network, networks_of
from sync.database.address import AddressError, check_address, name_of

LEVELS = ("debug", "info", "warning", "error")


class SettingsError(Exception):
    """A setting that is not valid; the text says which, and how to write it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is the variable MINETALLY_<FIELD>; docs/operations.md describes them."""

    database_url: str = "sqlite:///minetally.db"
    """sqlite:///path or postgresql://user@host/name"""
    public_url: str = ""
    """The address that tablets reach, for enrolment links; empty: the address of the request."""
    log_level: str = "info"
    """debug, info, warning or error"""
    webhook_networks: str = ""
    """Networks that webhooks may be sent to, besides the public internet, with commas between them."""
    keys: str = ""
    """The file of the keys with which the server signs; empty: see `keys_file`."""

    journal: str = ""
    """The folder of the journal, on another disk; empty: there is none."""

    backup_to: str = ""
    """The store of backups that the server makes by itself: a folder or s3://bucket/path; empty: it makes none."""
    backup_every: str = "15m"
    """How old the newest backup may become, as 15m, 2h or 1d."""
    backup_keep: str = ""
    """Which backups stay, as 24h,7d,12m; empty: all."""
    backup_encrypt_to: str = ""
    """The public key of age to which backups and the journal are encrypted; empty: they are not."""

    def __post_init__(self) -> None:
        if self.database_url.startswith("postgres://"):  # as hosts write it
            object.__setattr__(self, "database_url", f"postgresql://{self.database_url.removeprefix('postgres://')}")
        try:
            check_address(self.database_url)
        except AddressError as error:
            raise SettingsError(f"The database URL {error}.") from None
        if self.log_level not in LEVELS:
            raise SettingsError(f"MINETALLY_LOG_LEVEL is one of {', '.join(LEVELS)}, not {self.log_level!r}.")
        try:
            networks_of(self.webhook_networks)
        except ValueError as error:
            raise SettingsError(f"MINETALLY_WEBHOOK_NETWORKS: {error}.") from None

    @property
    def opened_networks(self) -> tuple[Network, ...]:
        """Networks that webhooks may be sent to, besides the public internet."""
        return networks_of(self.webhook_networks)

    @property
    def keys_file(self) -> Path:
        """The keys file: beside a SQLite file, and of PostgreSQL in the working folder, named for the database."""
        return Path(self.keys or f"{name_of(self.database_url)}.keys")

    @classmethod
    def from_environment(cls, **given: Any) -> Settings:
        """The settings of this process; `given` ones, when not None, go before the environment."""
        values = {field.name: os.environ.get(f"MINETALLY_{field.name.upper()}") for field in fields(cls)}
        values |= {name: value for name, value in given.items() if value is not None}
        return cls(**{name: value for name, value in values.items() if value is not None})
