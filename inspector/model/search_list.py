"""Search lists (举一反三, 排查清单): folded from their entries into what is asked and what was answered."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

import msgspec

from inspector.model.events import Blob, Fact, Facts
from inspector.model.ids import SearchListId
from inspector.model.patrol import device_suffix
from inspector.model.search_list_life import (
    SearchAnswerTakenBack,
    SearchListCorrected,
    SearchListFinished,
    SearchListMade,
    SearchListReopened,
    SearchListWithdrawn,
    SearchPlace,
    SearchPlaceAnswered,
    SearchPlaceRemoved,
    SearchPlacesAdded,
    SearchResult,
)
from inspector.periods import Instant
from inspector.words import N_


class SearchState(StrEnum):
    """Where a search stands."""

    OPEN = "open"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


SEARCH_STATE_NAMES = {
    SearchState.OPEN: N_("being searched"),
    SearchState.FINISHED: N_("finished"),
    SearchState.WITHDRAWN: N_("taken back"),
}
State = SearchState
_ALL = frozenset(State)
_OPEN = frozenset({State.OPEN})
FROM: Mapping[str, frozenset[SearchState]] = MappingProxyType(
    {
        SearchListCorrected.TYPE: _ALL - {State.WITHDRAWN},
        # what somebody saw, and where others wanted to look, stands whatever was decided meanwhile
        SearchPlacesAdded.TYPE: _ALL,
        SearchPlaceRemoved.TYPE: _ALL,
        SearchPlaceAnswered.TYPE: _ALL,
        SearchAnswerTakenBack.TYPE: _ALL,
        SearchListFinished.TYPE: _OPEN,
        SearchListReopened.TYPE: frozenset({State.FINISHED}),
        SearchListWithdrawn.TYPE: _OPEN,
    }
)
"""The states in which an entry of a type has an effect."""
_STRONGEST = (SearchResult.FOUND, SearchResult.NOTHING, SearchResult.NOT_SEEN)


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that stands: ``entry`` gave it, ``by`` and ``on_behalf`` say who looked."""

    entry: str
    by: str
    at: Instant
    result: SearchResult
    on: date
    text: str = ""
    finding: str = ""
    patrol: str = ""
    stop: str = ""
    on_behalf: str = ""
    papers: tuple[Blob, ...] = ()


