"""What is said of a round: its kind, its people, the weather; at the beginning and while it goes on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.rounds import open_patrols, people_of_grid
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.round_facts import RoundFacts, begin_round, change_round
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.finding_state import Source
from inspector.model.ids import FindingId, PatrolId
from inspector.model.patrol import PatrolKind
from inspector.model.question import Value
from inspector.periods import DAY
from tests.db.test_stop_draft import BLANK, PILES, ROAD, SMOKE, a_photo
from tests.db.village import MORNING, OFFICE, OFFICER, STAFF, VILLAGE, Village, named

ACTOR = Actor(STAFF, VILLAGE)
NORMAL = BLANK.answer_rest_normally((SMOKE, PILES, ROAD))
BOTH = RoundFacts(PatrolKind.COMPLAINT, (STAFF, OFFICER), " 小雨 ", " 12369 第 7 号 ")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def test_a_round_is_begun_with_people_kind_and_weather_and_the_first_stop_joins_it(
    village: Village, reader: Reader
) -> None:
    begin_round(village.workspace, BOTH, ACTOR, MORNING, os.urandom)
    (one,) = open_patrols(reader, VILLAGE, OFFICER)
    assert RoundFacts.of(one.patrol) == RoundFacts(
        PatrolKind.COMPLAINT, (STAFF, OFFICER), "小雨", "12369 第 7 号"
    )
    complete_stop(village.workspace, NORMAL, MORNING.later(60_000), os.urandom)
    assert reader.value("SELECT patrol FROM stop") == one.patrol.id
    assert reader.value("SELECT count(*) FROM patrol") == 1


@pytest.mark.parametrize("kind", PatrolKind)
def test_a_finding_comes_from_the_supervision_group_or_a_complaint_if_the_round_does(
    village: Village, reader: Reader, kind: PatrolKind
) -> None:
    begin_round(village.workspace, RoundFacts(kind, (STAFF,)), ACTOR, MORNING, os.urandom)
    new = FindingId(named(70))
    found = NORMAL.answer(PILES, Value.NO, new).add_photos([a_photo(80)], new)
    complete_stop(village.workspace, found, MORNING.later(60_000), os.urandom)
    expected = {PatrolKind.SUPERVISION: Source.SUPERVISION, PatrolKind.COMPLAINT: Source.COMPLAINT}
    assert reader.value("SELECT source FROM finding WHERE id = ?", (new,)) == expected.get(
        kind, Source.PATROL
    )


def test_only_what_differs_is_recorded(village: Village, reader: Reader) -> None:
    begin_round(village.workspace, BOTH, ACTOR, MORNING, os.urandom)
    (one,) = open_patrols(reader, VILLAGE, STAFF)
    same = change_round(village.workspace, one.patrol.id, BOTH, ACTOR, MORNING)
    assert same.entries == ()
    alone = RoundFacts(PatrolKind.NIGHT, (OFFICER,), "晴", "")
    change_round(village.workspace, one.patrol.id, alone, ACTOR, MORNING)
    (after,) = open_patrols(reader, VILLAGE, OFFICER)
    assert RoundFacts.of(after.patrol) == alone
    assert open_patrols(reader, VILLAGE, STAFF) == ()


def test_a_round_without_people_is_refused_and_so_is_one_that_ended(village: Village, reader: Reader) -> None:
    nobody = RoundFacts(PatrolKind.DAILY, ())
    with pytest.raises(Refused, match="at least one"):
        begin_round(village.workspace, nobody, ACTOR, MORNING, os.urandom)
    begin_round(village.workspace, BOTH, ACTOR, MORNING, os.urandom)
    (one,) = open_patrols(reader, VILLAGE, STAFF)
    with pytest.raises(Refused, match="at least one"):
        change_round(village.workspace, one.patrol.id, nobody, ACTOR, MORNING)
    with pytest.raises(Refused, match="not known"):
        change_round(village.workspace, PatrolId(named(99)), BOTH, ACTOR, MORNING)
    finish_round(village.workspace, one.patrol.id, ACTOR, MORNING.later(60_000), Ending())
    with pytest.raises(Refused, match="finished already"):
        change_round(village.workspace, one.patrol.id, nobody, ACTOR, MORNING)


def test_people_of_the_grid_come_first_and_nobody_twice(village: Village, reader: Reader) -> None:
    people = people_of_grid(reader, VILLAGE, MORNING.day)
    own = reader.value("SELECT name FROM grid WHERE id = ?", (VILLAGE,))
    assert people[0].grid_name == own
    assert len({one.id for one in people}) == len(people)
    assert {STAFF, OFFICER} <= {one.id for one in people}
    assert people_of_grid(reader, VILLAGE, MORNING.later(-4_000 * DAY).day) == ()
    assert STAFF in {one.id for one in people_of_grid(reader, OFFICE, MORNING.day)}
