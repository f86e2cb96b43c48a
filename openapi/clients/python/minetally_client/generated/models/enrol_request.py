from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

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
    """

    code: str
    secret: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        secret: None | str | Unset
        if isinstance(self.secret, Unset):
            secret = UNSET
        else:
            secret = self.secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
            }
        )
        if secret is not UNSET:
            field_dict["secret"] = secret

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

        enrol_request = cls(
            code=code,
            secret=secret,
        )

        return enrol_request