class PlaceNow(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a list, with every answer that stands; more than one were given unknown to each other."""

    told: SearchPlace
    removed: str = ""
    answers: tuple[SearchAnswer, ...] = ()

    @property
    def result(self) -> SearchResult | None:
        """What counts: that it was found, whatever others say; nothing where nobody answered."""
        given = {one.result for one in self.answers}
        return next((result for result in _STRONGEST if result in given), None)

    @property
    def is_asked(self) -> bool:
        """Say whether the place belongs to the list; an answer keeps it there."""
        return bool(self.answers) or not self.removed


class SearchList(msgspec.Struct, frozen=True, kw_only=True):
    """A search, as it stands; ``idle`` names entries without effect, ``last`` the latest of all."""

    id: SearchListId
    by: str
    made: Instant
    number: str
    grid: str
    finding: str
    text: str
    due: date
    every: tuple[PlaceNow, ...] = ()
    state: SearchState = SearchState.OPEN
    ended_on: date | None = None
    reason: str = ""
    idle: tuple[str, ...] = ()
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a list; nothing if its beginning is unknown or unreadable."""
        gone = _gone(facts)
        found: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            if found is not None:
                found = found.after(fact, gone)
            elif isinstance(told := fact.event, SearchListMade):
                found = cls(
                    id=SearchListId(fact.subject),
                    by=fact.actor,
                    made=fact.at,
                    number=told.number,
                    grid=told.grid,
                    finding=told.finding,
                    text=told.text,
                    due=told.due,
                    every=_with((), told.places),
                    last=fact.hash,
                )
        return found

    @property
    def person(self) -> str:
        """Nobody in particular: whoever works on the ground may answer."""
        return ""

    @property
    def places(self) -> tuple[PlaceNow, ...]:
        """The places that belong to it."""
        return tuple(one for one in self.every if one.is_asked)

    @property
    def answered(self) -> int:
        """How many places have an answer."""
        return sum(1 for one in self.every if one.answers)

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to look."""
        return self.state is State.OPEN

    def place(self, name: str) -> PlaceNow | None:
        """Give the place of this id, removed or not."""
        return next((one for one in self.every if one.told.id == name), None)

    def after(self, fact: Fact, gone: frozenset[str] = frozenset()) -> Self:
        """Give the list as it stands after ``fact``; what has no effect is only noted."""
        changed: dict[str, Any] | None = None
        if self.state in FROM.get(fact.type, ()) and fact.event is not None:
            changed = _CHANGES[fact.type](self, fact, fact.event)
        is_gone = fact.type == SearchPlaceAnswered.TYPE and fact.hash in gone
        if changed is None or is_gone:
            return msgspec.structs.replace(self, idle=(*self.idle, fact.hash), last=fact.hash)
        return msgspec.structs.replace(self, last=fact.hash, **changed)


def search_number(code: str, year: int, feed: str, serial: int) -> str:
    """Number a list: grid, year, device suffix and count, so that two offline devices never agree."""
    return f"{code}-S{year}-{device_suffix(feed)}-{serial:04d}"


def _gone(facts: Facts) -> frozenset[str]:
    """Gather the answers that were taken back or replaced, whichever order the entries are folded in."""
    gone: set[str] = set()
    for fact in facts:
        if not fact.confirmed:
            continue
        if isinstance(fact.event, SearchAnswerTakenBack):
            gone.add(fact.event.entry)
        elif isinstance(fact.event, SearchPlaceAnswered):
            gone.update(fact.event.instead_of)
    return frozenset(gone)


Changed = dict[str, Any]


def _with(before: tuple[PlaceNow, ...], told: tuple[SearchPlace, ...]) -> tuple[PlaceNow, ...]:
    """Add places; one that is there stays, one that was removed comes back."""
    places = {one.told.id: one for one in before}
    for place in told:
        known = places.get(place.id)
        places[place.id] = msgspec.structs.replace(known, removed="") if known else PlaceNow(told=place)
    return tuple(places.values())


def _corrected(before: SearchList, _fact: Fact, told: SearchListCorrected) -> Changed:
    return {
        "text": before.text if told.text is None else told.text,
        "due": before.due if told.due is None else told.due,
    }


def _place(before: SearchList, name: str, **changed: object) -> Changed:
    return {
        "every": tuple(
            msgspec.structs.replace(one, **changed) if one.told.id == name else one for one in before.every
        )
    }


def _removed(before: SearchList, _fact: Fact, told: SearchPlaceRemoved) -> Changed | None:
    place = before.place(told.place)
    if place is None or place.answers or place.removed:
        return None
    return _place(before, told.place, removed=told.reason)


def _answered(before: SearchList, fact: Fact, told: SearchPlaceAnswered) -> Changed | None:
    place = before.place(told.place)
    if place is None:
        return None
    answer = SearchAnswer(
        entry=fact.hash,
        by=fact.actor,
        at=fact.at,
        result=told.result,
        on=told.on,
        text=told.text,
        finding=told.finding,
        patrol=told.patrol,
        stop=told.stop,
        on_behalf=told.on_behalf,
        papers=fact.blobs,
    )
    return _place(before, told.place, answers=(*place.answers, answer))


_CHANGES: Mapping[str, Callable[[SearchList, Fact, Any], Changed | None]] = MappingProxyType(
    {
        SearchListCorrected.TYPE: _corrected,
        SearchPlacesAdded.TYPE: lambda before, _fact, told: {"every": _with(before.every, told.places)},
        SearchPlaceRemoved.TYPE: _removed,
        SearchPlaceAnswered.TYPE: _answered,
        SearchAnswerTakenBack.TYPE: lambda _before, _fact, _told: {},
        SearchListFinished.TYPE: lambda _before, _fact, told: {
            "state": State.FINISHED,
            "ended_on": told.on,
            "reason": told.text,
        },
        SearchListReopened.TYPE: lambda _before, _fact, told: {
            "state": State.OPEN,
            "ended_on": None,
            "reason": told.reason,
        },
        SearchListWithdrawn.TYPE: lambda _before, fact, told: {
            "state": State.WITHDRAWN,
            "ended_on": fact.at.day,
            "reason": told.reason,
        },
    }
)
"""What each entry changes; nothing where it means a place that is not there, or is settled already."""
