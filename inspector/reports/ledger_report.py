"""整改台账 on paper: hundreds of tasks and findings, on pages that lie on their side, counted at the end."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inspector.model.finding_state import SEVERITY_NAMES, SOURCE_NAMES, STATE_NAMES, FindingState
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Content
from inspector.reports.case_paper import LedgerLine, LedgerPaper
from inspector.reports.cells import centred, label
from inspector.reports.composing import SPACE, Composer
from inspector.reports.ledger_tasks import task_table, task_totals
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.styles import FINE, FINE_CENTRED, FINE_LABEL, GROUND, RED, SOFT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Style, Words
from inspector.words import Say

COLUMNS = (10, 29, 17, 25, 47, 11, 26, 29, 17, 14, 17, 19, 17)
"""Widths in millimetres, to be shared out over the width of the page."""


def build_ledger(paper: LedgerPaper, carried: Carried, to: Path) -> Built:
    """Write the ledger with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: LedgerPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    flow.add(parts.band(GROUND, _told(paper, say)), below=SPACE)
    if paper.tasks:
        flow.add(task_table(paper.tasks, parts), title=parts.section(say("Tasks")), below=SPACE)
        flow.add(task_totals(paper.tasks, parts), title=parts.section(say("Totals")), below=SPACE)
    if paper.lines:
        title = parts.section(say("Findings")) if paper.tasks else None
        flow.add(finding_table(paper.lines, parts), title=title, below=SPACE)
        flow.add(_totals(paper.lines, parts), title=parts.section(say("Totals")), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _told(paper: LedgerPaper, say: Say) -> str:
    day = long_day(paper.day, say)
    place = say("{office}, {grid}, as of {day}", office=paper.office, grid=paper.grid, day=day)
    counts = [
        say.plural("{n} task", "{n} tasks", len(paper.tasks)) if paper.tasks is not None else "",
        say.plural("{n} finding", "{n} findings", len(paper.lines)) if paper.lines is not None else "",
    ]
    listed = say(", ").join(count for count in counts if count)
    shown = say("Shown: {what}.", what=paper.described) if paper.described else ""
    return "\n".join(part for part in (say("{place}: {listed}.", place=place, listed=listed), shown) if part)


def _heads(say: Say) -> tuple[tuple[str, ...], ...]:
    return (
        (say("No."),),
        (say("Number"), say("Source")),
        (say("Noticed"),),
        (say("Where it is"),),
        (say("What is wrong"),),
        (say("Severity"),),
        (say("Responsible unit"), say("Responsible person")),
        (say("What is required"),),
        (say("Deadline"), say("Extended")),
        (say("State"),),
        (say("Put right on"),),
        (say("Re-checker"), say("Re-checked on"), say("Result of the re-check")),
        (say("Closed off on"),),
    )


def finding_table(lines: Sequence[LedgerLine], parts: Composer) -> Table:
    say = parts.say
    table = parts.table(*COLUMNS)
    heads = [
        Cell(tuple(Words.of(FINE_LABEL, line) for line in lines), heads="Column", ground=GROUND)
        for lines in _heads(say)
    ]
    table.add(heads, head=True)
    for at, line in enumerate(lines, 1):
        table.add(
            (
                _cell(FINE_CENTRED, str(at)),
                _cell(FINE, line.number, say(SOURCE_NAMES[line.source])),
                _cell(FINE_CENTRED, _day(line.noticed)),
                _cell(FINE, line.place),
                _cell(FINE, line.text),
                _cell(FINE_CENTRED, say(SEVERITY_NAMES[line.severity])),
                _cell(FINE, line.unit, line.person),
                _cell(FINE, line.requirement),
                Cell(tuple(_due(line, say))),
                Cell(tuple(_state(line, say))),
                _cell(FINE_CENTRED, _day(line.done_on)),
                _cell(FINE_CENTRED, line.rechecked_by, _day(line.rechecked_on), _result(line, say)),
                _cell(FINE_CENTRED, _day(line.ended_on)),
            )
        )
    return table


def _cell(style: Style, *lines: str) -> Cell:
    """Stack lines, the first one black and the others softer; nothing stays an empty cell."""
    first, *others = lines
    soft = (Words.of(style, Run(line, ink=SOFT)) for line in others if line)
    return Cell((Words.of(style, first), *soft))


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _due(line: LedgerLine, say: Say) -> list[Content]:
    words: list[Content] = [Words.of(FINE_CENTRED, Run(_day(line.due), ink=RED if line.is_overdue else None))]
    if line.extensions:
        times = say.plural("extended once", "extended {n} times", line.extensions)
        words.append(Words.of(FINE_CENTRED, Run(times, ink=SOFT)))
    return words


def _state(line: LedgerLine, say: Say) -> list[Content]:
    words: list[Content] = [Words.of(FINE_CENTRED, say(STATE_NAMES[line.state]))]
    if line.is_overdue:
        words.append(Words.of(FINE_CENTRED, Run(say("overdue"), ink=RED)))
    if line.relapses:
        times = say.plural("relapsed once", "relapsed {n} times", line.relapses)
        words.append(Words.of(FINE_CENTRED, Run(times, ink=SOFT)))
    return words


def _result(line: LedgerLine, say: Say) -> str:
    if line.rechecked_on is None:
        return ""
    return say("passed") if line.has_passed else say("failed")


def _totals(lines: Sequence[LedgerLine], parts: Composer) -> Table:
    """Count the lines of each state there is, with those that are overdue and all of them."""
    say = parts.say
    counts = Counter(line.state for line in lines)
    named = [(say(STATE_NAMES[state]), counts[state]) for state in FindingState if counts[state]]
    overdue = sum(line.is_overdue for line in lines)
    named += [(say("of these overdue"), overdue), (say("in all"), len(lines))]
    table = parts.table(*(1 for _ in named))
    table.add([label(name) for name, _ in named], head=True)
    table.add([centred(str(count)) for _, count in named])
    return table
