from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.submission_outcome import SubmissionOutcome

if TYPE_CHECKING:
    from ..models.file_beside import FileBeside
    from ..models.submission_file import SubmissionFile


T = TypeVar("T", bound="Submission")


@_attrs_define
class Submission:
    """A form that ODK Collect sent, and what became of it.

    Attributes:
        id (UUID): The UUID in its instanceID.
        instance_id (str): Its instanceID as the tablet sent it.
        deprecates (None | UUID): The submission that it corrects.
        find_id (None | UUID): The find that it is about; null while it waits in the quarantine.
        mutation_id (None | UUID): The mutation that it became, if it became one.
        outcome (SubmissionOutcome): What became of a form.
        device_id (UUID): The tablet that sent it.
        team (str): The tablet's team at that time.
        received_at (datetime.datetime): The server's clock at its first post.
        form_version (str): The version of the form that was filled in.
        files (list[SubmissionFile]): The photos that it names.
        beside (list[FileBeside]): Files that came with it and are not on its find: under names that the form does not
            say, or after a correction had taken them away.
        xml_sha256 (str): SHA-256 of its XML.
    """

    id: UUID
    instance_id: str
    deprecates: None | UUID
    find_id: None | UUID
    mutation_id: None | UUID
    outcome: SubmissionOutcome
    device_id: UUID
    team: str
    received_at: datetime.datetime
    form_version: str
    files: list[SubmissionFile]
    beside: list[FileBeside]
    xml_sha256: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        instance_id = self.instance_id

        deprecates: None | str
        if isinstance(self.deprecates, UUID):
            deprecates = str(self.deprecates)
        else:
            deprecates = self.deprecates

        find_id: None | str
        if isinstance(self.find_id, UUID):
            find_id = str(self.find_id)
        else:
            find_id = self.find_id

        mutation_id: None | str
        if isinstance(self.mutation_id, UUID):
            mutation_id = str(self.mutation_id)
        else:
            mutation_id = self.mutation_id

        outcome = self.outcome.value

        device_id = str(self.device_id)

        team = self.team

        received_at = self.received_at.isoformat()

        form_version = self.form_version

        files = []
        for files_item_data in self.files:
            files_item = files_item_data.to_dict()
            files.append(files_item)

        beside = []
        for beside_item_data in self.beside:
            beside_item = beside_item_data.to_dict()
            beside.append(beside_item)

        xml_sha256 = self.xml_sha256

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "instance_id": instance_id,
                "deprecates": deprecates,
                "find_id": find_id,
                "mutation_id": mutation_id,
                "outcome": outcome,
                "device_id": device_id,
                "team": team,
                "received_at": received_at,
                "form_version": form_version,
                "files": files,
                "beside": beside,
                "xml_sha256": xml_sha256,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_beside import FileBeside  # noqa: PLC0415
        from ..models.submission_file import SubmissionFile  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        instance_id = d.pop("instance_id")

        def _parse_deprecates(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deprecates_type_0 = UUID(data)

                return deprecates_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        deprecates = _parse_deprecates(d.pop("deprecates"))

        def _parse_find_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                find_id_type_0 = UUID(data)

                return find_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        find_id = _parse_find_id(d.pop("find_id"))

        def _parse_mutation_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                mutation_id_type_0 = UUID(data)

                return mutation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        mutation_id = _parse_mutation_id(d.pop("mutation_id"))

        outcome = SubmissionOutcome(d.pop("outcome"))

        device_id = UUID(d.pop("device_id"))

        team = d.pop("team")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        form_version = d.pop("form_version")

        files = []
        _files = d.pop("files")
        for files_item_data in _files:
            files_item = SubmissionFile.from_dict(files_item_data)

            files.append(files_item)

        beside = []
        _beside = d.pop("beside")
        for beside_item_data in _beside:
            beside_item = FileBeside.from_dict(beside_item_data)

            beside.append(beside_item)

        xml_sha256 = d.pop("xml_sha256")

        submission = cls(
            id=id,
            instance_id=instance_id,
            deprecates=deprecates,
            find_id=find_id,
            mutation_id=mutation_id,
            outcome=outcome,
            device_id=device_id,
            team=team,
            received_at=received_at,
            form_version=form_version,
            files=files,
            beside=beside,
            xml_sha256=xml_sha256,
        )

        submission.additional_properties = d
        return submission

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
