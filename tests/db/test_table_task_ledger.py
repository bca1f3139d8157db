"""A ledger of tasks kept before, taken in; what was exported changes nothing when it comes back."""

import os
from contextlib import closing
from datetime import date

import pytest

from db.table_export import export_list
from db.table_lists import out_list
from db.table_photos import export_ledger
from db.table_plan import carry_out
from db.table_task_ledger import plan_tasks
from db.task_recording import task_of
from inspector.errors import Refused
from inspector.model.task_state import Pace, TaskState
from inspector.tables.mapping import propose
from inspector.tables.reading import read_table
from inspector.tables.task_fields import TASK_FIELDS
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, use
from tests.db.case_desk import BY_COUNTY, BY_STAFF, appoint
from tests.db.site_tables import table
from tests.db.test_table_findings import set_tasks
from tests.db.village import MORNING, TODAY, Village

HEAD = (
    "序号",
    "整改方案",
    "整改任务",
    "存在问题",
    "牵头单位",
    "责任单位",
    "配合单位",
    "督导单位",
    "整改时限",
    "整改目标",
    "整改措施",
    "整改状态",
    "完成时间",
)
FULL = (
    "1",
    "示例方案",
    "煤场治理",
    "煤堆未覆盖",
    "市生态环境局",
    "甲区人民政府、乙区人民政府",
    "市公安局",
    "市委督查室",
    "2026年底前",
    "全部入棚",
    "①建设煤棚。②清运散煤。",
    "整改中",
    "",
)


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        appoint(made)
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def planned(reader, given, by=BY_COUNTY):
    return plan_tasks(reader, given, propose(given, TASK_FIELDS), by, MORNING, os.urandom)


def taken(village, reader, given):
    plan = planned(reader, given)
    carry_out(village.workspace, plan, BY_COUNTY, MORNING)
    return plan, [task_of(village.workspace, reader, row.events[0].subject) for row in plan.added]


def said(remarks):
    return [(one.row, str(one.sentence)) for one in remarks]


def row(**cells):
    return tuple(cells.get(name, "") for name in HEAD)


def test_every_usual_name_of_a_column_is_known():
    assert len(propose(table(HEAD, FULL), TASK_FIELDS).columns) == len(TASK_FIELDS)


def test_a_line_becomes_a_task_as_the_ledger_tells_it(village, reader):
    plan, (task,) = taken(village, reader, table(HEAD, FULL))
    assert (task.number, task.title, task.problem, task.goal) == ("1", "煤场治理", "煤堆未覆盖", "全部入棚")
    assert (task.lead, task.supporting, task.supervising) == (
        ("市生态环境局",),
        ("市公安局",),
        ("市委督查室",),
    )
    assert task.responsible == ("甲区人民政府", "乙区人民政府")
    assert (task.deadline, task.due) == ("2026年底前", date(2026, 12, 31))
    assert [(one.told.number, one.told.text) for one in task.measures] == [
        ("①", "①建设煤棚。"),
        ("②", "②清运散煤。"),
    ]
    assert (task.state, task.plan, task.headings) == (TaskState.NOT_STARTED, "", ("示例方案",))
    assert task.grid == BY_COUNTY.org
    assert said(plan.doubts) == [(2, "No plan is called 示例方案; the name is kept as the heading.")]


def test_a_plan_that_is_here_gets_its_tasks(village, reader):
    set_tasks(village)
    plan, (task,) = taken(village, reader, table(HEAD, FULL))
    assert (task.headings, plan.doubts) == ((), ())
    assert reader.value("SELECT title FROM plan WHERE id = ?", (task.plan,)) == "示例方案"


def test_the_same_table_again_changes_nothing(village, reader):
    given = table(HEAD, FULL, row(整改任务="另一件"), row(存在问题="没有标题的问题"), row(整改措施="洒水"))
    assert len(taken(village, reader, given)[0].added) == 4
    again = planned(reader, given)
    assert (again.added, again.unchanged, again.bad) == ((), 4, ())


def test_a_number_of_a_plan_that_reads_otherwise_is_left_for_a_person_to_decide(village, reader):
    taken(village, reader, table(HEAD, FULL))
    plan = planned(reader, table(HEAD, ("1", "示例方案", "别的事"), ("1", "另一方案", "别的事")))
    assert [one.name for one in plan.added] == ["别的事"]
    (alike,) = plan.alike
    assert (alike.row, alike.text, alike.number, alike.like) == (2, "别的事", "1", "煤场治理")
    assert said(plan.left_out) == [
        (2, "Number 1 of this plan is here already, and reads otherwise: 煤场治理.")
    ]
    carry_out(village.workspace, plan.taking([2]), BY_COUNTY, MORNING)
    names = reader.rows("SELECT name FROM task WHERE number = '1' ORDER BY rid")
    assert [name for (name,) in names] == ["煤场治理", "别的事", "别的事"]


