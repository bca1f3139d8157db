"""Findings (问题): noticed on a patrol or brought in, and folded into what they are now."""

from datetime import date
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.case_steps import Supervision
from inspector.model.category import Category
from inspector.model.close_off import CloseOff
from inspector.model.events import Event, Fact, Facts, Place, event
from inspector.model.finding_fold import Assigned, after
from inspector.model.finding_life import FindingConflictResolved
from inspector.model.finding_state import FindingState, Severity, Source
from inspector.model.ids import FindingId
from inspector.model.patrol import device_suffix
from inspector.periods import Instant
from inspector.words import N_

LONGEST_TEXT = 3000
TERMS = (0, 3, 7, 15, 30)
"""Proposed terms in natural days; 0 is 立行立改."""


@event
class FindingNoticed(Event):
    """Something wrong was seen; severity and term are proposals of the inspector."""

    TYPE: ClassVar[str] = "finding.noticed"
    CHANGES_STATE: ClassVar[bool] = True

    number: str
    grid: str
    site: str
    patrol: str
    stop: str
    text: str
    noticed: Instant
    question: str = ""
    severity: Severity = Severity.MINOR
    term_days: int = 7
    spot: str = ""
    place: Place | None = None
    source: Source = Source.PATROL
    source_ref: str = ""
    category: Category | None = None


@event
class FindingPutRightOnTheSpot(Event):
    """It was put right while the inspector stood there, with a photo before and after."""

    TYPE: ClassVar[str] = "finding.put_right_on_the_spot"
    CHANGES_STATE: ClassVar[bool] = True

    note: str = ""


@event
class FindingReported(Event):
    """It was handed to the office, which assigns it."""

    TYPE: ClassVar[str] = "finding.reported"
    CHANGES_STATE: ClassVar[bool] = True


@event
class FindingCorrected(Event):
    """What was said of a finding was put right while its patrol went on; what is missing stays."""

    TYPE: ClassVar[str] = "finding.corrected"

    text: str | None = None
    severity: Severity | None = None
    term_days: int | None = None
    spot: str | None = None
    category: Category | None = None


