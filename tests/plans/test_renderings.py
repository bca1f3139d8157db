"""The same facts written in any layout read back as the same tasks; nothing crashes, nothing is lost."""

import json
from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.plans.document import Document, Line
from inspector.plans.plan import Plan, as_json
from inspector.plans.reading import read_plan

UNITS = (
    "市生态环境局",
    "市住房和城乡建设局",
    "市工业和信息化局",
    "市人力资源和社会保障局",
    "市水务局（负责地下水）",
    "各区委、区政府",
    "各县（市、区）党委、政府",
    "示例县人民政府",
    "示例工业园区管委会",
    "市委督查室",
    "示例水务集团有限公司",
    "七办一镇",
)
PROBLEMS = (
    "示例河水质不能稳定达标。沿河71处排污口未整治。",
    "部分企业无组织排放严重，群众反映强烈。",
    "污水处理厂超负荷运行，污水直排。",
    "矿山生态修复滞后。",
    "农村生活垃圾处置不规范，存在露天焚烧现象。",
)
MEASURES = ("开展排查整治。", "建设管网38.5公里。", "完善长效机制。", "加强执法检查，严厉打击违法行为。")
LABELS = {
    "lead": ("牵头单位", "牵头部门", "牵 头 单 位", "市级牵头单位"),
    "responsible": ("责任单位", "整改责任单位", "责 任 单 位", "责任部门", "责任主体"),
    "supporting": ("配合单位", "协办单位", "配合部门"),
    "supervising": ("督导单位", "督办单位", "行业督导部门"),
    "deadline": ("整改时限", "完成时限", "完成时间", "整 改 时 限", "时限要求"),
    "goal": ("整改目标", "工作目标", "目标"),
    "measures": ("整改措施", "具体措施", "整改举措"),
}
FURNITURE = ("", "- 3 -", "第 4 页 共 20 页", "")
CHINESE = "一二三四五六七八九十"
NUMBERS = {
    "cn": lambda n: f"{CHINESE[n - 1]}、",
    "cn paren": lambda n: f"（{CHINESE[n - 1]}）",
    "half paren": lambda n: f"({CHINESE[n - 1]})",
    "dot": lambda n: f"{n}.",
    "dun": lambda n: f"{n}、",
    "named": lambda n: f"问题{CHINESE[n - 1]}：",
    "task": lambda n: f"任务{n} ",
    "article": lambda n: f"第{CHINESE[n - 1]}条 ",
}
DAYS = (
    ("2021年12月底前", date(2021, 12, 31)),
    ("2020年6月30日", date(2020, 6, 30)),
    ("201812月底", date(2018, 12, 31)),
    ("2022年第三季度", date(2022, 9, 30)),
    ("2019.10", date(2019, 10, 31)),
    ("长期坚持", None),
    ("立行立改", None),
)


@dataclass(frozen=True)
class Facts:
    """What a task says, however it is written."""

    problem: str
    units: dict[str, tuple[str, ...]]
    deadline: tuple[str, date | None]
    goal: str
    measures: tuple[str, ...]


some_units = st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True).map(tuple)
some_facts = st.builds(
    Facts,
    st.sampled_from(PROBLEMS),
    st.fixed_dictionaries(
        {"lead": some_units, "responsible": some_units},
        optional={"supporting": some_units, "supervising": some_units},
    ),
    st.sampled_from(DAYS),
    st.sampled_from(("", "问题整改到位。", "完成12个村污水治理。")),
    st.lists(st.sampled_from(MEASURES), min_size=1, max_size=3, unique=True).map(tuple),
)


