"""What is made public of a period (公开): counts, and findings by the kind of their site and township.

It has no field for a person, a complainant, the name or address of a site, or what anybody wrote.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.category import Category
from inspector.model.finding_state import FindingState, Severity
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.site import SiteKind
from inspector.reports.official_paper import SubjectPaper
from inspector.reports.summary_paper import CountedRow
from inspector.words import N_, Say

PUBLICATION_TITLE = N_("Results of grid patrols for the public")
PUBLIC_NUMBERS = (
    Number.PATROLS,
    Number.NIGHT_PATROLS,
    Number.STOPS,
    Number.SITES_VISITED,
    Number.FINDINGS,
    Number.ON_THE_SPOT,
    Number.PUT_RIGHT,
    Number.ENDED,
    Number.OVERDUE,
    Number.COMPLAINTS,
    Number.COMPLAINTS_CONCLUDED,
)
OF_PLACES = (Number.PATROLS, Number.STOPS, Number.FINDINGS, Number.PUT_RIGHT, Number.ENDED, Number.OVERDUE)
OF_KINDS = (Number.FINDINGS, Number.PUT_RIGHT, Number.ENDED, Number.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalFinding:
    """A finding that was put right; without a site ``kind`` is None."""

    noticed: date
    kind: SiteKind | None
    township: str
    category: Category
    severity: Severity
    done_on: date
    state: FindingState


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPaper(SubjectPaper):
    """What is made public of a period; a draft until the summary of the period was frozen."""

    IS_ACROSS: ClassVar[bool] = False

    period: Period
    total: CountedRow
    before: CountedRow
    by_grid: tuple[CountedRow, ...]
    by_category: tuple[CountedRow, ...]
    typical: tuple[TypicalFinding, ...]

    @property
    def place(self) -> str:
        """The grid and the period it is of."""
        return f"{self.grid}_{self.period.name}"

    def headline(self, say: Say) -> str:
        """Name it."""
        return say(PUBLICATION_TITLE)
