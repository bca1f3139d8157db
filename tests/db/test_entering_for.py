"""A round on paper is entered for somebody else (代录): marked, with its scan, signed by nobody."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from db.connection import Reader
from db.entering_for import PaperRound, enter_for, has_scan
from db.material_intake import TakenMaterial
from db.queries.patrol_paper import patrol_paper
from db.queries.rounds import open_patrols, patrol_of
from db.queries.today import day_of
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.ids import MaterialId, PatrolId, StopId
from inspector.model.material import MaterialKind, MaterialWithdrawn
from inspector.model.patrol import PatrolKind
from inspector.model.question import Answer, Value
from inspector.periods import DAY, HOUR
from inspector.reports.attachment import Stage
from tests.db.test_stop_draft import BLANK, PILES, ROAD, SMOKE
from tests.db.village import FULL, MORNING, OFFICE, OFFICER, STAFF, VILLAGE, Village, named

CLERK = Actor(OFFICER, OFFICE)
NOON = MORNING.later(3 * HOUR)
YESTERDAY = MORNING.later(-DAY)
SCAN = TakenMaterial(
    id=MaterialId(named(91)),
    original=Blob("9" * 64, 7, "application/pdf"),
    kind=MaterialKind.DOCUMENT,
    name="纸质.pdf",
)
PAPER = PaperRound(STAFF, VILLAGE, YESTERDAY, PatrolKind.NIGHT, "村里没有电脑")
NORMAL = msgspec.structs.replace(
    BLANK.answer_rest_normally((SMOKE, PILES, ROAD)),
    person=OFFICER,
    grid=OFFICE,
    arrived=YESTERDAY.later(60_000),
)


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


def entered(village: Village, paper: PaperRound = PAPER) -> PatrolId:
    return enter_for(village.workspace, paper, [SCAN], CLERK, NOON, os.urandom)


def test_it_is_the_round_of_who_went_in_the_list_of_who_enters_it(village: Village, reader: Reader) -> None:
    patrol = entered(village)
    found = patrol_of(reader, patrol)
    assert found
    assert (found.is_entered_for, found.by, found.inspectors) == (True, OFFICER, (STAFF,))
    assert (found.kind, found.late_reason) == (PatrolKind.NIGHT, "村里没有电脑")
    (one,) = open_patrols(reader, OFFICE, OFFICER)
    assert (one.patrol.id, one.whose) == (patrol, "示例甲")
    assert open_patrols(reader, VILLAGE, STAFF) == ()
    assert not one.takes(NOON)
    assert has_scan(reader, patrol)
    assert reader.value("SELECT kind FROM material") == MaterialKind.PAPER_RECORD


def test_the_list_is_that_of_its_grid_and_day(village: Village, reader: Reader) -> None:
    patrol = entered(village)
    day = day_of(reader, OFFICE, OFFICER, NOON, patrol)
    assert (day.day, day.grid_name) == (
        YESTERDAY.day,
        reader.value("SELECT name FROM grid WHERE id = ?", (VILLAGE,)),
    )


def test_its_stops_are_recorded_by_who_enters_and_its_report_says_so(
    village: Village, reader: Reader
) -> None:
    patrol = entered(village)
    complete_stop(village.workspace, msgspec.structs.replace(NORMAL, patrol=patrol), NOON, os.urandom)
    assert reader.rows("SELECT patrol, recorded_by, left_ts FROM stop") == [(patrol, OFFICER, None)]
    finish_round(village.workspace, patrol, CLERK, NOON, Ending(signers=("inspector",)))
    done = patrol_of(reader, patrol)
    assert done
    assert (done.signers, done.ended) == ((), NORMAL.arrived)
    paper = patrol_paper(reader, village.workspace.blobs, patrol, Stage.FINAL)
    assert (paper.entered_by, paper.inspectors) == ("示例乙", ("示例甲",))
    assert paper.entered


def test_rule_six_looks_at_who_was_there_not_at_who_enters(village: Village, reader: Reader) -> None:
    inside = msgspec.structs.replace(
        BLANK,
        checklist=FULL,
        version=1,
        asked=("inside-0",),
        answers=(Answer(question="inside-0", value=Value.YES),),
        person=OFFICER,
        grid=OFFICE,
        arrived=YESTERDAY.later(60_000),
        id=StopId(named(63)),
        patrol=entered(village),
    )
    with pytest.raises(Refused, match="Grid staff do not inspect"):
        complete_stop(village.workspace, inside, NOON, os.urandom)


def test_one_of_today_needs_no_reason_and_ends_with_its_last_stop(village: Village, reader: Reader) -> None:
    patrol = entered(village, PaperRound(STAFF, VILLAGE, MORNING, PatrolKind.DAILY))
    finish_round(village.workspace, patrol, CLERK, NOON, Ending())
    done = patrol_of(reader, patrol)
    assert done
    assert done.ended == MORNING


def test_it_needs_a_scan_from_the_beginning_to_the_end(village: Village, reader: Reader) -> None:
    with pytest.raises(Refused, match="needs the scan"):
        enter_for(village.workspace, PAPER, [], CLERK, NOON, os.urandom)
    patrol = entered(village)
    village.workspace.record([MaterialWithdrawn(subject=SCAN.id)], CLERK, NOON)
    with pytest.raises(Refused, match="needs the scan"):
        finish_round(village.workspace, patrol, CLERK, NOON, Ending())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"person": OFFICER}, "Your own round"),
        ({"person": named(99)}, "not known here"),
        ({"late_reason": " "}, "needs a reason"),
    ],
)
def test_what_a_rule_forbids_is_refused(village: Village, change: dict[str, str], sentence: str) -> None:
    fields = {"person": STAFF, "late_reason": PAPER.late_reason} | change
    wrong = PaperRound(fields["person"], VILLAGE, YESTERDAY, PatrolKind.DAILY, fields["late_reason"])  # type: ignore[arg-type]
    with pytest.raises(Refused, match=sentence):
        entered(village, wrong)
