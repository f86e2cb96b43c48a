"""Written by `make generate` from `models/submission_answers.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict


class SubmissionFile(TypedDict):
    """A photo that a form names."""

    name: str
    sha256: str | None


class FileBeside(TypedDict):
    """A file that came with a form and is not on its find."""

    name: str
    sha256: str


class Submission(TypedDict):
    """A form that ODK Collect sent, and what became of it."""

    id: str
    instance_id: str
    deprecates: str | None
    find_id: str | None
    mutation_id: str | None
    outcome: str
    device_id: str
    team: str
    received_at: str
    form_version: str
    files: list[SubmissionFile]
    beside: list[FileBeside]
    xml_sha256: str


class SubmissionPage(TypedDict):
    """Filled-in forms in the order in which they came."""

    items: list[Submission]
    next: str | None
