"""The wall chart asks each task once, under its region or unit, narrowed as wanted, and is a paper."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import page
import pytest
from pikepdf import Pdf

import db.queries.wall_paper as printed
from db.issued_reports import ReportWish, draft_of, order_draft
from db.queries.issuing import issue_question
from db.queries.progress_tables import progress_tables
from db.queries.wall_chart import WallScope, WallSeen, wall_of, wall_seen
from db.queries.wall_paper import wall_subjects
from db.report_orders import Order
from db.task_recording import set_new_task
from inspector.charts.wall_facts import Lane, Wall, WallMark
from inspector.errors import Refused
from inspector.model.ids import TaskId
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import Measure, TaskSet
from inspector.model.task_progress import Progress
from inspector.reports.forms import build_report
from inspector.reports.wall_paper import WallPaper
from tests.db.case_desk import BY_COUNTY, LATER, appoint
from tests.db.village import OFFICE, Village, named

TODAY = LATER.day


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def set_task(village: Village, title: str, **further: object) -> TaskId:
    told = TaskSet(**{"grid": OFFICE, "title": title, **further})  # type: ignore[arg-type]
    (task,) = set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance).subjects
    return TaskId(task)


def shown(village: Village, **narrowed: str) -> Wall:
    with closing(village.workspace.reader()) as reader:
        return wall_of(reader, WallScope(grid=OFFICE, **narrowed), TODAY)


def placed(wall: Wall) -> dict[str, list[str]]:
    return {group.name or group.lane: sorted(task.name for task in group.tasks) for group in wall.groups}


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_tasks_stand_under_their_region_else_under_their_first_unit_else_in_a_lane(village: Village) -> None:
    set_task(village, "清运", responsible=("县住建局", "示例镇"), due=in_days(9))
    set_task(village, "整治", responsible=("县住建局", "县水务局"), due=in_days(3))
    set_task(village, "无人", due=in_days(5))
    set_task(village, "巡河", responsible=("县水务局",), kinds=("长期坚持",), deadline="长期坚持")
    set_task(village, "立改", kinds=("立行立改",), deadline="立行立改")
    set_task(village, "未定")
    set_task(village, "常设", is_standing=True)
    wall = shown(village)

    assert placed(wall) == {
        "示例镇": ["清运"],
        "县住建局": ["整治"],
        "–": ["无人"],
        Lane.AT_ONCE: ["立改"],
        Lane.LASTING: ["巡河", "常设"],
        Lane.UNDATED: ["未定"],
    }
    assert [(region.name, sum(region.counts.values())) for region in wall.regions] == [("示例镇", 1)]
    with closing(village.workspace.reader()) as reader:
        counts = progress_tables(reader, OFFICE, TODAY).total.counts
    assert wall.tasks == counts[Progress.TOTAL] == 7


def test_a_task_begins_when_it_came_unless_its_deadline_was_before(village: Village) -> None:
    measures = (
        Measure(id="a", text="覆土", due=in_days(4)),
        Measure(id="b", text="绿化"),
    )
    set_task(village, "一", due=in_days(9), measures=measures)
    set_task(village, "二", due=in_days(-9))
    tasks = {task.name: task for group in shown(village).groups for task in group.tasks}

    assert (tasks["一"].start, tasks["二"].start) == (TODAY, None)
    assert tasks["一"].marks == (WallMark(in_days(4), is_done=False),)
    assert (tasks["一"].look, tasks["二"].look) == ("not_started", "overdue")


def test_it_is_narrowed_to_plan_unit_state_and_year(village: Village) -> None:
    set_task(village, "一", responsible=("县住建局",), due=date(2027, 3, 1))
    set_task(village, "二", responsible=("县水务局",), due=in_days(-9))
    set_task(village, "三", responsible=("县水务局",))

    assert shown(village, unit="县水务局").tasks == 2
    assert shown(village, look="overdue").tasks == 1
    assert shown(village, year="2027").tasks == 1
    assert shown(village, plan=named(77)).tasks == 0
    with closing(village.workspace.reader()) as reader:
        seen = wall_seen(reader, WallScope(grid=OFFICE, year="2027"), TODAY)
        assert wall_seen(reader, WallScope(grid=named(99)), TODAY) is None
    assert isinstance(seen, WallSeen)
    assert (seen.name, seen.wall.tasks, seen.choices.plans) == ("示例县", 1, ())
    assert seen.choices.units == ("县住建局", "县水务局")
    assert seen.choices.years == (str(in_days(-9).year), "2027")


@pytest.mark.parametrize(
    ("narrowed", "said"),
    [
        ({"sheets": "2by3"}, "2x3"),
        ({"sheets": "0x1"}, "2x3"),
        ({"sheets": "9x1"}, "at most 8"),
        ({"look": "tired"}, "no state tired"),
        ({"year": "soon"}, "no year"),
    ],
)
def test_what_no_chart_is_made_of_is_refused(narrowed: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        WallScope.of(WallScope(grid=OFFICE, **narrowed).about)


def drafted(village: Village, *, grid: str = OFFICE, **narrowed: str) -> Order:
    wish = ReportWish(kind=ReportKind.WALL_CHART, about=WallScope(grid=grid, **narrowed).about)
    with closing(village.workspace.reader()) as reader:
        to = village.folder.parent / "draft.pdf"
        return order_draft(reader, village.workspace, wish, BY_COUNTY, LATER, to)


def test_the_paper_has_a_sheet_of_signatures_and_the_sheets_of_the_chart(village: Village) -> None:
    for number in range(120):
        set_task(
            village, f"任务{number}" + "整治露天堆场扬尘" * 5, responsible=("示例镇",), due=in_days(number)
        )
    order = drafted(village, sheets="1x1", unit="示例镇")
    built = build_report(order.paper, order.carried, order.to)

    assert built.missing_characters == ()
    with Pdf.open(order.to) as paper:
        assert len(paper.pages) == built.pages >= 3
        wide, high = (float(size) for size in paper.pages[1].mediabox[2:])
    assert (round(wide), round(high)) == (1191, 842)
    assert isinstance(order.paper, WallPaper)
    assert order.paper.place == "示例县"


def test_without_tasks_the_paper_says_that_there_are_none(village: Village) -> None:
    for narrowed in ({}, {"unit": "县水务局", "look": "overdue", "plan": named(7)}):
        order = drafted(village, **narrowed)
        assert build_report(order.paper, order.carried, order.to).pages == 1


def test_there_is_no_chart_of_a_grid_nobody_knows_and_none_of_too_many_tasks(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="no such grid"):
        drafted(village, grid=named(99))
    set_task(village, "一")
    monkeypatch.setattr(printed, "MOST_TASKS", 0)
    with pytest.raises(Refused, match="at most 0 tasks"):
        drafted(village)


def test_before_it_is_issued_it_says_what_it_shows_and_rests_on_its_tasks(village: Village) -> None:
    task = set_task(village, "一", responsible=("县住建局",), due=in_days(3))
    scope = WallScope(grid=OFFICE, unit="县住建局", year=str(in_days(3).year))
    wish = ReportWish(kind=ReportKind.WALL_CHART, about=scope.about)
    with closing(village.workspace.reader()) as reader:
        question = issue_question(reader, ReportKind.WALL_CHART, OFFICE, scope.about[1:])
        assert question
        assert "县住建局" in question.described
        assert scope.year in question.described
        assert wall_subjects(reader, draft_of(wish, BY_COUNTY, LATER)) == [task]


@pytest.mark.parametrize("sheets", ["1x1", "2x2"])
def test_the_file_is_an_archive_that_can_be_read_aloud(village: Village, sheets: str) -> None:
    for number in range(30):
        set_task(village, f"任务{number}", responsible=("示例镇",), due=in_days(number))
    order = drafted(village, sheets=sheets)
    build_report(order.paper, order.carried, order.to)
    for profile in ("3a", "ua1"):
        found = page.validate_pdf(str(order.to), profile=profile).failures
        assert [failure.message for failure in found] == []
