"""周汇总表 on paper: numbers beside those before, by grid and by kind, what is missing, texts, details."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inspector.model.number import NUMBER_NAMES, Number
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Content
from inspector.reports.cells import centred, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.styles import CENTRED, FINE, FINE_CENTRED, FINE_LABEL, GROUND, RED, SOFT
from inspector.reports.summary_charts import add_charts
from inspector.reports.summary_paper import CountedRow, EarlierOrder, FoundLine, SummaryPaper, lacking_words
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Style, Words
from inspector.words import Say

OF_GRIDS = (
    Number.DUE_ROUNDS,
    Number.DONE_ROUNDS,
    Number.PEOPLE_OUT,
    Number.VEHICLES,
    Number.STOPS,
    Number.DUE_VISITS,
    Number.DONE_VISITS,
    Number.LATE_ENTRIES,
    Number.FINDINGS,
    Number.ON_THE_SPOT,
    Number.ASSIGNED,
    Number.DUE,
    Number.IN_TIME,
    Number.OVERDUE,
    Number.RELAPSES,
)
OF_KINDS = (
    Number.FINDINGS,
    Number.ON_THE_SPOT,
    Number.ASSIGNED,
    Number.TRANSFERRED,
    Number.PUT_RIGHT,
    Number.ENDED,
    Number.DUE,
    Number.IN_TIME,
    Number.OVERDUE,
    Number.RELAPSES,
)
A_ROW = 4
"""Numbers side by side in the table of all numbers."""
COLUMNS = (9, 18, 22, 22, 57, 34, 34, 18, 24, 18, 18, 19)
"""Widths of the details in millimetres, to be shared out over the width of the page."""


def build_summary(paper: SummaryPaper, carried: Carried, to: Path) -> Built:
    """Write the summary with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: SummaryPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    flow.add(parts.band(GROUND, _told(paper, say)), below=SPACE)
    flow.add(
        _numbers(paper, parts),
        title=parts.section(say("Numbers (in brackets: the period before)")),
        below=SPACE,
    )
    flow.add(_texts(paper, parts), title=parts.section(say("In words")), below=SPACE)
    add_charts(paper.charts, parts, flow)
    tables = (
        (say("By grid"), say("Grid"), OF_GRIDS, paper.by_grid),
        (say("Findings by category"), say("Category"), OF_KINDS, paper.by_category),
        (say("Findings by severity"), say("Severity"), OF_KINDS, paper.by_severity),
        (say("Findings by source"), say("Source"), OF_KINDS, paper.by_source),
    )
    for title, of, numbers, rows in tables:
        if rows:
            flow.add(_counted(of, numbers, rows, parts), title=parts.section(title), below=SPACE)
    if paper.orders:
        heading = parts.section(say("How earlier orders were met"))
        flow.add(_orders(paper.orders, parts), title=heading, below=SPACE)
    if paper.missing:
        flow.add(_missing(paper, parts), title=parts.section(say("Missing rounds")), below=SPACE)
    if paper.found:
        flow.add(_details(paper.found, parts), title=parts.section(say("Findings in detail")), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _told(paper: SummaryPaper, say: Say) -> str:
    place = f"{paper.office} {paper.grid}".strip()
    lines = [f"{place}　{paper.period.name}　{paper.period.title(say)}"]
    if paper.frozen_on:
        day = long_day(paper.frozen_on, say)
        name, sha = paper.frozen_by, paper.snapshot[:12]
        lines.append(say("Frozen by {name} on {day}; snapshot {sha}.", name=name, day=day, sha=sha))
    else:
        lines.append(say("Not frozen yet: the numbers are those of {day}.", day=long_day(paper.day, say)))
    entries, devices = paper.lacking
    if entries:
        lines.append(lacking_words(entries, devices, say))
    if paper.corrects:
        lines.append(say("Correction: {reason}", reason=paper.corrects))
    return "\n".join(lines)


def _numbers(paper: SummaryPaper, parts: Composer) -> Table:
    """Give every number, beside it in brackets what it was in the period before."""
    told = [(parts.say(NUMBER_NAMES[number]), *counts) for number, counts in paper.told().items()]
    table = parts.table(*(2, 1) * A_ROW)
    for at in range(0, len(told), A_ROW):
        cells: list[Cell] = []
        for name, count, before in told[at : at + A_ROW]:
            cells += (label(name, heads="Row"), _count(count, before))
        rest = A_ROW * 2 - len(cells)
        table.add([*cells, *([plain("", span=rest)] if rest else [])])
    return table


def _count(count: int, before: int) -> Cell:
    return Cell((Words.of(CENTRED, str(count), Run(f" ({before})", ink=SOFT)),))


def _texts(paper: SummaryPaper, parts: Composer) -> Table:
    say = parts.say
    return parts.facts(
        (name, text or say("none"), "", "")
        for name, text in (
            (say("Problems that stand out"), paper.problems),
            (say("Help needed from above"), paper.help),
            (say("What comes next"), paper.next),
        )
    )


def _counted(of: str, numbers: Sequence[Number], rows: Sequence[CountedRow], parts: Composer) -> Table:
    say = parts.say
    table = parts.table(3, *(1 for _ in numbers))
    heads = (of, *(say(NUMBER_NAMES[number]) for number in numbers))
    table.add(
        [Cell((Words.of(FINE_LABEL, head),), heads="Column", ground=GROUND) for head in heads], head=True
    )
    for row in rows:
        table.add([plain(row.name), *(centred(str(row.of(number))) for number in numbers)])
    if len(rows) > 1:
        sums = (sum(row.of(number) for row in rows) for number in numbers)
        table.add([label(say("together"), heads="Row"), *(centred(str(one)) for one in sums)])
    return table


def _orders(orders: Sequence[EarlierOrder], parts: Composer) -> Table:
    say = parts.say
    heads = (say("Number"), say("Order"), say("Addressee"), say("Deadline"), say("How it was met"))
    table = parts.listing(heads, 3, 6, 3, 2, 2)
    for one in orders:
        due, met = centred(f"{one.due:%Y-%m-%d}"), centred(one.met)
        table.add((plain(one.number), plain(one.title), plain(one.addressee), due, met))
    return table


def _missing(paper: SummaryPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("Grid"), say("Days"), say("Reason the grid gave")), 2, 5, 4)
    for line in paper.missing:
        table.add((plain(line.grid), plain(line.days), plain(line.reason or say("none given"))))
    return table


