"""A newer version of a plan changes the duties that the plan set, and no others."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.plan_intake import Accepted, renew_plan, take_plan
from db.plan_versions import older_version
from db.task_recording import record_task, task_of
from db.workspace import Actor
from inspector.model import task_part_acts as parts
from inspector.model.person import Role, RoleGiven
from inspector.model.task import Task
from inspector.model.task_state import Every
from inspector.plans.documents import read_document
from inspector.plans.matching import Verdict
from inspector.plans.plan import PlanDeadline, PlanDuty, PlanTask
from inspector.plans.reading import read_plan
from tests.db.village import FOUNDING, MORNING, OFFICE, OFFICER, TODAY, Village

PLAN = Path(__file__).parents[1] / "data" / "plans" / "wuhai-2017.txt"
BY = Actor(OFFICER, OFFICE)
DUE = date(2027, 12, 31)
READ = replace(
    read_plan(read_document(PLAN)).tasks[0],
    deadline=PlanDeadline("2027年底", DUE, ("by date",)),
    duties=(
        PlanDuty("市委常委会", "每季度", 1, "市委常委会每季度研究一次"),
        PlanDuty("市环保局", "每月", 1, "市环保局每月通报一次"),
        PlanDuty("市发改委", "每半年", 1, "市发改委每半年评估一次"),
        PlanDuty("市财政局", "每年", 1, "市财政局每年安排一次"),
    ),
)
NEWER = replace(
    READ,
    duties=(
        PlanDuty("市委常委会", "每季度", 1, "市委常委会每季度研究一次"),
        PlanDuty("市环保局", "每半月", 2, "市环保局每半月通报两次"),
        PlanDuty("市住建局", "每周", 1, "市住建局每周检查一次"),
    ),
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    office = RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day)
    made.record(office, by=BY, when=FOUNDING)
    yield made
    made.close()


def now(village: Village, task: str) -> Task:
    with closing(village.workspace.reader()) as reader:
        return task_of(village.workspace, reader, task)


def taken(village: Village, read: PlanTask = READ) -> tuple[str, str]:
    plan = take_plan(village.workspace, [read], PLAN, "乌海", BY, MORNING, village.chance)
    return plan.plan, plan.tasks[0]


def renew(
    village: Village, plan: str, task: str, read: PlanTask
) -> list[tuple[str, str, Every, tuple[str, ...]]]:
    renew_plan(
        village.workspace, plan, [Accepted(task, read)], PLAN, "乌海(修订)", BY, MORNING, village.chance
    )
    return [(one.id, one.text, one.every, one.units) for one in now(village, task).duties]


def verdict(village: Village, read: PlanTask) -> tuple[Verdict, list[str]]:
    with closing(village.workspace.reader()) as reader:
        older = older_version(village.workspace, reader, OFFICE, [read])
    assert older
    (one,) = older.differences
    return one.verdict, [change.field for change in one.changes]


def act(village: Village, task: str, decide: object) -> None:
    record_task(village.workspace, task, now(village, task).last, decide, BY, MORNING)  # type: ignore[arg-type]


def test_duties_that_changed_are_proposed_and_then_differ_in_nothing(village: Village) -> None:
    plan, task = taken(village)
    assert verdict(village, READ) == (Verdict.SAME, [])
    assert verdict(village, NEWER) == (Verdict.CHANGED, ["duties"])
    assert renew(village, plan, task, NEWER) == [
        ("1", "市委常委会每季度研究一次", Every.QUARTER, ("市委常委会",)),
        ("2", "市环保局每半月通报两次", Every.HALF_MONTH, ("市环保局",)),
        ("5", "市住建局每周检查一次", Every.WEEK, ("市住建局",)),
    ]
    assert [(one.times, one.since, one.until) for one in now(village, task).duties] == [
        (1, TODAY, DUE),
        (2, TODAY, DUE),
        (1, TODAY, DUE),
    ]
    assert verdict(village, NEWER) == (Verdict.SAME, [])


def test_a_duty_that_was_met_ends_instead_of_going(village: Village) -> None:
    plan, task = taken(village)
    minutes = village.workspace.blobs.keep(b"x", "text/plain")
    act(
        village,
        task,
        lambda one, who, _rules: parts.meet_duty(
            one, who, "3", "市发改委", "2026-H2", TODAY, TODAY, (minutes,)
        ),
    )
    assert [one[0] for one in renew(village, plan, task, NEWER)] == ["1", "2", "3", "5"]
    ended = now(village, task).duties[2]
    assert (ended.until, len(ended.meetings)) == (TODAY, 1)
    assert [one[0] for one in renew(village, plan, task, NEWER)] == ["1", "2", "3", "5"]
    assert now(village, task).duties[2] == ended


def test_duties_set_by_hand_stay(village: Village) -> None:
    plan, task = taken(village, replace(READ, duties=()))
    act(
        village,
        task,
        lambda one, who, _rules: parts.set_duty(
            one, who, "0a1b2c", "每月碰头", Every.MONTH, ("示例局",), TODAY, TODAY + timedelta(days=90)
        ),
    )
    assert verdict(village, replace(READ, duties=())) == (Verdict.SAME, [])
    assert [one[:2] for one in renew(village, plan, task, replace(READ, duties=READ.duties[:1]))] == [
        ("0a1b2c", "每月碰头"),
        ("1", "市委常委会每季度研究一次"),
    ]
    assert [one[0] for one in renew(village, plan, task, replace(READ, duties=()))] == ["0a1b2c"]


def test_a_deadline_that_is_past_ends_nothing(village: Village) -> None:
    _plan, task = taken(village, replace(READ, deadline=PlanDeadline("2016年", date(2016, 12, 31))))
    assert {one.until for one in now(village, task).duties} == {None}
