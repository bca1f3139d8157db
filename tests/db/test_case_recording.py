"""Steps of findings are recorded by those they belong to, on the state they saw."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.case_recording import finding_of, office_rules, record_case, record_cases, record_relapse, who_is
from db.connection import Reader
from db.queries.cases import case_sheet, relapse_proposals
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.finding_acts import (
    Assignment,
    accept,
    assign,
    pass_recheck,
    progress,
    resolve_conflict,
)
from inspector.model.finding_life import FindingTransferred
from inspector.model.finding_state import FindingState, Severity
from inspector.model.finding_steps import Step
from inspector.model.ids import FindingId
from inspector.model.office import Rules, RulesDecided
from inspector.model.person import Role
from inspector.periods import DAY
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    BY_STAFF,
    CLERK,
    CLERK_KEY,
    COUNTY_KEY,
    LATER,
    admit,
    appoint,
    elsewhere,
    give,
    now_of,
    report,
    say_put_right,
)
from tests.db.village import MORNING, OFFICE, STAFF, TODAY, VILLAGE, Village, named


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


@pytest.fixture
def reader(desk: Village) -> Iterator[Reader]:
    opened = desk.workspace.reader()
    yield opened
    opened.close()


def test_a_finding_goes_from_assigned_to_closed(desk: Village, reader: Reader) -> None:
    finding = report(desk)
    give(desk, finding)
    say_put_right(desk, finding)
    record_case(
        desk.workspace,
        finding,
        now_of(desk, finding).last,
        lambda one, who, _rules: pass_recheck(one, who, LATER, "已覆盖"),
        BY_CLERK,
        LATER,
        CLERK_KEY,
    )
    row = reader.row(
        "SELECT state, is_open, unit, ended_on, put_right_on FROM finding WHERE id = ?", (finding,)
    )
    assert row == ("closed", 0, "示例村委会", TODAY.isoformat(), TODAY.isoformat())
    steps = reader.rows(
        "SELECT type, by, has_effect FROM case_step WHERE subject = ? ORDER BY position", (finding,)
    )
    assert steps == [
        ("finding.assigned", CLERK, 1),
        ("finding.put_right", STAFF, 1),
        ("finding.recheck_passed", CLERK, 1),
    ]


def test_a_serious_one_needs_two_by_the_rules_of_the_office(desk: Village) -> None:
    finding = report(desk, severity=Severity.SERIOUS)
    give(desk, finding)
    say_put_right(desk, finding)
    for by, key in ((BY_CLERK, CLERK_KEY), (BY_COUNTY, COUNTY_KEY)):
        assert now_of(desk, finding).state is FindingState.PUT_RIGHT
        record_case(
            desk.workspace,
            finding,
            now_of(desk, finding).last,
            lambda one, who, _rules: pass_recheck(one, who, LATER),
            by,
            LATER,
            key,
        )
    assert now_of(desk, finding).state is FindingState.IN_CLOSE_OFF


def test_a_step_on_an_outdated_state_is_refused(desk: Village) -> None:
    finding = report(desk)
    seen = now_of(desk, finding).last
    give(desk, finding)
    for act in (
        lambda: record_case(
            desk.workspace, finding, seen, lambda one, who, _r: accept(one, who), BY_STAFF, LATER
        ),
        lambda: record_cases(
            desk.workspace, [(finding, seen)], lambda one, who, _r: accept(one, who), BY_STAFF, LATER
        ),
    ):
        with pytest.raises(Refused, match="meanwhile"):
            act()
    assert now_of(desk, finding).state is FindingState.ASSIGNED


def test_an_unknown_finding_is_refused(desk: Village, reader: Reader) -> None:
    with pytest.raises(Refused, match="not recorded here"):
        finding_of(desk.workspace, reader, named(99))
    assert case_sheet(desk.workspace, reader, FindingId(named(99)), BY_CLERK, TODAY) is None


def test_many_are_assigned_at_once_or_none(desk: Village) -> None:
    first, second, done = report(desk, 70), report(desk, 71), report(desk, 72)
    to = Assignment(unit="示例村委会")

    def both(*findings: str) -> None:
        record_cases(
            desk.workspace,
            [(one, now_of(desk, one).last) for one in findings],
            lambda one, who, rules: assign(one, who, to, rules, TODAY),
            BY_CLERK,
            LATER,
        )

    give(desk, done)
    say_put_right(desk, done)
    with pytest.raises(Refused, match="not yet put right"):
        both(first, done)
    assert now_of(desk, first).state is FindingState.REPORTED
    both(first, second)
    assert {now_of(desk, one).state for one in (first, second)} == {FindingState.ASSIGNED}


def test_roles_count_on_the_ground_where_they_are_held(desk: Village, reader: Reader) -> None:
    finding = now_of(desk, report(desk))
    assert who_is(reader, finding, BY_CLERK, TODAY).roles == {Role.CLERK}
    assert who_is(reader, finding, BY_STAFF, TODAY).roles == {Role.GRID_STAFF}
    assert who_is(reader, finding, Actor(named(88), OFFICE), TODAY).roles == frozenset()


def test_the_person_it_was_given_to_works_on_it_without_a_role_there(desk: Village) -> None:
    finding, stranger = report(desk), named(88)
    admit(desk, desk.workspace.feed, stranger)
    record_case(
        desk.workspace,
        finding,
        now_of(desk, finding).last,
        lambda one, who, rules: assign(one, who, Assignment(unit="厂", person=stranger), rules, TODAY),
        BY_CLERK,
        LATER,
    )
    by = Actor(stranger, OFFICE)
    record_case(
        desk.workspace,
        finding,
        now_of(desk, finding).last,
        lambda one, who, _rules: progress(one, who, "已备料"),
        by,
        LATER,
    )
    assert now_of(desk, finding).state is FindingState.UNDER_WAY


def test_rules_are_those_of_the_office(desk: Village, reader: Reader) -> None:
    assert office_rules(desk.workspace, reader, OFFICE) == Rules()
    desk.record(RulesDecided(subject=OFFICE, office_name="示例县整改办", rechecks=(2, 3, 3)))
    assert office_rules(desk.workspace, reader, VILLAGE).rechecks_of(Severity.MINOR) == 2


def test_the_sheet_tells_what_may_happen_next_and_what_did(desk: Village, reader: Reader) -> None:
    finding = report(desk)
    give(desk, finding)
    sheet = case_sheet(desk.workspace, reader, finding, BY_STAFF, TODAY)
    assert sheet
    open_steps = [one.step for one in sheet.steps if one.refusal is None]
    assert open_steps == [Step.ACCEPT, Step.PROGRESS, Step.ASK_MORE_TIME, Step.PUT_RIGHT]
    (line,) = sheet.lines
    assert (line.type, line.by, line.told["unit"], line.papers) == (
        "finding.assigned",
        CLERK,
        "示例村委会",
        (),
    )
    assert sheet.names == {STAFF: "示例甲", CLERK: "示例丁"}


def test_a_conflict_is_shown_until_a_person_decided(desk: Village, reader: Reader) -> None:
    finding = report(desk)
    before = now_of(desk, finding).last
    given = give(desk, finding).entries[-1]
    letter = FindingTransferred(subject=finding, authority="示例县水务局", reason="职责")
    transferred = elsewhere(desk, letter, before)
    sheet = case_sheet(desk.workspace, reader, finding, BY_CLERK, TODAY)
    assert sheet
    (conflict,) = sheet.conflicts
    assert {conflict.one, conflict.other} == {given, transferred}
    record_case(
        desk.workspace,
        finding,
        sheet.finding.last,
        lambda one, who, _rules: resolve_conflict(one, who, [transferred], "由本镇负责"),
        BY_CLERK,
        LATER,
    )
    resolved = case_sheet(desk.workspace, reader, finding, BY_CLERK, TODAY)
    assert resolved
    assert (resolved.conflicts, resolved.finding.state) == ((), FindingState.ASSIGNED)


def close(desk: Village, finding: str) -> None:
    give(desk, finding)
    say_put_right(desk, finding)
    record_case(
        desk.workspace,
        finding,
        now_of(desk, finding).last,
        lambda one, who, _rules: pass_recheck(one, who, LATER),
        BY_CLERK,
        LATER,
        CLERK_KEY,
    )


def test_what_is_seen_again_at_the_same_site_and_question_is_proposed_as_a_relapse(
    desk: Village, reader: Reader
) -> None:
    old = report(desk, 70)
    close(desk, old)
    assert relapse_proposals(reader, OFFICE) == ()
    later = MORNING.later(DAY)
    new = report(desk, 71, noticed=later)
    report(desk, 72, noticed=later, question="smoke")
    (proposal,) = relapse_proposals(reader, OFFICE)
    assert (proposal.new, proposal.old, proposal.site_name, proposal.ended_on) == (
        new,
        old,
        "示例焦化厂",
        TODAY,
    )
    assert relapse_proposals(reader, OFFICE, new) == (proposal,)
    record_relapse(desk.workspace, old, new, BY_CLERK, later)
    again, joined = now_of(desk, old), now_of(desk, new)
    assert (again.state, again.relapses, again.number) == (FindingState.REPORTED, 1, "SLX0101-2026-T-0070")
    assert (joined.state, joined.joined_into) == (FindingState.JOINED, old)
    assert relapse_proposals(reader, OFFICE) == ()
