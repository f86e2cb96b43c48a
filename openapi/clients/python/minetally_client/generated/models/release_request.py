from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.mutation import Mutation


T = TypeVar("T", bound="ReleaseRequest")


@_attrs_define
class ReleaseRequest:
    """A rejected mutation after it was fixed.

    Attributes:
        mutation (Mutation): One change of a find, as a device sends it. `set` has only the fields that change, `was`
            what the author saw.
    """

    mutation: Mutation

    def to_dict(self) -> dict[str, Any]:
        mutation = self.mutation.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "mutation": mutation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mutation import Mutation  # noqa: PLC0415

        d = dict(src_dict)
        mutation = Mutation.from_dict(d.pop("mutation"))

        release_request = cls(
            mutation=mutation,
        )

        return release_request
