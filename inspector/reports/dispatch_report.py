"""调度清单 on paper: a row for each problem, on pages that lie on their side, counted at the end."""

from collections import Counter
from pathlib import Path

from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.dispatch_list import DISPATCH_STATE_NAMES, DispatchState
from inspector.model.task_state import PACE_NAMES, Pace
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import centred, label
from inspector.reports.composing import SPACE, Composer
from inspector.reports.dispatch_paper import DispatchLine, DispatchPaper
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.styles import FINE, FINE_CENTRED, FINE_LABEL, GROUND, RED, SOFT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Style, Words
from inspector.words import Say

COLUMNS = (9, 52, 30, 38, 22, 44, 20, 22, 30, 23, 30)
"""Widths in millimetres, to be shared out over the width of the page."""


def build_dispatch_list(paper: DispatchPaper, carried: Carried, to: Path) -> Built:
    """Write the list with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: DispatchPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    flow.add(parts.band(GROUND, _told(paper, say)), below=SPACE)
    if paper.lines:
        flow.add(_lines(paper, parts), below=SPACE)
        flow.add(_totals(paper, parts), title=parts.section(say("Totals")), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _told(paper: DispatchPaper, say: Say) -> str:
    day = long_day(paper.day, say)
    place = say("{office}, {grid}, as of {day}", office=paper.office, grid=paper.grid, day=day)
    counted = say.plural("{n} problem under dispatch", "{n} problems under dispatch", len(paper.lines))
    shown = say("Shown: {what}.", what=paper.described) if paper.described else ""
    told = say("{place}: {listed}.", place=place, listed=counted)
    return "\n".join(part for part in (told, shown) if part)


def _lines(paper: DispatchPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.table(*COLUMNS)
    heads = (
        (say("No."),),
        (say("Problem"), say("Number")),
        (say("Responsible unit"),),
        (say("Goal of rectification"),),
        (say("Deadline"),),
        (say("Measures of rectification"),),
        (say("State"),),
        (say("Pace"),),
        (say("Difficulties"),),
        (say("Supervision"),),
        (say("Next point"),),
    )
    table.add(
        [
            Cell(tuple(Words.of(FINE_LABEL, line) for line in lines), heads="Column", ground=GROUND)
            for lines in heads
        ],
        head=True,
    )
    for at, line in enumerate(paper.lines, 1):
        table.add(_cells(at, line, say))
    return table


def _cells(at: int, line: DispatchLine, say: Say) -> tuple[Cell, ...]:
    is_late = line.pace is Pace.OVERDUE
    due = line.due.isoformat() if line.due else line.deadline
    pace = Run(say(PACE_NAMES[line.pace]), ink=None if line.pace is Pace.ON_TIME else RED)
    return (
        _cell(FINE_CENTRED, str(at)),
        _cell(FINE, line.problem, line.number),
        _cell(FINE, say(", ").join(line.units)),
        _cell(FINE, line.goal),
        Cell((Words.of(FINE_CENTRED, Run(due, ink=RED if is_late else None)),)),
        _cell(FINE, line.measure),
        _cell(FINE_CENTRED, say(DISPATCH_STATE_NAMES[line.state])),
        Cell((Words.of(FINE_CENTRED, pace),)),
        _cell(FINE, line.difficulty),
        _cell(FINE_CENTRED, say(", ").join(say(SUPERVISION_NAMES[one]) for one in line.supervision)),
        _cell(FINE, *(line.ahead or ("",))),
    )


def _cell(style: Style, *lines: str) -> Cell:
    """Stack lines, the first one black and the others softer; nothing stays an empty cell."""
    first, *others = lines
    soft = (Words.of(style, Run(line, ink=SOFT)) for line in others)
    return Cell((Words.of(style, first), *soft))


def _totals(paper: DispatchPaper, parts: Composer) -> Table:
    """Count the problems of each state there is, of each pace, and all of them."""
    say = parts.say
    states, paces = Counter(line.state for line in paper.lines), Counter(line.pace for line in paper.lines)
    named = [(say(DISPATCH_STATE_NAMES[state]), states[state]) for state in DispatchState if states[state]]
    named += [(say(PACE_NAMES[pace]), paces[pace]) for pace in Pace]
    named.append((say("in all"), len(paper.lines)))
    table = parts.table(*(1 for _ in named))
    table.add([label(name) for name, _ in named], head=True)
    table.add([centred(str(count)) for _, count in named])
    return table
