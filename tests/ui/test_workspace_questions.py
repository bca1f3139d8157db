"""The window's questions, answered by a real workspace."""

from contextlib import closing

import pytest

from db.connection import Reader
from db.queries.settings import may_speak
from db.workspace import Actor
from inspector.model.finding import FindingNoticed
from inspector.model.person import Role
from tests.db.village import COKING, MORNING, OFFICER, STAFF, TODAY, VILLAGE, Village, named
from ui.questions import HandOver, Hit, Questions, Waiting
from ui.workspace_questions import workspace_questions


@pytest.fixture
def asked() -> Questions:
    return workspace_questions()


@pytest.fixture
def reader(village: Village) -> Reader:
    return village.workspace.reader()


def test_people_are_offered_with_grid_actor_and_roles(asked: Questions, reader: Reader) -> None:
    with closing(reader):
        offered = asked.people(reader, TODAY)
    assert [(one.name, one.office, one.actor, one.roles) for one in offered] == [
        ("示例甲", "示例村网格", Actor(STAFF, VILLAGE), frozenset({Role.GRID_STAFF})),
        ("示例乙", "示例村网格", Actor(OFFICER, VILLAGE), frozenset({Role.OFFICER})),
    ]


def test_what_waits_is_counted_for_whoever_acts(asked: Questions, reader: Reader) -> None:
    with closing(reader):
        assert asked.counts(reader, None, MORNING) == {}
        counts = asked.counts(reader, Actor(STAFF, VILLAGE), MORNING)
        assert asked.hand_over(reader) == HandOver()
    assert counts["exchange"] == counts["findings"] == Waiting()
    assert counts["today"].further > 0


def test_a_choice_of_person_comes_back(asked: Questions, village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        assert asked.chosen(reader) is None
        asked.choose(village.workspace, Actor(OFFICER, VILLAGE))
        assert asked.chosen(reader) == Actor(OFFICER, VILLAGE)


def test_letters_lead_to_pages(asked: Questions, reader: Reader) -> None:
    with closing(reader):
        assert asked.search(reader, "焦化") == [
            Hit("示例焦化厂", "示例村网格", "building-2", "sites", COKING)
        ]


def test_a_finding_leads_to_its_case(asked: Questions, village: Village) -> None:
    noticed = FindingNoticed(
        subject=named(71),
        number="SLX0101-2026-0001",
        grid=VILLAGE,
        site=COKING,
        patrol="",
        stop="",
        text="料堆未覆盖",
        noticed=MORNING,
    )
    village.record(noticed)
    with closing(village.workspace.reader()) as reader:
        (hit,) = asked.search(reader, "料堆")
    assert (hit.page, hit.what) == ("findings", named(71))


def test_a_device_counts_once_its_feed_was_granted_authority(asked: Questions, village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        assert asked.may_speak(reader, village.workspace)
        assert not may_speak(reader, "a" * 52)
