from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.recovery_state import RecoveryState

if TYPE_CHECKING:
    from ..models.differing import Differing
    from ..models.missing import Missing
    from ..models.recovering_tablet import RecoveringTablet
    from ..models.restored import Restored
    from ..models.to_confirm import ToConfirm


T = TypeVar("T", bound="Recovery")


@_attrs_define
class Recovery:
    """What is known after the last restore.

    Attributes:
        state (RecoveryState): Whether a recovery waits for anything.
        restores (list[Restored]): All of them, in their order.
        last_known_seq (int): The greatest log entry before the restore that the backup, a receipt, the journal or the
            old copy of a tablet shows; what is only claimed does not raise it.
        returned (int): Entries of the lost history that have come back.
        claimed (int): Those of them of which only the tablet says which number they had.
        missing (Missing): Entries of the lost history that have not come back.
        journal (bool): Whether the last restore read a journal that knew the operation: then it has what staff did
            after the backup, and who was taken off.
        tablets (list[RecoveringTablet]): Those in service, by team and name.
        to_confirm (ToConfirm): Who waits until an administrator confirms them, beside tablets: after a restore without
            a journal.
        differing_finds (int): How many finds stand otherwise than they were seen.
        differing (list[Differing]): The first 1,000 of them, by their ids.
    """

    state: RecoveryState
    restores: list[Restored]
    last_known_seq: int
    returned: int
    claimed: int
    missing: Missing
    journal: bool
    tablets: list[RecoveringTablet]
    to_confirm: ToConfirm
    differing_finds: int
    differing: list[Differing]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state = self.state.value

        restores = []
        for restores_item_data in self.restores:
            restores_item = restores_item_data.to_dict()
            restores.append(restores_item)

        last_known_seq = self.last_known_seq

        returned = self.returned

        claimed = self.claimed

        missing = self.missing.to_dict()

        journal = self.journal

        tablets = []
        for tablets_item_data in self.tablets:
            tablets_item = tablets_item_data.to_dict()
            tablets.append(tablets_item)

        to_confirm = self.to_confirm.to_dict()

        differing_finds = self.differing_finds

        differing = []
        for differing_item_data in self.differing:
            differing_item = differing_item_data.to_dict()
            differing.append(differing_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "state": state,
                "restores": restores,
                "last_known_seq": last_known_seq,
                "returned": returned,
                "claimed": claimed,
                "missing": missing,
                "journal": journal,
                "tablets": tablets,
                "to_confirm": to_confirm,
                "differing_finds": differing_finds,
                "differing": differing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.differing import Differing  # noqa: PLC0415
        from ..models.missing import Missing  # noqa: PLC0415
        from ..models.recovering_tablet import RecoveringTablet  # noqa: PLC0415
        from ..models.restored import Restored  # noqa: PLC0415
        from ..models.to_confirm import ToConfirm  # noqa: PLC0415

        d = dict(src_dict)
        state = RecoveryState(d.pop("state"))

        restores = []
        _restores = d.pop("restores")
        for restores_item_data in _restores:
            restores_item = Restored.from_dict(restores_item_data)

            restores.append(restores_item)

        last_known_seq = d.pop("last_known_seq")

        returned = d.pop("returned")

        claimed = d.pop("claimed")

        missing = Missing.from_dict(d.pop("missing"))

        journal = d.pop("journal")

        tablets = []
        _tablets = d.pop("tablets")
        for tablets_item_data in _tablets:
            tablets_item = RecoveringTablet.from_dict(tablets_item_data)

            tablets.append(tablets_item)

        to_confirm = ToConfirm.from_dict(d.pop("to_confirm"))

        differing_finds = d.pop("differing_finds")

        differing = []
        _differing = d.pop("differing")
        for differing_item_data in _differing:
            differing_item = Differing.from_dict(differing_item_data)

            differing.append(differing_item)

        recovery = cls(
            state=state,
            restores=restores,
            last_known_seq=last_known_seq,
            returned=returned,
            claimed=claimed,
            missing=missing,
            journal=journal,
            tablets=tablets,
            to_confirm=to_confirm,
            differing_finds=differing_finds,
            differing=differing,
        )

        recovery.additional_properties = d
        return recovery

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