@event
class FindingWithdrawn(Event):
    """A finding was taken back while its patrol went on: it was none, or stood in the wrong place."""

    TYPE: ClassVar[str] = "finding.withdrawn"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong, as it stands: what was seen, who is to put it right by when, and how far it is.

    ``assignment`` is the number of the paper that gave it to a unit, ``assigned`` the entry.
    ``asked`` is the day until which more time was asked for; ``rectifiers`` are those who may not re-check;
    ``idle`` names entries without effect, ``last`` the latest with or without one.
    """

    id: FindingId
    by: str
    number: str
    grid: str
    site: str
    patrol: str
    stop: str
    text: str
    noticed: Instant
    question: str
    severity: Severity
    term_days: int
    spot: str
    place: Place | None
    source: Source = Source.PATROL
    source_ref: str = ""
    category: Category | None = None
    state: FindingState = FindingState.NOTICED
    on_the_spot: bool = False
    unit: str = ""
    unit_grid: str = ""
    person: str = ""
    person_name: str = ""
    assignment: str = ""
    assigned: Assigned | None = None
    requirement: str = ""
    due: date | None = None
    asked: date | None = None
    extensions: int = 0
    rectifiers: tuple[str, ...] = ()
    rechecks: int = 1
    passed_by: tuple[str, ...] = ()
    put_right_on: date | None = None
    close_off: CloseOff = CloseOff()
    ended_on: date | None = None
    relapses: int = 0
    look_back: date | None = None
    looked_back: date | None = None
    authority: str = ""
    is_restricted: bool = False
    joined_into: str = ""
    task: str = ""
    supervision: tuple[Supervision, ...] = ()
    idle: tuple[str, ...] = ()
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a finding; nothing if its beginning is unknown or unreadable, or it was withdrawn.

        Noticed again after it was withdrawn, as when that is undone, it begins anew.
        """
        finding: Self | None = None
        for fact in those_that_count(facts):
            finding = cls.going_on(finding, fact)
        return finding

    @classmethod
    def going_on(cls, finding: Self | None, fact: Fact) -> Self | None:
        """Give what comes of ``finding`` by ``fact``, one of ``those_that_count``."""
        if finding is None:
            if isinstance(fact.event, FindingNoticed):
                return cls(id=FindingId(fact.subject), by=fact.actor, **fact.event.told())
            return None
        if isinstance(fact.event, FindingCorrected):
            new = {name: value for name, value in fact.event.told().items() if value is not None}
            return msgspec.structs.replace(finding, **new)
        return None if fact.type == FindingWithdrawn.TYPE else after(finding, fact)

    def put_right_on_the_spot(
        self, photos_before: int, photos_after: int, note: str = ""
    ) -> FindingPutRightOnTheSpot:
        """Close a minor finding at once.

        Raises Refused unless it was just noticed, is minor, and is shown by a photo before and one after.
        """
        if self.state is not FindingState.NOTICED:
            raise Refused(N_("Only a finding that was just noticed can be put right on the spot."))
        if self.severity is not Severity.MINOR:
            raise Refused(N_("Only a minor finding can be closed on the spot."))
        if not (photos_before and photos_after):
            raise Refused(N_("Putting right on the spot needs a photo before and one after."))
        return FindingPutRightOnTheSpot(subject=self.id, note=note)

    def correct(
        self,
        *,
        text: str | None = None,
        severity: Severity | None = None,
        term_days: int | None = None,
        spot: str | None = None,
        category: Category | None = None,
    ) -> FindingCorrected:
        """Put right what was said. Raises Refused once it was reported, and as ``notice`` does."""
        self._check_is_ours()
        _check(self.text if text is None else text, self.term_days if term_days is None else term_days)
        return FindingCorrected(
            subject=self.id,
            text=text,
            severity=severity,
            term_days=term_days,
            spot=spot,
            category=category,
        )

    def withdraw(self, reason: str = "") -> FindingWithdrawn:
        """Take it back. Raises Refused once it was reported: then the office decides."""
        self._check_is_ours()
        return FindingWithdrawn(subject=self.id, reason=reason.strip())

    def _check_is_ours(self) -> None:
        if not (self.state is FindingState.NOTICED or self.on_the_spot):
            raise Refused(N_("This finding was handed to the office; it is no longer changed here."))

    def report(self) -> FindingReported:
        """Hand the finding to the office. Raises Refused when that was done, or it was put right."""
        if self.state is not FindingState.NOTICED:
            raise Refused(N_("This finding was reported or put right already."))
        return FindingReported(subject=self.id)


def those_that_count(facts: Facts) -> list[Fact]:
    """Give the confirmed entries of a finding without those that a person let fall."""
    fallen = {
        name
        for fact in facts
        if fact.confirmed and isinstance(fact.event, FindingConflictResolved)
        for name in fact.event.falls
    }
    return [fact for fact in facts if fact.confirmed and fact.hash not in fallen]


def notice(finding: FindingNoticed) -> FindingNoticed:
    """Check a finding before it is recorded.

    Raises Refused without words, with too many, or with an unknown term.
    """
    _check(finding.text, finding.term_days)
    return finding


def _check(text: str, term_days: int) -> None:
    if not text.strip():
        raise Refused(N_("A finding needs a few words."))
    if len(text) > LONGEST_TEXT:
        raise Refused(N_("A finding takes at most {limit} characters."), limit=LONGEST_TEXT)
    if term_days not in TERMS:
        raise Refused(N_("The proposed term is at once, or 3, 7, 15 or 30 days."))


def finding_number(grid_code: str, year: int, feed: str, serial: int) -> str:
    """Number a finding: grid, year, device suffix and count, so that two offline devices never agree."""
    return f"{grid_code}-{year}-{device_suffix(feed)}-{serial:04d}"
