"""排查清单 on paper: each place in a line, on pages that lie on their side, counted at the end."""

from pathlib import Path

from inspector.model.search_list import SEARCH_STATE_NAMES
from inspector.model.search_list_life import SEARCH_RESULT_NAMES, SearchResult
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import centred, label
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.search_paper import SearchedPlace, SearchListPaper
from inspector.reports.styles import FINE, FINE_CENTRED, FINE_LABEL, GROUND, RED
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Style, Words
from inspector.words import Say

COLUMNS = (10, 50, 34, 30, 24, 30, 36, 56)
"""Widths in millimetres, to be shared out over the width of the page."""


def build_search_list(paper: SearchListPaper, carried: Carried, to: Path) -> Built:
    """Write the list with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        flow = parts.begin()
        flow.add(parts.band(GROUND, _told(paper, parts.say)), below=SPACE)
        flow.add(_lines(paper, parts), below=SPACE)
        flow.add(_totals(paper, parts), title=parts.section(parts.say("Totals")), below=SPACE)
        parts.add_signatures(flow, with_witnesses=False)
        return flow

    return write_report(paper, compose, carried, to)


def _told(paper: SearchListPaper, say: Say) -> str:
    made = say(
        "Search list {number}, made by {name}, {day}; to be answered by {due}; {state}.",
        number=paper.listed,
        name=paper.made_by,
        day=long_day(paper.made_on, say),
        due=long_day(paper.due, say),
        state=say(SEARCH_STATE_NAMES[paper.state]),
    )
    what = say("What was looked for: {text}", text=paper.text)
    source = say("Made from finding {number}: {text}", number=paper.source, text=paper.source_text)
    lines = [made, what, source]
    if paper.reason:
        lines.append(say("Remark: {text}", text=paper.reason))
    return "\n".join(lines)


def _lines(paper: SearchListPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.table(*COLUMNS)
    heads = (
        say("No."),
        say("Place to look at"),
        say("Grid"),
        say("What came of it"),
        say("Looked at on"),
        say("Answered by"),
        say("Finding recorded for it"),
        say("Remark"),
    )
    table.add([Cell((Words.of(FINE_LABEL, one),), heads="Column", ground=GROUND) for one in heads], head=True)
    for at, line in enumerate(paper.lines, 1):
        table.add(
            (
                _cell(FINE_CENTRED, str(at)),
                _cell(FINE, line.place),
                _cell(FINE, line.grid),
                Cell(tuple(_result(line, say))),
                _cell(FINE_CENTRED, *(f"{day:%Y-%m-%d}" for day in line.days)),
                _cell(FINE_CENTRED, *line.people),
                _cell(FINE, *line.findings),
                _cell(FINE, *line.answers),
            )
        )
    return table


def _cell(style: Style, *lines: str) -> Cell:
    return Cell(tuple(Words.of(style, line) for line in lines or ("",)))


def _result(line: SearchedPlace, say: Say) -> list[Words]:
    if line.result is None:
        return [Words.of(FINE_CENTRED, say("not looked at yet"))]
    ink = RED if line.result is SearchResult.FOUND else None
    told = [Words.of(FINE_CENTRED, Run(say(SEARCH_RESULT_NAMES[line.result]), ink=ink))]
    if line.is_doubled:
        told.append(Words.of(FINE_CENTRED, say("several answers")))
    return told


def _totals(paper: SearchListPaper, parts: Composer) -> Table:
    """Count the places by what came of them; nothing here is typed."""
    say = parts.say
    named = [(say("Places to look at"), len(paper.lines))]
    named += [
        (say(name), sum(1 for line in paper.lines if line.result is result))
        for result, name in SEARCH_RESULT_NAMES.items()
    ]
    named.append((say("not looked at yet"), sum(1 for line in paper.lines if line.result is None)))
    table = parts.table(*(1 for _ in named))
    table.add([label(name) for name, _ in named], head=True)
    table.add([centred(str(count)) for _, count in named])
    return table
