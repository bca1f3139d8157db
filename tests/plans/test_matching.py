"""A newer version of a plan proposes differences, never duplicates."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from inspector.plans.document import Document, Line
from inspector.plans.matching import KnownTask, Verdict, compare
from inspector.plans.plan import Plan, PlanTask
from inspector.plans.reading import read_plan

FIRST = """示例市整改方案
（一）示例河水质不能稳定达标，沿河排污口未整治。
责任单位：市水务局
整改时限：2020年底
整改措施：排查整治。
（二）露天矿山扬尘污染严重，群众反映强烈。
责任单位：市自然资源局
整改时限：2019年底
整改措施：落实喷淋。
（三）餐饮油烟扰民问题突出。
责任单位：市城管局
整改时限：立行立改
整改措施：安装净化设施。
"""


def plan_of(text: str) -> Plan:
    """Read ``text`` as a plan."""
    lines = text.splitlines()
    return read_plan(Document("plan.txt", "", tuple(Line(n, line) for n, line in enumerate(lines, start=1))))


def known_of(plan: Plan) -> list[KnownTask]:
    """Take the tasks of ``plan`` for what is known."""
    return [KnownTask.of_plan(task, f"task {place}") for place, task in enumerate(plan.tasks)]


def test_the_same_version_again_changes_nothing() -> None:
    plan = plan_of(FIRST)
    found = compare(known_of(plan), plan)
    assert [one.verdict for one in found] == [Verdict.SAME] * 3
    assert [one.changes for one in found] == [(), (), ()]


def test_widths_and_blanks_are_no_difference() -> None:
    plan = plan_of(FIRST)
    narrow = plan_of(FIRST.replace("，", ",").replace("（", "(").replace("）", ")").replace("：", ": "))
    assert {one.verdict for one in compare(known_of(plan), narrow)} == {Verdict.SAME}


def test_a_moved_deadline_and_other_units_are_told_by_field() -> None:
    newer = plan_of(
        FIRST.replace("2020年底", "2021年6月底").replace("市自然资源局", "市自然资源局、市应急局")
    )
    river, mine, _smoke = compare(known_of(plan_of(FIRST)), newer)
    assert river.verdict is Verdict.CHANGED
    assert [change.field for change in river.changes] == ["deadline", "due"]
    assert [(one.before, one.after) for one in mine.changes] == [
        (("市自然资源局",), ("市自然资源局", "市应急局"))
    ]


def test_a_task_with_another_number_and_other_words_is_known_again() -> None:
    newer = FIRST.replace("（三）餐饮", "（四）部分餐饮").replace("（二）", "（三）")
    newer = newer.replace(
        "（三）露天", "（二）医疗废物处置能力不足问题。\n责任单位：市卫健委\n整改时限：2021年底\n（三）露天"
    )
    found = compare(known_of(plan_of(FIRST)), plan_of(newer))
    assert [one.verdict for one in found] == [Verdict.SAME, Verdict.NEW, Verdict.CHANGED, Verdict.CHANGED]
    assert [one.known.key for one in found if one.known] == ["task 0", "task 1", "task 2"]
    assert [change.field for change in found[3].changes] == ["number", "title", "problem"]


def test_a_duty_that_comes_back_otherwise_is_a_difference() -> None:
    said = FIRST.replace("排查整治。", "排查整治。市水务局每季度至少研究一次水质。市水务局每两周碰头一次。")
    known = known_of(plan_of(said))
    newer = plan_of(said.replace("每季度至少研究", "每月至少研究").replace("每两周", "每天"))
    found = compare(known, newer)
    assert [one.verdict for one in found] == [Verdict.CHANGED, Verdict.SAME, Verdict.SAME]
    (of_measures, of_duties) = found[0].changes
    assert (of_measures.field, of_duties.field) == ("measures", "duties")
    assert of_duties.before == ("市水务局每季度至少研究一次水质 (市水务局)",)
    assert of_duties.after == ("市水务局每月至少研究一次水质 (市水务局)",), "what no period holds is no duty"


def test_what_is_no_longer_there_is_gone() -> None:
    newer = plan_of(FIRST[: FIRST.index("（三）")])
    *_others, gone = compare(known_of(plan_of(FIRST)), newer)
    assert gone.verdict is Verdict.GONE
    assert gone.task is None
    assert gone.known
    assert gone.known.key == "task 2"


def test_a_task_without_problem_is_known_by_its_title() -> None:
    plan = plan_of(FIRST)
    known = [replace(one, problem="") for one in known_of(plan)]
    assert {one.verdict for one in compare(known, plan)} == {Verdict.CHANGED}
    assert compare([], plan)[0].verdict is Verdict.NEW


@given(st.lists(st.sampled_from(plan_of(FIRST).tasks)), st.lists(st.sampled_from(plan_of(FIRST).tasks)))
def test_every_task_of_either_side_is_in_exactly_one_difference(
    before: list[PlanTask], after: list[PlanTask]
) -> None:
    known = [KnownTask.of_plan(task, str(place)) for place, task in enumerate(before)]
    found = compare(known, replace(plan_of(FIRST), tasks=tuple(after)))
    assert Counter(one.known.key for one in found if one.known) == Counter(one.key for one in known)
    assert [one.task for one in found if one.task] == after