def written(draw: st.DrawFn, facts: list[Facts]) -> list[str]:
    """Write ``facts`` as a plan, with one choice of labels, marks and numbers for the whole document."""
    number = draw(st.sampled_from(sorted(NUMBERS)))
    colon = draw(st.sampled_from(("：", ":", "： ", ":\n", "\n", "】")))
    between = draw(st.sampled_from(("、", "，", ",", "; ", "；", "  ")))
    names = {kind: draw(st.sampled_from(spellings)) for kind, spellings in LABELS.items()}
    order = draw(st.permutations(["units", "deadline", "goal"]))
    inline = draw(st.booleans())
    lines = ["示例市整改方案", "一、总体要求" if number == "cn paren" else "总体要求如下。"]
    for place, one in enumerate(facts, start=1):
        lines.append(NUMBERS[number](place) + one.problem)
        blocks = {
            "units": [(kind, between.join(some)) for kind, some in one.units.items()],
            "deadline": [("deadline", one.deadline[0])],
            "goal": [("goal", one.goal)] if one.goal else [],
        }
        for block in order:
            for kind, value in blocks[block]:
                opening = "【" if colon == "】" else ""
                lines.extend(f"{opening}{names[kind]}{colon}{value}".split("\n"))
        steps = [f"（{place}）{step}" for place, step in enumerate(one.measures, start=1)]
        opening = "【" if colon == "】" else ""
        mark = colon if colon != "\n" else "：\n"
        if inline:
            lines.extend(f"{opening}{names['measures']}{mark}{''.join(steps)}".split("\n"))
        else:
            lines.extend([f"{opening}{names['measures']}{mark}".rstrip("\n"), *steps])
        lines.append(draw(st.sampled_from(FURNITURE)))
    return lines


def read(lines: list[str]) -> Plan:
    """Read ``lines`` as a document."""
    return read_plan(Document("plan.txt", "", tuple(Line(n, text) for n, text in enumerate(lines, start=1))))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_layout_of_the_same_facts_reads_as_the_same_tasks(data: st.DataObject) -> None:
    facts = data.draw(st.lists(some_facts, min_size=2, max_size=5))
    lines = data.draw(st.composite(lambda draw: written(draw, facts))())
    tasks = read(lines).tasks
    assert len(tasks) == len(facts), lines
    for task, one in zip(tasks, facts, strict=True):
        assert task.problem == one.problem
        for kind in ("lead", "responsible", "supporting", "supervising"):
            assert getattr(task, kind) == one.units.get(kind, ()), lines
        assert task.deadline.date == one.deadline[1]
        assert task.goal == one.goal
        assert len(task.measures) == len(one.measures)


PIECES = st.sampled_from(
    [
        *(
            "责任单位",
            "牵头单位：",
            "整改时限",
            "整改措施：",
            "（一）",
            "1.",
            "①",
            "问题一",
            "\t",
            " ",
            "：",
            "】",
            "【",
            "（",
        ),
        *(
            "）",
            "、",
            "，",
            "。",
            "各区委、区政府",
            "市环保局",
            "201812月底",
            "由",
            "负责",
            "牵头",
            "同上",
            "每季度至少一次",
        ),
        *("71处", "附件", "- 1 -", "2018年2月30日", "十四五", "", "#", "**", "措施①", "\u3000", "一", "12"),
    ]
)
some_lines = st.lists(st.lists(PIECES | st.text(max_size=6), max_size=8).map("".join), max_size=25)
some_cells = st.lists(st.lists(PIECES, max_size=2).map("".join), min_size=1, max_size=6).map(tuple)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.lists(PIECES | st.text(max_size=6), max_size=8).map("".join), some_cells), max_size=25
    )
)
def test_whatever_stands_there_is_read_and_no_line_is_lost(rows: list[str | tuple[str, ...]]) -> None:
    lines = tuple(
        Line(number, row) if isinstance(row, str) else Line(number, "\t".join(row), row)
        for number, row in enumerate(rows, start=1)
    )
    plan = read_plan(Document("plan.txt", "", lines))
    json.dumps(as_json(plan))
    held = [line for task in plan.tasks for line in task.lines]
    held += [number for some in plan.unassigned for number in range(some.first, some.last + 1)]
    assert {task.first for task in plan.tasks} <= set(held)
    said = {line.number for line in lines if any(letter.isalnum() for letter in line.text)}
    assert said <= set(held)
    for task in plan.tasks:
        for some in plan.unassigned:
            assert not set(task.lines) & {some.first, some.last}
