"""Deciding the rules of the office: asked with whom acts, recorded for the office that has them."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from db.case_recording import office_rules
from db.changes import Changes
from db.connection import Reader
from db.workspace import Actor, Workspace
from inspector.model.complaint_terms import ComplaintTerms, decide_complaint_terms
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.office_rules import CaseRules, decide_case_rules
from inspector.model.patrol_rules import PatrolRules, decide_patrol_rules
from inspector.model.person import Role
from inspector.periods import Instant

Told: TypeAlias = CaseRules | PatrolRules | ComplaintTerms
"""What is ruled together."""


@dataclass(frozen=True, slots=True)
class RulesSheet:
    """The rules in force, and who acts with the roles they have in the office whose rules they are."""

    rules: Rules
    who: Who

    @property
    def may_decide(self) -> bool:
        """Say whether whoever acts decides them."""
        return Role.RECTIFICATION_OFFICE in self.who.roles


def rules_sheet(workspace: Workspace, reader: Reader, by: Actor, today: date) -> RulesSheet:
    """Ask for the rules as whoever acts sees them."""
    office, _name = _office(reader)
    rows = reader.rows(
        "SELECT role FROM duty WHERE person = :person AND grid = :grid AND since <= :today"
        " AND (until IS NULL OR until >= :today)",
        {"person": by.person, "grid": office, "today": today.isoformat()},
    )
    who = Who(by.person, frozenset(Role(role) for (role,) in rows))
    return RulesSheet(office_rules(workspace, reader, office), who)


def decide_rules(workspace: Workspace, told: Told, by: Actor, at: Instant) -> Changes:
    """Record what is ruled about cases, patrols or complaints.

    Raises Refused as ``decide_case_rules``, ``decide_patrol_rules`` and ``decide_complaint_terms`` do.
    """
    with closing(workspace.reader()) as reader:
        office, name = _office(reader)
        sheet = rules_sheet(workspace, reader, by, at.day)
        if isinstance(told, PatrolRules):
            decided = decide_patrol_rules(sheet.rules, office, name, sheet.who, told)
        elif isinstance(told, ComplaintTerms):
            decided = decide_complaint_terms(sheet.rules, office, name, sheet.who, told)
        else:
            decided = decide_case_rules(sheet.rules, office, name, sheet.who, told)
    return workspace.record([decided], Actor(by.person, office), at)


def _office(reader: Reader) -> tuple[str, str]:
    """Give the office whose rules hold here, or that of the topmost grid, and its name."""
    row = reader.row(
        "SELECT id, office_name FROM (SELECT id, office_name, 0 AS level FROM rules"
        " UNION ALL SELECT id, name, level FROM grid) ORDER BY level, id LIMIT 1"
    )
    return (row[0], row[1]) if row else ("", "")
