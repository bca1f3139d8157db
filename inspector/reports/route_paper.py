"""What the sheet of a supervision route (督导路线图) prints, already decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.route import RouteState
from inspector.model.route_life import MeetingKind
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

ROUTE_TITLE = N_("Route of a supervision group")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePaperStop:
    """A stop in its turn, with what came of all its visits; ``findings`` are numbers."""

    name: str
    grid: str
    planned: date | None
    visited: tuple[date, ...] = ()
    places: int = 0
    findings: tuple[str, ...] = ()
    meetings: Mapping[MeetingKind, int]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePaper(SubjectPaper):
    """督导路线图: where a group goes in which order, and what came of each stop.

    ``listed`` is the number of the route itself; ``number`` that of the paper. ``totals`` are message ids
    with their counts, ``meetings`` all held by kind.
    """

    IS_ACROSS: ClassVar[bool] = True

    listed: str
    group: str
    text: str
    made_by: str
    made_on: date
    state: RouteState
    reason: str
    is_disputed: bool
    lines: tuple[RoutePaperStop, ...]
    totals: tuple[tuple[str, int], ...]
    meetings: Mapping[MeetingKind, int]

    @property
    def place(self) -> str:
        """The number of the route."""
        return self.listed

    def headline(self, say: Say) -> str:
        """Name the sheet."""
        return say(ROUTE_TITLE)
