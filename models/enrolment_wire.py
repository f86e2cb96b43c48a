"""Shapes of requests: which tablet a code is for, and a code that a tablet uses."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.mutation import Uuid
from models.wire import Name, Shape, printable


class EnrolmentRequest(Shape):
    """The tablet that an enrolment code is for: `team` and `device` for a new one, or `device_id` to replace one."""

    team: Annotated[Name | None, Field(description="The team. A new name creates a new team.", examples=["T1"])] = None
    device: Annotated[Name | None, Field(description="The name of the tablet.", examples=["tablet-7"])] = None
    device_id: Annotated[
        Uuid | None,
        Field(description="A device whose tablet is lost, reset or forked. Its token ends when the code is used."),
    ] = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        for name in ("team", "device"):
            given = getattr(self, name) is not None
            if given and self.device_id is not None:
                raise _of_member(name, "cannot be changed", f"leave {name} out: the device keeps its own")
            if not given and self.device_id is None:
                raise _of_member(name, "is missing", f"send {name}, or device_id for a device that exists", "required")
        return self


class EnrolRequest(Shape):
    """The enrolment code of a tablet."""

    code: Annotated[
        str,
        Field(
            min_length=1,
            max_length=256,
            description="The code from an administrator; lower case is accepted.",
            examples=["lachin-2022.7KQPM-X2TGA-94VBN-CCEHR-D6WYZ"],
        ),
        AfterValidator(printable),
    ]
    secret: Annotated[
        str | None,
        Field(
            pattern="^[A-Za-z0-9_-]{43}$",
            description="256 random bits that the tablet made and keeps, base64url: its token becomes "
            "`mt-device.<operation>.<secret>`. With it the tablet may send the code again when no answer came.",
        ),
    ] = None
    device_id: Annotated[
        Uuid | None,
        Field(
            description="The device that the tablet was, if it was one of this operation. A code for a new device makes"
            " this one again where the server does not know it: it was enrolled after the backup of a restore.",
        ),
    ] = None


def _of_member(name: str, detail: str, remedy: str, code: str = "invalid") -> PydanticCustomError:
    """The error of a member, for a check of the whole body."""
    return PydanticCustomError("member", detail, {"field": name, "code": code, "remedy": remedy})
