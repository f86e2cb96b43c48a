from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.told_state import ToldState

if TYPE_CHECKING:
    from ..models.told_restore import ToldRestore


T = TypeVar("T", bound="ToldRecovery")


@_attrs_define
class ToldRecovery:
    """The restores of the operation. A tablet with an old copy tells what that has beyond `from_seq`.

    Attributes:
        state (ToldState): Whether staff still wait for something after the last restore.
        restores (list[ToldRestore]): All of them, in their order.
    """

    state: ToldState
    restores: list[ToldRestore]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state = self.state.value

        restores = []
        for restores_item_data in self.restores:
            restores_item = restores_item_data.to_dict()
            restores.append(restores_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "state": state,
                "restores": restores,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.told_restore import ToldRestore  # noqa: PLC0415

        d = dict(src_dict)
        state = ToldState(d.pop("state"))

        restores = []
        _restores = d.pop("restores")
        for restores_item_data in _restores:
            restores_item = ToldRestore.from_dict(restores_item_data)

            restores.append(restores_item)

        told_recovery = cls(
            state=state,
            restores=restores,
        )

        told_recovery.additional_properties = d
        return told_recovery

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
