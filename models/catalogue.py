"""The types that a new operation starts with: their markings, what they are, and their sources.

Later each operation changes its own list. The facts come from the public documents in `SOURCES`; the descriptions are
our own words. Look a type up in its source before you rely on it. No name here means that a find is safe:
self-destruct fuzes fail, and copies differ.

These are left out on purpose. An unknown type is flagged, but a wrong type makes a wrong total:

- markings that several kinds of ordnance have: M6, M21, M26, M67, M72, M74, M75, AT-2, DM11, DM21, DM31, No. 4,
  Type 59, Type 69, Type 72.
- "ПОМ-3" for POM-3: it has the same marking key as "ПОМЗ", which many write for POMZ (the letter Ze becomes 3).
- "Э-001М" and "E-001M" for 3-001M or PMN-E: a person must decide if they are the same, with an alias.
- other spellings with the same key as the marking of the type, such as "ТМ-62М" for TM-62M: they are not needed.
"""

from __future__ import annotations

from typing import NamedTuple

from models.find import Category

AP, AV, SUBMUNITION = Category.AP_MINE.value, Category.AV_MINE.value, Category.SUBMUNITION.value
UXO, FUZE, BOOBY_TRAP = Category.UXO.value, Category.FUZE.value, Category.BOOBY_TRAP.value

SOURCES: dict[str, str] = {
    "un-2022": "United Nations, document A/76/930-S/2022/642 of 25 August 2022, https://digitallibrary.un.org",
    "monitor": "Landmine and Cluster Munition Monitor, Armenia: Mine Ban Policy (22 December 2023), "
    "https://www.the-monitor.org/en-gb/reports/2023/armenia/mine-ban-policy.aspx",
    "gichd": "Geneva International Centre for Humanitarian Demining, Explosive Ordnance Guide for Ukraine, "
    "third edition (2025), "
    "https://www.gichd.org/fileadmin/user_upload/Explosive_Ordnance_Guide_for_Ukraine__GICHD___Third_Edition.pdf",
    "cat-uxo": "CAT-UXO, Collective Awareness to Unexploded Ordnance, https://cat-uxo.com",
    "hrw": "Human Rights Watch, Technical Briefing Note: cluster munition use, Karabakh conflict (15 July 2021), "
    "https://www.hrw.org/news/2021/07/15/technical-briefing-note-cluster-munition-use-karabakh-conflict",
    "siso": "Simulation Interoperability Standards Organization, SISO-REF-010 Enumerations, version 34 (2024), "
    "https://www.sisostandards.org",
    "iraq": "US Department of Defense, Humanitarian Mine Action Program, Iraq Ordnance Identification Guide, "
    "https://www.jmu.edu/cisr/research/iraq-oig/index.shtml",
    "afghan": "US Naval EOD Technology Division, Afghanistan Ordnance Identification Guide (2004), "
    "https://archive.org/details/afghanistan-ordnance-identification-guide-volume-1",
    "us-mines": "US Army, TM 43-0001-36, Ammunition Data Sheets for Land Mines, "
    "https://archive.org/details/milmanual-tm-43-0001-36-ammunition-data-sheets-for-land-mines",
    "ddas": "Andy Smith, Database of Demining Accidents and notes on mines, "
    "https://ddasonline.com and http://www.nolandmines.com",
    "falklands": "Wikipedia, Land mines in the Falkland Islands, "
    "https://en.wikipedia.org/wiki/Land_mines_in_the_Falkland_Islands",
}
"""The public sources: publisher, title, date and address of each."""


class StartingType(NamedTuple):
    """One type of the starting catalogue."""

    marking: str
    """The marking, as people write it, at most 64 characters."""
    name: str
    """A description in our own words."""
    category: str
    """A value of `models.find.Category`."""
    country: str = ""
    """The country of design: ISO 3166 alpha-3, or ISO 3166-3 for a former state; "" if unsure or disputed."""
    markings: tuple[str, ...] = ()
    """Other spellings on casings and in reports, each with its own marking key."""
    source: str = "cat-uxo"
    """A key of `SOURCES`."""


