"""What the office decided about its papers, and the places in which people sign them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.connection import Reader
from inspector.model.grid import LEVEL_NAMES
from inspector.words import N_, Say

INSPECTOR, GRID_LEADER, ISSUER, INSPECTED = "inspector", "grid_leader", "issuer", "inspected_party"
REVIEWER, APPROVER = "reviewer", "approver"
"""The fields for signatures, as they are called inside a PDF."""
SIGNER_ROLES = {
    INSPECTOR: N_("Inspector"),
    GRID_LEADER: N_("Grid leader"),
    ISSUER: N_("Issued by"),
    INSPECTED: N_("Inspected party"),
    REVIEWER: N_("Reviewed by"),
    APPROVER: N_("Approved by"),
}
"""What the places are called on paper."""


def inspector_places(count: int) -> tuple[str, ...]:
    """Name the places of so many inspectors in their order: ``inspector``, ``inspector_2``, …."""
    return tuple(f"{INSPECTOR}_{at}" if at > 1 else INSPECTOR for at in range(1, count + 1))


def is_inspectors(place: str) -> bool:
    """Say whether it is the place of an inspector."""
    return place.partition("_")[0] == INSPECTOR


def place_of_inspector(inspectors: Sequence[str], person: str) -> str:
    """Give the place of ``person`` among ``inspectors``; empty for somebody who is none of them."""
    places = dict(zip(inspectors, inspector_places(len(inspectors)), strict=True))
    return places.get(person, "")


def places_by_rule(signers: Sequence[str], inspectors: int) -> tuple[str, ...]:
    """Give who signs by the rule ``signers``, each of so many inspectors in a place of their own."""
    places: list[str] = []
    for signer in signers:
        places += inspector_places(inspectors) if signer == INSPECTOR else (signer,)
    return tuple(places)


def role_of(place: str) -> str:
    """Give the message id of what a place is called; a place of the office's own is called as it is."""
    return SIGNER_ROLES[INSPECTOR] if is_inspectors(place) else SIGNER_ROLES.get(place, place)


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
