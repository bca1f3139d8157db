"""The ledger shows findings and tasks in one list, by deadline, plan, unit and state."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.case_recording import record_case
from db.queries.finding_facts import finding_facts
from db.queries.findings import FindingView, finding_keys
from db.queries.ledger import (
    FILTERS,
    FINDING,
    TASK,
    LedgerRow,
    LedgerView,
    ledger_counts,
    ledger_keys,
    ledger_rows,
    tasks_due,
)
from db.queries.pressing import Pressing, tasks_pressing
from db.queries.tasks import ledger_facts, standing_count, standing_tasks, task_sheet
from db.queries.unit_choices import step_choices
from db.task_recording import name_unit_group, record_task, set_new_task, task_of
from inspector.model import task_acts as acts
from inspector.model import task_part_acts as parts
from inspector.model.case_steps import Supervision
from inspector.model.finding_acts import put_under_task
from inspector.model.ids import GridId, TaskId
from inspector.model.task_life import Measure, TaskSet
from inspector.model.task_state import ItemKind, Pace, TaskState
from tests.db.case_desk import BY_CLERK, BY_COUNTY, COUNTY, LATER, appoint, give, now_of, report
from tests.db.village import OFFICE, STAFF, TOWN, VILLAGE, Village

TODAY = LATER.day
FACTS = tuple[tuple[str, tuple[str, ...]], ...]


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def set_task(village: Village, title: str, due: date | None = None, **further: object) -> TaskId:
    told = TaskSet(grid=OFFICE, title=title, due=due, **further)  # type: ignore[arg-type]
    (task,) = set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance).subjects
    return TaskId(task)


def do(village: Village, task: str, act: object) -> None:
    with closing(village.workspace.reader()) as reader:
        last = task_of(village.workspace, reader, task).last
    record_task(village.workspace, task, last, act, BY_COUNTY, LATER)  # type: ignore[arg-type]


def put_under(village: Village, finding: str, task: str) -> None:
    record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, _rules: put_under_task(one, who, task),
        BY_CLERK,
        LATER,
    )


def keys(village: Village, filter_: str = "open", facts: FACTS = (), **further: object) -> list[str]:
    given: dict[str, object] = {"grid": OFFICE, "today": TODAY, **further}
    view = LedgerView(filter=filter_, facts=facts, **given)  # type: ignore[arg-type]
    with closing(village.workspace.reader()) as reader:
        found = ledger_keys(reader, view)
        assert found[:1] == ledger_keys(reader, view, 1)
        assert ledger_counts(reader, view)[filter_] == len(found)
    return found


def rows(village: Village, *wanted: str) -> list[LedgerRow]:
    with closing(village.workspace.reader()) as reader:
        found = ledger_rows(reader, wanted, TODAY)
    return [found[key] for key in wanted]


def test_findings_and_tasks_come_by_their_deadline_in_one_list(village: Village) -> None:
    later = set_task(village, "年底完成", TODAY + timedelta(days=30))
    never = set_task(village, "长期坚持")
    overdue = set_task(village, "已超期", TODAY - timedelta(days=3))
    finding = report(village)
    assert keys(village) == [overdue, finding, later, never]
    assert keys(village, descending=True, sort="due") == [never, later, finding, overdue]
    assert keys(village, sort="number", facts=(("kind", (FINDING,)),)) == [finding]
    assert keys(village, facts=(("kind", (TASK,)),)) == [overdue, later, never]
    assert keys(village, facts=(("kind", ()),)) == []
    assert set(keys(village, "all")) == {later, never, overdue, finding}
    assert keys(village, sort="nonsense") == keys(village)


def test_each_filter_lets_through_what_it_says(village: Village) -> None:
    overdue = set_task(village, "已超期", TODAY - timedelta(days=3))
    soon = set_task(village, "将到期", TODAY + timedelta(days=2))
    behind = set_task(
        village,
        "未达序时",
        TODAY + timedelta(days=300),
        measures=(Measure(id="1", text="x", due=TODAY - timedelta(days=1)),),
    )
    finding = report(village)
    assert keys(village, "overdue") == [overdue]
    assert keys(village, "behind") == [behind]
    assert keys(village, "soon") == [soon]
    assert keys(village, "month") == [overdue, soon, finding, behind]
    assert keys(village, "ended") == []
    assert [row.pace for row in rows(village, overdue, soon, behind, finding)] == [
        Pace.OVERDUE,
        Pace.ON_TIME,
        Pace.BEHIND,
        None,
    ]
    with closing(village.workspace.reader()) as reader:
        due = tasks_due(reader, TODAY)
        assert (due.overdue, due.behind, due.soon) == (1, 1, 1)
        assert tasks_pressing(reader, COUNTY, OFFICE, TODAY) == Pressing(overdue=1, behind=1, soon=1)
        nothing = tasks_pressing(reader, STAFF, VILLAGE, TODAY)
        assert nothing == Pressing(), "who walks the grid has no task to press"
    assert set(FILTERS) == {"open", "overdue", "behind", "soon", "month", "ended", "all"}


def test_lines_are_chosen_by_unit_through_its_groups_and_by_a_group_through_its_members(
    village: Village,
) -> None:
    named = set_task(village, "甲的", lead=("甲办",))
    grouped = set_task(village, "七办一镇的", responsible=("七办一镇",))
    above = set_task(village, "各区的", responsible=("各区各部门",))
    finding = report(village)
    give(village, finding)

    def group(name: str, *units: str) -> None:
        name_unit_group(village.workspace, name, units, BY_COUNTY, LATER, village.chance)

    group("七办一镇", "甲办", "乙镇", "示例村委会")
    group("各区各部门", "七办一镇", "丙局")

    def of(*units: str) -> set[str]:
        facts = (("unit", units),)
        with closing(village.workspace.reader()) as reader:
            view = FindingView(GridId(OFFICE), TODAY, "all", facts=facts)
            found = set(finding_keys(reader, view))
        lines = set(keys(village, facts=facts))
        assert found == lines & {finding}, "the page of findings and the ledger answer alike"
        return lines

    assert of("甲办") == {named, grouped, above}
    assert of("乙镇") == {grouped, above}
    assert of("示例村委会") == {finding, grouped, above}
    assert of("七办一镇") == {named, grouped, above, finding}, "what its members have to do is its own"
    assert of("丙局") == {above}, "other members of a group are not meant by one of them"
    assert of("各区各部门") == {named, grouped, above, finding}
    group("甲办", "各区各部门")
    assert of("丙局") == {named, grouped, above}, "groups that hold one another have an end"
    with closing(village.workspace.reader()) as reader:
        facts = ledger_facts(reader)
        offered = finding_facts(reader, GridId(OFFICE)).units
        choices = {unit.name for unit in step_choices(reader, OFFICE, TODAY).units}
    assert set(facts.units) == {"甲办", "七办一镇", "示例村委会", "乙镇", "丙局", "各区各部门"}
    assert set(offered) == {"示例村委会", "七办一镇", "各区各部门", "甲办"}
    assert {"乙镇", "丙局"} <= choices, "a finding can be given to a member of a group"


def test_lines_are_chosen_by_state_supervision_and_letters(village: Village) -> None:
    heaps = set_task(village, "排土场整治", number="五")
    held = set_task(village, "自燃治理")
    finding = report(village)
    do(village, held, lambda task, who, _rules: acts.hold(task, who, "长期"))
    do(village, heaps, lambda task, who, _rules: acts.supervise(task, who, Supervision.LISTED))
    assert keys(village, facts=(("state", ("held",)),)) == [held]
    assert keys(village, facts=(("state", ("reported", "not_started")),)) == [finding, heaps]
    assert keys(village, facts=(("supervision", ("listed",)),)) == [heaps]
    assert keys(village, text="排土场") == [heaps]
    assert keys(village, text="料堆") == [finding]
    assert keys(village, text="料堆", grid=TOWN) == [finding]
    (row,) = rows(village, heaps)
    assert (row.supervision, row.state, row.number) == ((Supervision.LISTED,), TaskState.NOT_STARTED, "五")


def test_a_grid_sees_its_own_findings_and_every_task(village: Village) -> None:
    task = set_task(village, "整治")
    finding = report(village)
    assert keys(village, grid=VILLAGE) == [finding, task]
    assert keys(village, grid=GridId("elsewhere")) == [task]


def test_done_is_counted_from_measures_and_named_sites(village: Village) -> None:
    task = set_task(village, "整治", measures=(Measure(id="1", text="清运"),))
    do(
        village,
        task,
        lambda one, who, _rules: [
            parts.add_item(one, who, name, name, 2026, ItemKind.IMPROVE) for name in "ab"
        ],
    )
    do(village, task, lambda one, who, _rules: parts.finish_item(one, who, "a", TODAY, TODAY, "已办"))
    (row,) = rows(village, task)
    assert (row.done, row.parts) == (1, 3)


def test_a_standing_task_counts_its_findings(village: Village) -> None:
    ordinary = set_task(village, "普通任务")
    standing = set_task(village, "发现一处治理一处", is_standing=True)
    one, other = report(village), report(village, 71)
    put_under(village, one, standing)
    put_under(village, other, standing)
    with closing(village.workspace.reader()) as reader:
        assert standing_tasks(reader) == ((standing, "发现一处治理一处"), (ordinary, "普通任务"))
        counted = standing_count(reader, standing)
        assert (counted.found, counted.relapsed, counted.put_right) == (2, 0, 0)
        assert standing_count(reader, TaskId("")).found == 0
        sheet = task_sheet(village.workspace, reader, standing, BY_COUNTY, TODAY)
        assert sheet
        assert {under.finding for under in sheet.under} == {one, other}
        assert sheet.document is None
        assert task_sheet(village.workspace, reader, TaskId("none"), BY_COUNTY, TODAY) is None


def test_findings_belong_to_the_plan_of_their_task(village: Village) -> None:
    task = set_task(village, "整治", plan="p")
    finding, other = report(village), report(village, 71)
    put_under(village, finding, task)
    assert set(keys(village, facts=(("plan", ("p",)),))) == {task, finding}
    assert other in keys(village)
