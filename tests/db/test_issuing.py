"""Numbers that two devices never share; who signs an issued report; what is asked before."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.issued_reports import ReportWish, addressee_of, issue_report
from db.queries.issuing import issue_question, stops_of
from db.queries.reports import report_row
from db.queries.signing_places import own_certificate_place, signing_place
from db.queries.site_sheets import handling_of, paper_site
from db.queries.visit_paper import visit_paper
from inspector.model.finding import finding_number
from inspector.model.finding_state import FindingState
from inspector.model.issued_report import ReportKind, issued_number
from inspector.model.office import RulesDecided
from inspector.model.patrol import PatrolFinished, PatrolStarted, report_number
from inspector.model.stop import StopRecorded
from inspector.periods import DAY
from inspector.reports.patrol_paper import Handling
from tests.db.issuing import (
    FINDING,
    HINT,
    NOON,
    PATROL,
    STOP,
    VISIT,
    finished_round,
    issued,
    recorded,
)
from tests.db.reporting import ACTOR, finish, go_round
from tests.db.village import MORNING, OFFICER, STAFF, VILLAGE, Village, named


@pytest.fixture
def village(tmp_path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village):
    opened = village.workspace.reader()
    yield opened
    opened.close()


FEEDS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=52, max_size=52)


@given(one=FEEDS, other=FEEDS, serials=st.tuples(st.integers(1, 9999), st.integers(1, 9999)))
def test_two_devices_without_a_network_never_give_the_same_number(one, other, serials):
    day, year = MORNING.day, MORNING.day.year
    if one[:4] == other[:4]:
        return
    for number in (
        lambda feed, serial: report_number("SLX", day, feed, serial),
        lambda feed, serial: finding_number("SLX", year, feed, serial),
        *(
            lambda feed, serial, kind=kind: issued_number("SLX", kind, year, feed, serial)
            for kind in ReportKind
        ),
    ):
        assert number(one, serials[0]) != number(other, serials[1])
    assert len({issued_number("SLX", kind, year, one, 1) for kind in ReportKind}) == len(ReportKind)


def _same(chance: bytes, _size: int) -> bytes:
    return chance


def test_a_device_counts_on_after_what_it_gave_and_not_after_another(village, reader):
    finished_round(village)
    numbers = []
    for at in range(3):
        chance = bytes([at]) * 10
        given = issue_report(village.workspace, VISIT, ACTOR, NOON.later(at * DAY), partial(_same, chance))
        numbers.append(given.number)
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"]
    assert (
        issue_report(village.workspace, HINT, ACTOR, NOON, lambda _s: bytes([9]) * 10).number[-4:] == "0001"
    )


def test_a_site_and_people_that_never_came_are_left_empty(village, reader):
    assert paper_site(reader, named(99)).name == ""
    village.record(
        PatrolStarted(subject=named(95), grid="", day=MORNING.day, began=MORNING, inspectors=(named(99),)),
        StopRecorded(subject=named(96), patrol=named(95), site=named(98), arrived=MORNING),
        PatrolFinished(subject=named(95), ended=NOON, number="N-1", signers=(), due=0),
        when=NOON,
    )
    rules = RulesDecided(subject=VILLAGE, office_name="示例办", signers=("inspector", "grid_leader"))
    village.record(rules, when=NOON)
    wish = ReportWish(kind=ReportKind.VISIT, about=(named(96),))
    paper = visit_paper(reader, village.workspace.blobs, recorded(reader, issued(village, wish)))
    assert (paper.inspectors, paper.grid, paper.left) == ((named(99),), "", None)
    assert [signer.role for signer in paper.signers] == ["Inspector", "Grid leader", "Inspected party"]


def test_a_round_of_two_names_the_second_inspector_for_ink(village, reader):
    go_round(village, inspectors=(STAFF, OFFICER))
    finish(village, PATROL)
    paper = visit_paper(reader, village.workspace.blobs, recorded(reader, issued(village, VISIT)))
    assert [(one.name, one.field) for one in paper.signers] == [
        ("示例甲", "inspector"),
        ("示例乙", ""),
        ("", ""),
    ]


def test_what_is_asked_before_issuing(village, reader):
    finished_round(village)
    for kind in ReportKind:
        assert issue_question(reader, kind, named(99)) is None
    asked = issue_question(reader, ReportKind.HINT, FINDING)
    assert asked
    assert [one.number for one in asked.findings] == ["SLX0101-2026-ABCD-050"]
    assert [one.site for one in stops_of(reader, PATROL)] == ["示例焦化厂", "北山排土场"]
    assert addressee_of(reader, named(99)) == ""


def test_the_place_of_the_inspected_party_is_nobodys_of_the_office(village, reader):
    finished_round(village)
    wish = ReportWish(kind=ReportKind.VISIT, about=(STOP,), signers=("inspected_party",))
    row = report_row(reader, village.folder, issued(village, wish))
    assert row
    assert "with a certificate of their own" in signing_place(reader, row, OFFICER, MORNING.day).why_not
    assert signing_place(reader, row, STAFF, MORNING.day).why_not == "You have no further place to sign here."
    assert own_certificate_place(row).field == "inspected_party"
    assert own_certificate_place(replace(row, made_here=False)).field == ""


def test_what_was_put_right_on_the_spot_is_said(village, reader):
    assert handling_of(FindingState.CLOSED, on_the_spot=True) is Handling.PUT_RIGHT
    assert handling_of(FindingState.REPORTED, on_the_spot=False) is Handling.REPORTED
