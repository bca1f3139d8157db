"""Tasks are counted by region and by department, and every count opens exactly its tasks."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries.ledger import LedgerView, ledger_keys
from db.queries.progress_tables import ProgressTables, Rows, progress_tables, tasks_counted
from db.task_recording import name_unit_group, record_task, set_new_task, task_of
from inspector.model import task_acts as acts
from inspector.model.ids import GridId, TaskId
from inspector.model.task_life import TaskSet
from inspector.model.task_progress import Progress, closed_share
from tests.db.case_desk import BY_COUNTY, LATER, appoint
from tests.db.village import OFFICE, TOWN, VILLAGE, Village

TODAY = LATER.day
PARTITION = (
    Progress.CLOSED_OFF,
    Progress.CLOSED_BEFORE,
    Progress.COMPLETED,
    Progress.AT_WORK,
    Progress.LONG_TERM,
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def set_task(village: Village, title: str, due: date | None = None, **further: object) -> TaskId:
    told = TaskSet(**{"grid": OFFICE, "title": title, "due": due, **further})  # type: ignore[arg-type]
    (task,) = set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance).subjects
    return TaskId(task)


def do(village: Village, task: str, act: object) -> None:
    with closing(village.workspace.reader()) as reader:
        last = task_of(village.workspace, reader, task).last
    record_task(village.workspace, task, last, act, BY_COUNTY, LATER)  # type: ignore[arg-type]


def tables(village: Village, grid: GridId = OFFICE) -> ProgressTables:
    with closing(village.workspace.reader()) as reader:
        found = progress_tables(reader, grid, TODAY)
        for rows, listed in (
            (Rows.ALL, (found.total,)),
            (Rows.REGIONS, found.regions),
            (Rows.DEPARTMENTS, found.departments),
        ):
            for row in listed:
                assert sum(row.counts[one] for one in PARTITION) == row.counts[Progress.TOTAL]
                for what, count in row.counts.items():
                    facts = tasks_counted(reader, grid, TODAY, what, rows, row.key)
                    assert len(facts) == len({fact.id for fact in facts}) == count
    return found


def totals(rows: object) -> Mapping[str, int]:
    return {row.name: row.counts[Progress.TOTAL] for row in rows}  # type: ignore[attr-defined]


def test_without_a_task_there_is_nothing_to_count(village: Village) -> None:
    found = tables(village)
    assert (found.grid_name, found.regions, found.departments) == ("示例县", (), ())
    assert closed_share(found.total.counts) == "–"


def test_a_task_counts_for_each_of_its_units_and_once_in_all(village: Village) -> None:
    set_task(village, "一", lead=("县水务局",), responsible=("县水务局", "县住建局", "示例镇人民政府"))
    set_task(village, "二", responsible=("县住建局",), supervising=("县委督查室",))
    set_task(village, "三")
    found = tables(village)
    assert found.total.counts[Progress.TOTAL] == 3
    assert totals(found.regions) == {"示例镇": 1}
    assert totals(found.departments) == {"县住建局": 2, "县水务局": 1}


def test_a_group_of_units_counts_for_each_of_its_members(village: Village) -> None:
    for name, units in (("七办一镇", ("县住建局", "各镇人民政府")), ("各镇人民政府", ("示例镇",))):
        name_unit_group(village.workspace, name, units, BY_COUNTY, LATER, village.chance)
    task = set_task(village, "一", responsible=("七办一镇",))
    set_task(village, "二", responsible=("县住建局",))
    found = tables(village)
    assert totals(found.regions) == {"示例镇": 1}
    assert totals(found.departments) == {"县住建局": 2}
    with closing(village.workspace.reader()) as reader:
        for unit in ("县住建局", "示例镇"):
            view = LedgerView(OFFICE, TODAY, "all", facts=(("unit", (unit,)),))
            assert task in ledger_keys(reader, view)


def test_a_township_sees_its_own_tasks_with_those_that_name_it(village: Village) -> None:
    set_task(village, "县", responsible=("县水务局",))
    set_task(village, "村", grid=VILLAGE)
    set_task(village, "镇", responsible=("县住建局", "示例镇"))
    found = tables(village, TOWN)
    assert found.total.counts[Progress.TOTAL] == 2
    assert totals(found.regions) == {"示例村网格": 1}
    assert totals(found.departments) == {"县住建局": 1, "示例镇": 1}
    assert totals(tables(village).regions) == {"示例镇": 2}


def test_tasks_are_told_apart_by_state_and_deadline(village: Village) -> None:
    past, soon = TODAY - timedelta(days=3), TODAY + timedelta(days=3)
    set_task(village, "逾期", past)
    set_task(village, "今天", TODAY)
    set_task(village, "未到", soon)
    set_task(village, "长期", kinds=("长期坚持",))
    set_task(village, "发现一处治理一处", is_standing=True)
    held = set_task(village, "坚持", past)
    do(village, held, lambda task, who, _r: acts.hold(task, who, "长期坚持"))
    done = set_task(village, "完成", past)
    do(village, done, lambda task, who, rules: acts.complete(task, who, "已完成", TODAY, TODAY, rules))
    counts = tables(village).total.counts
    assert counts == {
        Progress.TOTAL: 7,
        Progress.CLOSED_OFF: 0,
        Progress.CLOSED_BEFORE: 0,
        Progress.COMPLETED: 1,
        Progress.AT_WORK: 3,
        Progress.LONG_TERM: 3,
        Progress.DUE: 3,
        Progress.OVERDUE: 1,
    }
    with closing(village.workspace.reader()) as reader:
        facts = tasks_counted(reader, OFFICE, TODAY, Progress.LONG_TERM)
    assert sorted((fact.name, fact.due) for fact in facts) == [
        ("发现一处治理一处", None),
        ("坚持", past),
        ("长期", None),
    ]


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_share_is_whole_only_where_nothing_is_left(closed: int, before: int, rest: int) -> None:
    counts = dict.fromkeys(Progress, 0) | {
        Progress.TOTAL: closed + before + rest,
        Progress.CLOSED_OFF: closed,
        Progress.CLOSED_BEFORE: before,
    }
    share = closed_share(counts)
    assert (share == "–") == (closed + rest == 0)
    assert (share == "100.0%") == (closed > 0 and rest == 0)


def test_the_share_is_that_of_the_report_on_the_plan() -> None:
    """55 of 94 tasks: 58.5 %, as the report of 2019 on the plan of Xinjiang says."""
    counts = dict.fromkeys(Progress, 0) | {Progress.TOTAL: 94, Progress.CLOSED_OFF: 55}
    assert closed_share(counts) == "58.5%"
