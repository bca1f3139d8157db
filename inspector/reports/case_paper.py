"""What the papers of cases print, already decided: 交办单, 移送函 and the ledger (整改台账)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.finding_state import FindingState, Severity, Source
from inspector.model.task_state import Pace, TaskState
from inspector.model.working_days import Counting
from inspector.reports.official_paper import SubjectPaper
from inspector.reports.patrol_paper import PaperFinding
from inspector.words import N_, Say

ASSIGNMENT_TITLE = N_("Order to put problems right")
LETTER_TITLE = N_("Letter of transfer")
LEDGER_TITLE = N_("Ledger of rectification")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedFinding:
    """A finding as it was assigned; ``days`` is 0 where the office named the day."""

    finding: PaperFinding
    due: date
    requirement: str = ""
    days: int = 0
    counting: Counting = Counting.NATURAL


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPaper(SubjectPaper):
    """问题交办单: who is to put what right by when, with a slip to be sent back.

    ``assignment`` is the number the office typed when it assigned; ``basis`` says on what the order rests.
    """

    cases: tuple[AssignedFinding, ...]
    unit: str
    assigner: str
    assigned_on: date
    person: str = ""
    assignment: str = ""
    copies: tuple[str, ...] = ()
    basis: str = ""

    @property
    def place(self) -> str:
        """The unit it is for."""
        return self.unit

    def headline(self, say: Say) -> str:
        """Name the form."""
        return say(ASSIGNMENT_TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPaper(SubjectPaper):
    """移送函: what was seen, why it is another authority's, and the evidence that goes with it.

    ``letter`` is the number of the office's document system, empty until it is typed; ``contact`` says whom
    to ask.
    """

    finding: PaperFinding
    authority: str
    reason: str
    address: str = ""
    letter: str = ""
    contact: str = ""

    @property
    def place(self) -> str:
        """The site; of a finding without one, its number."""
        return self.finding.site or self.finding.number

    def headline(self, say: Say) -> str:
        """Name the letter after what it is about."""
        if self.finding.site:
            return say("Letter of transfer about an environmental problem of {site}", site=self.finding.site)
        return say(LETTER_TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A finding in one line of the ledger; what did not happen yet is None or empty."""

    number: str
    source: Source
    noticed: date
    place: str
    text: str
    severity: Severity
    state: FindingState
    due: date
    unit: str = ""
    person: str = ""
    requirement: str = ""
    extensions: int = 0
    relapses: int = 0
    done_on: date | None = None
    rechecked_by: str = ""
    rechecked_on: date | None = None
    has_passed: bool = False
    ended_on: date | None = None
    is_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task in one line; ``deadline`` is as written, ``pace`` computed, what is done counted."""

    number: str
    plan: str
    name: str
    units: tuple[str, ...]
    state: TaskState
    pace: Pace
    due: date | None = None
    deadline: str = ""
    requirement: str = ""
    extensions: int = 0
    relapses: int = 0
    measures: int = 0
    measures_done: int = 0
    items: int = 0
    items_done: int = 0
    completed_on: date | None = None
    close_off_number: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPaper(SubjectPaper):
    """整改台账: every finding and task a list shows, on pages that lie on their side.

    ``described`` says in words which ones, as the page did when the ledger was made. ``lines`` are None in a
    ledger of tasks alone, ``tasks`` in one of findings alone.
    """

    IS_ACROSS: ClassVar[bool] = True

    lines: tuple[LedgerLine, ...] | None
    tasks: tuple[TaskLine, ...] | None = None
    described: str = ""

    @property
    def place(self) -> str:
        """The grid whose ledger it is."""
        return self.grid

    def headline(self, say: Say) -> str:
        """Name the ledger."""
        return say(LEDGER_TITLE)
