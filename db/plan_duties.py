"""The duties of a plan in the ledger: set when it enters, changed by a newer version."""

from datetime import date

from inspector.model.finding_steps import Who
from inspector.model.task import Task
from inspector.model.task_life import DutySet
from inspector.model.task_part_acts import remove_duty, set_duty
from inspector.model.task_parts import Duty
from inspector.model.task_state import Every
from inspector.plans.duties import Owed, owed_of
from inspector.plans.plan import PlanDuty, PlanTask

_WRITTEN = {
    Every.WEEK: "每周",
    Every.TEN_DAYS: "每旬",
    Every.HALF_MONTH: "每半月",
    Every.MONTH: "每月",
    Every.QUARTER: "每季度",
    Every.HALF_YEAR: "每半年",
    Every.YEAR: "每年",
}


def duties_as_read(task: Task) -> tuple[PlanDuty, ...]:
    """Give the duties that its plan set, in the words of a plan that was read."""
    return tuple(
        PlanDuty(unit, _WRITTEN[duty.every], duty.times, duty.text)
        for duty in _of_plan(task)
        for unit in duty.units
    )


def duties_entering(subject: str, read: PlanTask, today: date) -> list[DutySet]:
    """Give the duties of a task that enters the ledger; what is owed begins today."""
    return [
        DutySet(
            subject=subject,
            duty=str(place),
            text=one.text,
            every=one.every,
            units=one.units,
            since=today,
            until=_until(read, today),
            times=one.times,
        )
        for place, one in enumerate(owed_of(read), start=1)
    ]


def duties_changed(known: Task, read: PlanTask, who: Who, reason: str, today: date) -> list[DutySet]:
    """Give what makes the duties that the plan set for ``known`` those of ``read``.

    One is known again by its words, else by its units; how it was met stays. One that the plan has no longer
    is taken off, or ends today where it was met. Duties set by hand stay as they are.
    """
    owed = owed_of(read)
    pairs = _pairs(list(_of_plan(known)), owed)
    last = max((int(one.id) for one in _of_plan(known)), default=0)
    told: list[DutySet] = []
    for place, one in enumerate(owed):
        before = pairs.get(place)
        if before is None:
            last += 1
            told.append(
                set_duty(
                    known,
                    who,
                    str(last),
                    one.text,
                    one.every,
                    one.units,
                    today,
                    _until(read, today),
                    one.times,
                )
            )
        elif Owed(before.every, before.times, before.text, before.units) != one:
            told.append(
                set_duty(
                    known,
                    who,
                    before.id,
                    one.text,
                    one.every,
                    one.units,
                    before.since,
                    before.until,
                    one.times,
                    reason,
                )
            )
    kept = {duty.id for duty in pairs.values()}
    for duty in _of_plan(known):
        if duty.id in kept:
            continue
        if not duty.meetings:
            told.append(remove_duty(known, who, duty.id, reason))
        elif duty.until is None or duty.until > today:
            told.append(
                set_duty(
                    known,
                    who,
                    duty.id,
                    duty.text,
                    duty.every,
                    duty.units,
                    duty.since,
                    today,
                    duty.times,
                    reason,
                )
            )
    return told


def _of_plan(task: Task) -> tuple[Duty, ...]:
    """Give the duties that a plan set: they are called by numbers, those set by hand are not."""
    return tuple(duty for duty in task.duties if duty.id.isdecimal())


def _pairs(before: list[Duty], owed: tuple[Owed, ...]) -> dict[int, Duty]:
    pairs: dict[int, Duty] = {}
    for is_alike in (_says_the_same, _has_the_same):
        for place, one in enumerate(owed):
            alike = next((duty for duty in before if is_alike(duty, one)), None)
            if place not in pairs and alike:
                pairs[place] = alike
                before.remove(alike)
    return pairs


def _says_the_same(duty: Duty, owed: Owed) -> bool:
    return duty.text == owed.text


def _has_the_same(duty: Duty, owed: Owed) -> bool:
    return duty.units == owed.units


def _until(read: PlanTask, today: date) -> date | None:
    """Give the day the task's deadline ends its duties on; one that is past ends nothing."""
    until = read.deadline.date
    return until if until and until >= today else None
