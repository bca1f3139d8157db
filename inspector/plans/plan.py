"""What was read of a plan: its tasks with their units, deadlines, goals and measures, and every doubt."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from inspector.errors import Spoken
from inspector.words import translate


@dataclass(frozen=True, slots=True)
class PlanDeadline:
    """A deadline as written, the day it means, its kinds; ``line`` where it was inherited from."""

    text: str = ""
    date: dt.date | None = None
    kinds: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PlanQuantity:
    """An amount as written: ``71`` ``处`` in ``71处排土场``."""

    value: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """What is to be reached by a day within a task."""

    date: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """A measure with its own units and deadline, where it has them."""

    text: str
    number: str = ""
    units: tuple[str, ...] = ()
    deadline: PlanDeadline = PlanDeadline()


@dataclass(frozen=True, slots=True)
class PlanPart:
    """What of a task is one unit's own."""

    unit: str
    part: str


@dataclass(frozen=True, slots=True)
class PlanDuty:
    """A duty that comes back: who, how often (as written), what."""

    unit: str
    period: str
    times: int
    text: str


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task as the document has it; lists are in the document's order, texts as written."""

    number: str
    headings: tuple[str, ...]
    title: str
    problem: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    supporting: tuple[str, ...]
    supervising: tuple[str, ...]
    accountability: tuple[str, ...]
    accepting: tuple[str, ...]
    people: tuple[str, ...]
    deadline: PlanDeadline
    goal: str
    measures: tuple[PlanMeasure, ...]
    quantities: tuple[PlanQuantity, ...]
    targets: tuple[PlanTarget, ...]
    duties: tuple[PlanDuty, ...]
    parts: tuple[PlanPart, ...]
    first: int
    last: int
    lines: tuple[int, ...] = field(default=(), compare=False)
    doubts: tuple[Spoken, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Lines that belong to no task, ``first`` to ``last``, and what they say."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: the name of its file, its title, its tasks, and the lines that are in none of them."""

    file: str
    title: str
    tasks: tuple[PlanTask, ...]
    unassigned: tuple[Unassigned, ...]
    doubts: tuple[Spoken, ...] = field(default=(), compare=False)


def as_json(plan: Plan, say: Callable[[Spoken], str] = translate) -> dict[str, object]:
    """Write ``plan`` as values of JSON; ``say`` puts doubts into words."""
    return {
        "file": plan.file,
        "title": plan.title,
        "tasks": [_task(task, say) for task in plan.tasks],
        "unassigned": [{"from": one.first, "to": one.last, "text": one.text} for one in plan.unassigned],
        "doubts": [say(doubt) for doubt in plan.doubts],
    }


def _task(task: PlanTask, say: Callable[[Spoken], str]) -> dict[str, object]:
    return {
        "number": task.number,
        "headings": list(task.headings),
        "title": task.title,
        "problem": task.problem,
        "lead": list(task.lead),
        "responsible": list(task.responsible),
        "supporting": list(task.supporting),
        "supervising": list(task.supervising),
        "accountability": list(task.accountability),
        "deadline": _deadline(task.deadline),
        "goal": task.goal,
        "measures": [measure.text for measure in task.measures],
        "quantities": [{"value": one.value, "unit": one.unit, "text": one.text} for one in task.quantities],
        "source": {"from": task.first, "to": task.last},
        "doubts": [say(doubt) for doubt in task.doubts],
        "accepting": list(task.accepting),
        "people": list(task.people),
        "yearly_targets": [{"date": one.date.isoformat(), "text": one.text} for one in task.targets],
        "measure_details": [
            {
                "number": measure.number,
                "text": measure.text,
                "units": list(measure.units),
                "deadline": _deadline(measure.deadline),
            }
            for measure in task.measures
        ],
        "unit_parts": [{"unit": one.unit, "part": one.part} for one in task.parts],
        "duties": [
            {"unit": one.unit, "period": one.period, "times": one.times, "text": one.text}
            for one in task.duties
        ],
    }


def _deadline(deadline: PlanDeadline) -> dict[str, object]:
    return {
        "text": deadline.text,
        "date": deadline.date.isoformat() if deadline.date else None,
        "kinds": list(deadline.kinds),
    }
