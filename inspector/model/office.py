"""Rules of the office: what differs by county and is recorded, so that all its devices agree."""

from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.model.close_off import CRITERIA, DEFAULT_STEPS, CloseOffStep, Criterion
from inspector.model.complaint_words import TERMS, Channel, ChannelTerm, Term
from inspector.model.events import Event, Facts, event
from inspector.model.finding_state import Severity
from inspector.model.patrol_duty import DUTIES, PatrolDuty
from inspector.model.working_days import Counting


class Rank(StrEnum):
    """How closely a site is watched; decides its cycle."""

    KEY = "key"
    ORDINARY = "ordinary"
    LOW = "low"


class Cycle(msgspec.Struct, frozen=True, kw_only=True):
    """A site of ``rank`` is due again ``days`` natural days after its last visit."""

    rank: Rank
    days: int


CYCLES = (Cycle(rank=Rank.KEY, days=1), Cycle(rank=Rank.ORDINARY, days=7), Cycle(rank=Rank.LOW, days=30))
"""Defaults of the field: 重点 1 day, 一般 1 week, 低 1 month."""


RECHECKS = (1, 2, 2)
"""Persons who have to pass the re-check of a minor, serious and major finding (product.md, rule 5)."""


CLOSES_ON = 3
"""The weekday a week of the office closes on: Thursday (Monday is 0); its summary is handed in that day."""


@event
class RulesDecided(Event):
    """The office decided its rules; the latest decision holds whole."""

    TYPE: ClassVar[str] = "rules.decided"

    office_name: str
    level_names: tuple[str, ...] = ()
    cycles: tuple[Cycle, ...] = CYCLES
    paper_language: str = "zh_CN"
    daily_report_title: str = ""
    signers: tuple[str, ...] = ("inspector",)
    photos_per_page: int = 4
    sample: bool = False
    rechecks: tuple[int, int, int] = RECHECKS
    close_off_steps: tuple[CloseOffStep, ...] = DEFAULT_STEPS
    publicity_days: int = 7
    counting: Counting = Counting.NATURAL
    look_back_days: int = 90
    criteria: tuple[Criterion, ...] = CRITERIA
    closes_on: int = CLOSES_ON
    hand_in: str = "17:00"
    duties: tuple[PatrolDuty, ...] = DUTIES
    complaint_terms: tuple[ChannelTerm, ...] = ()


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules in force; the defaults of the field before anything was decided."""

    office_name: str = ""
    level_names: tuple[str, ...] = ()
    cycles: tuple[Cycle, ...] = CYCLES
    paper_language: str = "zh_CN"
    daily_report_title: str = ""
    signers: tuple[str, ...] = ("inspector",)
    photos_per_page: int = 4
    sample: bool = False
    rechecks: tuple[int, int, int] = RECHECKS
    close_off_steps: tuple[CloseOffStep, ...] = DEFAULT_STEPS
    publicity_days: int = 7
    counting: Counting = Counting.NATURAL
    look_back_days: int = 90
    criteria: tuple[Criterion, ...] = CRITERIA
    closes_on: int = CLOSES_ON
    hand_in: str = "17:00"
    duties: tuple[PatrolDuty, ...] = DUTIES
    complaint_terms: tuple[ChannelTerm, ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """Take the latest confirmed decision."""
        decided = [f.event for f in facts if f.confirmed and isinstance(f.event, RulesDecided)]
        if not decided:
            return cls()
        return cls(**decided[-1].told())

    def days_between_visits(self, rank: Rank) -> int:
        """Give the cycle of ``rank`` in days; a rank without a rule is due daily."""
        return next((cycle.days for cycle in self.cycles if cycle.rank is rank), 1)

    def term_of(self, channel: Channel) -> Term:
        """Give the term of complaints by ``channel``: as the office ruled, else that of the field."""
        return next((one.term for one in self.complaint_terms if one.channel is channel), TERMS[channel])

    def rechecks_of(self, severity: Severity) -> int:
        """Give how many persons have to pass the re-check."""
        return self.rechecks[list(Severity).index(severity)]
