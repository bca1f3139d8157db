"""Feedback sheets: what a unit was asked about by a workbook, and what came back (办理情况反馈)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Facts, event
from inspector.model.ids import FeedbackId, PersonId
from inspector.periods import Instant
from inspector.words import N_

LONGEST_TITLE = 100
MOST_ROWS = 2_000
"""Findings and tasks on one sheet; a unit that owes more is asked in parts."""


@event
class FeedbackIssued(Event):
    """A workbook went out to a unit: what it is asked about, and until when it is to come back.

    ``grid`` is the office that asks; ``period`` names what it is about where it is asked again and again, as
    a month of the dispatch.
    """

    TYPE: ClassVar[str] = "feedback.issued"

    grid: str
    unit: str
    title: str
    day: date
    due: date | None = None
    period: str = ""
    findings: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@event
class FeedbackReturned(Event):
    """The workbook came back; it is the first blob. ``recorded`` are the subjects of which it said something.

    ``answered`` counts the rows the unit filled in, recorded or not.
    """

    TYPE: ClassVar[str] = "feedback.returned"

    file: str
    answered: int
    recorded: tuple[str, ...] = ()


@event
class FeedbackWithdrawn(Event):
    """It is not waited for any more: sent by mistake, or settled in another way."""

    TYPE: ClassVar[str] = "feedback.withdrawn"

    reason: str


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """One workbook that came back."""

    entry: str
    by: PersonId
    at: Instant
    file: str
    answered: int
    recorded: tuple[str, ...]
    workbook: Blob | None


class FeedbackSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that went out, with everything that came back of it."""

    id: FeedbackId
    by: PersonId
    at: Instant
    grid: str
    unit: str
    title: str
    day: date
    due: date | None
    period: str
    findings: tuple[str, ...]
    tasks: tuple[str, ...]
    returns: tuple[Returned, ...] = ()
    withdrawn: str = ""

    @property
    def rows(self) -> int:
        """Count what the unit is asked about."""
        return len(self.findings) + len(self.tasks)

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a sheet; nothing if it was never issued with a readable body."""
        sheet: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case FeedbackIssued() as issued if sheet is None:
                    sheet = cls(
                        id=FeedbackId(fact.subject), by=PersonId(fact.actor), at=fact.at, **issued.told()
                    )
                case FeedbackReturned() as returned if sheet:
                    back = Returned(
                        entry=fact.hash,
                        by=PersonId(fact.actor),
                        at=fact.at,
                        workbook=fact.blobs[0] if fact.blobs else None,
                        **returned.told(),
                    )
                    sheet = msgspec.structs.replace(sheet, returns=(*sheet.returns, back))
                case FeedbackWithdrawn(reason=reason) if sheet:
                    sheet = msgspec.structs.replace(sheet, withdrawn=reason)
                case _:
                    pass
        return sheet

    def withdraw(self, reason: str) -> FeedbackWithdrawn:
        """Wait for it no longer. Raises Refused without a reason, and once it came back."""
        if self.returns:
            raise Refused(N_("It came back already."))
        if self.withdrawn:
            raise Refused(N_("It was withdrawn already."))
        if not reason.strip():
            raise Refused(N_("Say why it is not waited for any more."))
        return FeedbackWithdrawn(subject=self.id, reason=reason.strip())


def issue_feedback(sheet: FeedbackIssued) -> FeedbackIssued:
    """Check a sheet before it goes out.

    Raises Refused without a unit, a title or a row, for too many rows, and for a deadline that is past.
    """
    if not sheet.unit.strip():
        raise Refused(N_("Say which unit is asked."))
    if not sheet.title.strip():
        raise Refused(N_("A feedback sheet needs a title."))
    if len(sheet.title) > LONGEST_TITLE:
        raise Refused(N_("A title takes at most {limit} characters."), limit=LONGEST_TITLE)
    rows = len(sheet.findings) + len(sheet.tasks)
    if not rows:
        raise Refused(N_("{unit} has nothing open to be asked about."), unit=sheet.unit)
    if rows > MOST_ROWS:
        raise Refused(
            N_("{unit} has {n} open lines; a sheet takes at most {limit}."),
            unit=sheet.unit,
            n=rows,
            limit=MOST_ROWS,
        )
    if sheet.due and sheet.due < sheet.day:
        raise Refused(N_("The deadline lies before today."))
    return sheet


class SheetState(StrEnum):
    """Where a sheet stands ``today``; the last three are not waited for."""

    OUT = "out"
    LATE = "late"
    RETURNED = "returned"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


SHEET_STATE_NAMES = {
    SheetState.OUT: N_("sent out"),
    SheetState.LATE: N_("not back in time"),
    SheetState.RETURNED: N_("came back filled in"),
    SheetState.REPLACED: N_("replaced by a later one"),
    SheetState.WITHDRAWN: N_("withdrawn"),
}
