"""Duties that come back: who, how often, how many times; what the calendar has no period for is said."""

from dataclasses import replace

import pytest

from inspector.model.task_state import Every
from inspector.plans.document import Document, Line
from inspector.plans.duties import Owed, duties_in, every_of, owed_of
from inspector.plans.plan import PlanDuty
from inspector.plans.reading import read_plan
from inspector.words import in_language, translate

TASK = """示例市整改方案
（一）示例河水质不能稳定达标，沿河排污口未整治。
责任单位：市水务局
整改时限：2027年底
整改措施：排查整治。市水务局每两周碰头一次。"""


def test_duties_name_unit_period_and_times() -> None:
    text = "市委常委会、政府常务会每季度至少研究一次环保工作,各区党委、政府每月至少研究2次,每年开展检查。"
    duties, doubts = duties_in(text)
    assert [(one.unit, one.period, one.times) for one in duties] == [
        ("市委常委会", "每季度", 1),
        ("政府常务会", "每季度", 1),
        ("各区党委、政府", "每月", 2),
        ("", "每年", 1),
    ]
    assert doubts == ()
    assert len(duties_in("每月研究一次。" * 3000)[0]) == 1


@pytest.mark.parametrize(
    ("period", "every"),
    [
        ("每周", Every.WEEK),
        ("每星期", Every.WEEK),
        ("每旬", Every.TEN_DAYS),
        ("每半月", Every.HALF_MONTH),
        ("每半个月", Every.HALF_MONTH),
        ("每月", Every.MONTH),
        ("每个月", Every.MONTH),
        ("每季", Every.QUARTER),
        ("每个季度", Every.QUARTER),
        ("每半年", Every.HALF_YEAR),
        ("每年", Every.YEAR),
        *(
            (period, None)
            for period in ("每日", "每天", "每两周", "每2周", "每双周", "每隔一周", "每两个月", "每双月")
        ),
        *((period, None) for period in ("每三年", "每10天", "每两个季度")),
    ],
)
def test_every_period_gives_a_duty_that_the_ledger_keeps_or_a_doubt(period: str, every: Every | None) -> None:
    for text in (f"县水务局{period}调度一次进展。", f"县水务局{period}召开会议"):
        duties, doubts = duties_in(text)
        assert [(one.unit, one.period, one.times, one.text) for one in duties] == [
            ("县水务局", period, 1, text.rstrip("。"))
        ]
        assert every_of(period) is every
        said = [
            (str(doubt).startswith(f"“{duties[0].text}”"), f"({period})" in str(doubt)) for doubt in doubts
        ]
        assert said == ([] if every else [(True, True)])


def test_the_doubt_stands_with_its_task() -> None:
    lines = [Line(at, text) for at, text in enumerate(TASK.split("\n"), 1)]
    (task,) = read_plan(Document("x", "", tuple(lines))).tasks
    assert any("每两周" in translate(doubt, in_language("en")) for doubt in task.doubts)
    assert owed_of(task) == ()


def test_what_is_owed_is_the_responsible_units_where_nobody_is_named() -> None:
    lines = [Line(at, text) for at, text in enumerate(TASK.split("\n"), 1)]
    (task,) = read_plan(Document("x", "", tuple(lines))).tasks
    duties = (
        PlanDuty("", "每月", 0, "调度"),
        PlanDuty("甲局", "每季度", 2, "研究"),
        PlanDuty("乙局", "每季度", 2, "研究"),
        PlanDuty("甲局", "每季度", 2, "研究"),
    )
    assert owed_of(replace(task, duties=duties)) == (
        Owed(Every.MONTH, 1, "调度", ("市水务局",)),
        Owed(Every.QUARTER, 2, "研究", ("甲局", "乙局")),
    )
    assert owed_of(replace(task, duties=duties[:1], lead=(), responsible=())) == ()
