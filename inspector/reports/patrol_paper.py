"""Everything a patrol record prints, already decided: laying it out asks no rule and no database."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path

from inspector.model.events import Place
from inspector.model.finding import Severity
from inspector.model.patrol import PatrolKind
from inspector.model.photo import Doubt, Moment, TimeSource
from inspector.periods import Instant
from inspector.reports.attachment import Stage

PHOTOS_PER_PAGE = (2, 4, 6)
"""What a photo sheet may hold; asked for any other number it holds four."""


class Handling(StrEnum):
    """What was done about a finding on the spot."""

    PUT_RIGHT = "put_right"
    REPORTED = "reported"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDeviation:
    """A question whose answer was not normal: question, answer and note as they are printed."""

    question: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStop:
    """A visit. Answers that were normal or not applicable are counted, deviations are told in full.

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
    unplanned: bool = False
    note: str = ""
    recorded: Instant | None = None
    late_reason: str = ""
    photos: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFinding:
    """Something wrong.

    ``stop`` counts from 1, 0 is none of the stops; ``term_days`` 0 is at once, None no proposal.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPhoto:
    """A photo and what is said under it.

    ``picture`` is a file or the bytes of the original or of any copy; None where it never came here.
    ``sha256`` names the original. ``what`` says what it shows, such as the site and the question. ``place``
    carries its source; ``distance_m`` is the way from the place to the site.
    """

    number: int
    what: str
    taken: Instant
    time_source: TimeSource
    by: str
    sha256: str
    picture: Path | bytes | None
    stop: int = 0
    place: Place | None = None
    distance_m: int | None = None
    moment: Moment = Moment.PLAIN
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSigner:
    """Who is to sign: the role (a message id or a text of the office), and the person if known.

    ``field`` is the name of the PDF's field for a digital signature, empty for one in ink.
    """

    role: str
    name: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolPaper:
    """A patrol record as it is printed; equal papers make equal bytes.

    ``language`` is a language of ``inspector.words``; ``late_reason`` and ``entered`` mark the whole sheet
    as a late entry of its own day; ``is_sample`` marks every page as 演示; ``present`` holds the people
    present and why they refused to sign; a final without any signer's ``field`` is made for ink and seal.
    """

    language: str
    stage: Stage
    office: str
    number: str
    grid: str
    level: str
    day: date
    weather: str
    inspectors: tuple[str, ...]
    began: Instant
    ended: Instant | None
    kind: PatrolKind
    due: int
    visited: int
    stops: tuple[PaperStop, ...] = ()
    findings: tuple[PaperFinding, ...] = ()
    photos: tuple[PaperPhoto, ...] = ()
    signers: tuple[PaperSigner, ...] = ()
    present: str = ""
    late_reason: str = ""
    entered: Instant | None = None
    is_sample: bool = False
    photos_per_page: int = 4
    title: str = ""
    """The office's own title of the form; empty for the usual one."""

    @property
    def is_draft(self) -> bool:
        """Say whether every page is marked as a draft."""
        return self.stage is Stage.DRAFT

    @property
    def expected_signatures(self) -> int:
        """How many people are expected to sign digitally."""
        return sum(bool(signer.field) for signer in self.signers)

    def texts(self) -> Iterator[str]:
        """Give every text on the paper that people wrote."""
        return _texts(self)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
