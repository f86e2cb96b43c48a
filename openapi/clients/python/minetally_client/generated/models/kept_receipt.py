from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.kept_receipt_lines import KeptReceiptLines
    from ..models.signed_answer import SignedAnswer


T = TypeVar("T", bound="KeptReceipt")


@_attrs_define
class KeptReceipt:
    """A receipt of a history that was lost since, as it came, and the lines of mutations of this request in it.

    Attributes:
        signed (SignedAnswer): What a receipt says of an answer; docs/receipts.md describes how it is checked.
        signature (str): Ed25519 over "minetally receipt 1", a line feed and the canonical JSON of `signed`, Base64.
        lines (KeptReceiptLines): By the ids of mutations that `answered` names too.
    """

    signed: SignedAnswer
    signature: str
    lines: KeptReceiptLines
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        signed = self.signed.to_dict()

        signature = self.signature

        lines = self.lines.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "signed": signed,
                "signature": signature,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.kept_receipt_lines import KeptReceiptLines  # noqa: PLC0415
        from ..models.signed_answer import SignedAnswer  # noqa: PLC0415

        d = dict(src_dict)
        signed = SignedAnswer.from_dict(d.pop("signed"))

        signature = d.pop("signature")

        lines = KeptReceiptLines.from_dict(d.pop("lines"))

        kept_receipt = cls(
            signed=signed,
            signature=signature,
            lines=lines,
        )

        kept_receipt.additional_properties = d
        return kept_receipt

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
