from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.applied import Applied
    from ..models.conflicted import Conflicted
    from ..models.merged import Merged
    from ..models.rejected import Rejected


T = TypeVar("T", bound="Taken")


@_attrs_define
class Taken:
    """What was seen is taken back.

    Attributes:
        results (list[Applied | Conflicted | Merged | Rejected]): One for each edit, create, restore and delete.
    """

    results: list[Applied | Conflicted | Merged | Rejected]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.applied import Applied  # noqa: PLC0415
        from ..models.conflicted import Conflicted  # noqa: PLC0415
        from ..models.merged import Merged  # noqa: PLC0415

        results = []
        for results_item_data in self.results:
            results_item: dict[str, Any]
            if isinstance(results_item_data, Applied):
                results_item = results_item_data.to_dict()
            elif isinstance(results_item_data, Merged):
                results_item = results_item_data.to_dict()
            elif isinstance(results_item_data, Conflicted):
                results_item = results_item_data.to_dict()
            else:
                results_item = results_item_data.to_dict()

            results.append(results_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.applied import Applied  # noqa: PLC0415
        from ..models.conflicted import Conflicted  # noqa: PLC0415
        from ..models.merged import Merged  # noqa: PLC0415
        from ..models.rejected import Rejected  # noqa: PLC0415

        d = dict(src_dict)
        results = []
        _results = d.pop("results")
        for results_item_data in _results:

            def _parse_results_item(data: object) -> Applied | Conflicted | Merged | Rejected:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_mutation_result_type_0 = Applied.from_dict(data)

                    return componentsschemas_mutation_result_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_mutation_result_type_1 = Merged.from_dict(data)

                    return componentsschemas_mutation_result_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_mutation_result_type_2 = Conflicted.from_dict(data)

                    return componentsschemas_mutation_result_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_mutation_result_type_3 = Rejected.from_dict(data)

                return componentsschemas_mutation_result_type_3

            results_item = _parse_results_item(results_item_data)

            results.append(results_item)

        taken = cls(
            results=results,
        )

        taken.additional_properties = d
        return taken

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
