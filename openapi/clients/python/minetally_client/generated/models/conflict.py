from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.conflict_state import ConflictState
from ..models.field_name import FieldName

if TYPE_CHECKING:
    from ..models.accepted import Accepted
    from ..models.offer import Offer


T = TypeVar("T", bound="Conflict")


@_attrs_define
class Conflict:
    """The open question on one field of one find, or how it was closed.

    Attributes:
        id (UUID): The conflict.
        find_id (UUID): The find.
        field (FieldName):
        state (ConflictState): What became of a conflict.
        dormant (bool): Open, but its find is not live: it counts nowhere.
        opened_seq (int): The log entry that opened it.
        closed_seq (int | None): The log entry that closed it.
        why (None | str): Why it closed: resolved by a person; or its last offer was accepted, agreed, withdrawn; or
            played again.
        accepted (Accepted): The value that stands, and who said it.
        offers (list[Offer]): The values beside it.
        sum_ (int | None): A count: the accepted value and every offer's rise, when all of them raise one number.
        etag (str): What a resolution names in If-Match.
    """

    id: UUID
    find_id: UUID
    field: FieldName
    state: ConflictState
    dormant: bool
    opened_seq: int
    closed_seq: int | None
    why: None | str
    accepted: Accepted
    offers: list[Offer]
    sum_: int | None
    etag: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        find_id = str(self.find_id)

        field = self.field.value

        state = self.state.value

        dormant = self.dormant

        opened_seq = self.opened_seq

        closed_seq: int | None
        closed_seq = self.closed_seq

        why: None | str
        why = self.why

        accepted = self.accepted.to_dict()

        offers = []
        for offers_item_data in self.offers:
            offers_item = offers_item_data.to_dict()
            offers.append(offers_item)

        sum_: int | None
        sum_ = self.sum_

        etag = self.etag

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "find_id": find_id,
                "field": field,
                "state": state,
                "dormant": dormant,
                "opened_seq": opened_seq,
                "closed_seq": closed_seq,
                "why": why,
                "accepted": accepted,
                "offers": offers,
                "sum": sum_,
                "etag": etag,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.accepted import Accepted  # noqa: PLC0415
        from ..models.offer import Offer  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        find_id = UUID(d.pop("find_id"))

        field = FieldName(d.pop("field"))

        state = ConflictState(d.pop("state"))

        dormant = d.pop("dormant")

        opened_seq = d.pop("opened_seq")

        def _parse_closed_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        closed_seq = _parse_closed_seq(d.pop("closed_seq"))

        def _parse_why(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        why = _parse_why(d.pop("why"))

        accepted = Accepted.from_dict(d.pop("accepted"))

        offers = []
        _offers = d.pop("offers")
        for offers_item_data in _offers:
            offers_item = Offer.from_dict(offers_item_data)

            offers.append(offers_item)

        def _parse_sum_(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        sum_ = _parse_sum_(d.pop("sum"))

        etag = d.pop("etag")

        conflict = cls(
            id=id,
            find_id=find_id,
            field=field,
            state=state,
            dormant=dormant,
            opened_seq=opened_seq,
            closed_seq=closed_seq,
            why=why,
            accepted=accepted,
            offers=offers,
            sum_=sum_,
            etag=etag,
        )

        conflict.additional_properties = d
        return conflict

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
