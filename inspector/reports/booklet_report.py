"""交账手册 on paper: all tasks in a table, then each with its parts and evidence, findings, who signs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inspector.model.task_state import EVERY_NAMES, ITEM_KIND_NAMES, PACE_NAMES, TASK_STATE_NAMES
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.booklet_paper import BookletPaper, HandedIn, OwedTask
from inspector.reports.composing import SPACE, Composer
from inspector.reports.ledger_report import finding_table
from inspector.reports.ledger_tasks import task_table, task_totals
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.styles import FINE, FINE_CENTRED, FINE_LABEL, GROUND
from inspector.reports.table import Cell, Table
from inspector.reports.text import Style, Words
from inspector.words import Say

SHORT_HASH = 12
"""Characters of a SHA-256 on paper; the attached entries have all of them."""


def build_booklet(paper: BookletPaper, carried: Carried, to: Path) -> Built:
    """Write the booklet with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: BookletPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    flow.add(parts.band(GROUND, _told(paper, say)), below=SPACE)
    lines = [one.line for one in paper.tasks]
    if lines:
        flow.add(task_table(lines, parts), title=parts.section(say("What the unit owes")), below=SPACE)
        flow.add(task_totals(lines, parts), title=parts.section(say("Totals")), below=SPACE)
    for at, task in enumerate(paper.tasks, 1):
        _add_task(at, task, parts, flow)
    if paper.findings:
        title = parts.section(say("Open findings in its hands"))
        flow.add(finding_table(paper.findings, parts), title=title, below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _told(paper: BookletPaper, say: Say) -> str:
    day = long_day(paper.day, say)
    place = say("{office}, {grid}, as of {day}", office=paper.office, grid=paper.grid, day=day)
    tasks = say.plural("{n} task", "{n} tasks", len(paper.tasks))
    findings = say.plural("{n} open finding", "{n} open findings", len(paper.findings))
    owed = say("{unit} accounts for {tasks} and {findings}.", unit=paper.unit, tasks=tasks, findings=findings)
    which = say("Tasks count that the unit leads or is responsible for, by itself or as one of a group.")
    return f"{place}\n{owed}\n{which}"


def _add_task(at: int, task: OwedTask, parts: Composer, flow: Flow) -> None:
    say, line = parts.say, task.line
    named = " ".join(part for part in (f"{at}.", line.number, line.name) if part)
    due = f"{line.due:%Y-%m-%d}" if line.due else line.deadline
    state = f"{say(TASK_STATE_NAMES[line.state])} · {say(PACE_NAMES[line.pace])}"
    facts = [(say("Deadline"), due, say("State"), state)]
    facts += [
        (name, text, "", "")
        for name, text in ((say("Problem"), task.problem), (say("Goal of rectification"), task.goal))
        if text
    ]
    flow.add(parts.facts(facts), title=parts.section(named), below=SPACE / 2)
    if task.measures:
        heads = (say("Measure"), say("Units"), say("Deadline"), say("Done on"))
        rows = [
            (
                one.text if one.text.startswith(one.number) else f"{one.number} {one.text}",
                say(", ").join(one.units),
                _day(one.due) or one.due_text,
                _day(one.done_on),
            )
            for one in task.measures
        ]
        flow.add(_listed(heads, rows, parts, 120, 60, 34, 30), below=SPACE / 2)
    if task.items:
        heads = (say("Named site"), say("Year"), say("What is to become of it"), say("Done on"))
        rows = [
            (one.name, f"{one.year}" if one.year else "", say(ITEM_KIND_NAMES[one.kind]), _day(one.done_on))
            for one in task.items
        ]
        flow.add(_listed(heads, rows, parts, 120, 30, 64, 30), below=SPACE / 2)
    if task.duties:
        heads = (
            say("Duty that comes back"),
            say("How often it comes back"),
            say("Times met"),
            say("Next due"),
        )
        rows = [
            (one.text, say(EVERY_NAMES[one.every]), f"{one.met}", _day(one.next_due)) for one in task.duties
        ]
        flow.add(_listed(heads, rows, parts, 130, 40, 34, 40), below=SPACE / 2)
    heads = (say("Handed in"), say("On"), say("By"), say("Evidence"))
    rows = [(one.text, _day(one.on), one.by, _files(one, say)) for one in task.handed_in]
    nothing = [(say("nothing was handed in yet"), "", "", "")]
    flow.add(_listed(heads, rows or nothing, parts, 110, 26, 30, 78), below=SPACE)


def _files(one: HandedIn, say: Say) -> str:
    if not one.files:
        return ""
    count = say.plural("{n} file", "{n} files", len(one.files))
    return f"{count}: {say(', ').join(file[:SHORT_HASH] for file in one.files)}"


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _listed(heads: Sequence[str], rows: Sequence[Sequence[str]], parts: Composer, *columns: float) -> Table:
    """List rows whose first cell is of words, the others short."""
    table = parts.table(*columns)
    table.add([Cell((Words.of(FINE_LABEL, one),), heads="Column", ground=GROUND) for one in heads], head=True)
    for first, *others in rows:
        table.add([_cell(FINE, first), *(_cell(FINE_CENTRED, one) for one in others)])
    return table


def _cell(style: Style, text: str) -> Cell:
    return Cell((Words.of(style, text),))
