"""Several inspectors on one round: each signs the report in a place of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.paper_rules import (
    inspector_places,
    is_inspectors,
    place_of_inspector,
    places_by_rule,
    role_of,
)
from db.queries.patrol_paper import patrol_paper
from db.queries.reports import ReportState, report_row, reports_to_sign
from db.queries.signing_places import signing_place
from db.report_signing import sign_final_report
from db.round_end import Ending, finish_round
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.ids import PatrolId
from inspector.periods import HOUR
from inspector.reports.attachment import Stage
from inspector.reports.verification import verify
from tests.db.reporting import built, certify, go_round, key_of
from tests.db.village import MORNING, OFFICER, STAFF, TODAY, VILLAGE, Village, named

FIRST, SECOND = Actor(STAFF, VILLAGE), Actor(OFFICER, VILLAGE)
LATER = MORNING.later(5 * HOUR)


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


@pytest.fixture
def patrol(village: Village) -> str:
    """A finished round of two, with its report; both have a certificate."""
    patrol = go_round(village, inspectors=(STAFF, OFFICER))
    certify(village, key_of("示例甲", 3), FIRST)
    certify(village, key_of("示例乙", 4), SECOND)
    ending = Ending(("inspector", "grid_leader"))
    finish_round(village.workspace, PatrolId(patrol), FIRST, MORNING.later(3 * HOUR), ending)
    built(village, patrol)
    return patrol


def test_places_are_named_in_the_order_of_the_inspectors() -> None:
    assert inspector_places(3) == ("inspector", "inspector_2", "inspector_3")
    assert place_of_inspector((STAFF, OFFICER), OFFICER) == "inspector_2"
    assert place_of_inspector((STAFF, OFFICER), named(99)) == ""
    assert places_by_rule(("inspector", "grid_leader"), 2) == ("inspector", "inspector_2", "grid_leader")
    assert places_by_rule(("grid_leader",), 2) == ("grid_leader",)
    assert [is_inspectors(one) for one in ("inspector", "inspector_12", "inspected_party")] == [
        True,
        True,
        False,
    ]
    assert [role_of(one) for one in ("inspector_2", "grid_leader", "witness")] == [
        "Inspector",
        "Grid leader",
        "witness",
    ]


def test_the_report_of_two_has_a_place_for_each(village: Village, reader: Reader, patrol: str) -> None:
    paper = patrol_paper(reader, village.workspace.blobs, patrol, Stage.FINAL)
    assert [(one.name, one.field) for one in paper.signers] == [
        ("示例甲", "inspector"),
        ("示例乙", "inspector_2"),
        ("", "grid_leader"),
    ]


def test_each_signs_in_their_own_place_and_in_no_other(village: Village, reader: Reader, patrol: str) -> None:
    folder = village.workspace.folder
    row = report_row(reader, folder, patrol)
    assert row
    assert signing_place(reader, row, STAFF, TODAY).field == "inspector"
    assert signing_place(reader, row, OFFICER, TODAY).field == "inspector_2"
    assert (reports_to_sign(reader, STAFF), reports_to_sign(reader, OFFICER)) == (1, 1)
    first, second = key_of("示例甲", 3), key_of("示例乙", 4)
    with pytest.raises(Refused, match="Only an inspector of this patrol"):
        sign_final_report(reader, village.workspace, patrol, second, SECOND, LATER, field="inspector")
    sign_final_report(reader, village.workspace, patrol, first, FIRST, LATER, field="inspector")
    assert (reports_to_sign(reader, STAFF), reports_to_sign(reader, OFFICER)) == (0, 1)
    sign_final_report(reader, village.workspace, patrol, second, SECOND, LATER, field="inspector_2")
    assert reports_to_sign(reader, OFFICER) == 0
    row = report_row(reader, folder, patrol)
    assert row
    assert (row.state, row.signed) == (ReportState.TO_SIGN, ("inspector", "inspector_2"))
    assert "Only an inspector" in signing_place(reader, row, named(99), TODAY).why_not
    verdict = verify(built(village, patrol).file)
    assert [one.field for one in verdict.signatures] == ["inspector", "inspector_2"]
    assert all(one.valid for one in verdict.signatures)
