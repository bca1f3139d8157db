"""河段巡查情况表 on paper: a row for each section, on pages that lie on their side, counted at the end."""

from pathlib import Path

from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import centred, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.river_paper import RiverLine, RiverPaper
from inspector.reports.styles import CENTRED, GROUND, RED
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words

COLUMNS = (10, 60, 42, 32, 24, 24, 24, 28, 24, 24)
"""Widths in millimetres, to be shared out over the width of the page."""


def build_rivers(paper: RiverPaper, carried: Carried, to: Path) -> Built:
    """Write the table with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        say = parts.say
        flow = parts.begin()
        day = long_day(paper.day, say)
        place = say("{office}, {grid}, as of {day}", office=paper.office, grid=paper.grid, day=day)
        counted = say.plural("{n} river section", "{n} river sections", len(paper.lines))
        told = say("{place}: {listed}.", place=place, listed=counted)
        rule = say("Visits are due by the cycle of each section; a day with several visits counts once.")
        flow.add(parts.band(GROUND, f"{told}\n{rule}"), below=SPACE)
        flow.add(_lines(paper, parts), below=SPACE)
        parts.add_signatures(flow, with_witnesses=False)
        return flow

    return write_report(paper, compose, carried, to)


def _lines(paper: RiverPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (
        say("No."),
        say("River section"),
        say("Grid"),
        say("River chief"),
        say("visits due"),
        say("of these paid"),
        say("Days visited"),
        say("Last visit"),
        say("New findings"),
        say("Open findings"),
    )
    table = parts.listing(heads, *COLUMNS)
    for at, line in enumerate(paper.lines, 1):
        table.add(
            (
                centred(f"{at}"),
                plain(line.name),
                plain(line.grid),
                plain(line.chief),
                centred(f"{line.due}"),
                _done(line),
                centred(f"{line.visits}"),
                centred(f"{line.last_visit:%Y-%m-%d}" if line.last_visit else ""),
                centred(f"{line.found}"),
                centred(f"{line.is_open}"),
            )
        )
    sums = (
        sum(line.due for line in paper.lines),
        sum(line.done for line in paper.lines),
        sum(line.visits for line in paper.lines),
    )
    found, still = sum(line.found for line in paper.lines), sum(line.is_open for line in paper.lines)
    table.add(
        (
            label(say("in all"), span=4, heads="Row"),
            *(centred(f"{count}") for count in sums),
            centred(""),
            centred(f"{found}"),
            centred(f"{still}"),
        )
    )
    return table


def _done(line: RiverLine) -> Cell:
    """Print in red what was paid less often than it was due; the number says it in black and white."""
    return Cell((Words.of(CENTRED, Run(f"{line.done}", ink=RED if line.done < line.due else None)),))
