"""What presses is counted once, by the worst that holds of it, for whom it presses on."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple
from datetime import timedelta
from pathlib import Path

import pytest

from db.complaint_recording import register_complaint
from db.connection import Reader
from db.queries.findings import FindingView, finding_counts
from db.queries.pressing import Pressing, complaints_pressing, findings_pressing, tasks_pressing
from db.task_recording import set_new_task
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import ComplaintReceived
from inspector.model.complaint_words import Channel
from inspector.model.ids import GridId
from inspector.model.task_life import Measure, TaskSet
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, LATER, appoint, give, report
from tests.db.village import MORNING, OFFICE, STAFF, TOWN, VILLAGE, Village, named

TODAY = LATER.day
A_DAY = 86_400_000


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def test_findings_are_counted_by_their_deadline_and_what_else_waits(village: Village, reader: Reader) -> None:
    for number in (70, 71):
        report(village, number)
    give(village, named(71))
    today = TODAY
    due = reader.value("SELECT min(due_on) FROM finding WHERE id = ?", (named(71),))
    assert findings_pressing(reader, BY_CLERK.person, TOWN, today) == Pressing(waiting=1)
    days = (type(today).fromisoformat(due) - today).days
    soon = today + timedelta(days=days - 1)
    late = today + timedelta(days=days + 1)
    assert findings_pressing(reader, BY_STAFF.person, VILLAGE, soon).soon >= 1
    counted = findings_pressing(reader, BY_CLERK.person, TOWN, late)
    overdue = finding_counts(reader, FindingView(GridId(TOWN), late))["overdue"]
    assert counted.overdue == overdue >= 1, "the number beside the page is that of its filter"
    assert sum(astuple(counted)) == 2
    assert findings_pressing(reader, BY_CLERK.person, named(99), late) == Pressing()


def test_a_task_counts_once_by_the_worst_of_its_days(village: Village, reader: Reader) -> None:
    past = Measure(id="1", text="x", due=TODAY - timedelta(days=1))
    ahead = Measure(id="1", text="x", due=TODAY + timedelta(days=2))
    for due, measure in ((-3, past), (2, past), (300, past), (2, ahead), (300, ahead), (300, None)):
        told = TaskSet(
            grid=OFFICE,
            title="任务",
            due=TODAY + timedelta(days=due),
            measures=(measure,) if measure else (),
        )
        set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance)
    assert tasks_pressing(reader, BY_COUNTY.person, OFFICE, TODAY) == Pressing(overdue=1, behind=2, soon=2)
    assert tasks_pressing(reader, STAFF, VILLAGE, TODAY) == Pressing()


def test_complaints_are_counted_by_their_last_day_on_ones_ground(village: Village, reader: Reader) -> None:
    for before in (100, 0):
        told = ComplaintReceived(
            number="",
            grid="",
            channel=Channel.VISIT,
            received=MORNING.later(-before * A_DAY),
            content="异味",
            accused="某料场",
        )
        register_complaint(
            village.workspace, told, Complainant(name="赵钱孙"), BY_STAFF, MORNING, village.chance
        )
    last = reader.value("SELECT max(due_on) FROM complaint")
    day = type(TODAY).fromisoformat(last) - timedelta(days=3)
    assert complaints_pressing(reader, OFFICE, MORNING.day) == Pressing(overdue=1)
    assert complaints_pressing(reader, "", day) == Pressing(overdue=1, soon=1)
    assert complaints_pressing(reader, named(99), day) == Pressing()
