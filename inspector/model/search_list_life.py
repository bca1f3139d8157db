"""What happens to a search list (举一反三, 排查清单): every type of entry about one."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

import msgspec

from inspector.model.case_steps import CaseEvent
from inspector.model.events import event
from inspector.words import N_


class SearchResult(StrEnum):
    """What came of looking at one place for the same."""

    NOTHING = "nothing"
    FOUND = "found"
    NOT_SEEN = "not_seen"


SEARCH_RESULT_NAMES = {
    SearchResult.NOTHING: N_("nothing of the kind"),
    SearchResult.FOUND: N_("the same was found"),
    SearchResult.NOT_SEEN: N_("could not be seen"),
}


class SearchPlace(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where to look: a site of the register, whose id is then that of the place too, or a place by name."""

    id: str
    name: str
    grid: str
    site: str = ""


@event
class SearchListMade(CaseEvent):
    """One finding makes people look for the same elsewhere: for what, where, and by when."""

    TYPE: ClassVar[str] = "search_list.made"

    number: str
    grid: str
    finding: str
    text: str
    due: date
    places: tuple[SearchPlace, ...] = ()


@event
class SearchListCorrected(CaseEvent):
    """What to look for, or by when, was said anew; what is missing here stays."""

    TYPE: ClassVar[str] = "search_list.corrected"

    reason: str
    text: str | None = None
    due: date | None = None


@event
class SearchPlacesAdded(CaseEvent):
    """Further places are to be looked at."""

    TYPE: ClassVar[str] = "search_list.places_added"

    places: tuple[SearchPlace, ...]


@event
class SearchPlaceRemoved(CaseEvent):
    """A place need not be looked at; one that was answered stays."""

    TYPE: ClassVar[str] = "search_list.place_removed"

    place: str
    reason: str


@event
class SearchPlaceAnswered(CaseEvent):
    """Somebody looked at a place, or could not; ``finding`` is the one recorded for what was found.

    ``instead_of`` names the answers that were known to whoever wrote this one; others stand beside it.
    """

    TYPE: ClassVar[str] = "search_list.place_answered"

    place: str
    result: SearchResult
    on: date
    text: str = ""
    finding: str = ""
    patrol: str = ""
    stop: str = ""
    instead_of: tuple[str, ...] = ()


@event
class SearchAnswerTakenBack(CaseEvent):
    """An answer was a mistake: its ``entry`` counts no more."""

    TYPE: ClassVar[str] = "search_list.answer_taken_back"

    entry: str
    reason: str


@event
class SearchListFinished(CaseEvent):
    """The search is over; what was not answered is accounted for in ``text``."""

    TYPE: ClassVar[str] = "search_list.finished"

    on: date
    text: str = ""


@event
class SearchListReopened(CaseEvent):
    """It goes on after all."""

    TYPE: ClassVar[str] = "search_list.reopened"

    reason: str


@event
class SearchListWithdrawn(CaseEvent):
    """It was made by mistake; its number is not given again."""

    TYPE: ClassVar[str] = "search_list.withdrawn"

    reason: str


SEARCH_EVENTS: tuple[type[CaseEvent], ...] = (
    SearchListMade,
    SearchListCorrected,
    SearchPlacesAdded,
    SearchPlaceRemoved,
    SearchPlaceAnswered,
    SearchAnswerTakenBack,
    SearchListFinished,
    SearchListReopened,
    SearchListWithdrawn,
)
"""Every type of entry about a search list."""
