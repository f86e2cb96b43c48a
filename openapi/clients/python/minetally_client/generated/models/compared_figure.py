from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.edition_name import EditionName


T = TypeVar("T", bound="ComparedFigure")


@_attrs_define
class ComparedFigure:
    """A total that is compared.

    Attributes:
        from_ (datetime.date): Its first day.
        to (datetime.date): Its last day.
        seq (int): The last log entry that it knows.
        time (datetime.datetime): Its moment.
        total (int): Pieces of ordnance.
        finds (int): How many finds that is.
        edition (EditionName | None): null: as it is now.
    """

    from_: datetime.date
    to: datetime.date
    seq: int
    time: datetime.datetime
    total: int
    finds: int
    edition: EditionName | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.edition_name import EditionName  # noqa: PLC0415

        from_ = self.from_.isoformat()

        to = self.to.isoformat()

        seq = self.seq

        time = self.time.isoformat()

        total = self.total

        finds = self.finds

        edition: dict[str, Any] | None
        if isinstance(self.edition, EditionName):
            edition = self.edition.to_dict()
        else:
            edition = self.edition

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "to": to,
                "seq": seq,
                "time": time,
                "total": total,
                "finds": finds,
                "edition": edition,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.edition_name import EditionName  # noqa: PLC0415

        d = dict(src_dict)
        from_ = datetime.date.fromisoformat(d.pop("from"))

        to = datetime.date.fromisoformat(d.pop("to"))

        seq = d.pop("seq")

        time = datetime.datetime.fromisoformat(d.pop("time"))

        total = d.pop("total")

        finds = d.pop("finds")

        def _parse_edition(data: object) -> EditionName | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                edition_type_0 = EditionName.from_dict(data)

                return edition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EditionName | None, data)

        edition = _parse_edition(d.pop("edition"))

        compared_figure = cls(
            from_=from_,
            to=to,
            seq=seq,
            time=time,
            total=total,
            finds=finds,
            edition=edition,
        )

        compared_figure.additional_properties = d
        return compared_figure

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
