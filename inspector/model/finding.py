"""Findings (问题): from noticed to closed, and what may happen next."""

from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Event, Facts, Place, event
from inspector.model.ids import FindingId
from inspector.model.patrol import device_suffix
from inspector.periods import Instant
from inspector.words import N_

LONGEST_TEXT = 3000
TERMS = (0, 3, 7, 15, 30)
"""Proposed terms in natural days; 0 is 立行立改."""


class Severity(StrEnum):
    """How serious a finding is; the inspector proposes, the office decides."""

    MINOR = "minor"
    SERIOUS = "serious"
    MAJOR = "major"


SEVERITY_NAMES = {Severity.MINOR: N_("minor"), Severity.SERIOUS: N_("serious"), Severity.MAJOR: N_("major")}


class FindingState(StrEnum):
    """Where a finding stands in its life."""

    NOTICED = "noticed"
    REPORTED = "reported"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    PUT_RIGHT = "put_right"
    IN_CLOSE_OFF = "in_close_off"
    CLOSED = "closed"
    CLOSED_OFF = "closed_off"
    TRANSFERRED = "transferred"


STATE_NAMES = {
    FindingState.NOTICED: N_("noticed"),
    FindingState.REPORTED: N_("to be assigned"),
    FindingState.ASSIGNED: N_("assigned"),
    FindingState.ACCEPTED: N_("accepted"),
    FindingState.UNDER_WAY: N_("under way"),
    FindingState.PUT_RIGHT: N_("to be re-checked"),
    FindingState.IN_CLOSE_OFF: N_("in close-off"),
    FindingState.CLOSED: N_("closed"),
    FindingState.CLOSED_OFF: N_("closed off"),
    FindingState.TRANSFERRED: N_("transferred"),
}
ENDED = frozenset({FindingState.CLOSED, FindingState.CLOSED_OFF, FindingState.TRANSFERRED})


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


REACHES = {
    FindingPutRightOnTheSpot.TYPE: FindingState.CLOSED,
    FindingReported.TYPE: FindingState.REPORTED,
}
"""The state a type of entry brings about; it is in the header, so it survives the erasure of a body."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong, with its state."""

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
    state: FindingState = FindingState.NOTICED
    on_the_spot: bool = False

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a finding; nothing if its beginning is unknown or unreadable."""
        finding: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            if finding is None and isinstance(fact.event, FindingNoticed):
                finding = cls(id=FindingId(fact.subject), by=fact.actor, **fact.event.told())
            elif finding and fact.type in REACHES:
                finding = msgspec.structs.replace(
                    finding,
                    state=REACHES[fact.type],
                    on_the_spot=finding.on_the_spot or fact.type == FindingPutRightOnTheSpot.TYPE,
                )
        return finding

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

    def report(self) -> FindingReported:
        """Hand the finding to the office. Raises Refused when that was done, or it was put right."""
        if self.state is not FindingState.NOTICED:
            raise Refused(N_("This finding was reported or put right already."))
        return FindingReported(subject=self.id)


def notice(finding: FindingNoticed) -> FindingNoticed:
    """Check a finding before it is recorded.

    Raises Refused without words, with too many, or with an unknown term.
    """
    if not finding.text.strip():
        raise Refused(N_("A finding needs a few words."))
    if len(finding.text) > LONGEST_TEXT:
        raise Refused(N_("A finding takes at most {limit} characters."), limit=LONGEST_TEXT)
    if finding.term_days not in TERMS:
        raise Refused(N_("The proposed term is at once, or 3, 7, 15 or 30 days."))
    return finding


def finding_number(grid_code: str, year: int, feed: str, serial: int) -> str:
    """Number a finding: grid, year, device suffix and count, so that two offline devices never agree."""
    return f"{grid_code}-{year}-{device_suffix(feed)}-{serial:04d}"
