"""Layouts that Word leaves behind: headings alone, counting that goes on, cells that became lines."""

from collections.abc import Sequence

import pytest

from inspector.plans.document import Document, Line
from inspector.plans.plan import Plan
from inspector.plans.reading import read_plan

MEASURES = ("开展全面排查，建立问题台账。", "限期整改，逐一验收销号。")
LABELS = ("序号", "问题", "整改措施", "责任单位", "完成时限")


def read(lines: Sequence[Line]) -> Plan:
    return read_plan(Document("示例.docx", "", tuple(lines)))


def numbered(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def test_headings_right_above_the_labels_name_tasks_whose_measures_count_on() -> None:
    told = [("示例区生态环境保护巡视反馈意见整改方案", 0), ("整改任务", 1)]
    named = (("河长制落实不力", "区河长办"), ("竹林砍伐监管缺失", "区林业局"), ("酒企手续不全", "区酒业局"))
    for at, (name, unit) in enumerate(named):
        told += [(name, 2), ("问题表现\u3000全年巡查不足12次。", 0), (f"牵头单位：{unit}", 0)]
        told += [("责任单位：区水务局", 0), ("整改时限：2025年7月底前", 0), ("整改措施：", 0)]
        told += [(f"{2 * at + offset}. {text}", 0) for offset, text in enumerate(MEASURES, start=1)]
    plan = read([Line(at, text, (), heading) for at, (text, heading) in enumerate(told, start=1)])
    assert [(task.title, task.lead, len(task.measures)) for task in plan.tasks] == [
        (name, (unit,), 2) for name, unit in named
    ]
    assert [(task.first, task.last, task.headings) for task in plan.tasks] == [
        (first, first + 7, ("整改任务",)) for first in (3, 11, 19)
    ]


TWO_ROWS = (
    *("1", "管网混接", "改造管网。", "区住建局", "2025年10月31日"),
    *("2", "废渣未处置", "编制方案。", "建设收集设施。", "区水务局", "2026年12月31日"),
)


@pytest.mark.parametrize(
    "behind",
    [
        (),
        ("3", "另有说明", "这里不是单位", "也不是时限", "到此为止"),
        ("3", "监管不力", "加强监管。", "区林业局", "没有日期"),
        ("3", "监管不力", *(f"第{at}条措施。" for at in range(14)), "区林业局", "2026年6月30日"),
    ],
)
def test_a_table_whose_cells_became_lines_ends_where_a_row_does_not_fit(behind: tuple[str, ...]) -> None:
    plan = read(numbered("示例县突出环境问题整改清单", *LABELS, *TWO_ROWS, *behind))
    assert [(task.number, task.responsible, len(task.measures)) for task in plan.tasks] == [
        ("1", ("区住建局",), 1),
        ("2", ("区水务局",), 2),
    ]
    assert [(task.first, task.last) for task in plan.tasks] == [(7, 11), (12, 17)]


@pytest.mark.parametrize("rows", [(), TWO_ROWS[:5]])
def test_labels_above_one_row_or_none_are_no_table(rows: tuple[str, ...]) -> None:
    plan = read(numbered("示例县突出环境问题整改清单", *LABELS, *rows))
    assert plan.tasks == ()
    assert [(some.first, some.last) for some in plan.unassigned] == [(1, 6 + len(rows))]
