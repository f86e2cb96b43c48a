from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="EnrolRequest")


@_attrs_define
class EnrolRequest:
    """The enrolment code of a tablet.

    Attributes:
        code (str): The code from an administrator; lower case is accepted.
        secret (None | str | Unset): 256 random bits that the tablet made and keeps, base64url: its token becomes `mt-
            device.<operation>.<secret>`. With it the tablet may send the code again when no answer came.
        device_id (None | Unset | UUID): The device that the tablet was, if it was one of this operation. A code for a
            new device makes this one again where the server does not know it: it was enrolled after the backup of a
            restore.
    """

    code: str
    secret: None | str | Unset = UNSET
    device_id: None | Unset | UUID = UNSET

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        secret: None | str | Unset
        if isinstance(self.secret, Unset):
            secret = UNSET
        else:
            secret = self.secret

        device_id: None | str | Unset
        if isinstance(self.device_id, Unset):
            device_id = UNSET
        elif isinstance(self.device_id, UUID):
            device_id = str(self.device_id)
        else:
            device_id = self.device_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
            }
        )
        if secret is not UNSET:
            field_dict["secret"] = secret
        if device_id is not UNSET:
            field_dict["device_id"] = device_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        def _parse_secret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        secret = _parse_secret(d.pop("secret", UNSET))

        def _parse_device_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                device_id_type_0 = UUID(data)

                return device_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        device_id = _parse_device_id(d.pop("device_id", UNSET))

        enrol_request = cls(
            code=code,
            secret=secret,
            device_id=device_id,
        )

        return enrol_request
