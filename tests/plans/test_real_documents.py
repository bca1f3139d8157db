"""The three real plan documents, read as a careful clerk reads them."""

from pathlib import Path

import pytest

from inspector.plans.document import Document, Line
from inspector.plans.plan import Plan
from inspector.plans.reading import read_plan

LEADS = (
    *("市委办公厅", "市委办公厅", "市财政局", "市发改委", "市国土局", "市国土局"),
    *("市农牧业局", "市住建委", "市水务局", "市环保局", "市煤管局", "市经信委"),
)
PLANS = Path(__file__).parents[1] / "data" / "plans"


def plan_of(name: str) -> Plan:
    """Read a document of the test data as a text file is counted by an editor."""
    lines = (PLANS / name).read_text("utf-8", errors="replace").split("\n")
    return read_plan(
        Document(name, "", tuple(Line(number, text.strip()) for number, text in enumerate(lines, start=1)))
    )


@pytest.fixture(scope="module")
def wuhai() -> Plan:
    """The city's plan with labelled lines."""
    return plan_of("wuhai-2017.txt")


@pytest.fixture(scope="module")
def yulin() -> Plan:
    """The plan with responsibility in brackets."""
    return plan_of("yulin-2018.txt")


def test_wuhai_has_its_twelve_tasks_in_order(wuhai: Plan) -> None:
    assert [task.number for task in wuhai.tasks] == [
        f"({number})"
        for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    ]
    assert {task.headings for task in wuhai.tasks} == {("三、具体整改任务、目标及措施",)}
    assert [task.first for task in wuhai.tasks] == [19, 29, 39, 53, 67, 81, 97, 111, 127, 143, 155, 169]


def test_wuhai_units_are_taken_apart_and_groups_kept(wuhai: Plan) -> None:
    assert [task.lead for task in wuhai.tasks] == [(name,) for name in LEADS]
    assert wuhai.tasks[3].supporting == ("市经信委", "水务局", "国土局", "住建委", "环保局")
    assert wuhai.tasks[4].responsible == ("市国土局", "林业局", "各区委、区政府")
    assert wuhai.tasks[5].responsible == ("市国土局", "市环保局", "海勃湾、海南区委、区政府")
    assert [(one.unit, one.part) for one in wuhai.tasks[5].parts] == [
        ("市国土局", "矿山企业退出"),
        ("市环保局", "工业企业实现达标排放"),
    ]
    assert wuhai.tasks[11].responsible == ("市经信委", "各区党委、政府", "各工业园区管委会")
    assert sum(task.supervising == ("市委督查室", "市政府督查室") for task in wuhai.tasks) == 7


def test_wuhai_deadlines_are_read_with_their_lost_characters(wuhai: Plan) -> None:
    assert [task.deadline.text for task in wuhai.tasks] == [
        "立行立改,长期坚持",
        "立行立改,长期坚持",
        "持续整改",
        "立行立改,长期坚持",
        "持续改善",
        "持续整改",
        "201812月底",
        "202012月底",
        "持续整改",
        "持续整改",
        "持续整改",
        "持续整改",
    ]
    days = [task.deadline.date.isoformat() for task in wuhai.tasks if task.deadline.date]
    assert days == ["2018-12-31", "2020-12-31"]
    assert "year mark missing: read as 2018-12-31" in str(wuhai.tasks[6].doubts[0])


def test_wuhai_amounts_targets_and_duties_are_found(wuhai: Plan) -> None:
    assert ("71", "个", "71个排土场") in [
        (one.value, one.unit, one.text) for one in wuhai.tasks[4].quantities
    ]
    assert [one.date.year for one in wuhai.tasks[4].targets] == [2020, 2017, 2018, 2019, 2020]
    assert ("市委常委会", "每季度", 1) in [(one.unit, one.period, one.times) for one in wuhai.tasks[0].duties]
    fires = [one for one in wuhai.tasks[10].quantities if one.text.startswith("23处煤层自燃")]
    assert [one.value for one in fires] == ["23"]


def test_yulin_paragraphs_with_responsibility_in_brackets_are_tasks(yulin: Plan) -> None:
    assert [task.number for task in yulin.tasks] == [
        *("1", "2"),
        *("1", "2", "3", "4"),
        *("1", "2", "3", "4", "5"),
        *("1", "2", "3", "4", "5", "6", "7"),
    ]
    assert yulin.tasks[0].headings == ("四、整改措施", "(一)提高政治站位,切实扛起生态环境保护的政治责任")
    assert yulin.tasks[0].lead == ("市委办", "市政府办")
    assert yulin.tasks[0].supporting[-1] == "各县市区党委、政府"
    assert yulin.tasks[1].supporting == ("市生态环境保护督察整改工作领导小组成员单位",)
    assert (yulin.tasks[4].first, yulin.tasks[4].last) == (27, 28)
    assert yulin.tasks[5].lead == yulin.tasks[5].responsible == ()
    assert yulin.tasks[12].responsible == ("市生态环境局",)
    assert yulin.tasks[17].supporting == ("各县市区政府", "市级有关部门")


def test_a_progress_report_has_no_task_and_says_so() -> None:
    plan = plan_of("xinjiang-2018.txt")
    assert plan.tasks == ()
    assert len(plan.unassigned) == 1
    assert plan.doubts


@pytest.mark.parametrize("name", ["wuhai-2017.txt", "yulin-2018.txt", "xinjiang-2018.txt"])
def test_every_line_with_text_is_in_a_task_or_listed(name: str) -> None:
    plan = plan_of(name)
    lines = (PLANS / name).read_text("utf-8", errors="replace").split("\n")
    held = {line for task in plan.tasks for line in task.lines}
    held |= {line for some in plan.unassigned for line in range(some.first, some.last + 1)}
    assert [number for number, text in enumerate(lines, start=1) if text.strip() and number not in held] == []
