"""The same is searched for elsewhere: each place is answered, and what was found is never dropped."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.journal.chain import fold_order
from inspector.model import search_list_acts as acts
from inspector.model.case_acts import OnBehalf
from inspector.model.events import Blob, Event, Fact
from inspector.model.finding import Finding, FindingNoticed
from inspector.model.finding_steps import Who
from inspector.model.person import Role
from inspector.model.search_list import SearchList, SearchState, search_number
from inspector.model.search_list_acts import SearchStep, refusal
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
from inspector.periods import at

TODAY = date(2026, 11, 22)
NOW = at(TODAY, "09:00", 480)
LATER = TODAY + timedelta(days=7)
CLERK = Who("clerk", frozenset({Role.CLERK}))
LEADER = Who("leader", frozenset({Role.LEADER}))
STAFF = Who("staff", frozenset({Role.GRID_STAFF}))
AUDITOR = Who("auditor", frozenset({Role.AUDITOR}))
PLANT = SearchPlace(id="plant", name="示例煤场", grid="g", site="plant")
YARD = SearchPlace(id="yard", name="村东堆场", grid="g")
MILL = SearchPlace(id="mill", name="示例磨坊", grid="g")
MADE = SearchListMade(
    subject="s",
    number="SLX-S1",
    grid="g",
    finding="f",
    text="料堆未覆盖",
    due=LATER,
    places=(PLANT, YARD),
)
answered = partial(SearchPlaceAnswered, subject="s", on=TODAY)
NOTHING = answered(place="plant", result=SearchResult.NOTHING)
FOUND = answered(place="plant", result=SearchResult.FOUND, finding="f2")
SHUT = answered(place="yard", result=SearchResult.NOT_SEEN, text="大门紧闭")


@pytest.fixture
def folded(fact: Callable[..., Fact]) -> Callable[..., SearchList]:
    def fold(*events: Event) -> SearchList:
        facts = [
            fact(one, subject="s", hash=_name(number), at=NOW) for number, one in enumerate((MADE, *events))
        ]
        found = SearchList.of(facts)
        assert found
        return found

    return fold


def _name(number: int) -> str:
    return f"{number:064}"


def finding(fact: Callable[..., Fact], site: str = "here") -> Finding:
    told = FindingNoticed(
        subject="f", number="1", grid="g", site=site, patrol="", stop="", text="料堆未覆盖", noticed=NOW
    )
    found = Finding.of([fact(told, subject="f")])
    assert found
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        act()
    return why.value.sentence


def test_a_list_counts_the_places_that_were_answered(folded) -> None:
    found = folded(NOTHING, SHUT)
    assert [one.told.name for one in found.places] == ["示例煤场", "村东堆场"]
    assert [one.result for one in found.places] == [SearchResult.NOTHING, SearchResult.NOT_SEEN]
    assert (found.answered, folded().answered) == (2, 0)
    assert found.is_open
    assert (found.last, found.person) == (_name(2), "")
    assert found.places[1].answers[0].text == "大门紧闭"


def test_two_who_answer_apart_both_stand_and_what_was_found_counts(folded) -> None:
    for events in ((NOTHING, FOUND), (FOUND, NOTHING)):
        place = folded(*events).place("plant")
        assert place
        assert len(place.answers) == 2
        assert place.result is SearchResult.FOUND
        assert not folded(*events).idle


def test_an_answer_given_anew_replaces_those_it_knew_and_one_taken_back_counts_no_more(folded) -> None:
    anew = msgspec.structs.replace(FOUND, instead_of=(_name(1),), text="复看")
    found = folded(NOTHING, anew)
    place = found.place("plant")
    assert place
    assert [one.result for one in place.answers] == [SearchResult.FOUND]
    assert found.idle == (_name(1),)
    found = folded(NOTHING, SearchAnswerTakenBack(subject="s", entry=_name(1), reason="看错"))
    assert found.answered == 0
    # what is no answer is not undone by naming it
    kept = folded(
        SearchListFinished(subject="s", on=TODAY),
        SearchAnswerTakenBack(subject="s", entry=_name(1), reason="看错"),
    )
    assert kept.state is SearchState.FINISHED


def test_a_place_that_was_answered_stays_whoever_came_first(folded) -> None:
    gone = SearchPlaceRemoved(subject="s", place="plant", reason="已拆除")
    assert [one.told.id for one in folded(gone).places] == ["yard"]
    assert [one.told.id for one in folded(gone, FOUND).places] == ["plant", "yard"]
    assert [one.told.id for one in folded(FOUND, gone).places] == ["plant", "yard"]
    back = SearchPlacesAdded(subject="s", places=(PLANT, MILL))
    assert [one.told.id for one in folded(gone, back).places] == ["plant", "yard", "mill"]
    assert folded(gone, gone).idle == (_name(2),)
    nowhere = msgspec.structs.replace(gone, place="nowhere")
    assert folded(nowhere, msgspec.structs.replace(NOTHING, place="nowhere")).idle == (_name(1), _name(2))


def test_a_search_ends_goes_on_and_is_taken_back(folded) -> None:
    ended = SearchListFinished(subject="s", on=TODAY, text="均已看过")
    on = SearchListReopened(subject="s", reason="新增")
    gone = SearchListWithdrawn(subject="s", reason="重复")
    assert (folded(ended).state, folded(ended).ended_on) == (SearchState.FINISHED, TODAY)
    assert folded(ended, on).is_open
    assert (folded(gone).state, folded(gone).reason) == (SearchState.WITHDRAWN, "重复")
    assert folded(ended, gone).idle == (_name(2),)
    assert folded(on).idle == (_name(1),)
    # what somebody saw stands, whatever the office decided meanwhile
    late = folded(gone, FOUND).place("plant")
    assert late
    assert late.result is SearchResult.FOUND
    corrected = folded(SearchListCorrected(subject="s", reason="补充", text="围挡破损"))
    assert (corrected.text, corrected.due) == ("围挡破损", LATER)
    corrected = folded(SearchListCorrected(subject="s", reason="补充", due=TODAY))
    assert (corrected.text, corrected.due) == ("料堆未覆盖", TODAY)


def test_what_nobody_entitled_says_or_nobody_can_read_has_no_effect(fact, folded) -> None:
    assert SearchList.of([fact(MADE, confirmed=False), fact(NOTHING)]) is None
    found = SearchList.of(
        [
            fact(MADE, hash=_name(0)),
            fact(NOTHING, hash=_name(1), confirmed=False),
            msgspec.structs.replace(fact(NOTHING, hash=_name(2)), event=None),
            fact(MADE, hash=_name(3)),
        ]
    )
    assert found
    assert (found.answered, found.idle) == (0, (_name(2), _name(3)))


def test_a_list_is_made_by_the_office_or_the_leader_for_places_elsewhere(fact) -> None:
    make = partial(acts.make, finding(fact), today=TODAY)
    assert make(CLERK, MADE).finding == "f"
    assert make(LEADER, MADE).places == (PLANT, YARD)
    assert refused(lambda: make(STAFF, MADE)) == "That is for the office or the responsible leader."
    changed = partial(msgspec.structs.replace, MADE)
    assert refused(lambda: make(CLERK, changed(due=date(2026, 11, 21)))) == "The deadline lies before today."
    assert refused(lambda: make(CLERK, changed(text=" "))) == "Say what to look for."
    assert "Choose places" in refused(lambda: make(CLERK, changed(places=())))
    here = SearchPlace(id="here", name="这里", grid="g", site="here")
    assert "is for elsewhere" in refused(lambda: make(CLERK, changed(places=(here,))))
    nameless = SearchPlace(id="x", name=" ", grid="g")
    assert refused(lambda: make(CLERK, changed(places=(nameless,)))) == "A place needs a name."
    many = tuple(SearchPlace(id=str(number), name="处", grid="g") for number in range(acts.MOST_PLACES + 1))
    assert "at most" in refused(lambda: make(CLERK, changed(places=many)))
    # a finding without a site has nowhere that is the same place
    assert acts.make(finding(fact, site=""), CLERK, MADE, TODAY).places == (PLANT, YARD)


def test_places_are_added_once_and_removed_with_a_reason(folded) -> None:
    assert acts.add_places(folded(), CLERK, [PLANT, MILL]).places == (MILL,)
    assert "Choose places" in refused(lambda: acts.add_places(folded(), CLERK, [PLANT]))
    remove = partial(acts.remove_place, folded(), CLERK)
    assert remove("yard", "已拆除").reason == "已拆除"
    assert refused(lambda: remove("yard", "")) == "Say why nobody needs to look there."
    assert refused(lambda: remove("mill", "无")) == "The list has no such place."
    assert "stays on the list" in refused(lambda: acts.remove_place(folded(SHUT), CLERK, "yard", "无"))
    gone = folded(SearchPlaceRemoved(subject="s", place="yard", reason="无"))
    assert refused(lambda: acts.remove_place(gone, CLERK, "yard", "无")) == "The list has no such place."


def test_an_answer_says_when_and_what_was_found_or_why_not(folded) -> None:
    answer = partial(acts.answer, folded(), STAFF, "plant", today=TODAY)
    behalf = OnBehalf("示例村", (Blob("a" * 64, 1, "image/jpeg"),))
    told = answer(SearchResult.NOTHING, TODAY, finding="f9", behalf=behalf, papers=[Blob("b" * 64, 1, "x")])
    assert (told.finding, told.on_behalf, len(told.blobs), told.instead_of) == ("", "示例村", 2, ())
    assert answer(SearchResult.FOUND, TODAY, finding="f9").finding == "f9"
    assert "Record the finding first" in refused(lambda: answer(SearchResult.FOUND, TODAY))
    assert refused(lambda: answer(SearchResult.NOT_SEEN, TODAY)) == "Say why it could not be seen."
    assert "to come" in refused(lambda: answer(SearchResult.NOTHING, LATER))
    assert "can't lie before" in refused(lambda: answer(SearchResult.NOTHING, date(2026, 11, 21)))
    nowhere = partial(acts.answer, result=SearchResult.NOTHING, on=TODAY, today=TODAY)
    assert refused(lambda: nowhere(folded(), STAFF, "mill")) == "The list has no such place."
    gone = folded(SearchPlaceRemoved(subject="s", place="yard", reason="无"))
    assert refused(lambda: nowhere(gone, STAFF, "yard")) == "The list has no such place."
    assert "given anew" in refused(lambda: nowhere(folded(SHUT), STAFF, "yard"))
    assert nowhere(folded(SHUT), STAFF, "yard", text="门开了").instead_of == (_name(1),)


def test_the_rest_needs_reasons_and_who_may(folded) -> None:
    ended = folded(SearchListFinished(subject="s", on=TODAY))
    assert acts.take_back(folded(NOTHING), STAFF, _name(1), "看错").entry == _name(1)
    assert "does not count" in refused(lambda: acts.take_back(folded(), STAFF, _name(1), "看错"))
    assert "why it is taken back" in refused(lambda: acts.take_back(folded(NOTHING), STAFF, _name(1), ""))
    correct = partial(acts.correct, folded(), CLERK, today=TODAY)
    assert correct("补充", MADE.text, TODAY).due == TODAY
    assert correct("补充", "围挡", LATER).text == "围挡"
    assert refused(lambda: correct("补充", MADE.text, LATER)) == "Nothing was changed."
    assert "before today" in refused(lambda: correct("补充", MADE.text, date(2026, 11, 1)))
    assert refused(lambda: correct("", "围挡", LATER)) == "A correction needs a reason."
    assert acts.finish(folded(NOTHING, SHUT), CLERK, TODAY).text == ""
    assert "need no answer" in refused(lambda: acts.finish(folded(SHUT), CLERK, TODAY))
    assert acts.finish(folded(SHUT), CLERK, TODAY, "已停产").text == "已停产"
    assert acts.reopen(ended, CLERK, "新增").reason == "新增"
    assert refused(lambda: acts.reopen(ended, CLERK, "")) == "Say why it goes on."
    assert acts.withdraw(folded(), CLERK, "重复").reason == "重复"
    assert "finish the search" in refused(lambda: acts.withdraw(folded(SHUT), CLERK, "重复"))
    sentences = {step: str(refusal(ended, step, CLERK) or "") for step in SearchStep}
    assert not sentences.pop(SearchStep.REOPEN)
    assert set(sentences.values()) == {"This search has ended."}
    assert "goes on" not in str(refusal(folded(), SearchStep.ANSWER, STAFF))
    assert str(refusal(folded(), SearchStep.REOPEN, CLERK)) == "Only a search that was finished can go on."
    assert str(refusal(folded(), SearchStep.ANSWER, AUDITOR)) == "An auditor reads and changes nothing."
    assert str(refusal(folded(), SearchStep.FINISH, STAFF)).startswith("That is for the office")


def test_two_offline_devices_never_give_the_same_number() -> None:
    assert search_number("SLX", 2026, "a" * 52, 7) != search_number("SLX", 2026, "b" * 52, 7)


STEPS = st.sampled_from(
    [
        NOTHING,
        FOUND,
        SHUT,
        answered(place="yard", result=SearchResult.FOUND, finding="f3"),
        SearchPlaceRemoved(subject="s", place="plant", reason="无"),
        SearchPlacesAdded(subject="s", places=(PLANT, MILL)),
        SearchListFinished(subject="s", on=TODAY),
        SearchListWithdrawn(subject="s", reason="无"),
        SearchListReopened(subject="s", reason="无"),
    ]
)


@given(st.lists(st.tuples(st.booleans(), STEPS), max_size=12), st.data())
def test_what_was_found_apart_is_never_dropped_in_any_order(steps, data) -> None:
    """Two devices write on in ignorance of each other; both come together in one order."""
    facts = [_fact(MADE, 0, "a", 1, ())]
    last = {"a": facts[0], "b": facts[0]}
    for number, (is_other, event) in enumerate(steps, 1):
        feed = "b" if is_other else "a"
        seq = 1 + sum(one.feed == feed for one in facts)
        last[feed] = _fact(event, number, feed, seq, (last[feed].hash,))
        facts.append(last[feed])
    given_in = data.draw(st.permutations(facts))
    found = SearchList.of(fold_order(given_in))
    assert found == SearchList.of(fold_order(facts))
    assert found
    told = {(step.place, step.finding) for _, step in steps if getattr(step, "finding", "")}
    standing = {
        (one.told.id, answer.finding) for one in found.places for answer in one.answers if answer.finding
    }
    assert standing == told
    assert {one.told.id for one in found.places if one.result is SearchResult.FOUND} == {
        place for place, _ in told
    }


def _fact(event: Event, number: int, feed: str, seq: int, after: tuple[str, ...]) -> Fact:
    return Fact(
        event=event,
        type=event.TYPE,
        hash=_name(number),
        after=after,
        feed=feed * 52,
        seq=seq,
        lc=seq,
        at=NOW,
        org="g",
        actor=feed,
        subject="s",
    )
