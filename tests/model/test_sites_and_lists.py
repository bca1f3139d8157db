"""Sites with their cycles and distances; lists with their questions."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.checklist import Checklist, ChecklistPublished, ListFor, publish
from inspector.model.events import Place
from inspector.model.office import Rank, Rules
from inspector.model.question import Answer, Question, Value, all_normal, is_deviation
from inspector.model.site import Site, SiteAdded, SiteChanged, SiteKind, SiteStatus, distance_m, new_site

DAY = date(2026, 11, 22)
ADDED = SiteAdded(subject="s", name="北山排土场", kind=SiteKind.SPOIL_HEAP, rank=Rank.KEY, grid="g", day=DAY)
places = st.builds(
    Place,
    lat=st.integers(-900_000_000, 900_000_000),
    lon=st.integers(-1_800_000_000, 1_800_000_000),
)


def test_a_change_of_a_site_keeps_what_it_does_not_name_and_can_empty_a_text(fact):
    site = Site.of(
        [
            fact(SiteChanged(subject="s", name="too early")),
            fact(msgspec.structs.replace(ADDED, leader="示例甲")),
            fact(ADDED),
            fact(SiteChanged(subject="s", leader="", status=SiteStatus.HALTED)),
            fact(SiteChanged(subject="s", name="x"), confirmed=False),
        ]
    )
    assert site
    assert (site.name, site.leader, site.status) == ("北山排土场", "", SiteStatus.HALTED)


@pytest.mark.parametrize(("rank", "days"), [(Rank.KEY, 1), (Rank.ORDINARY, 7), (Rank.LOW, 30)])
def test_a_site_is_due_one_cycle_after_its_last_visit(fact, rank, days):
    site = Site.of([fact(msgspec.structs.replace(ADDED, rank=rank))])
    assert site
    assert site.due_on(DAY, Rules()) == DAY + timedelta(days=days)
    assert site.due_on(None, Rules()) == DAY


def test_a_site_needs_a_name_and_coordinates_on_the_earth():
    with pytest.raises(Refused, match="name"):
        new_site(msgspec.structs.replace(ADDED, name=" "))
    with pytest.raises(Refused, match="北山排土场"):
        new_site(msgspec.structs.replace(ADDED, place=Place(lat=900_000_001, lon=0)))
    good = msgspec.structs.replace(ADDED, place=Place(lat=900_000_000, lon=-1_800_000_000))
    assert new_site(good) is good
    assert new_site(ADDED) is ADDED


@given(places, places)
def test_distance_is_symmetric_and_never_longer_than_half_the_earth(one, other):
    assert distance_m(one, other) == distance_m(other, one)
    assert 0 <= distance_m(one, other) <= 20_015_115
    assert distance_m(one, one) == 0


def test_a_minute_of_latitude_is_a_nautical_mile():
    assert distance_m(Place(lat=0, lon=0), Place(lat=166_667, lon=0)) == pytest.approx(1853, abs=2)


QUESTIONS = (
    Question(id="a", text="有无冒烟", normal=Value.NO, must_look=True),
    Question(id="b", text="是否覆盖"),
)
LIST = ChecklistPublished(
    subject="l", title="外观巡查", version=1, made_for=ListFor.GRID_STAFF, questions=QUESTIONS
)


def test_the_newest_version_is_in_force_whatever_order_they_came_in(fact):
    second = msgspec.structs.replace(LIST, version=2)
    checklist = Checklist.of([fact(second), fact(LIST)])
    assert checklist
    assert checklist.newest.version == 2
    assert Checklist.of([fact(LIST, confirmed=False)]) is None


def test_a_list_asks_each_question_once_and_at_most_three_at_an_ordinary_stop():
    with pytest.raises(Refused, match="each of them once"):
        publish(msgspec.structs.replace(LIST, questions=()))
    with pytest.raises(Refused, match="each of them once"):
        publish(msgspec.structs.replace(LIST, questions=(QUESTIONS[0], QUESTIONS[0])))
    four = tuple(Question(id=str(n), text="?", must_look=True) for n in range(4))
    with pytest.raises(Refused, match="three questions"):
        publish(msgspec.structs.replace(LIST, questions=four))
    assert publish(LIST) is LIST


def test_nothing_unusual_answers_every_question_normally():
    answers = all_normal(QUESTIONS)
    assert [answer.value for answer in answers] == [Value.NO, Value.YES]
    assert not any(is_deviation(q, a) for q, a in zip(QUESTIONS, answers, strict=True))
    assert is_deviation(QUESTIONS[0], Answer(question="a", value=Value.YES))
    assert not is_deviation(QUESTIONS[0], Answer(question="a", value=Value.NOT_APPLICABLE))
