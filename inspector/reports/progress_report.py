"""销号进度表 on paper: by region, by department, and what is past its deadline, on pages on their side."""

from collections.abc import Sequence
from pathlib import Path

from inspector.model.task_progress import PROGRESS_NAMES, Progress, closed_share
from inspector.model.task_state import TASK_STATE_NAMES
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import centred, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow
from inspector.reports.progress_paper import OverdueLine, ProgressLine, ProgressPaper
from inspector.reports.report_writing import Built, write_report
from inspector.reports.styles import CENTRED, GROUND, RED
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import Say

OVERDUE_COLUMNS = (8, 26, 72, 52, 34, 26)
"""Widths of the list of tasks in millimetres, to be shared out over the width of the page."""


def build_progress(paper: ProgressPaper, carried: Carried, to: Path) -> Built:
    """Write the tables with their attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: ProgressPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    flow.add(parts.band(GROUND, _told(paper, say)), below=SPACE)
    for title, of, rows in (
        (say("By region"), say("Region"), paper.regions),
        (say("By department"), say("Department"), paper.departments),
    ):
        if rows:
            table = _counted(of, rows, paper.total, parts)
            flow.add(table, title=parts.section(title), below=SPACE)
    if paper.overdue:
        heading = parts.section(say("Tasks past their deadline"))
        flow.add(_overdue(paper.overdue, parts), title=heading, below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _told(paper: ProgressPaper, say: Say) -> str:
    counts, day = paper.total.counts, long_day(paper.day, say)
    place = say("{office}, {grid}, as of {day}", office=paper.office, grid=paper.grid, day=day)
    done = say(
        "{place}: {closed} of {total} tasks are closed off, {share}.",
        place=place,
        closed=counts[Progress.CLOSED_OFF],
        total=counts[Progress.TOTAL] - counts[Progress.CLOSED_BEFORE],
        share=closed_share(counts),
    )
    before = counts[Progress.CLOSED_BEFORE]
    apart = say("By the old ledger {n} more were closed before; the share leaves them out.", n=before)
    once = say("A task of several units counts for each of them, and once in all.")
    return "\n".join((done, *([apart] if before else []), once))


def _counted(of: str, rows: Sequence[ProgressLine], total: ProgressLine, parts: Composer) -> Table:
    say = parts.say
    heads = (of, *(say(PROGRESS_NAMES[one]) for one in Progress), say("share closed off"))
    table = parts.listing(heads, 4, *(1.6 for _ in Progress), 1.8)
    for row in rows:
        table.add([plain(row.name), *_counts(row)])
    table.add([label(say("all, each task once"), heads="Row"), *_counts(total)])
    return table


def _counts(row: ProgressLine) -> list[Cell]:
    cells = [
        Cell((Words.of(CENTRED, Run(str(row.counts[one]), ink=RED)),))
        if one is Progress.OVERDUE and row.counts[one]
        else centred(str(row.counts[one]))
        for one in Progress
    ]
    return [*cells, centred(closed_share(row.counts))]


def _overdue(lines: Sequence[OverdueLine], parts: Composer) -> Table:
    say = parts.say
    heads = (say("No."), say("Number"), say("Task"), say("Units"), say("Deadline"), say("State"))
    table = parts.listing(heads, *OVERDUE_COLUMNS)
    for at, line in enumerate(lines, 1):
        table.add(
            (
                centred(str(at)),
                plain(line.number),
                plain(line.name),
                plain(say(", ").join(line.units)),
                centred(f"{line.due:%Y-%m-%d}"),
                centred(say(TASK_STATE_NAMES[line.state])),
            )
        )
    return table