def _details(lines: Sequence[FoundLine], parts: Composer) -> Table:
    say = parts.say
    table = parts.table(*COLUMNS)
    heads = (
        say("No."),
        say("Noticed"),
        say("Inspectors"),
        say("Category"),
        say("What is wrong"),
        say("Where it is"),
        say("Measures taken"),
        say("Put right on"),
        say("Responsible"),
        say("Re-checked on"),
        say("Re-checker"),
        say("State"),
    )
    table.add([Cell((Words.of(FINE_LABEL, one),), heads="Column", ground=GROUND) for one in heads], head=True)
    for at, line in enumerate(lines, 1):
        table.add(
            (
                _cell(FINE_CENTRED, str(at)),
                _cell(FINE_CENTRED, _day(line.noticed)),
                _cell(FINE, line.people),
                _cell(FINE, line.category),
                _cell(FINE, line.text),
                _cell(FINE, line.place),
                _cell(FINE, line.measures),
                _cell(FINE_CENTRED, _day(line.done_on)),
                _cell(FINE, line.responsible),
                _cell(FINE_CENTRED, _day(line.rechecked_on)),
                _cell(FINE, line.rechecked_by),
                Cell(tuple(_state(line, say))),
            )
        )
    return table


def _state(line: FoundLine, say: Say) -> list[Content]:
    words: list[Content] = [Words.of(FINE_CENTRED, say(line.state))]
    if line.rechecked_on and not line.has_passed:
        words.append(Words.of(FINE_CENTRED, Run(say("re-check failed"), ink=RED)))
    return words


def _cell(style: Style, text: str) -> Cell:
    return Cell((Words.of(style, text),))


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""