def test_rows_that_cannot_be_used_have_their_reasons(reader):
    plan = planned(
        reader,
        table(
            HEAD,
            row(序号="1"),
            row(整改任务="洒水"),
            row(整改任务="洒水"),
            row(整改任务="清运", 完成时间="后来"),
            row(序号="2"),
        ),
    )
    assert [one.row for one in plan.added] == [3]
    reasons = said(plan.bad)
    assert [at for at, _reason in reasons] == [2, 4, 5, 6]
    assert reasons[0][1] == reasons[3][1] == "A task needs a few words."
    assert reasons[1][1] == "This task stands in row 3 already."


@pytest.mark.parametrize(
    ("state", "day"),
    [("已完成", ""), ("closed off", "2026-10-01"), ("", "2026-10-01"), ("已销号", "2026-10-01")],
)
def test_what_the_old_ledger_says_is_done_was_closed_before_this_program(village, reader, state, day):
    set_tasks(village)
    given = table(
        HEAD, row(整改方案="示例方案", 整改任务="洒水", 整改时限="2020年底前", 整改状态=state, 完成时间=day)
    )
    plan, (task,) = taken(village, reader, given)
    assert (task.state, task.completed_on, plan.doubts) == (TaskState.CLOSED_BEFORE, None, ())
    assert task.ended_on == (date.fromisoformat(day) if day else None)
    told = plan.added[0].events[1]
    assert (told.file, told.row, told.state) == ("清单.csv", 2, state)
    # not open, not late, and not closed off by the office
    assert task.pace(TODAY) is Pace.ON_TIME
    listed = reader.row("SELECT state, is_open, open_due_on FROM task WHERE id = ?", (task.id,))
    assert listed == ("closed_before", 0, None)
    whole = out_list(reader, "tasks", [("name", "洒水")], today=TODAY, whole=True)
    (line,) = whole.rows
    shown = dict(zip((one.key for one in whole.columns), line.values, strict=True))
    assert (shown["pace"], shown["is_open"], shown["close_off_number"]) == ("on_time", False, "")
    again = planned(reader, given)
    assert (again.added, again.unchanged) == ((), 1)


@pytest.mark.parametrize(
    ("state", "day", "is_said"),
    [
        ("completed, to be accepted", "", True),
        ("待销号", "2026-10-01", True),
        ("整改中", "2026-10-01", False),
        ("", "", False),
    ],
)
def test_what_is_not_closed_off_yet_enters_as_open_and_is_said(village, reader, state, day, is_said):
    plan, (task,) = taken(village, reader, table(HEAD, row(整改任务="洒水", 整改状态=state, 完成时间=day)))
    assert (task.state, len(plan.added[0].events)) == (TaskState.NOT_STARTED, 1)
    assert any("enters as open" in text for _at, text in said(plan.doubts)) is is_said


def test_a_deadline_nobody_understands_is_kept_and_is_a_doubt(village, reader):
    plan, (task,) = taken(village, reader, table(HEAD, row(整改任务="洒水", 整改时限="看情况")))
    assert (task.deadline, task.due) == ("看情况", None)
    assert said(plan.doubts) == [(2, "The deadline “看情况” was not understood.")]


def test_only_the_office_takes_in_tasks(reader):
    with pytest.raises(Refused):
        planned(reader, table(HEAD, FULL), by=BY_STAFF)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "json", "photos.xlsx"])
@pytest.mark.parametrize("has_plan", [True, False])
def test_what_was_exported_changes_nothing_when_it_comes_back(
    village, reader, tmp_path, language, form, has_plan
):
    if has_plan:
        set_tasks(village)
    taken(village, reader, table(HEAD, FULL, row(存在问题="=1+1 没有标题")))
    use(language)
    to = tmp_path / f"list.{form}"
    if form == "photos.xlsx":
        count = export_ledger(reader, village.workspace.blobs, "tasks", to, today=TODAY)
    else:
        count = export_list(reader, "tasks", to, Form(form), today=TODAY)
    plan = planned(reader, read_table(to))
    use(LANGUAGES[0])
    assert (plan.added, plan.bad, plan.unchanged, plan.doubts) == ((), (), count, ())
