"""Deciding the rules of an office about cases: re-checkers, deadlines, and how a case is closed off."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.model.close_off import CRITERIA, DEFAULT_STEPS, CloseOffStep, Criterion, is_sound
from inspector.model.finding_steps import Who
from inspector.model.office import RECHECKS, Rules, RulesDecided
from inspector.model.person import Role
from inspector.model.working_days import Counting
from inspector.words import N_

MOST_RECHECKERS = 5
LONGEST_PUBLICITY = 90
LONGEST_LOOK_BACK = 1095
"""Days: three years."""


class CaseRules(msgspec.Struct, frozen=True, kw_only=True):
    """What an office rules about cases; the fields that ``Rules`` has of the same name."""

    rechecks: tuple[int, int, int] = RECHECKS
    close_off_steps: tuple[CloseOffStep, ...] = DEFAULT_STEPS
    criteria: tuple[Criterion, ...] = CRITERIA
    publicity_days: int = 7
    counting: Counting = Counting.NATURAL
    look_back_days: int = 90

    @classmethod
    def of(cls, rules: Rules) -> "CaseRules":
        """Take from ``rules`` what is about cases."""
        return cls(**{name: getattr(rules, name) for name in cls.__struct_fields__})


_LIMITS: Mapping[str, tuple[int, int, str]] = MappingProxyType(
    {
        "publicity_days": (1, LONGEST_PUBLICITY, N_("A publicity lasts from {least} to {most} days.")),
        "look_back_days": (1, LONGEST_LOOK_BACK, N_("One looks back after {least} to {most} days.")),
    }
)


def decide_case_rules(
    rules: Rules, subject: str, office_name: str, who: Who, told: CaseRules
) -> RulesDecided:
    """Decide what is ruled about cases from now on; every other rule stays.

    Raises Refused unless the rectification office decides, for a procedure that does not end in filing, for
    one without acceptance criteria, and for numbers nobody means.
    """
    if Role.RECTIFICATION_OFFICE not in who.roles:
        raise Refused(N_("That is for the rectification office."))
    if not is_sound(told.close_off_steps):
        raise Refused(N_("A close-off has at least one step before its filing."))
    if not told.criteria:
        raise Refused(N_("An acceptance has at least one criterion."))
    if not all(1 <= one <= MOST_RECHECKERS for one in told.rechecks):
        raise Refused(N_("From {least} to {most} people re-check."), least=1, most=MOST_RECHECKERS)
    for name, (least, most, sentence) in _LIMITS.items():
        if not least <= getattr(told, name) <= most:
            raise Refused(sentence, least=least, most=most)
    return ruled(rules, subject, office_name, msgspec.structs.asdict(told))


def ruled(rules: Rules, subject: str, office_name: str, told: Mapping[str, object]) -> RulesDecided:
    """Give the decision that changes the rules ``told`` and keeps every other one."""
    # the rules in force may be those of no decision yet
    kept: dict[str, Any] = {name: getattr(rules, name) for name in rules.__struct_fields__}
    kept["office_name"] = rules.office_name or office_name
    return RulesDecided(subject=subject, **(kept | dict(told)))
