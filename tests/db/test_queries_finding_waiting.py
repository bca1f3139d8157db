"""What waits for whom: by role, by ground, by what was given to a person or their unit."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.case_recording import record_case
from db.connection import Reader
from db.queries.finding_facts import finding_facts
from db.queries.finding_waiting import roles_in
from db.queries.findings import FindingView, finding_counts, finding_keys, finding_rows
from inspector.model.case_steps import (
    ExtensionAsked,
    LookBackPlanned,
    Supervision,
    SupervisionBegun,
)
from inspector.model.finding import FindingPutRightOnTheSpot
from inspector.model.finding_acts import pass_recheck
from inspector.model.finding_life import FindingAssigned, FindingRelapsed
from inspector.model.finding_state import Severity, Source
from inspector.model.ids import FindingId, GridId
from inspector.model.person import Role, RoleGiven
from inspector.periods import DAY, HOUR
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    BY_STAFF,
    CLERK_KEY,
    COUNTY_KEY,
    appoint,
    give,
    now_of,
    report,
    say_put_right,
)
from tests.db.test_queries_findings import noticed
from tests.db.village import FOUNDING, MORNING, OFFICE, OFFICER, STAFF, TODAY, TOWN, VILLAGE, Village, named

NEW, GIVEN, CLAIMED = (FindingId(named(number)) for number in (70, 71, 72))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    report(made, 70)
    report(made, 71)
    give(made, GIVEN)
    report(made, 72)
    give(made, CLAIMED)
    say_put_right(made, CLAIMED)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def mine(reader: Reader, person: str, grid: str, **facts: Any) -> list[FindingId]:
    return finding_keys(reader, FindingView(GridId(grid), TODAY, "mine", person=person, **facts))


def test_the_office_assigns_and_rechecks_on_its_ground(reader: Reader) -> None:
    for actor in (BY_CLERK, BY_COUNTY):
        assert set(mine(reader, actor.person, actor.org)) == {NEW, CLAIMED}
    assert not mine(reader, BY_CLERK.person, named(99))


def test_what_a_unit_has_in_hand_waits_for_its_people(reader: Reader) -> None:
    assert mine(reader, STAFF, VILLAGE) == [GIVEN]
    assert mine(reader, STAFF, VILLAGE, text="料堆") == [GIVEN]
    assert mine(reader, STAFF, VILLAGE, facts=(("severity", ("major",)),)) == []


def test_what_was_given_to_one_person_waits_for_nobody_else(village: Village, reader: Reader) -> None:
    to = FindingAssigned(
        subject=GIVEN, unit="示例村委会", unit_grid=VILLAGE, person=OFFICER, person_name="示例乙", due=TODAY
    )
    village.record(to, by=BY_CLERK)
    assert mine(reader, STAFF, VILLAGE) == []
    assert set(mine(reader, OFFICER, VILLAGE)) == {GIVEN, CLAIMED}


def test_who_put_it_right_does_not_recheck_it(village: Village, reader: Reader) -> None:
    village.record(RoleGiven(subject=STAFF, role=Role.SUPERVISION, grid=VILLAGE, since=FOUNDING.day))
    assert mine(reader, STAFF, VILLAGE) == [GIVEN]
    assert set(mine(reader, OFFICER, VILLAGE)) == {GIVEN, CLAIMED}


def test_an_extension_that_was_asked_for_waits_for_the_office(village: Village, reader: Reader) -> None:
    until = TODAY + timedelta(days=30)
    village.record(ExtensionAsked(subject=GIVEN, until=until, reason="大风"))
    assert set(mine(reader, BY_CLERK.person, TOWN)) == {NEW, GIVEN, CLAIMED}


def test_close_off_and_looks_back_wait_too(village: Village, reader: Reader) -> None:
    serious = report(village, 73, severity=Severity.SERIOUS)
    give(village, serious)
    say_put_right(village, serious)
    later = MORNING.later(2 * HOUR)
    for finding, by, key in (
        (serious, BY_CLERK, CLERK_KEY),
        (serious, BY_COUNTY, COUNTY_KEY),
        (CLAIMED, BY_CLERK, CLERK_KEY),
    ):
        record_case(
            village.workspace,
            finding,
            now_of(village, finding).last,
            lambda found, who, _rules: pass_recheck(found, who, later),
            by,
            later,
            key,
        )
    assert set(mine(reader, BY_CLERK.person, TOWN)) == {NEW, serious}
    village.record(LookBackPlanned(subject=CLAIMED, on=TODAY), by=BY_CLERK, when=later)
    assert set(mine(reader, BY_CLERK.person, TOWN)) == {NEW, serious, CLAIMED}


def test_roles_above_a_grid_hold_in_it_and_others_do_not(reader: Reader) -> None:
    assert roles_in(reader, BY_COUNTY.person, VILLAGE, TODAY) == {Role.RECTIFICATION_OFFICE}
    assert roles_in(reader, BY_CLERK.person, OFFICE, TODAY) == frozenset()
    assert mine(reader, BY_CLERK.person, OFFICE) == []


@pytest.mark.parametrize("grid", [OFFICE, VILLAGE])
def test_rare_facts_are_found(village: Village, reader: Reader, grid: str) -> None:
    old = FindingId(named(80))
    village.record(
        noticed(old, MORNING.later(-20 * DAY), text="旧报道", term_days=3, source=Source.MEDIA),
        SupervisionBegun(subject=GIVEN, kind=Supervision.LISTED),
    )

    def found(*facts: tuple[str, tuple[str, ...]]) -> set[str]:
        return set(finding_keys(reader, FindingView(GridId(grid), TODAY, "all", facts=facts)))

    assert found(("unit", ("示例村委会",))) == {GIVEN, CLAIMED}
    assert found(("supervision", ("listed", "case"))) == {GIVEN}
    assert found(("supervision", ("case",))) == set()
    assert found(("source", ("media",))) == {old}
    assert found(("due", ("overdue",))) == {old}
    assert found(("due", ("soon",))) == set()
    assert found(("due", ("given",))) == {GIVEN, CLAIMED}
    assert found(("relapsed", ("yes",))) == set()
    assert found(("unit", ("示例村委会",)), ("due", ("overdue", "given"))) == {GIVEN, CLAIMED}
    assert finding_facts(reader, GridId(grid)).units == ("示例村委会",)


def test_a_line_says_to_whom_it_was_given_and_its_tags(village: Village, reader: Reader) -> None:
    village.record(SupervisionBegun(subject=GIVEN, kind=Supervision.CASE))
    row = finding_rows(reader, [GIVEN])[GIVEN]
    assert (row.unit, row.is_due_given, row.supervision) == ("示例村委会", True, (Supervision.CASE,))
    counts = finding_counts(reader, FindingView(OFFICE, TODAY, person=BY_CLERK.person), ("recheck", "mine"))
    assert counts == {"recheck": 1, "mine": 0}


def test_what_came_back_is_found(village: Village, reader: Reader) -> None:
    again = FindingId(named(81))
    village.record(noticed(again, MORNING, text="料堆"), FindingPutRightOnTheSpot(subject=again))
    village.record(FindingRelapsed(subject=again, seen=MORNING, text="又堆了"), by=BY_STAFF)
    facts = (("relapsed", ("yes",)),)
    assert finding_keys(reader, FindingView(OFFICE, TODAY, "open", facts=facts)) == [again]
