"""A plan enters the ledger with its tasks; a newer version corrects them and doubles nothing."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.plan_intake import Accepted, as_read, renew_plan, take_plan, taken_tasks
from db.queries.tasks import ledger_facts, plan_tree, task_sheet
from db.task_recording import (
    name_unit_group,
    record_task,
    set_new_task,
    take_back_done,
    task_of,
)
from inspector.errors import Refused
from inspector.model import task_acts as acts
from inspector.model import task_part_acts as parts
from inspector.model.ids import TaskId
from inspector.model.task import Task
from inspector.model.task_life import TaskSet
from inspector.model.task_state import ItemKind, TaskState
from inspector.plans.plan import (
    PlanDeadline,
    PlanDuty,
    PlanMeasure,
    PlanPart,
    PlanQuantity,
    PlanTarget,
    PlanTask,
)
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, COUNTY_KEY, LATER, appoint
from tests.db.village import Village

DUE = date(2026, 12, 31)
TODAY = LATER.day


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "示例方案.txt"
    file.write_text("示例整改方案", encoding="utf-8")
    return file


def a_task(title: str = "排土场整治", **further: object) -> PlanTask:
    told: dict[str, object] = {
        "number": "(五)",
        "headings": ("三、具体任务",),
        "title": title,
        "problem": "71处排土场未治理",
        "lead": ("示例国土局",),
        "responsible": ("七办一镇",),
        "supporting": (),
        "supervising": (),
        "accountability": (),
        "accepting": (),
        "people": (),
        "deadline": PlanDeadline("2026年底前", DUE, ("限期",)),
        "goal": "完成整治",
        "measures": (
            PlanMeasure("清运", "①", ("示例国土局",), PlanDeadline("2026年6月", date(2026, 6, 30))),
            PlanMeasure("复绿"),
        ),
        "quantities": (PlanQuantity("71", "处", "71处排土场"),),
        "targets": (PlanTarget(date(2026, 6, 30), "完成26处"),),
        "duties": (),
        "parts": (PlanPart("示例国土局", "负责验收"),),
        "first": 12,
        "last": 20,
        **further,
    }
    return PlanTask(**told)  # type: ignore[arg-type]


def now(village: Village, task: str) -> Task:
    with closing(village.workspace.reader()) as reader:
        return task_of(village.workspace, reader, task)


def taken(village: Village, document: Path, *tasks: PlanTask) -> tuple[str, list[str]]:
    plan = take_plan(village.workspace, tasks, document, " 示例整改方案 ", BY_COUNTY, LATER, village.chance)
    return plan.plan, list(plan.tasks)


def test_a_task_in_the_ledger_reads_as_it_was_read(village: Village, document: Path) -> None:
    plan, (one, other) = taken(village, document, a_task(), a_task("自燃治理", first=30, last=33))
    with closing(village.workspace.reader()) as reader:
        assert taken_tasks(village.workspace, reader, plan) == {
            one: a_task(),
            other: a_task("自燃治理", first=30, last=33),
        }
        assert reader.row("SELECT title, file, mime, size FROM plan") == (
            "示例整改方案",
            "示例方案.txt",
            "text/plain",
            len(document.read_bytes()),
        )
        sheet = task_sheet(village.workspace, reader, TaskId(one), BY_COUNTY, TODAY)
        assert sheet
        assert sheet.document
        assert village.workspace.blobs.read(sheet.document) == document.read_bytes()
        (branch,) = plan_tree(reader, TODAY)
        assert [(leaf.number, [m.text for m in leaf.measures]) for leaf in branch.tasks] == [
            ("(五)", ["① 清运", "复绿"]),
            ("(五)", ["① 清运", "复绿"]),
        ]


def test_a_plan_is_the_offices_and_needs_a_title(village: Village, document: Path) -> None:
    def take(title: str, by: object = BY_COUNTY, *tasks: PlanTask) -> None:
        take_plan(village.workspace, tasks, document, title, by, LATER, village.chance)  # type: ignore[arg-type]

    with pytest.raises(Refused, match="needs a title"):
        take(" ")
    with pytest.raises(Refused, match="at most"):
        take("长" * 301)
    with pytest.raises(Refused, match="for the office"):
        take("示例", BY_STAFF)
    empty = a_task("", problem="", goal="", measures=())
    with pytest.raises(Refused, match="few words"):
        take("示例", BY_COUNTY, a_task(), empty)
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM plan") == 0, "all of it, or nothing"


def test_duties_and_standing_tasks_are_recognised(village: Village, document: Path) -> None:
    duties = (
        PlanDuty("市委常委会", "每季度", 1, "研究环保工作"),
        PlanDuty("政府常务会", "每季度", 1, "研究环保工作"),
        PlanDuty("", "每月", 2, "调度进展"),
        PlanDuty("示例局", "每旬", 1, "报送"),
        PlanDuty("示例局", "每周", 1, "检查"),
        PlanDuty("示例局", "每半个月", 1, "通报"),
        PlanDuty("示例局", "每两周", 1, "碰头"),
        PlanDuty("示例局", "每日", 1, "巡查"),
    )
    standing = a_task(goal="做到发现一处、治理一处", deadline=PlanDeadline("2016年", date(2016, 12, 31)))
    _plan, (one, other) = taken(
        village,
        document,
        a_task(duties=duties),
        replace(standing, duties=(duties[0],), lead=(), responsible=()),
    )
    task = now(village, one)
    assert [(duty.every, duty.units, duty.times, duty.until) for duty in task.duties] == [
        ("quarter", ("市委常委会", "政府常务会"), 1, DUE),
        ("month", ("示例国土局", "七办一镇"), 2, DUE),
        ("ten_days", ("示例局",), 1, DUE),
        ("week", ("示例局",), 1, DUE),
        ("half_month", ("示例局",), 1, DUE),
    ], "what comes back by no period of the calendar stays in the text"
    assert not task.is_standing
    assert now(village, other).is_standing
    assert now(village, other).duties[0].until is None, "a deadline that is past ends nothing"
    assert [duty.unit for duty in as_read(task).duties] == [
        "市委常委会",
        "政府常务会",
        "示例国土局",
        "七办一镇",
        *["示例局"] * 3,
    ]
    assert [duty.period for duty in as_read(task).duties][4:] == ["每旬", "每周", "每半月"]
    nobody = a_task(lead=(), responsible=(), duties=(duties[2],))
    _plan, (third,) = taken(village, document, nobody)
    assert now(village, third).duties == ()


def test_a_newer_version_corrects_enters_and_withdraws(village: Village, document: Path) -> None:
    plan, (one, other) = taken(village, document, a_task(), a_task("自燃治理"))
    record_task(
        village.workspace,
        one,
        now(village, one).last,
        lambda task, who, _rules: acts.finish_measure(task, who, "1", TODAY, TODAY, "已清运"),
        BY_COUNTY,
        LATER,
    )
    newer = a_task(
        goal="全部完成",
        deadline=PlanDeadline("长期坚持", None, ("长期坚持",)),
        measures=(
            PlanMeasure("复绿"),
            PlanMeasure("清运并覆盖", "①"),
            PlanMeasure("验收", "③"),
        ),
    )
    accepted = (Accepted(one, newer), Accepted("", a_task("新任务")), Accepted(other, None))
    renewed = renew_plan(
        village.workspace, plan, accepted, document, "示例整改方案（修订）", BY_COUNTY, LATER, village.chance
    )
    task = now(village, one)
    assert as_read(task) == newer
    assert {one.told.text: (one.told.id, one.done_on) for one in task.measures} == {
        "复绿": ("2", None),
        "清运并覆盖": ("1", TODAY),
        "验收": ("3", None),
    }
    with pytest.raises(Refused, match="not recorded"):
        now(village, other)
    assert now(village, renewed.tasks[0]).title == "新任务"
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT title FROM plan") == "示例整改方案（修订）"
        assert reader.value("SELECT json_array_length(versions) FROM plan") == 2
    before = task.last
    again = (Accepted(one, newer),)
    renew_plan(village.workspace, plan, again, document, "示例", BY_COUNTY, LATER, village.chance)
    assert as_read(now(village, one)) == newer
    assert now(village, one).last != before


def test_a_measure_without_number_keeps_its_place(village: Village, document: Path) -> None:
    plan, (one,) = taken(village, document, a_task())
    newer = a_task(measures=(PlanMeasure("清运", "①"), PlanMeasure("植树")))
    renew_plan(
        village.workspace, plan, [Accepted(one, newer)], document, "示例", BY_COUNTY, LATER, village.chance
    )
    assert [(m.told.id, m.told.text) for m in now(village, one).measures] == [("1", "清运"), ("2", "植树")]


def test_a_newer_version_needs_its_plan_and_the_office(village: Village, document: Path) -> None:
    plan, (one,) = taken(village, document, a_task())
    with pytest.raises(Refused, match="plan is not recorded"):
        renew_plan(village.workspace, one, (), document, "示例", BY_COUNTY, LATER, village.chance)
    with pytest.raises(Refused, match="for the office"):
        renew_plan(village.workspace, plan, (), document, "示例", BY_STAFF, LATER, village.chance)


def test_a_step_on_an_outdated_state_is_refused(village: Village, document: Path) -> None:
    _plan, (one,) = taken(village, document, a_task())
    seen = now(village, one).last

    def say(by: object, text: str) -> None:
        record_task(
            village.workspace,
            one,
            seen,
            lambda task, who, _rules: acts.progress(task, who, text),
            by,  # type: ignore[arg-type]
            LATER,
        )

    say(BY_STAFF, "已进场")
    assert now(village, one).state is TaskState.UNDER_WAY, "whoever has a role elsewhere works for a unit"
    with pytest.raises(Refused, match="meanwhile"):
        say(BY_COUNTY, "另一句")


def test_the_clerk_of_a_township_does_not_decide_about_the_countys_task(
    village: Village, document: Path
) -> None:
    _plan, (one,) = taken(village, document, a_task())
    with pytest.raises(Refused, match="for the office"):
        record_task(
            village.workspace,
            one,
            now(village, one).last,
            lambda task, who, _rules: acts.hold(task, who, "长期"),
            BY_CLERK,
            LATER,
        )


def test_several_entries_of_one_act_are_recorded_together_and_done_is_taken_back(
    village: Village, document: Path
) -> None:
    _plan, (one,) = taken(village, document, a_task())

    def do(act: object) -> str:
        changes = record_task(
            village.workspace,
            one,
            now(village, one).last,
            act,  # type: ignore[arg-type]
            BY_COUNTY,
            LATER,
            COUNTY_KEY,
        )
        return changes.entries[0]

    first = do(
        lambda task, who, _rules: [
            parts.add_item(task, who, name, f"{name}号", 2026, ItemKind.IMPROVE) for name in "ab"
        ]
    )
    done = do(lambda task, who, _rules: parts.finish_item(task, who, "a", TODAY, TODAY, "已复绿"))
    measure = do(lambda task, who, _rules: acts.finish_measure(task, who, "1", TODAY, TODAY, "已清运"))
    for entry in (done, measure):
        take_back_done(village.workspace, one, entry, "误录", BY_COUNTY, LATER)
    task = now(village, one)
    assert [item.done_on for item in task.items] == [None, None]
    assert [measure.done_on for measure in task.measures] == [None, None]
    with pytest.raises(Refused, match="can't be taken back"):
        take_back_done(village.workspace, one, first, "x", BY_COUNTY, LATER)


def test_a_task_is_set_by_hand_and_stands_under_no_plan(village: Village) -> None:
    told = TaskSet(grid=BY_COUNTY.org, title="扬尘整治")
    changes = set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance)
    (task,) = changes.subjects
    assert now(village, task).title == "扬尘整治"
    with closing(village.workspace.reader()) as reader:
        (branch,) = plan_tree(reader, TODAY)
    assert (branch.plan, [leaf.name for leaf in branch.tasks]) == ("", ["扬尘整治"])


def test_a_group_of_units_is_named_changed_and_ended(village: Village) -> None:
    def name(group: str, *units: str, by: object = BY_COUNTY) -> None:
        name_unit_group(village.workspace, group, units, by, LATER, village.chance)  # type: ignore[arg-type]

    def groups() -> list[tuple[str, tuple[str, ...]]]:
        with closing(village.workspace.reader()) as reader:
            return [(one.name, one.units) for one in ledger_facts(reader).groups]

    name("七办一镇", "甲办", " 乙镇 ", "甲办")
    assert groups() == [("七办一镇", ("甲办", "乙镇"))]
    name("七办一镇", "丙办")
    assert groups() == [("七办一镇", ("丙办",))]
    name("七办一镇")
    assert groups() == []
    with pytest.raises(Refused, match="name as plans"):
        name(" ", "甲办")
    with pytest.raises(Refused, match="itself"):
        name("甲办", "甲办")
    with pytest.raises(Refused, match="for the office"):
        name("七办一镇", "甲办", by=BY_STAFF)
