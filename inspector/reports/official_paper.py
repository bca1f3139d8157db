"""What every official paper of ours has: its head, its signers, its photos, and how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import ClassVar

from inspector.model.events import Place
from inspector.model.photo import Doubt, Moment, TimeSource
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.words import Say

PHOTOS_PER_PAGE = (2, 4, 6)
"""What a photo sheet may hold; asked for any other number it holds four."""


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
class Paper:
    """A paper as it is printed; equal papers make equal bytes.

    ``language`` is a language of ``inspector.words``; ``is_sample`` marks every page as 演示; ``present``
    holds the people present and why they refused to sign; a final without any signer's ``field`` is made for
    ink and seal. ``title`` is the office's own title of the form; empty for the usual one.
    """

    IS_ACROSS: ClassVar[bool] = False
    """Whether the pages lie on their side."""
    IS_LARGE: ClassVar[bool] = False
    """Whether they are A3, to be glued together."""
    HAS_DASHED_PAGES: ClassVar[bool] = False
    """Whether its pages are numbered — 1 — at their outer edge, as those of letters."""

    language: str
    stage: Stage
    office: str
    number: str
    grid: str
    day: date
    photos: tuple[PaperPhoto, ...] = ()
    signers: tuple[PaperSigner, ...] = ()
    present: str = ""
    is_sample: bool = False
    photos_per_page: int = 4
    title: str = ""

    @property
    def is_draft(self) -> bool:
        """Say whether every page is marked as a draft."""
        return self.stage is Stage.DRAFT

    @property
    def places(self) -> tuple[PaperSigner, ...]:
        """Everybody who is to sign, wherever on the paper."""
        return self.signers

    @property
    def expected_signatures(self) -> int:
        """How many people are expected to sign digitally."""
        return sum(bool(signer.field) for signer in self.places)

    @property
    def made(self) -> Instant:
        """The moment the file claims to be made at."""
        raise NotImplementedError

    def headline(self, say: Say) -> str:
        """Name the paper as its head does."""
        raise NotImplementedError

    def texts(self) -> Iterator[str]:
        """Give every text on the paper that people wrote."""
        return _texts(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPaper(Paper):
    """A paper about a site or a case, with a number of its own once it is ``issued``."""

    issued: Instant

    @property
    def made(self) -> Instant:
        """The moment it was issued; of a draft, the moment it was asked for."""
        return self.issued

    @property
    def place(self) -> str:
        """What the file is called after: the site, or the number of the case."""
        raise NotImplementedError


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
