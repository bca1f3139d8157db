"""Everything a patrol record prints, already decided: laying it out asks no rule and no database."""

from dataclasses import dataclass
from enum import StrEnum

from inspector.model.category import Category
from inspector.model.finding_state import Severity
from inspector.model.patrol import PatrolKind
from inspector.periods import Instant
from inspector.reports.official_paper import Paper
from inspector.words import N_, Say

PATROL_TITLE = N_("Grid patrol record")


class Handling(StrEnum):
    """What was done about a finding on the spot."""

    PUT_RIGHT = "put_right"
    REPORTED = "reported"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDeviation:
    """A question whose answer is told in words: question, answer and note as they are printed."""

    question: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStop:
    """A visit. Answers that were normal or not applicable are counted, deviations are told in full.

    ``told`` are normal answers that say more than that, such as readings.

    ``recorded`` and ``late_reason`` are given for a late entry (补录) only; ``photos`` are numbers of the
    photo sheet.
    """

    arrived: Instant
    site: str
    left: Instant | None = None
    checklist: str = ""
    normal: int = 0
    not_applicable: int = 0
    deviations: tuple[PaperDeviation, ...] = ()
    told: tuple[PaperDeviation, ...] = ()
    unplanned: bool = False
    note: str = ""
    recorded: Instant | None = None
    late_reason: str = ""
    photos: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFinding:
    """Something wrong.

    ``stop`` counts from 1, 0 is none of the stops; ``term_days`` 0 is at once, None no proposal.
    ``withheld_photos`` and ``withheld_files`` count what only its case shows, as access is restricted.
    """

    number: str
    severity: Severity
    text: str
    handling: Handling
    stop: int = 0
    site: str = ""
    spot: str = ""
    handling_note: str = ""
    term_days: int | None = None
    photos: tuple[int, ...] = ()
    noticed: Instant | None = None
    category: Category = Category.OTHER
    withheld_photos: int = 0
    withheld_files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolPaper(Paper):
    """A patrol record; ``late_reason`` and ``entered`` mark it whole as a late entry of its own day.

    ``entered_by`` names who wrote it down for the inspectors (代录).
    """

    level: str
    weather: str
    inspectors: tuple[str, ...]
    began: Instant
    ended: Instant | None
    kind: PatrolKind
    due: int
    visited: int
    stops: tuple[PaperStop, ...] = ()
    findings: tuple[PaperFinding, ...] = ()
    late_reason: str = ""
    entered_by: str = ""
    entered: Instant | None = None

    @property
    def made(self) -> Instant:
        """The end of the patrol; its beginning while it goes on."""
        return self.ended or self.began

    def headline(self, say: Say) -> str:
        """Name the record; a late sheet says so."""
        title = self.title or say(PATROL_TITLE)
        return say("{title} (late entry)", title=title) if self.late_reason else title
