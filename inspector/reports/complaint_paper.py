"""What the papers about complaints print, already decided; who complained is masked on every one of them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.complaint_words import Channel, ComplaintState, Measure, Pollution, Truth
from inspector.periods import Instant
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

COMPLAINT_TITLE = N_("Registration and handling of a complaint")
TABLE_TITLE = N_("Public table of cases sent down and what was put right")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperComplaint:
    """A complaint as it stands; empty where nobody told. ``complainant`` is the masked form."""

    number: str
    given_number: str
    batch: str
    channel: Channel
    kinds: tuple[Pollution, ...]
    accused: str
    address: str
    region: str
    content: str
    state: ComplaintState
    verdict: Truth | None = None
    investigation: str = ""
    result: str = ""
    accountability: tuple[tuple[Measure, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperComplaintStep:
    """A line of how it was handled, in words."""

    at: Instant
    text: str
    by: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintPaper(SubjectPaper):
    """信访登记办理单: what was said, how it was handled, the reply in three parts (环办〔2009〕101 号)."""

    complaint: PaperComplaint
    received: Instant
    complainant: str
    is_anonymous: bool
    wanted: str
    earlier: str
    due: date
    extensions: int
    unit: str
    handlers: tuple[str, ...]
    investigated: date | None
    findings: tuple[str, ...]
    replied: date | None
    letter: str
    reply: str
    opinion: str
    decline_reason: str
    steps: tuple[PaperComplaintStep, ...] = ()

    @property
    def place(self) -> str:
        """The number of the complaint."""
        return self.complaint.number

    def headline(self, say: Say) -> str:
        """Name the form."""
        return say(COMPLAINT_TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTablePaper(SubjectPaper):
    """边督边改公开情况一览表: the cases of a batch, without any name."""

    IS_ACROSS: ClassVar[bool] = True

    batch: str
    complaints: tuple[PaperComplaint, ...]

    @property
    def place(self) -> str:
        """The batch."""
        return self.batch

    def headline(self, say: Say) -> str:
        """Name the form with its batch."""
        return say("{title} ({batch})", title=say(TABLE_TITLE), batch=self.batch)
