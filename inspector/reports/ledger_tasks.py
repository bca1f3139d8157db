"""The tasks of plans on the ledger (整改台账): a line each, with what is counted of their parts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from inspector.model.task_state import PACE_NAMES, TASK_STATE_NAMES, Pace, TaskState
from inspector.reports.blocks import Content
from inspector.reports.case_paper import TaskLine
from inspector.reports.cells import centred, label
from inspector.reports.composing import Composer
from inspector.reports.styles import FINE, FINE_CENTRED, FINE_LABEL, GROUND, RED, SOFT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import Say

COLUMNS = (10, 42, 62, 40, 30, 24, 25, 22, 22)
"""Widths in millimetres, to be shared out over the width of the page."""


def task_table(tasks: Sequence[TaskLine], parts: Composer) -> Table:
    """List the tasks in the order given."""
    say = parts.say
    heads = (
        (say("No."),),
        (say("Number"), say("Plan")),
        (say("Task"), say("What is required")),
        (say("Responsible units"),),
        (say("Deadline"), say("Extended")),
        (say("State"),),
        (say("Done of"),),
        (say("Completed on"),),
        (say("Closed off on"), say("Close-off number")),
    )
    table = parts.table(*COLUMNS)
    table.add(
        [
            Cell(tuple(Words.of(FINE_LABEL, line) for line in lines), heads="Column", ground=GROUND)
            for lines in heads
        ],
        head=True,
    )
    for at, line in enumerate(tasks, 1):
        table.add(
            (
                Cell((Words.of(FINE_CENTRED, str(at)),)),
                _cell(line.number, line.plan),
                _cell(line.name, line.requirement),
                _cell(say(", ").join(line.units)),
                Cell(tuple(_deadline(line, say))),
                Cell(tuple(_state(line, say))),
                Cell(tuple(_parts(line, say))),
                Cell((Words.of(FINE_CENTRED, _day(line.completed_on)),)),
                _cell(_day(line.ended_on), line.close_off_number),
            )
        )
    return table


def task_totals(tasks: Sequence[TaskLine], parts: Composer) -> Table:
    """Count the tasks of each state there is, with those past their deadline or behind, and all of them."""
    say = parts.say
    counts = Counter(line.state for line in tasks)
    paces = Counter(line.pace for line in tasks)
    named = [(say(TASK_STATE_NAMES[state]), counts[state]) for state in TaskState if counts[state]]
    named += [(say(PACE_NAMES[pace]), paces[pace]) for pace in (Pace.BEHIND, Pace.OVERDUE)]
    named.append((say("in all"), len(tasks)))
    table = parts.table(*(1 for _ in named))
    table.add([label(name) for name, _ in named], head=True)
    table.add([centred(str(count)) for _, count in named])
    return table


def _cell(*lines: str) -> Cell:
    """Stack lines, the first one black and the others softer; nothing stays an empty cell."""
    first, *others = lines
    return Cell((Words.of(FINE, first), *(Words.of(FINE, Run(one, ink=SOFT)) for one in others if one)))


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _deadline(line: TaskLine, say: Say) -> list[Content]:
    ink = RED if line.pace is Pace.OVERDUE else None
    words: list[Content] = [Words.of(FINE, Run(_day(line.due) or line.deadline, ink=ink))]
    if line.due and line.deadline:
        words.append(Words.of(FINE, Run(line.deadline, ink=SOFT)))
    if line.extensions:
        times = say.plural("extended once", "extended {n} times", line.extensions)
        words.append(Words.of(FINE, Run(times, ink=SOFT)))
    return words


def _state(line: TaskLine, say: Say) -> list[Content]:
    words: list[Content] = [Words.of(FINE_CENTRED, say(TASK_STATE_NAMES[line.state]))]
    if line.pace is not Pace.ON_TIME:
        words.append(Words.of(FINE_CENTRED, Run(say(PACE_NAMES[line.pace]), ink=RED)))
    if line.relapses:
        times = say.plural("relapsed once", "relapsed {n} times", line.relapses)
        words.append(Words.of(FINE_CENTRED, Run(times, ink=SOFT)))
    return words


def _parts(line: TaskLine, say: Say) -> list[Content]:
    """Say how many measures and named sites are done; of a task without any, nothing."""
    said = [
        say("measures {done}/{all}", done=line.measures_done, all=line.measures) if line.measures else "",
        say("sites {done}/{all}", done=line.items_done, all=line.items) if line.items else "",
    ]
    return [Words.of(FINE_CENTRED, one) for one in said if one] or [Words.of(FINE_CENTRED, "")]
