"""Plans and tasks in the history that is taken in any order: every step of their lives, some out of turn."""

from typing import TYPE_CHECKING

from inspector.journal.person_key import PersonKey
from inspector.model.case_steps import DispatchNoted, ExtensionGranted, Supervision, SupervisionBegun
from inspector.model.close_off import CloseOffFiled, CloseOffStep, CloseOffStepDone
from inspector.model.events import Blob, Event
from inspector.model.plan import PlanSuperseded, PlanTaken, UnitGroupNamed
from inspector.model.task_life import (
    DutyMet,
    DutySet,
    ItemAdded,
    ItemChanged,
    ItemDone,
    ItemReopened,
    Measure,
    MeasureDay,
    MeasureDone,
    MeasureReopened,
    MeasuresScheduled,
    TaskCompleted,
    TaskConflictResolved,
    TaskCorrected,
    TaskHeld,
    TaskProgressed,
    TaskRecheckFailed,
    TaskRecheckPassed,
    TaskSet,
    TaskTakenOver,
    TaskTakenUp,
    TaskWithdrawn,
)
from inspector.model.task_state import Every
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

PLAN, GROUP, HEAPS, HELD, TAKEN_OUT, CONTESTED, OLD = (named(number) for number in range(301, 308))
DAY = NOW.day
DOCUMENT = Blob("d" * 64, 31_778, "text/plain")
MINUTES = Blob("e" * 64, 9, "application/pdf")


def write_tasks(county: "Device", town: "Device", key: PersonKey) -> None:
    """Let the county take a plan and work on it, the township re-check; then let them contradict."""
    county.write_all(
        PlanTaken(subject=PLAN, title="示例整改方案", file="方案.txt", grid=named(1), blobs=(DOCUMENT,)),
        UnitGroupNamed(subject=GROUP, name="七办一镇", units=("示例办", "示例镇")),
        *(_set(task) for task in (HEAPS, HELD, TAKEN_OUT, CONTESTED, OLD)),
        TaskTakenOver(subject=OLD, file="旧台账.xlsx", row=7, state="已销号", closed_on=DAY),
        # work goes on where it came back; what comes too late has no effect
        TaskTakenUp(subject=OLD, reason="反弹"),
        TaskTakenOver(subject=OLD, file="旧台账.xlsx", row=8),
        *_worked_on(),
        PlanSuperseded(subject=PLAN, title="示例整改方案（修订）", file="方案2.txt", blobs=(DOCUMENT,)),
        TaskCorrected(subject=HEAPS, reason="修订", number="4", measures=(_measure("1", "改"),)),
        TaskWithdrawn(subject=TAKEN_OUT, reason="重复"),
        TaskHeld(subject=HELD, reason="长期坚持"),
        TaskTakenUp(subject=HELD, reason="再推进"),
        TaskCompleted(subject=HEAPS, text="均已整治", on=DAY, rectifiers=(named(90),), on_behalf="示例局"),
    )
    town.knows += county.written
    for event in _signed():
        town.write(event, person_key=key)
    # both decide in ignorance of each other; a third decides between them
    mine = county.write(TaskHeld(subject=CONTESTED, reason="长期"))
    town.write(TaskCompleted(subject=CONTESTED, text="已完成", on=DAY))
    county.knows += town.written
    county.write(TaskConflictResolved(subject=CONTESTED, falls=(mine.hash,), reason="已完成"))


def _measure(name: str, text: str) -> Measure:
    return Measure(id=name, text=text, units=("示例局",), due=DAY)


def _weekly(times: int = 1, reason: str = "", *, is_gone: bool = False) -> DutySet:
    return DutySet(
        subject=HEAPS,
        duty="2",
        text="每周检查",
        every=Every.WEEK,
        units=("示例局",),
        since=DAY,
        times=times,
        reason=reason,
        is_gone=is_gone,
    )


def _set(task: str) -> TaskSet:
    return TaskSet(
        subject=task,
        plan=PLAN,
        grid=named(1),
        number="三",
        title="71处排土场整治",
        lead=("示例局",),
        responsible=("七办一镇",),
        deadline="2026年底前",
        due=DAY,
        measures=(_measure("1", "治理"), _measure("2", "复绿")),
        first_line=12,
        last_line=20,
    )


def _worked_on() -> list[Event]:
    return [
        MeasuresScheduled(subject=HEAPS, days=(MeasureDay(measure="1", due=DAY),)),
        MeasureDone(subject=HEAPS, measure="1", on=DAY),
        MeasureReopened(subject=HEAPS, measure="1", reason="未完"),
        MeasureDone(subject=HEAPS, measure="9", on=DAY),
        TaskProgressed(subject=HEAPS, text="已进场", measure="2", blobs=(MINUTES,)),
        ItemAdded(subject=HEAPS, item="a", name="一号排土场", year=2026),
        ItemAdded(subject=HEAPS, item="b", name="二号排土场", year=2027),
        ItemAdded(subject=HEAPS, item="c", name="误列", year=0),
        ItemChanged(subject=HEAPS, item="b", year=2026, reason="登记有误"),
        ItemAdded(subject=HEAPS, item="d", name="四号排土场", year=2026),
        ItemChanged(subject=HEAPS, item="d", reason="误列", is_gone=True),
        ItemDone(subject=HEAPS, item="a", on=DAY),
        ItemReopened(subject=HEAPS, item="a", reason="未完"),
        ItemDone(subject=HEAPS, item="a", on=DAY),
        DutySet(
            subject=HEAPS, duty="1", text="每季度研究一次", every=Every.QUARTER, units=("示例局",), since=DAY
        ),
        _weekly(),
        _weekly(reason="改为每周两次", times=2),
        _weekly(reason="误设", is_gone=True),
        DutyMet(subject=HEAPS, duty="1", unit="示例局", period=f"{DAY.year}-Q4", on=DAY, blobs=(MINUTES,)),
        ExtensionGranted(subject=HEAPS, until=DAY),
        SupervisionBegun(subject=HEAPS, kind=Supervision.LISTED),
        DispatchNoted(
            subject=HEAPS, period="2026-11", next_step="招标", on_behalf="示例局", blobs=(MINUTES,)
        ),
    ]


def _signed() -> list[Event]:
    """Give what a re-checker and an office sign in person; one passes what takes two."""
    return [
        TaskRecheckFailed(subject=HEAPS, checked=NOW, requirement="东侧未复绿"),
        TaskCompleted(subject=HEAPS, text="已补", on=DAY, on_behalf="示例局"),
        TaskRecheckPassed(subject=HEAPS, checked=NOW),
        CloseOffStepDone(subject=HEAPS, step=CloseOffStep.SIGNED_ON_SITE, on=DAY),
        CloseOffFiled(subject=HEAPS, on=DAY),
    ]
