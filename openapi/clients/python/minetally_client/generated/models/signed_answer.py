from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.head import Head


T = TypeVar("T", bound="SignedAnswer")


@_attrs_define
class SignedAnswer:
    """What a receipt says of an answer; docs/receipts.md describes how it is checked.

    Attributes:
        operation (str): The operation.
        epoch (UUID): Identity of the server's history.
        device_id (UUID): The device that asked.
        head (Head): Where the log was.
        key (str): The public key that signed it: Ed25519, in Base64.
        size (int): How many results there are.
        root (str): The root of the Merkle tree over one line for each result.
    """

    operation: str
    epoch: UUID
    device_id: UUID
    head: Head
    key: str
    size: int
    root: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation

        epoch = str(self.epoch)

        device_id = str(self.device_id)

        head = self.head.to_dict()

        key = self.key

        size = self.size

        root = self.root

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "epoch": epoch,
                "device_id": device_id,
                "head": head,
                "key": key,
                "size": size,
                "root": root,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.head import Head  # noqa: PLC0415

        d = dict(src_dict)
        operation = d.pop("operation")

        epoch = UUID(d.pop("epoch"))

        device_id = UUID(d.pop("device_id"))

        head = Head.from_dict(d.pop("head"))

        key = d.pop("key")

        size = d.pop("size")

        root = d.pop("root")

        signed_answer = cls(
            operation=operation,
            epoch=epoch,
            device_id=device_id,
            head=head,
            key=key,
            size=size,
            root=root,
        )

        signed_answer.additional_properties = d
        return signed_answer

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
