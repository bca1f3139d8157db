"""What people do with a search list: each act is checked and becomes the entry that says so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf, at_most, needed
from inspector.model.events import Blob
from inspector.model.finding import Finding
from inspector.model.finding_steps import OFFICE, WORKERS, Who
from inspector.model.person import Role
from inspector.model.search_list import SearchList, SearchState
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
from inspector.words import N_

MAKERS = OFFICE | {Role.LEADER}
MOST_PLACES = 2000
NO_SUCH_PLACE = N_("The list has no such place.")
PAST = N_("The deadline lies before today.")
_OPEN = frozenset({SearchState.OPEN})
_ENDED = N_("This search has ended.")
_FOR_MAKERS = N_("That is for the office or the responsible leader.")


class SearchStep(StrEnum):
    """What somebody may do with a search list."""

    ANSWER = "answer"
    TAKE_BACK = "take_back"
    ADD_PLACES = "add_places"
    REMOVE_PLACE = "remove_place"
    CORRECT = "correct"
    FINISH = "finish"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


_STEPS: Mapping[SearchStep, tuple[frozenset[SearchState], frozenset[Role], str]] = MappingProxyType(
    {
        SearchStep.ANSWER: (_OPEN, WORKERS, _ENDED),
        SearchStep.TAKE_BACK: (_OPEN, WORKERS, _ENDED),
        SearchStep.ADD_PLACES: (_OPEN, MAKERS, _ENDED),
        SearchStep.REMOVE_PLACE: (_OPEN, MAKERS, _ENDED),
        SearchStep.CORRECT: (_OPEN, MAKERS, _ENDED),
        SearchStep.FINISH: (_OPEN, MAKERS, _ENDED),
        SearchStep.REOPEN: (
            frozenset({SearchState.FINISHED}),
            MAKERS,
            N_("Only a search that was finished can go on."),
        ),
        SearchStep.WITHDRAW: (_OPEN, MAKERS, _ENDED),
    }
)


def refusal(found: SearchList, step: SearchStep, who: Who) -> Refused | None:
    """Give the sentence why ``step`` is not open to ``who``; None where it is."""
    states, roles, otherwise = _STEPS[step]
    if found.state not in states:
        return Refused(otherwise)
    if not who.roles & roles:
        return Refused(N_("An auditor reads and changes nothing.") if roles is WORKERS else _FOR_MAKERS)
    if step is SearchStep.WITHDRAW and found.answered:
        return Refused(N_("Somebody went to look already; finish the search instead."))
    return None


def check(found: SearchList, step: SearchStep, who: Who) -> None:
    """Raise the sentence why ``step`` is not open to ``who``, if it is not."""
    if why := refusal(found, step, who):
        raise why


def check_maker(who: Who) -> None:
    """Raise Refused for whoever may not make a search list."""
    if not who.roles & MAKERS:
        raise Refused(_FOR_MAKERS)


def make(finding: Finding, who: Who, told: SearchListMade, today: date) -> SearchListMade:
    """Check a list before it is made of ``finding``.

    Raises Refused to whoever may not, without words, without places or with one that has no name or is where
    the finding itself lies, and for a deadline that is past.
    """
    check_maker(who)
    if told.due < today:
        raise Refused(PAST)
    return msgspec.structs.replace(
        told,
        finding=finding.id,
        text=needed(told.text, N_("Say what to look for.")),
        places=_checked(told.places, known=(), site=finding.site),
    )


def add_places(found: SearchList, who: Who, places: Sequence[SearchPlace]) -> SearchPlacesAdded:
    """Add places to look at. Raises Refused for none that is new, and as ``make`` does."""
    check(found, SearchStep.ADD_PLACES, who)
    known = [one.told.id for one in found.places]
    return SearchPlacesAdded(subject=found.id, places=_checked(places, known=known))


def remove_place(found: SearchList, who: Who, place: str, reason: str) -> SearchPlaceRemoved:
    """Take a place off the list. Raises Refused without a reason, and for a place that was answered."""
    check(found, SearchStep.REMOVE_PLACE, who)
    there = found.place(place)
    if there is None or not there.is_asked:
        raise Refused(NO_SUCH_PLACE)
    if there.answers:
        raise Refused(N_("Somebody answered for this place already; it stays on the list."))
    return SearchPlaceRemoved(
        subject=found.id,
        place=place,
        reason=needed(reason, N_("Say why nobody needs to look there.")),
    )


def answer(
    found: SearchList,
    who: Who,
    place: str,
    result: SearchResult,
    on: date,
    today: date,
    *,
    text: str = "",
    finding: str = "",
    patrol: str = "",
    stop: str = "",
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> SearchPlaceAnswered:
    """Say what came of looking at ``place``; given again it replaces the answers that are known here.

    Raises Refused for a place that is not there and a day that can't be; what was found needs its finding,
    what could not be seen a reason, and so does an answer that replaces another.
    """
    check(found, SearchStep.ANSWER, who)
    there = found.place(place)
    if there is None or not there.is_asked:
        raise Refused(NO_SUCH_PLACE)
    if on > today:
        raise Refused(N_("It can't have been done on a day to come."))
    if on < found.made.day:
        raise Refused(N_("This can't lie before {day}."), day=found.made.day)
    if result is SearchResult.FOUND and not finding:
        raise Refused(N_("Record the finding first, or choose the one that was recorded."))
    if result is SearchResult.NOT_SEEN:
        needed(text, N_("Say why it could not be seen."))
    if there.answers:
        needed(text, N_("Say why the answer is given anew."))
    return SearchPlaceAnswered(
        subject=found.id,
        place=place,
        result=result,
        on=on,
        text=at_most(text),
        finding=finding if result is SearchResult.FOUND else "",
        patrol=patrol,
        stop=stop,
        instead_of=tuple(one.entry for one in there.answers),
        on_behalf=behalf.name.strip(),
        blobs=(*behalf.scans, *papers),
    )


def take_back(found: SearchList, who: Who, entry: str, reason: str) -> SearchAnswerTakenBack:
    """Take back an answer that stands. Raises Refused without a reason, and for one that does not stand."""
    check(found, SearchStep.TAKE_BACK, who)
    if not any(one.entry == entry for place in found.every for one in place.answers):
        raise Refused(N_("This answer does not count any more."))
    return SearchAnswerTakenBack(
        subject=found.id, entry=entry, reason=needed(reason, N_("Say why it is taken back."))
    )


def correct(
    found: SearchList, who: Who, reason: str, text: str, due: date, today: date
) -> SearchListCorrected:
    """Say anew what to look for, or by when. Raises Refused without a reason, or a change."""
    check(found, SearchStep.CORRECT, who)
    new_text = None if text.strip() == found.text else needed(text, N_("Say what to look for."))
    new_due = None if due == found.due else due
    if new_text is None and new_due is None:
        raise Refused(N_("Nothing was changed."))
    if new_due and new_due < today:
        raise Refused(PAST)
    return SearchListCorrected(
        subject=found.id,
        reason=needed(reason, N_("A correction needs a reason.")),
        text=new_text,
        due=new_due,
    )


def finish(found: SearchList, who: Who, on: date, text: str = "") -> SearchListFinished:
    """End the search. Raises Refused without words about places that nobody answered for."""
    check(found, SearchStep.FINISH, who)
    if found.answered < len(found.places):
        needed(text, N_("Say why the places that are not answered need no answer."))
    return SearchListFinished(subject=found.id, on=on, text=at_most(text))


def reopen(found: SearchList, who: Who, reason: str) -> SearchListReopened:
    """Let a finished search go on. Raises Refused without a reason."""
    check(found, SearchStep.REOPEN, who)
    return SearchListReopened(subject=found.id, reason=needed(reason, N_("Say why it goes on.")))


def withdraw(found: SearchList, who: Who, reason: str) -> SearchListWithdrawn:
    """Take back a list nobody answered. Raises Refused without a reason."""
    check(found, SearchStep.WITHDRAW, who)
    return SearchListWithdrawn(subject=found.id, reason=needed(reason, N_("Say why it is taken back.")))


def _checked(places: Sequence[SearchPlace], known: Iterable[str], site: str = "") -> tuple[SearchPlace, ...]:
    before = set(known)
    new = {one.id: one for one in places if one.id not in before}
    if site and site in {one.site for one in new.values()}:
        raise Refused(N_("One of the places is the site where it was found; the search is for elsewhere."))
    if not new:
        raise Refused(N_("Choose places to look at that are not on the list yet."))
    if len(new) + len(before) > MOST_PLACES:
        raise Refused(N_("A list has at most {limit} places."), limit=MOST_PLACES)
    if not all(one.name.strip() for one in new.values()):
        raise Refused(N_("A place needs a name."))
    return tuple(new.values())
