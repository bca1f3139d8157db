"""What the papers of a close-off print, already decided: the form, the public notice, the whole file."""

from dataclasses import dataclass
from datetime import date

from inspector.model.close_off import CRITERIA, CloseOffStep, Criterion, CriterionAnswer
from inspector.periods import Instant
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

FORM_TITLE = N_("Form of acceptance and close-off")
NOTICE_TITLE = N_("Public notice of what was put right")
FILE_TITLE = N_("File of a close-off")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStep:
    """A step of the procedure as it was done; ``by`` recorded and signed it, ``people`` took part."""

    step: CloseOffStep
    on: date
    by: str
    recorded: Instant
    people: tuple[str, ...] = ()
    opinion: str = ""
    way: str = ""
    criteria: tuple[CriterionAnswer, ...] = ()
    until: date | None = None
    address: str = ""
    contact: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperObjection:
    """An objection, and what came of it; empty while it waits."""

    on: date
    text: str
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReturn:
    """That the procedure was sent back (退回) to a step, by whom, when and why."""

    step: CloseOffStep
    by: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecheck:
    """What a re-checker found; ``note`` says it, or what is still to be done."""

    by: str
    on: date
    is_passed: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCase:
    """A finding or a task that is closed off; what nobody told is empty.

    ``category`` is a message id; ``asked`` is what was to be done, ``done`` what was done.
    """

    number: str
    text: str
    site: str = ""
    address: str = ""
    category: str = ""
    unit: str = ""
    rectifier: str = ""
    assignment: str = ""
    goal: str = ""
    asked: str = ""
    done: str = ""
    begun_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    rechecks: tuple[PaperRecheck, ...] = ()
    relapses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOffPaper(SubjectPaper):
    """A paper of a close-off."""

    case: ClosedCase
    steps: tuple[PaperStep, ...] = ()
    criteria: tuple[Criterion, ...] = CRITERIA
    objections: tuple[PaperObjection, ...] = ()
    returns: tuple[PaperReturn, ...] = ()
    publicity_days: int = 7
    filed_on: date | None = None
    filed_by: str = ""
    filing_number: str = ""
    filing_opinion: str = ""
    look_back: date | None = None

    @property
    def place(self) -> str:
        """The site; of a case without one, its number."""
        return self.case.site or self.case.number

    def step(self, wanted: CloseOffStep) -> PaperStep | None:
        """Give how a step was done; none where it was not."""
        return next((one for one in self.steps if one.step is wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOffFormPaper(CloseOffPaper):
    """整改销号（验收）表: application, criteria, check on site, publicity, filing, and places to sign."""

    def headline(self, say: Say) -> str:
        """Name the form as the office does, or as usual."""
        return self.title or say(FORM_TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNoticePaper(CloseOffPaper):
    """公示: what was put right, from when to when it is published, whom to tell an objection."""

    def headline(self, say: Say) -> str:
        """Name the notice."""
        return say(NOTICE_TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """A page of a paper in the file: the number of its picture among the photos, and what it is.

    ``title`` names its file in the contents; it is empty on all pages but the first.
    """

    picture: int
    what: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A file that is no picture and has no pages: named by its SHA-256, ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOffFilePaper(CloseOffPaper):
    """销号卷宗: cover, contents, the form, what was recorded, photos, and every paper as pages."""

    scans: tuple[ScannedPage, ...] = ()
    listed: tuple[ListedFile, ...] = ()

    def headline(self, say: Say) -> str:
        """Name the file."""
        return say(FILE_TITLE)


def begun(name: str) -> str:
    """Give a name as a line begins with it."""
    return name[:1].upper() + name[1:]
