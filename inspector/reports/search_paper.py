"""What a search list (举一反三, 排查清单) prints, already decided."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.search_list import SearchState
from inspector.model.search_list_life import SearchResult
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

SEARCH_TITLE = N_("List of a search for the same elsewhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPlace:
    """A place in one line: what counts, who looked when, each answer; empty where nobody answered."""

    place: str
    grid: str
    result: SearchResult | None = None
    answers: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    people: tuple[str, ...] = ()
    is_doubled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchListPaper(SubjectPaper):
    """排查清单: what was looked for because of which finding, and what came of it at each place.

    ``listed`` is the number of the list itself; ``number`` that of the paper.
    """

    IS_ACROSS: ClassVar[bool] = True

    listed: str
    text: str
    source: str
    source_text: str
    made_by: str
    made_on: date
    due: date
    state: SearchState
    reason: str
    lines: tuple[SearchedPlace, ...]

    @property
    def place(self) -> str:
        """The number of the list."""
        return self.listed

    def headline(self, say: Say) -> str:
        """Name the list."""
        return say(SEARCH_TITLE)
