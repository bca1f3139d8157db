"""`plan read`: the tasks of a rectification plan, as text or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.opening import json_option
from inspector.cli.plan_import import import_plan
from inspector.cli.speaking import Status, give_json, say
from inspector.periods import long_day
from inspector.words import _, in_language, plural, spoken, translate

if TYPE_CHECKING:
    from inspector.plans.plan import Plan, PlanDeadline, PlanTask

MOST_LETTERS = 200
"""Letters of a goal or a measure that the summary shows."""


@click.group("plan", help=_("Rectification plans: read their tasks from the document as it is."))
def plan_group() -> None:
    """Hold what can be done with a plan."""


plan_group.add_command(import_plan)


@plan_group.command(help=_("Read the tasks of a plan (.txt, .docx, .pdf, .html, .md) and say every doubt."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def read(file: Path, *, as_json: bool) -> int:
    """Read ``file``. Raises Unreadable."""
    from inspector.plans.documents import read_document
    from inspector.plans.plan import as_json as json_of
    from inspector.plans.reading import read_plan

    plan = read_plan(read_document(file))
    if as_json:
        give_json(json_of(plan))
    else:
        _tell(plan)
    return Status.DONE


def _tell(plan: "Plan") -> None:
    say(plan.title or plan.file)
    say(plural("{n} task", "{n} tasks", len(plan.tasks)))
    for doubt in plan.doubts:
        say(f"! {translate(doubt)}")
    for place, task in enumerate(plan.tasks, start=1):
        say()
        _tell_task(place, task)
    if plan.unassigned:
        say()
        say(_("Lines that are in no task:"))
        for some in plan.unassigned:
            say(f"  {_lines(some.first, some.last)}: {_short(some.text)}")


def _tell_task(place: int, task: "PlanTask") -> None:
    say(f"{task.number or place} {task.title}  [{_lines(task.first, task.last)}]")
    for name, value in (
        (_("Under"), " / ".join(task.headings)),
        (_("Lead"), "；".join(task.lead)),
        (_("Responsible units"), "；".join(task.responsible)),
        (_("Supporting"), "；".join(task.supporting)),
        (_("Supervising"), "；".join(task.supervising)),
        (_("Accountability"), "；".join(task.accountability)),
        (_("Acceptance"), "；".join(task.accepting)),
        (_("Person in charge"), "；".join(task.people)),
        (_("Deadline"), _said(task.deadline)),
        (_("Goal"), _short(task.goal)),
        (_("Amounts"), "；".join(one.text for one in task.quantities)),
    ):
        if value:
            say(f"  {name}: {value}")
    for number, measure in enumerate(task.measures, start=1):
        say(f"  {_('Measure {n}', n=number)}: {_short(measure.text)}")
    for doubt in task.doubts:
        say(f"  ! {translate(doubt)}")


def _said(deadline: "PlanDeadline") -> str:
    if not deadline.date:
        return deadline.text
    return f"{deadline.text} → {long_day(deadline.date, in_language(spoken()))}"


def _lines(first: int, last: int) -> str:
    if first == last:
        return _("line {first}", first=first)
    return _("lines {first} to {last}", first=first, last=last)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST_LETTERS else flat[:MOST_LETTERS] + "…"
