"""The types that a new operation knows from the start: marking, name, category. An operation's own list is its own.

Names and kinds after the public identification sheets of CAT-UXO and the Geneva International Centre for Humanitarian
Demining's explosive ordnance guides.
"""

from __future__ import annotations

from models.find import Category

AP, AV = Category.AP_MINE.value, Category.AV_MINE.value

STARTING_TYPES: tuple[tuple[str, str, str], ...] = (
    ("3-001M", "Blast mine reported with this marking, 2022", AP),
    ("PMN", "PMN blast mine", AP),
    ("PMN-2", "PMN-2 blast mine", AP),
    ("PMN-4", "PMN-4 blast mine", AP),
    ("PMD-6", "PMD-6 wooden blast mine", AP),
    ("PFM-1", "PFM-1 scatterable blast mine", AP),
    ("OZM-72", "OZM-72 bounding fragmentation mine", AP),
    ("POMZ-2M", "POMZ-2M stake fragmentation mine", AP),
    ("MON-50", "MON-50 directional fragmentation mine", AP),
    ("MON-100", "MON-100 directional fragmentation mine", AP),
    ("MON-200", "MON-200 directional fragmentation mine", AP),
    ("TM-46", "TM-46 blast mine", AV),
    ("TM-57", "TM-57 blast mine", AV),
    ("TM-62", "TM-62 series blast mine", AV),
    ("TM-62M", "TM-62M blast mine, metal case", AV),
    ("TM-62P3", "TM-62P3 blast mine, plastic case", AV),
    ("TM-72", "TM-72 shaped charge mine", AV),
    ("TMN-46", "TMN-46 blast mine with anti-handling fuze well", AV),
)
