"""What the office decided about its papers, and the places in which people sign them."""

import json
from dataclasses import dataclass

from db.connection import Reader
from inspector.model.grid import LEVEL_NAMES
from inspector.words import N_, Say

INSPECTOR, GRID_LEADER, ISSUER, INSPECTED = "inspector", "grid_leader", "issuer", "inspected_party"
"""The fields for signatures, as they are called inside a PDF."""
SIGNER_ROLES = {
    INSPECTOR: N_("Inspector"),
    GRID_LEADER: N_("Grid leader"),
    ISSUER: N_("Issued by"),
    INSPECTED: N_("Inspected party"),
}
"""What the places are called on paper."""


@dataclass(frozen=True, slots=True)
class PaperRules:
    """The rules of the office that its papers follow."""

    office: str
    level_names: tuple[str, ...]
    language: str
    title: str
    signers: tuple[str, ...]
    photos_per_page: int
    is_sample: bool

    def level_name(self, level: int, say: Say) -> str:
        """Name a level of grids; empty for one that has no name."""
        names = self.level_names or tuple(say(name) for name in LEVEL_NAMES)
        return names[level - 1] if 0 < level <= len(names) else ""


def paper_rules(reader: Reader, org: str) -> PaperRules:
    """Give the rules of the office ``org``, of any office where it has none, else those of the field."""
    row = reader.row(
        "SELECT office_name, level_names, paper_language, daily_report_title, signers, photos_per_page,"
        " sample FROM rules ORDER BY id = ? DESC, id LIMIT 1",
        (org,),
    )
    if row is None:
        return PaperRules("", (), "zh_CN", "", (INSPECTOR,), 4, is_sample=False)
    office, levels, language, title, signers, per_page, sample = row
    return PaperRules(
        office, tuple(json.loads(levels)), language, title, tuple(json.loads(signers)), per_page, bool(sample)
    )
