from collections import Counter

import pytest

from inspector.model.checklist import ListFor
from inspector.model.finding import TERMS
from inspector.model.finding_state import Severity
from inspector.model.office import Rank
from inspector.model.patrol import PatrolKind
from inspector.model.person import Role
from inspector.model.photo import Moment
from inspector.model.question import QuestionKind, Value
from inspector.model.shipped_lists import FULL_CHECK, OUTSIDE, list_for, published
from inspector.model.site import SiteKind, SiteStatus
from inspector.periods import Instant
from inspector.sample.county import (
    COUNTY_NAME,
    GROUND,
    GROUNDS,
    OFFICE_NAME,
    PEOPLE,
    SPOT,
    SPOTS,
    VILLAGES,
)
from inspector.sample.incidents import sample_week
from inspector.sample.shots import pictures
from inspector.sample.week import DAYS, NOT_PATROLLED, PASSED_BY, rounds
from inspector.words import LANGUAGES

ROUNDS = tuple(rounds())
BEGAN = Instant(1_795_223_642_000, 480)


def test_the_county_has_three_levels_of_grids() -> None:
    assert Counter(ground.level for ground in GROUNDS) == {1: 1, 2: 3, 3: 9}
    assert all(GROUND[ground.parent].level == ground.level - 1 for ground in GROUNDS if ground.level > 1)
    assert "QLS03" in VILLAGES


def test_the_county_and_its_office_are_marked_as_a_sample() -> None:
    assert COUNTY_NAME.startswith("演示")
    assert OFFICE_NAME.startswith("演示")


def test_nobody_is_presented_as_real() -> None:
    assert all(somebody.name.startswith("示例") for somebody in PEOPLE)
    assert all(name.startswith("示例") for spot in SPOTS for name in (spot.leader, spot.responsible))
    assert len({somebody.name for somebody in PEOPLE}) == len(PEOPLE)


def test_every_role_is_there_and_officers_have_marked_cards() -> None:
    assert {somebody.role for somebody in PEOPLE} == set(Role)
    cards = [somebody.card for somebody in PEOPLE if somebody.role is Role.OFFICER]
    assert cards == ["演示-001", "演示-002"]


def test_there_are_sixty_sites_of_many_kinds_around_wuhai() -> None:
    assert len(SPOTS) == len(SPOT) == 60
    assert {spot.kind for spot in SPOTS} == set(SiteKind)
    assert {spot.rank for spot in SPOTS} == set(Rank)
    assert {spot.status for spot in SPOTS} == set(SiteStatus)
    for spot in SPOTS:
        assert 39.4 <= spot.place.lat / 1e7 <= 39.8
        assert 106.7 <= spot.place.lon / 1e7 <= 107.1


def test_no_enterprise_bears_a_real_name() -> None:
    enterprises = {
        SiteKind.COKING,
        SiteKind.COAL_WASHING,
        SiteKind.ENTERPRISE,
        SiteKind.RESTAURANT,
        SiteKind.FARM,
    }
    assert all("示例" in spot.name for spot in SPOTS if spot.kind in enterprises)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*OUTSIDE, FULL_CHECK])
def test_every_list_asks_little_at_an_ordinary_stop_and_has_words_for_every_trouble(
    name: str, language: str
) -> None:
    checklist = published(name, "list", language)
    assert checklist.title
    assert sum(question.must_look for question in checklist.questions) == 3
    for question in checklist.questions:
        assert question.text
        needs_words = question.kind in {QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.SEVERAL}
        assert question.trouble or not (needs_words or question.must_look)
        assert question.normal is not Value.NOT_APPLICABLE
    words = "".join(question.text + question.trouble + question.hint for question in checklist.questions)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in words) == (language == "zh_CN")


def test_grid_staff_have_a_list_from_outside_for_every_kind_of_site() -> None:
    for kind in SiteKind:
        assert published(list_for(kind), "list", "zh_CN").made_for is ListFor.GRID_STAFF
    full = published(FULL_CHECK, "list", "zh_CN")
    assert full.made_for is ListFor.OFFICER
    assert full.whole


def test_every_village_is_patrolled_daily_but_for_two_gaps() -> None:
    daily = {(going.grid, going.days_ago) for going in ROUNDS if going.kind is PatrolKind.DAILY}
    every = {(grid, day) for grid in VILLAGES for day in range(1, DAYS + 1)}
    assert every - daily == NOT_PATROLLED
    assert all(going.visits for going in ROUNDS)


def test_sites_that_were_passed_by_are_not_visited() -> None:
    for going in ROUNDS:
        if going.kind is PatrolKind.DAILY:
            assert all(going.days_ago > PASSED_BY.get(visit.spot.name, 0) for visit in going.visits)


def test_stops_follow_one_another_within_the_round() -> None:
    for going in ROUNDS:
        ends = 0
        for visit in going.visits:
            assert visit.minutes > ends
            ends = visit.minutes + visit.stay
        assert going.minutes > ends


def test_one_round_is_entered_late_and_one_is_an_inspection_by_two_officers() -> None:
    late = [going for going in ROUNDS if going.late]
    assert [going.kind for going in late] == [PatrolKind.NIGHT]
    full = [going for going in ROUNDS if any(visit.checklist == FULL_CHECK for visit in going.visits)]
    assert [(going.kind, len(going.inspectors)) for going in full] == [(PatrolKind.KEY, 2)]


def test_every_finding_is_met_on_its_round_and_answers_a_question_of_its_list() -> None:
    met = [incident for going in ROUNDS for visit in going.visits for incident in visit.incidents]
    assert sorted(met, key=repr) == sorted(sample_week().incidents, key=repr)
    for going in ROUNDS:
        for visit in going.visits:
            asked = {question.id for question in published(visit.checklist, "list", "zh_CN").questions}
            assert {incident.question for incident in visit.incidents} <= asked


def test_findings_differ_in_severity_and_only_minor_ones_are_put_right_on_the_spot() -> None:
    incidents = sample_week().incidents
    assert {incident.severity for incident in incidents} == set(Severity)
    put_right = [incident for incident in incidents if incident.put_right]
    assert len(put_right) > 3
    assert all(incident.severity is Severity.MINOR for incident in put_right)
    assert {incident.term_days for incident in incidents} <= set(TERMS)


def test_every_sentence_is_there_in_both_languages() -> None:
    week = sample_week()
    said = [*week.weather, week.late_reason]
    for incident in week.incidents:
        said += [incident.text, incident.spot, *([incident.put_right] if incident.put_right else [])]
    assert all(set(sentence) == set(LANGUAGES) for sentence in said)
    assert len(week.weather) > DAYS


def test_some_sixty_photos_are_taken_two_of_each_finding_settled_at_once() -> None:
    taken = [
        picture
        for number, (going, visit) in enumerate((going, visit) for going in ROUNDS for visit in going.visits)
        for picture in pictures(going, visit, BEGAN, number)
    ]
    assert 55 <= len(taken) <= 65
    assert sum(picture.shot.place is None for picture in taken) == 1
    settled: dict[str, list[Moment]] = {
        incident.text["en"]: [] for incident in sample_week().incidents if incident.put_right
    }
    for picture in taken:
        if picture.incident and picture.incident.put_right:
            settled[picture.incident.text["en"]].append(picture.moment)
    assert all(moments == [Moment.BEFORE, Moment.AFTER] for moments in settled.values())
