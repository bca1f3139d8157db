"""A plan that was read again: known as a newer version of the right plan, with each difference."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.plan_intake import TakenPlan, renew_plan, take_plan
from db.plan_versions import accepted, older_version
from db.workspace import Actor
from inspector.model.person import Role, RoleGiven
from inspector.plans.documents import read_document
from inspector.plans.matching import Verdict
from inspector.plans.plan import PlanTask
from inspector.plans.reading import read_plan
from tests.db.village import FOUNDING, MORNING, OFFICE, OFFICER, TOWN, Village

PLANS = Path(__file__).parents[1] / "data" / "plans"
BY = Actor(OFFICER, OFFICE)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    office = RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day)
    made.record(office, by=BY, when=FOUNDING)
    yield made
    made.close()


def tasks(name: str = "wuhai-2017.txt") -> tuple[PlanTask, ...]:
    return read_plan(read_document(PLANS / name)).tasks


def taken(village: Village, read: tuple[PlanTask, ...], title: str) -> TakenPlan:
    document = PLANS / "wuhai-2017.txt"
    return take_plan(village.workspace, read, document, title, BY, MORNING, village.chance)


def verdicts(village: Village, read: tuple[PlanTask, ...], grid: str = OFFICE) -> list[Verdict] | None:
    with closing(village.workspace.reader()) as reader:
        older = older_version(village.workspace, reader, grid, read)
    return [one.verdict for one in older.differences] if older else None


def test_the_same_plan_again_differs_in_nothing(village: Village) -> None:
    taken(village, tasks(), "乌海")
    assert verdicts(village, tasks()) == [Verdict.SAME] * 12


def test_another_plan_and_one_of_another_grid_are_none_of_its_versions(village: Village) -> None:
    assert verdicts(village, tasks()) is None
    taken(village, tasks(), "乌海")
    assert verdicts(village, tasks("yulin-2018.txt")) is None
    assert verdicts(village, tasks(), TOWN) is None
    assert verdicts(village, ()) is None


def test_the_plan_most_alike_is_the_older_one(village: Village) -> None:
    taken(village, tasks()[:7], "一半")
    whole = taken(village, tasks(), "全部")
    with closing(village.workspace.reader()) as reader:
        older = older_version(village.workspace, reader, OFFICE, tasks())
    assert older
    assert (older.plan, older.title) == (whole.plan, "全部")


def test_accepted_differences_change_add_and_take_out(village: Village) -> None:
    plan = taken(village, tasks()[:11], "乌海")
    read = tasks()
    newer = (replace(read[0], goal="全部完成"), *read[1:10], read[11])
    with closing(village.workspace.reader()) as reader:
        older = older_version(village.workspace, reader, OFFICE, newer)
    assert older
    said = accepted(older.differences)
    assert [(bool(one.task), one.read is not None) for one in said] == [
        (True, True),
        (False, True),
        (True, False),
    ]
    document = PLANS / "wuhai-2017.txt"
    renew_plan(village.workspace, plan.plan, said, document, "乌海(修订)", BY, MORNING, village.chance)
    assert verdicts(village, newer) == [Verdict.SAME] * 11
