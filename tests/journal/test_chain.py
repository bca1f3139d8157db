"""Order, heads and conflicts of a subject."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from inspector.journal.chain import FURTHEST_RAISE, Conflict, conflicts, counter_after, fold_order, heads
from inspector.model.events import Event, Fact
from inspector.model.finding import FindingPutRightOnTheSpot, FindingReported
from inspector.model.photo import PhotoAdded
from tests.journal.made import FINDING, NOON, Scribe, named, noticed

REPORTED = FindingReported(subject=FINDING)
PUT_RIGHT = FindingPutRightOnTheSpot(subject=FINDING)
PHOTO = PhotoAdded(subject=FINDING, patrol=named(6), stop=named(7), site=named(5), taken=NOON)


@dataclass(frozen=True)
class Knot:
    """An entry as the order sees it."""

    hash: str
    after: tuple[str, ...]
    lc: int
    feed: str
    seq: int


@st.composite
def webs(draw: st.DrawFn) -> list[Knot]:
    """Draw entries of one subject, each made in knowledge of some before it; counters may lie."""
    knots: list[Knot] = []
    for index in range(draw(st.integers(0, 14))):
        known = draw(st.sets(st.sampled_from(knots), max_size=3)) if knots else set()
        name = hashlib.sha256(str(index).encode()).hexdigest()
        unknown = ("f" * 64,) if draw(st.booleans()) else ()
        knots.append(
            Knot(
                name,
                (*sorted(knot.hash for knot in known), *unknown),
                draw(st.integers(1, 6)),
                draw(st.sampled_from("abc")),
                index,
            )
        )
    return knots


def ancestors(of: Knot, among: dict[str, Knot]) -> set[str]:
    found: set[str] = set()
    for name in of.after:
        if name in among:
            found |= {name, *ancestors(among[name], among)}
    return found


@given(webs(), st.randoms(use_true_random=False), st.integers(0, 5))
def test_any_order_and_doubling_of_arrival_gives_the_same_order(web, random, doubled) -> None:
    expected = fold_order(web)
    shuffled = web + web[:doubled]
    random.shuffle(shuffled)
    assert fold_order(shuffled) == expected
    assert sorted(expected, key=lambda knot: knot.seq) == web


@given(webs())
def test_what_was_known_comes_first_and_ties_go_by_counter(web) -> None:
    order = fold_order(web)
    among = {knot.hash: knot for knot in web}
    done: set[str] = set()
    for knot in order:
        assert ancestors(knot, among) <= done
        free = [k for k in web if k.hash not in done and ancestors(k, among) <= done]
        assert knot == min(free, key=lambda k: (k.lc, k.feed, k.seq, k.hash))
        done.add(knot.hash)


@given(webs(), st.randoms(use_true_random=False))
def test_heads_are_what_nothing_follows_the_last_eight_of_them(web, random) -> None:
    followed = {name for knot in web for name in knot.after}
    loose = [knot.hash for knot in fold_order(web) if knot.hash not in followed]
    random.shuffle(web)
    assert heads(web) == tuple(sorted(loose[-8:]))


def test_more_than_eight_heads_leave_the_first_in_fold_order_out() -> None:
    web = [Knot(f"{n:064}", (), 20 - n, "a", n) for n in range(12)]
    assert heads(web) == tuple(f"{n:064}" for n in range(8))


def test_a_liars_counter_does_not_bring_an_entry_before_what_it_names() -> None:
    first = Knot("a" * 64, (), 1000, "a", 1)
    second = Knot("b" * 64, (first.hash,), 1, "b", 1)
    assert fold_order([second, first]) == [first, second]


@pytest.mark.parametrize(
    ("own", "arriving", "then"),
    [(5, 3, 5), (5, 9, 9), (5, 2**53 - 1, 5 + FURTHEST_RAISE), (5, 5 + FURTHEST_RAISE, 5 + FURTHEST_RAISE)],
)
def test_an_arriving_counter_raises_ours_but_not_without_end(own, arriving, then) -> None:
    assert counter_after(own, arriving) == then


class Story:
    """Facts of one finding, told by two devices."""

    def __init__(self) -> None:
        self.one, self.other = Scribe(1), Scribe(2)
        self.start = self.one.tell(noticed())

    def after(self, *known: Fact, event: Event = REPORTED, by: Scribe | None = None, lc: int = 5) -> Fact:
        return (by or self.one).tell(event, after=[fact.hash for fact in known], lc=lc)


def names(found: Sequence[Conflict]) -> list[tuple[str, ...]]:
    return [tuple(conflict) for conflict in found]


def test_changes_made_in_knowledge_of_one_another_do_not_conflict() -> None:
    story = Story()
    reported = story.after(story.start)
    put_right = story.after(reported, event=PUT_RIGHT, by=story.other)
    assert conflicts([put_right, reported, story.start]) == []


def test_two_changes_unknown_to_each_other_conflict_in_any_order_of_arrival() -> None:
    story = Story()
    reported = story.after(story.start)
    put_right = story.after(story.start, event=PUT_RIGHT, by=story.other, lc=6)
    expected = [(reported.hash, put_right.hash, "")]
    assert names(conflicts([story.start, reported, put_right])) == expected
    assert names(conflicts([put_right, story.start, reported, put_right])) == expected


def test_equal_outcomes_are_no_conflict() -> None:
    story = Story()
    facts = [story.start, story.after(story.start), story.after(story.start, by=story.other)]
    assert conflicts(facts) == []
    assert len(conflicts(facts, agree=lambda _one, _other: False)) == 1


def test_only_a_decision_made_for_it_resolves_and_only_what_it_knew() -> None:
    story = Story()
    reported = story.after(story.start)
    put_right = story.after(story.start, event=PUT_RIGHT, by=story.other, lc=6)
    facts = [story.start, reported, put_right]
    photo = story.after(reported, put_right, event=PHOTO, lc=7)
    assert conflicts([*facts, photo])[0].resolved_by == ""
    blind = replace(story.after(reported, lc=8), event=None, type="finding.conflict_resolved")
    assert conflicts([*facts, photo, blind])[0].resolved_by == ""
    resolved = replace(story.after(photo, lc=9), event=None, type="finding.conflict_resolved")
    assert names(conflicts([*facts, photo, resolved])) == [(reported.hash, put_right.hash, resolved.hash)]
    refused = replace(resolved, confirmed=False)
    assert conflicts([*facts, photo, refused])[0].resolved_by == ""


def test_what_has_no_authority_or_changes_no_state_conflicts_with_nothing() -> None:
    story = Story()
    reported = story.after(story.start)
    unconfirmed = replace(story.after(story.start, event=PUT_RIGHT, by=story.other), confirmed=False)
    photo = story.after(story.start, event=PHOTO, by=story.other)
    unknown = replace(story.after(story.start, by=story.other), event=None, type="finding.frozen")
    assert conflicts([story.start, reported, unconfirmed, photo, unknown]) == []


def test_a_change_whose_body_was_erased_still_counts() -> None:
    story = Story()
    reported = replace(story.after(story.start), event=None)
    put_right = story.after(story.start, event=PUT_RIGHT, by=story.other, lc=6)
    assert names(conflicts([story.start, reported, put_right])) == [(reported.hash, put_right.hash, "")]


@given(order=st.permutations(range(5)))
def test_what_several_devices_wrote_in_turn_is_one_line_without_conflict(order: list[int]) -> None:
    names = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(5)]
    line = [
        Knot(name, tuple(names[number - 1 : number]) if number else (), number + 1, "ba"[number % 2], number)
        for number, name in enumerate(names)
    ]
    assert fold_order([line[number] for number in order]) == line


def test_a_line_in_its_order_holds_no_conflict() -> None:
    scribe = Scribe(1)
    first = scribe.tell(noticed())
    second = scribe.tell(REPORTED, after=(first.hash,))
    assert conflicts([first, second]) == []
    assert conflicts([second, first]) == []
