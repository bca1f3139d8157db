"""The summary of a period as a workbook, as a list of numbers (CSV, JSON), or as a pack of its entries."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import Reader
from db.issued_reports import ReportWish, draft_of, gather_issued
from db.queries.summaries import frozen_in_force
from db.queries.summary_paper import summary_paper
from db.workspace import Actor, Workspace
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period
from inspector.periods import Instant
from inspector.reports.summary_paper import CountedRow, SummaryPaper
from inspector.tables.writing import (
    WIDEST_COLUMN,
    Form,
    OutColumn,
    OutRow,
    Value,
    cell_of,
    heading,
    sheet_title,
    unfinished,
    write_list,
)
from inspector.words import N_, Say, in_language, spoken

if TYPE_CHECKING:
    from openpyxl import Workbook

PACK = ".gpk"
SUMMED, BY_GRID, BY_CATEGORY, BY_SEVERITY, BY_SOURCE = (
    N_("Numbers"),
    N_("By grid"),
    N_("By category"),
    N_("By severity"),
    N_("By source"),
)
_WIDE, _NARROW, _NAME = 50, 12, 24


def paper_of_period(
    reader: Reader, workspace: Workspace, grid: GridId, period: Period, by: Actor, at: Instant
) -> SummaryPaper:
    """Give what the summary of ``period`` says: what was frozen of it, or the numbers of this moment."""
    return summary_paper(reader, workspace.blobs, draft_of(_wish(reader, grid, period), by, at))


def write_summary(paper: SummaryPaper, to: Path, form: Form) -> int:
    """Write the summary into ``to``, whole or not at all; give how many rows the file has.

    A workbook has a sheet for each part, with words in the language of the screen; CSV and JSON have every
    number in a row of its own. Raises OSError where the file can't be written.
    """
    say = in_language(spoken())
    if form is not Form.XLSX:
        columns = tuple(OutColumn(key, say(title)) for key, title in _LONG)
        return write_list(to, form, paper.headline(say), columns, _each_number(paper, say, form))
    from openpyxl import Workbook

    with unfinished(to) as partial:
        workbook = Workbook(write_only=True)
        done = sum(_write_sheet(workbook, *part) for part in _parts(paper, say))
        workbook.save(partial)
    return done


def write_summary_pack(
    reader: Reader, workspace: Workspace, grid: GridId, period: Period, by: Actor, at: Instant, to: Path
) -> int:
    """Write the entries that the numbers of ``period`` rest on as the pack ``to``; give its size in bytes."""
    workspace.settle()
    issue = draft_of(_wish(reader, grid, period), by, at)
    pack = gather_issued(reader, workspace, issue).order(workspace, to).carried.pack
    with unfinished(to) as partial:
        partial.write_bytes(pack)
    return len(pack)


_LONG = (("part", N_("Part")), ("name", N_("Of what")), ("number", N_("Indicator")), ("count", N_("Count")))


def _wish(reader: Reader, grid: GridId, period: Period) -> ReportWish:
    frozen = frozen_in_force(reader, grid, period)
    about = (grid, period.name, frozen.id if frozen else "")
    return ReportWish(kind=ReportKind.SUMMARY, about=about, signers=())


def _each_number(paper: SummaryPaper, say: Say, form: Form) -> Iterator[OutRow]:
    for key, title, rows in (
        ("total", SUMMED, (paper.total,)),
        ("before", N_("The period before"), (paper.before,)),
        ("grid", BY_GRID, paper.by_grid),
        ("category", BY_CATEGORY, paper.by_category),
        ("severity", BY_SEVERITY, paper.by_severity),
        ("source", BY_SOURCE, paper.by_source),
    ):
        for row in rows:
            for number, count in row.counts:
                names = (key, str(number)) if form is Form.JSON else (say(title), say(NUMBER_NAMES[number]))
                yield OutRow((names[0], row.name, names[1], count))


Part = tuple[str, Sequence[OutColumn], Sequence[Sequence[Value]]]


def _parts(paper: SummaryPaper, say: Say) -> Iterator[Part]:
    numbers = [(say(NUMBER_NAMES[number]), count, before) for number, (count, before) in paper.told().items()]
    yield (
        say(SUMMED),
        (
            OutColumn("number", say("Indicator"), _NAME),
            OutColumn("count", paper.period.title(say), _NAME),
            OutColumn("before", paper.period.before.title(say), _NAME),
        ),
        numbers,
    )
    for title, of, rows in (
        (BY_GRID, N_("Grid"), paper.by_grid),
        (BY_CATEGORY, N_("Category"), paper.by_category),
        (BY_SEVERITY, N_("Severity"), paper.by_severity),
        (BY_SOURCE, N_("Source"), paper.by_source),
    ):
        yield say(title), *_counted(say(of), rows, say)
    yield (
        say("Missing rounds"),
        (
            OutColumn("grid", say("Grid"), _NAME),
            OutColumn("days", say("Days"), _WIDE),
            OutColumn("reason", say("Reason the grid gave"), _WIDE),
        ),
        [(line.grid, line.days, line.reason) for line in paper.missing],
    )
    yield say("Findings in detail"), *_details(paper, say)
    yield (
        say("In words"),
        (OutColumn("about", say("Text"), _NAME), OutColumn("text", say("In words"), WIDEST_COLUMN)),
        [
            (say("Problems that stand out"), paper.problems),
            (say("Help needed from above"), paper.help),
            (say("What comes next"), paper.next),
        ],
    )


def _counted(
    of: str, rows: Sequence[CountedRow], say: Say
) -> tuple[Sequence[OutColumn], Sequence[Sequence[Value]]]:
    numbers = [number for number in Number if any(number in dict(row.counts) for row in rows)]
    columns = [
        OutColumn("name", of, _NAME),
        *(OutColumn(str(one), say(NUMBER_NAMES[one]), _NARROW) for one in numbers),
    ]
    return columns, [(row.name, *(row.of(number) for number in numbers)) for row in rows]


def _details(paper: SummaryPaper, say: Say) -> tuple[Sequence[OutColumn], Sequence[Sequence[Value]]]:
    columns = (
        OutColumn("noticed", say("Noticed"), _NARROW),
        OutColumn("people", say("Inspectors"), _NAME),
        OutColumn("category", say("Category"), _NAME),
        OutColumn("text", say("What is wrong"), _WIDE),
        OutColumn("place", say("Where it is"), _NAME),
        OutColumn("measures", say("Measures taken"), _WIDE),
        OutColumn("done_on", say("Put right on"), _NARROW),
        OutColumn("responsible", say("Responsible"), _NAME),
        OutColumn("rechecked_on", say("Re-checked on"), _NARROW),
        OutColumn("rechecked_by", say("Re-checker"), _NARROW),
        OutColumn("state", say("State"), _NARROW),
    )
    rows: list[tuple[Value, ...]] = [
        (
            line.noticed,
            line.people,
            line.category,
            line.text,
            line.place,
            line.measures,
            line.done_on,
            line.responsible,
            line.rechecked_on,
            line.rechecked_by,
            say(line.state),
        )
        for line in paper.found
    ]
    return columns, rows


def _write_sheet(
    workbook: "Workbook", title: str, columns: Sequence[OutColumn], rows: Sequence[Sequence[Value]]
) -> int:
    """Write a part with its titles kept in sight, and a filter of every column."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(sheet_title(title))
    sheet.freeze_panes = "B2"
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.append([heading(sheet, column.title) for column in columns])
    for row in rows:
        said = zip(columns, row, strict=True)
        sheet.append([cell_of(sheet, column, value, ILLEGAL_CHARACTERS_RE.sub) for column, value in said])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    return len(rows)
