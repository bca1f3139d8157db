"""What the report of a visit, a hint and a dossier print, already decided."""

from dataclasses import dataclass
from datetime import date

from inspector.model.events import Place
from inspector.model.finding_state import ENDED, FindingState
from inspector.model.material import MaterialKind
from inspector.model.office import Rank
from inspector.model.patrol import PatrolKind
from inspector.model.site import SiteKind, SiteStatus
from inspector.model.site_paper import PaperState
from inspector.periods import Instant
from inspector.reports.official_paper import PaperSigner, SubjectPaper
from inspector.reports.patrol_paper import PaperFinding
from inspector.words import N_, Say

VISIT_TITLE = N_("Report of a visit")
HINT_TITLE = N_("Hint of an environmental problem")
DOSSIER_TITLE = N_("Dossier of a site")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSite:
    """The facts of a site; None and empty where nobody told."""

    name: str
    grid: str
    kind: SiteKind | None = None
    rank: Rank | None = None
    status: SiteStatus | None = None
    address: str = ""
    credit_code: str = ""
    responsible: str = ""
    responsible_phone: str = ""
    leader: str = ""
    leader_phone: str = ""
    note: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMaterial:
    """A file beside the photos, named by its SHA-256; ``size`` in bytes."""

    name: str
    kind: MaterialKind
    sha256: str
    size: int
    title: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAnswer:
    """A question with its answer in words."""

    question: str
    answer: str
    note: str = ""
    is_deviation: bool = False
    same_as_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChange:
    """One fact that was put right: what it is, as it was recorded, and as it is right."""

    what: str
    recorded: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCorrection:
    """What was put right after the patrol was finished, by whom, when and why."""

    by: str
    at: Instant
    reason: str
    changes: tuple[PaperChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper(SubjectPaper):
    """A paper about a site."""

    site: PaperSite
    findings: tuple[PaperFinding, ...] = ()

    @property
    def place(self) -> str:
        """The site."""
        return self.site.name


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPaper(IssuedPaper):
    """One visit in full: every answer, also the normal ones, what was found, and what was put right later."""

    kind: PatrolKind
    inspectors: tuple[str, ...]
    weather: str
    arrived: Instant
    left: Instant | None
    recorded: Instant
    patrol_number: str = ""
    checklist: str = ""
    nothing_unusual: bool = False
    unplanned: bool = False
    note: str = ""
    late_reason: str = ""
    answers: tuple[PaperAnswer, ...] = ()
    corrections: tuple[PaperCorrection, ...] = ()
    materials: tuple[PaperMaterial, ...] = ()

    def headline(self, say: Say) -> str:
        """Name the report; a late one says so."""
        title = say(VISIT_TITLE)
        return say("{title} (late entry)", title=title) if self.late_reason else title


@dataclass(frozen=True, slots=True, kw_only=True)
class HintPaper(IssuedPaper):
    """环境问题提示单: whom it is for, what was seen, what is asked; without deadline or legal consequence."""

    addressee: str
    asked: str
    receiver: PaperSigner

    @property
    def places(self) -> tuple[PaperSigner, ...]:
        """Who issues the hint, and who says on the slip that it was received."""
        return (*self.signers, self.receiver)

    def headline(self, say: Say) -> str:
        """Name the form."""
        return say(HINT_TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDocument:
    """A paper of the site, with its end."""

    title: str
    number: str
    issued: date | None
    expires: date | None
    state: PaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStop:
    """A visit in one line."""

    arrived: Instant
    inspectors: tuple[str, ...]
    kind: PatrolKind
    normal: int
    deviations: int
    findings: int
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFinding:
    """A finding in one line."""

    finding: PaperFinding
    state: FindingState

    @property
    def has_ended(self) -> bool:
        """Say whether it is closed or was handed to others."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEvent:
    """A line of the time line, in words."""

    at: Instant
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper(IssuedPaper):
    """一企一档: all that is known of a site; ``all_photos`` counts also those too old to be printed."""

    documents: tuple[DossierDocument, ...] = ()
    stops: tuple[DossierStop, ...] = ()
    life: tuple[DossierFinding, ...] = ()
    time_line: tuple[DossierEvent, ...] = ()
    materials: tuple[PaperMaterial, ...] = ()
    all_photos: int = 0

    def headline(self, say: Say) -> str:
        """Name the form."""
        return say(DOSSIER_TITLE)
