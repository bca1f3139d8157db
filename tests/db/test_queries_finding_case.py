"""The case of a finding: its round, steps, photos with places and doubts; and what a step's dialog offers."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.connection import Reader
from db.phrase_book import add_phrase
from db.queries.finding_case import case_of
from db.queries.unit_choices import step_choices
from inspector.model.finding import FindingReported
from inspector.model.finding_life import FindingAssigned
from inspector.model.ids import FindingId
from inspector.model.photo import Doubt, Moment, PhotoAdded
from inspector.periods import DAY
from tests.db.case_desk import BY_CLERK, BY_STAFF, appoint, give, report
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, MORNING, OFFICE, STAFF, TODAY, TOWN, VILLAGE, Village, named, near

OLD, GIVEN = FindingId(named(400)), FindingId(named(70))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    made.record(noticed(OLD, MORNING.later(-DAY), text="煤堆未覆盖"), FindingReported(subject=OLD))
    report(made, 70)
    give(made, GIVEN)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def test_a_case_has_its_round_its_steps_and_who_may_do_what(village: Village, reader: Reader) -> None:
    case = case_of(village.workspace, reader, OLD, BY_CLERK, TODAY)
    assert case is not None
    assert [(line.type, line.by, line.received_ts) for line in case.round] == [
        ("finding.noticed", "示例甲", None),
        ("finding.reported", "示例甲", None),
    ]
    assert (case.noticed_by, case.patrol, case.photos, case.unreadable) == ("示例甲", "", (), 0)
    assert case.site_place == near(900)
    given = case_of(village.workspace, reader, GIVEN, BY_STAFF, TODAY)
    assert given is not None
    assert [line.type for line in given.sheet.lines] == ["finding.assigned"]


def test_photos_of_the_case_are_told_from_those_of_the_round(village: Village, reader: Reader) -> None:
    preview = village.workspace.blobs.keep(b"picture", "image/jpeg")
    for number, (patrol, place) in enumerate(((named(99), near(900)), ("", None))):
        village.record(
            PhotoAdded(
                subject=named(450 + number),
                patrol=patrol,
                stop="",
                site=COKING,
                finding=OLD,
                moment=Moment.AFTER,
                taken=MORNING,
                place=place,
                doubts=() if place else (Doubt.NO_PLACE,),
                blobs=(preview, preview),
            )
        )
    case = case_of(village.workspace, reader, OLD, None, TODAY)
    assert case is not None
    of_round, of_case = case.photos
    assert (of_round.is_of_case, of_round.place, of_round.doubts) == (False, near(900), ())
    assert (of_case.is_of_case, of_case.place, of_case.doubts) == (True, None, (Doubt.NO_PLACE,))
    assert (of_case.preview, of_case.moment, of_case.taken) == (preview, Moment.AFTER, MORNING)


def test_a_finding_that_is_not_there_has_no_case(village: Village, reader: Reader) -> None:
    assert case_of(village.workspace, reader, FindingId(named(99)), BY_CLERK, TODAY) is None


def test_units_used_so_far_come_before_grids_each_once(village: Village, reader: Reader) -> None:
    other = report(village, 71)
    village.record(
        FindingAssigned(subject=OLD, unit="示例镇", unit_grid=TOWN, due=TODAY, requirement="覆盖并洒水"),
        FindingAssigned(subject=other, unit="示例县", due=TODAY),
        by=BY_CLERK,
    )
    add_phrase(village.workspace, "三日内覆盖")
    choices = step_choices(reader, OFFICE, TODAY)
    units = {unit.name: unit.grid for unit in choices.units}
    assert list(units)[:3] == ["示例县", "示例村委会", "示例镇"]
    assert units["示例县"] == OFFICE
    assert (units["示例村委会"], units["示例镇"], units["示例村网格"]) == (VILLAGE, TOWN, VILLAGE)
    assert [unit.name for unit in choices.units].count("示例镇") == 1
    assert {(one.name, one.grid) for one in choices.people} >= {("示例甲", VILLAGE), ("示例丁", TOWN)}
    assert (choices.phrases.own, choices.phrases.recent) == (("三日内覆盖",), ("覆盖并洒水",))
    assert choices.tasks == ()


def test_people_of_ones_own_ground_are_offered(reader: Reader) -> None:
    assert STAFF in {one.person for one in step_choices(reader, VILLAGE, TODAY).people}