STARTING_TYPES: tuple[StartingType, ...] = (
    # Anti-personnel mines of the South Caucasus: Soviet, Russian and newer ones
    StartingType("3-001M", "Blast mine reported with this marking, 2022", AP, source="un-2022"),
    StartingType("PMN-E", "Blast mine reported by this name, 2022", AP, "", ("ПМН-Э",), source="monitor"),
    StartingType("PMN", "Blast mine, round, rubber pressure plate", AP, "SUN", ("ПМН",), source="gichd"),
    StartingType("PMN-2", "Blast mine, plastic, cross on top", AP, "SUN", ("ПМН-2",), source="gichd"),
    StartingType("PMN-3", "Blast mine with a self-destruct fuze", AP, "", ("ПМН-3",)),
    StartingType("PMN-4", "Blast mine, small, plastic", AP, "RUS", ("ПМН-4",), source="gichd"),
    StartingType("PMD-6", "Blast mine, wooden box", AP, "SUN", ("ПМД-6",), source="siso"),
    StartingType("PMD-6M", "Blast mine, wooden box", AP, "SUN", ("ПМД-6М",), source="siso"),
    StartingType("PMD-7", "Blast mine, wooden box, small", AP, "SUN", ("ПМД-7",), source="siso"),
    StartingType("PMD-7ts", "Blast mine, wooden box, small", AP, "SUN", ("ПМД-7ц",), source="siso"),
    StartingType("PMK-40", "Blast mine, cardboard, Second World War", AP, "SUN", ("ПМК-40",), source="siso"),
    StartingType("PFM-1", "Blast mine, scatterable, wing-shaped", AP, "SUN", ("ПФМ-1",), source="gichd"),
    StartingType("PFM-1S", "Blast mine, as PFM-1 with a self-destruct fuze", AP, "SUN", ("ПФМ-1С",), source="gichd"),
    StartingType("PMP", "Mine that fires a bullet upwards", AP, "SUN", ("ПМП",)),
    StartingType("POMZ-2", "Fragmentation mine on a stake", AP, "SUN", ("ПОМЗ-2",), source="siso"),
    StartingType("POMZ-2M", "Fragmentation mine on a stake", AP, "SUN", ("ПОМЗ-2М",), source="siso"),
    StartingType("POM-1", "Fragmentation mine, scatterable, trip wires", AP, "SUN", ("ПОМ-1",)),
    StartingType(
        "POM-1S", "Fragmentation mine, as POM-1 with a self-destruct fuze", AP, "SUN", ("ПОМ-1С",), source="siso"
    ),
    StartingType("POM-2", "Fragmentation mine, scatterable, trip wires", AP, "SUN", ("ПОМ-2",), source="gichd"),
    StartingType("POM-2S", "Fragmentation mine of the POM-2 series", AP, "SUN", ("ПОМ-2С",), source="siso"),
    StartingType("POM-2R", "Fragmentation mine, as POM-2, laid by hand", AP, "", ("ПОМ-2Р",)),
    StartingType("POM-3", "Fragmentation mine, scatterable, seismic sensor", AP, "RUS", source="gichd"),
    StartingType("OZM-3", "Bounding fragmentation mine", AP, "SUN", ("ОЗМ-3",), source="siso"),
    StartingType("OZM-4", "Bounding fragmentation mine", AP, "SUN", ("ОЗМ-4",), source="siso"),
    StartingType("OZM-72", "Bounding fragmentation mine", AP, "SUN", ("ОЗМ-72",), source="gichd"),
    StartingType("OZM-160", "Bounding fragmentation mine, very large", AP, "SUN", ("ОЗМ-160",), source="siso"),
    StartingType("MON-50", "Directional fragmentation mine, curved plastic", AP, "SUN", ("МОН-50",), source="gichd"),
    StartingType("MON-90", "Directional fragmentation mine, large", AP, "SUN", ("МОН-90",), source="gichd"),
    StartingType("MON-100", "Directional fragmentation mine, round", AP, "SUN", ("МОН-100",), source="gichd"),
    StartingType("MON-200", "Directional fragmentation mine, round, large", AP, "SUN", ("МОН-200",), source="gichd"),
    # Anti-vehicle mines of the South Caucasus: Soviet and Russian
    StartingType("TM-41", "Blast mine, metal, Second World War", AV, "SUN"),
    StartingType("TM-46", "Blast mine, metal", AV, "SUN", source="siso"),
    StartingType("TMN-46", "Blast mine, metal, with a well for an anti-handling fuze", AV, "SUN", source="siso"),
    StartingType("TM-57", "Blast mine, metal", AV, "SUN", source="siso"),
    StartingType("TM-62", "Blast mine of the TM-62 series", AV, "SUN", source="gichd"),
    StartingType("TM-62M", "Blast mine, metal", AV, "SUN", source="gichd"),
    StartingType("TM-62B", "Blast mine of the TM-62 series", AV, "SUN", source="siso"),
    StartingType("TM-62D", "Blast mine, wooden box", AV, "SUN", ("ТМ-62Д",), source="siso"),
    StartingType("TM-62P", "Blast mine, plastic", AV, "SUN", ("ТМ-62П",)),
    StartingType("TM-62P2", "Blast mine, plastic", AV, "SUN", ("ТМ-62П2",), source="siso"),
    StartingType("TM-62P3", "Blast mine, plastic", AV, "SUN", ("ТМ-62П3",), source="gichd"),
    StartingType("TM-62T", "Blast mine, cloth cover", AV, "SUN"),
    StartingType("TM-72", "Shaped charge mine, magnetic fuze", AV, "SUN"),
    StartingType("TM-83", "Off-route mine, acts on the side of a vehicle", AV, "SUN", source="gichd"),
    StartingType("TM-89", "Shaped charge mine, magnetic fuze", AV),
    StartingType("TMK-2", "Shaped charge mine, tilt rod", AV, "SUN", source="siso"),
    StartingType("TMD-B", "Blast mine, wooden box", AV, "SUN", ("ТМД-Б",), source="siso"),
    StartingType("TMD-44", "Blast mine, wooden box", AV, "SUN", ("ТМД-44",), source="siso"),
    StartingType("YaM-5", "Blast mine, wooden box, Second World War", AV, "SUN", ("ЯМ-5",), source="siso"),
    StartingType("PTM-1", "Blast mine, scatterable, plastic", AV, "SUN", ("ПТМ-1",)),
    StartingType("PTM-1S", "Blast mine of the PTM-1 series, scatterable", AV, "SUN", ("ПТМ-1С",)),
    StartingType("PTM-3", "Shaped charge mine, scatterable, magnetic fuze", AV, "SUN", ("ПТМ-3",), source="gichd"),
    StartingType("PTM-4", "Shaped charge mine, scatterable", AV, "RUS", ("ПТМ-4",), source="gichd"),
    StartingType("PTKM-1R", "Mine that attacks vehicles from above", AV, "RUS", ("ПТКМ-1Р",), source="gichd"),
    # Booby-trap devices
    StartingType("MS-3", "Device that acts when what lies on it is lifted", BOOBY_TRAP, "SUN", ("МС-3",)),
    StartingType("MS-4", "Booby-trap charge with several ways to act", BOOBY_TRAP, "SUN", ("МС-4",), source="gichd"),
    StartingType("ML-7", "Device that acts when what lies on it is lifted, small", BOOBY_TRAP, "", ("МЛ-7",)),
    StartingType("ML-8", "Device put under mines against lifting", BOOBY_TRAP, "RUS", ("МЛ-8",)),
    # Fuzes of mines, Soviet and Russian
    StartingType("MUV", "Pull fuze of mines", FUZE, "SUN", ("МУВ",), source="ddas"),
    StartingType("MUV-2", "Pull fuze of mines, delayed arming", FUZE, "SUN", ("МУВ-2",)),
    StartingType("MUV-3", "Pull fuze of mines, delayed arming", FUZE, "SUN", ("МУВ-3",)),
    StartingType("MUV-4", "Pull fuze of mines, delayed arming", FUZE, "SUN", ("МУВ-4",)),
    StartingType("VPF", "Pull and tilt fuze", FUZE, "SUN", ("ВПФ",)),
    StartingType("MD-2", "Detonator of MUV fuzes", FUZE, "SUN", ("МД-2",)),
    StartingType("MD-5M", "Detonator of MUV fuzes", FUZE, "SUN", ("МД-5М",)),
    StartingType("MV-5", "Pressure fuze of mines", FUZE, "SUN", ("МВ-5",)),
    StartingType("MV-62", "Pressure fuze of TM-62 mines", FUZE, "SUN", ("МВ-62",)),
    StartingType("MVCh-62", "Pressure fuze of TM-62 mines, clockwork arming", FUZE, "SUN", ("МВЧ-62",)),
    StartingType("MVP-62", "Pressure fuze of TM-62 mines, plastic", FUZE, "SUN", ("МВП-62",)),
    StartingType("MVD-62", "Fuze of TM-62 mines", FUZE, "SUN", ("МВД-62",)),
    StartingType("MVN-80", "Magnetic fuze of mines", FUZE, "SUN", ("МВН-80",)),
    StartingType("MVSh-46", "Tilt rod fuze of TM-46 mines", FUZE, "SUN", ("МВШ-46",)),
    StartingType("MVK-2", "Tilt rod fuze of TMK-2 mines", FUZE, "SUN", ("МВК-2",)),
    StartingType("NVU-P", "Seismic firing set of mines", FUZE, "SUN", ("НВУ-П",)),
    # Fuzes of grenades, shells, mortar bombs, rockets and bombs
    StartingType("UZRGM", "Delay fuze of hand grenades", FUZE, "SUN", ("УЗРГМ",)),
    StartingType("UZRGM-2", "Delay fuze of hand grenades", FUZE, "SUN", ("УЗРГМ-2",)),
    StartingType("UDZ", "Impact and delay fuze of hand grenades", FUZE, "SUN", ("УДЗ",)),
    StartingType("RGM-2", "Nose fuze of shells", FUZE, "SUN", ("РГМ-2",)),
    StartingType("V-429", "Nose fuze of shells", FUZE, "SUN", ("В-429",)),
    StartingType("T-7", "Time fuze", FUZE, "SUN", source="gichd"),
    StartingType("T-90", "Time fuze", FUZE, "SUN", source="gichd"),
    StartingType("DTM-75", "Time fuze", FUZE, "SUN", ("ДТМ-75",), source="gichd"),
    StartingType("M-12", "Nose fuze of mortar bombs", FUZE, "SUN", source="gichd"),
    StartingType("GPV-3", "Fuze of shaped charge shells", FUZE, "SUN", ("ГПВ-3",), source="gichd"),
    StartingType("MRV", "Nose fuze of rockets", FUZE, "SUN", ("МРВ",), source="gichd"),
    StartingType("MRV-U", "Nose fuze of rockets", FUZE, "SUN", ("МРВ-У",)),
    StartingType("TM-120", "Time fuze of rockets", FUZE, "SUN", source="gichd"),
    StartingType("V-5K", "Nose fuze of aircraft rockets", FUZE, "SUN", ("В-5К",), source="gichd"),
    StartingType("VP-7M", "Fuze of shaped charge grenades", FUZE, "SUN", ("ВП-7М",), source="gichd"),
    StartingType("VP-22", "Fuze of shaped charge grenades", FUZE, "SUN", ("ВП-22",), source="gichd"),
    StartingType("AVU", "Fuze of aircraft bombs", FUZE, "SUN", ("АВУ",), source="gichd"),
    StartingType("M557", "Nose fuze of shells", FUZE, "USA", source="gichd"),
    StartingType("M603", "Pressure fuze of mines", FUZE, "USA", source="us-mines"),
    StartingType("M605", "Pressure and pull fuze of mines", FUZE, "USA", source="us-mines"),
    # Submunitions that Soviet and Russian weapons carry, and those used in the South Caucasus in 2020
    StartingType("9N210", "Fragmentation submunition of rockets", SUBMUNITION, "SUN", ("9Н210",), source="gichd"),
    StartingType("9N235", "Fragmentation submunition of rockets", SUBMUNITION, "SUN", ("9Н235",), source="gichd"),
    StartingType("9N24", "Fragmentation submunition of missiles", SUBMUNITION, "SUN", ("9Н24",), source="gichd"),
    StartingType("M095", "Dual-purpose submunition of LAR-160 rockets", SUBMUNITION, "ISR", source="hrw"),
    StartingType("M85", "Dual-purpose submunition, ribbon", SUBMUNITION, "ISR"),
    StartingType("3B30", "Dual-purpose submunition", SUBMUNITION, "", ("3Б30",), source="gichd"),
    StartingType("AO-1SCh", "Fragmentation bomblet", SUBMUNITION, "SUN", ("АО-1СЧ",)),
    StartingType("AO-2.5RT", "Fragmentation bomblet", SUBMUNITION, "SUN", ("AO-2,5RT", "АО-2.5РТ", "АО-2,5РТ")),
    StartingType("AO-2.5RTM", "Fragmentation bomblet", SUBMUNITION, "SUN", ("AO-2,5RTM", "АО-2.5РТМ", "АО-2,5РТМ")),
    StartingType("OAB-2.5RT", "Fragmentation bomblet", SUBMUNITION, "SUN", ("OAB-2,5RT", "ОАБ-2.5РТ", "ОАБ-2,5РТ")),
    StartingType(
        "ShOAB-0.5", "Fragmentation bomblet, ball-shaped", SUBMUNITION, "SUN", ("ShOAB-0,5", "ШОАБ-0.5", "ШОАБ-0,5")
    ),
    StartingType("PTAB-1M", "Shaped charge bomblet", SUBMUNITION, "SUN", ("ПТАБ-1М",), source="gichd"),
    StartingType(
        "PTAB-2.5", "Shaped charge bomblet of this series", SUBMUNITION, "SUN", ("PTAB-2,5", "ПТАБ-2.5", "ПТАБ-2,5")
    ),
    StartingType("PTAB-2.5M", "Shaped charge bomblet", SUBMUNITION, "SUN", ("PTAB-2,5M", "ПТАБ-2.5М", "ПТАБ-2,5М")),
    StartingType("PTAB-2.5KO", "Shaped charge bomblet", SUBMUNITION, "SUN", ("PTAB-2,5KO", "ПТАБ-2.5КО", "ПТАБ-2,5КО")),
    StartingType("SPBE", "Sensor-fuzed submunition", SUBMUNITION, "SUN", ("СПБЭ",), source="gichd"),
    StartingType("SPBE-D", "Sensor-fuzed submunition", SUBMUNITION, "", ("СПБЭ-Д",), source="siso"),
    StartingType("ZAB-2.5", "Incendiary bomblet", SUBMUNITION, "SUN", ("ZAB-2,5", "ЗАБ-2.5", "ЗАБ-2,5")),
    # Submunitions worldwide
    StartingType("M42", "Dual-purpose submunition, ribbon", SUBMUNITION, "USA"),
    StartingType("M46", "Dual-purpose submunition, ribbon", SUBMUNITION, "USA"),
    StartingType("M77", "Dual-purpose submunition, ribbon", SUBMUNITION, "USA"),
    StartingType("Mk 118", "Shaped charge bomblet of Rockeye bombs", SUBMUNITION, "USA", ("Mk 118 Rockeye",)),
    StartingType("BLU-26/B", "Fragmentation bomblet, ball-shaped", SUBMUNITION, "USA", ("BLU-26",)),
    StartingType("BLU-63/B", "Fragmentation bomblet, ball-shaped", SUBMUNITION, "USA", ("BLU-63",)),
    StartingType("BLU-97/B", "Combined effects bomblet", SUBMUNITION, "USA", ("BLU-97", "BLU-97A/B"), source="gichd"),
    StartingType("BL755", "Bomblet of the BL755 bomb", SUBMUNITION, "GBR"),
    StartingType("KB-1", "Dual-purpose submunition, ribbon", SUBMUNITION, "YUG"),
    # Grenades that did not go off or were left behind
    StartingType("F-1", "Hand grenade, fragmentation", UXO, "", ("Ф-1",)),
    StartingType("RGD-5", "Hand grenade, fragmentation", UXO, "SUN", ("РГД-5",)),
    StartingType("RG-42", "Hand grenade, fragmentation", UXO, "SUN", ("РГ-42",)),
    StartingType("RGN", "Hand grenade, impact fuze", UXO, "SUN", ("РГН",)),
    StartingType("RGO", "Hand grenade, impact fuze", UXO, "SUN", ("РГО",)),
    StartingType("RKG-3", "Hand grenade, shaped charge", UXO, "SUN", ("РКГ-3",), source="gichd"),
    StartingType("VOG-17", "30 mm grenade", UXO, "SUN", ("ВОГ-17", "VOG-17M", "ВОГ-17М"), source="gichd"),
    StartingType("VOG-25", "40 mm grenade", UXO, "SUN", ("ВОГ-25",), source="gichd"),
    StartingType("VOG-25P", "40 mm grenade, bounding", UXO, "SUN", ("ВОГ-25П",), source="siso"),
    StartingType("PG-7V", "Rocket-propelled grenade, shaped charge", UXO, "SUN", ("ПГ-7В",), source="gichd"),
    StartingType("PG-7VL", "Rocket-propelled grenade, shaped charge", UXO, "SUN", ("ПГ-7ВЛ",), source="gichd"),
    StartingType("OG-7V", "Rocket-propelled grenade, fragmentation", UXO, "", ("ОГ-7В",), source="gichd"),
    StartingType("PG-9V", "73 mm round, shaped charge", UXO, "SUN", ("ПГ-9В",), source="gichd"),
    StartingType("OG-9V", "73 mm round, fragmentation", UXO, "SUN", ("ОГ-9В",), source="gichd"),
    StartingType("PG-18", "Rocket, shaped charge", UXO, "SUN", ("ПГ-18", "RPG-18", "РПГ-18"), source="gichd"),
    StartingType("PG-22", "Rocket, shaped charge", UXO, "SUN", ("ПГ-22", "RPG-22", "РПГ-22"), source="gichd"),
    StartingType("PG-26", "Rocket, shaped charge", UXO, "SUN", ("ПГ-26", "RPG-26", "РПГ-26"), source="gichd"),
    # Mortar bombs and shells
    StartingType("O-832", "82 mm mortar bomb, fragmentation", UXO, "SUN", source="iraq"),
    StartingType("O-832DU", "82 mm mortar bomb, fragmentation", UXO, "SUN", ("О-832ДУ",)),
    StartingType("OF-843", "120 mm mortar bomb, high explosive", UXO, "SUN", ("ОФ-843",), source="afghan"),
    StartingType("OF-843B", "120 mm mortar bomb, high explosive", UXO, "SUN", ("ОФ-843Б",)),
    StartingType("OF-462", "122 mm shell, high explosive", UXO, "SUN", ("ОФ-462",)),
    StartingType("OF-19", "125 mm shell, high explosive", UXO, "SUN", ("ОФ-19",), source="gichd"),
    StartingType("OF-26", "125 mm shell, high explosive", UXO, "SUN", ("ОФ-26",), source="gichd"),
    StartingType("BK-18", "125 mm shell, shaped charge", UXO, "SUN", ("БК-18",), source="gichd"),
    StartingType("OF-482M", "130 mm shell, high explosive", UXO, "SUN", ("ОФ-482М",), source="siso"),
    StartingType("OF-540", "152 mm shell, high explosive", UXO, "SUN", ("ОФ-540",), source="siso"),
    StartingType("OF-25", "152 mm shell, high explosive", UXO, "SUN", ("ОФ-25", "3OF25", "3ОФ25"), source="siso"),
    StartingType("OF-29", "152 mm shell, high explosive", UXO, "SUN", ("ОФ-29",), source="gichd"),
    # Rockets, missiles and bombs
    StartingType("9M22U", "122 mm rocket, high explosive", UXO, "SUN", ("9М22У",), source="siso"),
    StartingType("9M27F", "220 mm rocket, high explosive", UXO, "SUN", ("9М27Ф",), source="siso"),
    StartingType("9M27K", "220 mm rocket with submunitions", UXO, "SUN", source="siso"),
    StartingType("9M55K", "300 mm rocket with submunitions", UXO, "SUN", source="siso"),
    StartingType("LAR-160", "160 mm rocket", UXO, "ISR", source="hrw"),
    StartingType("S-5KO", "57 mm aircraft rocket", UXO, "SUN", ("С-5КО",), source="gichd"),
    StartingType("S-8KO", "80 mm aircraft rocket", UXO, "SUN", ("С-8КО",), source="gichd"),
    StartingType("9M111", "Anti-tank guided missile", UXO, "SUN"),
    StartingType("9M113", "Anti-tank guided missile", UXO, "SUN"),
    StartingType("9M133", "Anti-tank guided missile", UXO, "RUS"),
    StartingType("FAB-100", "Aircraft bomb, high explosive, 100 kg", UXO, "SUN", ("ФАБ-100",)),
    StartingType("FAB-250", "Aircraft bomb, high explosive, 250 kg", UXO, "SUN", ("ФАБ-250",)),
    StartingType("FAB-500", "Aircraft bomb, high explosive, 500 kg", UXO, "SUN", ("ФАБ-500",), source="gichd"),
    StartingType("RBK-250", "Cluster bomb", UXO, "SUN", ("РБК-250",), source="gichd"),
    StartingType("RBK-500", "Cluster bomb", UXO, "SUN", ("РБК-500",), source="gichd"),
    # Anti-personnel mines of the Balkans and Central Europe
    StartingType("PMA-1", "Blast mine, plastic box", AP, "YUG", source="ddas"),
    StartingType("PMA-2", "Blast mine, plastic, star-shaped plunger", AP, "YUG", source="ddas"),
    StartingType("PMA-3", "Blast mine, plastic, round", AP, "YUG", source="ddas"),
    StartingType("PMR-2A", "Fragmentation mine on a stake", AP, "YUG"),
    StartingType("PROM-1", "Bounding fragmentation mine", AP, "YUG", source="ddas"),
    StartingType("MRUD", "Directional fragmentation mine", AP, "YUG", source="ddas"),
    StartingType("PP-Mi-Sr", "Bounding fragmentation mine", AP, "CSK", ("PP-Mi-Sr II",)),
    StartingType("PPM-2", "Blast mine, plastic", AP, "DDR", source="ddas"),
    StartingType("Gyata-64", "Blast mine", AP, "HUN", source="ddas"),
    StartingType("PSM-1", "Bounding fragmentation mine", AP, "BGR"),
    StartingType("MAI-75", "Blast mine, round", AP, "ROU", source="ddas"),
    # Anti-personnel mines of other regions
    StartingType("VS-50", "Blast mine, plastic, scatterable", AP, "ITA"),
    StartingType("VS-Mk2", "Blast mine, plastic, scatterable", AP, "ITA"),
    StartingType("TS-50", "Blast mine, plastic, scatterable", AP, "ITA"),
    StartingType("SB-33", "Blast mine, plastic, scatterable", AP, "ITA", source="falklands"),
    StartingType("Valmara 69", "Bounding fragmentation mine", AP, "ITA", ("V-69",), source="ddas"),
    StartingType("M14", "Blast mine, plastic, small", AP, "USA", source="us-mines"),
    StartingType("M16", "Bounding fragmentation mine", AP, "USA", ("M16A1", "M16A2"), source="us-mines"),
    StartingType("M18A1", "Directional fragmentation mine", AP, "USA", ("M18A1 Claymore",), source="us-mines"),
    StartingType("BLU-92/B", "Fragmentation mine, scatterable", AP, "USA", ("BLU-92",), source="siso"),
    StartingType("PRB M35", "Blast mine, plastic, small", AP, "BEL"),
    StartingType("PRB M409", "Blast mine, plastic, flat", AP, "BEL", ("NR 409",)),
    StartingType("MI AP DV 59", "Blast mine, plastic, small", AP, "FRA"),
    StartingType("MI AP ID 51", "Blast mine, plastic, small", AP, "FRA"),
    StartingType("P-4-B", "Blast mine, plastic", AP, "ESP", source="falklands"),
    StartingType("FMK-1", "Blast mine, plastic", AP, "ARG", source="falklands"),
    StartingType("R2M2", "Blast mine, plastic, small", AP, "ZAF", source="ddas"),
    StartingType("Type 72A", "Blast mine, plastic, small", AP, "CHN", source="ddas"),
    StartingType("Type 72B", "Blast mine as Type 72A, acts when tilted", AP, "CHN"),
    StartingType("P4 Mk 1", "Blast mine, plastic", AP, "PAK"),
    StartingType("MN-79", "Blast mine, plastic, small", AP, "VNM"),
    # Anti-vehicle mines of other regions
    StartingType("TMA-2", "Blast mine, plastic box", AV, "YUG", ("TMA-2A",)),
    StartingType("TMA-3", "Blast mine, three pressure fuzes", AV, "YUG"),
    StartingType("TMA-4", "Blast mine, plastic, three pressure fuzes", AV, "YUG"),
    StartingType("TMA-5", "Blast mine, plastic box", AV, "YUG", ("TMA-5A",)),
    StartingType("TMM-1", "Blast mine, metal", AV, "YUG"),
    StartingType("TMRP-6", "Shaped plate mine, pressure or tilt rod", AV, "YUG", source="siso"),
    StartingType("PT-Mi-Ba III", "Blast mine, bakelite", AV, "CSK", ("PT-Mi-Ba 3",), source="iraq"),
    StartingType("PT-Mi-K", "Blast mine, metal", AV, "CSK", source="siso"),
    StartingType("PM-60", "Blast mine, plastic", AV, "DDR"),
    StartingType("TM 65-77", "Blast mine", AV, "FIN"),
    StartingType("FFV 028", "Shaped charge mine, magnetic fuze", AV, "SWE"),
    StartingType("HPD-2", "Shaped charge mine, magnetic fuze", AV, "FRA", ("HPD-2A2",)),
    StartingType("VS-1.6", "Blast mine, plastic, scatterable", AV, "ITA", ("VS-1,6",)),
    StartingType("VS-2.2", "Blast mine, plastic", AV, "ITA", ("VS-2,2",)),
    StartingType("TC/6", "Blast mine, plastic", AV, "ITA", ("TC-6",)),
    StartingType("SB-81", "Blast mine, plastic", AV, "ITA", source="falklands"),
    StartingType("PRB M3", "Blast mine, plastic, square", AV, "BEL"),
    StartingType("C-3-B", "Blast mine, plastic", AV, "ESP", source="falklands"),
    StartingType("FMK-3", "Blast mine, plastic, square", AV, "ARG", source="falklands"),
    StartingType("M15", "Blast mine, metal", AV, "USA", source="us-mines"),
    StartingType("M19", "Blast mine, plastic, square", AV, "USA", source="us-mines"),
    StartingType("BLU-91/B", "Scatterable mine, magnetic fuze", AV, "USA", ("BLU-91",), source="siso"),
    StartingType("YM-II", "Blast mine, plastic", AV, "IRN", ("YM-2",), source="afghan"),
    StartingType("YM-III", "Blast mine, plastic", AV, "IRN", ("YM-3",), source="iraq"),
)
