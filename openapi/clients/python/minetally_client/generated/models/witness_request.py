from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.witness_find import WitnessFind


T = TypeVar("T", bound="WitnessRequest")


@_attrs_define
class WitnessRequest:
    """What the old copy of a tablet has.

    Attributes:
        epoch (UUID): The history that the copy is of.
        finds (list[WitnessFind]): Finds as the copy has them, with all their fields.
        done (bool | Unset): Whether nothing more comes of this copy. Default: False.
    """

    epoch: UUID
    finds: list[WitnessFind]
    done: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        epoch = str(self.epoch)

        finds = []
        for finds_item_data in self.finds:
            finds_item = finds_item_data.to_dict()
            finds.append(finds_item)

        done = self.done

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "epoch": epoch,
                "finds": finds,
            }
        )
        if done is not UNSET:
            field_dict["done"] = done

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.witness_find import WitnessFind  # noqa: PLC0415

        d = dict(src_dict)
        epoch = UUID(d.pop("epoch"))

        finds = []
        _finds = d.pop("finds")
        for finds_item_data in _finds:
            finds_item = WitnessFind.from_dict(finds_item_data)

            finds.append(finds_item)

        done = d.pop("done", UNSET)

        witness_request = cls(
            epoch=epoch,
            finds=finds,
            done=done,
        )

        return witness_request
