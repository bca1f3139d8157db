"""The text of PDFs, in reading order: paragraphs, and tables as rows with cells."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as native

from inspector.errors import Unreadable
from inspector.plans.document import Document
from inspector.plans.documents.gathering import Gathering
from inspector.plans.documents.grid import Cell, rows_of
from inspector.plans.documents.limits import DAMAGED, HAS_PASSWORD, MOST_PAGES, SCANNED, TOO_MANY_PAGES
from inspector.plans.documents.pdf_glyphs import Glyph, glyphs_of, rules_of, turn_of
from inspector.plans.documents.pdf_library import ready
from inspector.plans.documents.pdf_paragraphs import (
    Margins,
    by_column,
    cell_text,
    goes_on,
    joined,
    margins_of,
    paragraphs_of,
)
from inspector.plans.documents.pdf_rows import (
    Row,
    halves_of,
    in_halves,
    in_reading_order,
    rows_of_runs,
    runs_of,
)
from inspector.plans.documents.pdf_tables import Ruled, ruled_tables
from inspector.words import N_

WITHOUT_TEXT = N_("Pages without text, perhaps scans, were not read: {pages}.")
FURNITURE = N_("Lines repeated at the edge of the pages are listed once, at the end: {n}.")
_PAGE_NUMBER = re.compile(
    r"[\s\-—–―·•.]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–―·•.]*$"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 2
"""Rows at the upper and lower edge of a page among which running heads are looked for."""
_APART, _OTHER_SIZE = 1.3, 0.08
"""Times the usual distance between rows, and share of the height of letters, by which such a row differs."""
_LEAST_TIMES, _LEAST_SHARE = 3, 0.3
"""Pages, and share of all pages, on which a line stands that is a running head."""
_NOTE = 0.9
"""Share of the height of the text's letters that those of notes at the foot of a page have at most."""
_MARK = re.compile(r"[(（\[［【]?(?:\d{1,3}|[①-⑳])[)）\]］】]?[\s.．、]?\D|[*※]")
_MOST_NAMED = 20
"""Pages named in a doubt."""
_PASSWORD = 4
"""What pdfium calls a missing password."""

Part = Row | tuple[tuple[str, ...], ...]
"""A row of running text, or a whole table."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in reading order."""

    parts: tuple[Part, ...]
    width: float = 0.0

    def edges(self) -> list[Row]:
        """Give the rows at the upper and lower edge that stand apart, or have letters of another size."""
        rows = sorted((part for part in self.parts if isinstance(part, Row)), key=lambda row: -row.top)
        steps = [above.top - row.top for above, row in pairwise(rows)]
        apart = _APART * median(steps) if steps else 0.0
        found: list[Row] = []
        for several in (rows, rows[::-1]):
            for row, following in islice(pairwise(several), _EDGE):
                differs = abs(row.size - following.size) > _OTHER_SIZE * row.size
                if abs(row.top - following.top) <= apart and not differs:
                    break
                found.append(row)
        return found or rows[: len(rows) == 1]


def read_pdf(path: Path, report: Callable[[int, int], None]) -> Document:
    """Read a PDF's text. Runs native code on foreign bytes: call it in a process of its own.

    Raises Unreadable for what is no PDF, damaged, protected, has too many pages, or no text at all.
    """
    ready()
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        is_locked = native.FPDF_GetLastError() == _PASSWORD or "password" in str(error).lower()
        raise Unreadable(HAS_PASSWORD if is_locked else DAMAGED, file=path.name) from error
    with pdf:
        count = len(pdf)
        if count > MOST_PAGES:
            raise Unreadable(TOO_MANY_PAGES, file=path.name, most=MOST_PAGES)
        pages: list[Page] = []
        for number in range(count):
            report(number, count)
            pages.append(_page(pdf, number))
    if not any(page.parts for page in pages):
        raise Unreadable(SCANNED, file=path.name)
    gathering = Gathering(path.name)
    blank = [str(number) for number, page in enumerate(pages, 1) if not page.parts]
    if blank:
        named = [*blank[:_MOST_NAMED], *(["…"] if len(blank) > _MOST_NAMED else [])]
        gathering.doubts.append(Unreadable(WITHOUT_TEXT, pages=", ".join(named)))
    _gather(gathering, pages)
    return gathering.document()


def _page(pdf: pdfium.PdfDocument, number: int) -> Page:
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        return Page(())  # a page that is damaged is listed with those that have no text
    try:
        turn = turn_of(page)
        glyphs = glyphs_of(page, turn)
        tables = ruled_tables(rules_of(page, turn)) if glyphs else []
    finally:
        page.close()
    return Page(tuple(_parts(glyphs, tables)), turn.shown_width)


def _parts(glyphs: Sequence[Glyph], tables: Sequence[Ruled]) -> Iterator[Part]:
    within: list[dict[tuple[int, int], list[Glyph]]] = [defaultdict(list) for _ in tables]
    free: list[Glyph] = [] if tables else list(glyphs)
    for glyph in glyphs if tables else ():
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for table, cells in zip(tables, within, strict=True):
            if (cell := table.cell_at(x, y)) is not None:
                cells[cell].append(glyph)
                break
        else:
            free.append(glyph)
    runs = runs_of(free)
    for table, cells in zip(tables, within, strict=True):
        above = [run for run in runs if run.middle > table.top]
        runs = [run for run in runs if run.middle <= table.top]
        yield from in_reading_order(above)
        yield tuple(_table(table, cells))
    yield from in_reading_order(runs)


def _table(table: Ruled, glyphs: dict[tuple[int, int], list[Glyph]]) -> Iterator[tuple[str, ...]]:
    rows = {cell: rows_of_runs(runs_of(signs)) for cell, signs in glyphs.items()}
    ends: dict[float, float] = {}
    for cell, own in rows.items():
        edge = table.right_of(cell)
        ends[edge] = max([ends.get(edge, 0.0), *(row.right for row in own)])

    def cells_of(row: int) -> Iterator[Cell]:
        owners = [table.cell[row, column] for column in range(len(table.columns) - 1)]
        for column, owner in enumerate(owners):
            if column and owners[column - 1] == owner:
                continue
            across = owners.count(owner)
            if owner[0] < row:
                yield Cell("", across, continues=True)
            else:
                yield Cell(cell_text(rows.get(owner, []), ends.get(table.right_of(owner), 0.0)), across)

    return rows_of(list(cells_of(row)) for row in range(len(table.rows) - 1))


def _gather(gathering: Gathering, pages: Sequence[Page]) -> None:
    """Take the lines of all pages: page numbers left out, paragraphs joined over pages, tables as rows."""
    furniture = _furniture(pages)
    flow = [
        [part for part in page.parts if isinstance(part, tuple) or not _is_furniture(part, page, furniture)]
        for page in pages
    ]
    flow, notes = _without_notes(flow)
    halves = halves_of(part for parts in flow for part in parts if isinstance(part, Row))
    flow = [list(_divided(parts, halves)) for parts in flow]
    columns: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for parts in flow:
        for part in parts:
            if isinstance(part, Row):
                # What goes across two columns has the margins of the whole page.
                for column in {part.column, (1, 0)}:
                    columns[column].append(part)
    width = max(page.width for page in pages)
    margins = {column: margins_of(rows, width / column[0]) for column, rows in columns.items()}
    writer = _Writer(gathering, margins)
    for parts in flow:
        writer.page(parts)
    writer.end()
    if furniture:
        gathering.doubts.append(Unreadable(FURNITURE, n=len(furniture)))
        for text in furniture.values():
            gathering.text(text)
    for text in notes:
        gathering.text(text)


def _without_notes(flow: Sequence[Sequence[Part]]) -> tuple[list[list[Part]], list[str]]:
    """Part the notes at the foot of the pages from the text, which goes on over them: they come at the end.

    They are the last rows of a page, of smaller letters than the text, whole and below text, no cells; the
    first begins with the number of a mark.
    """
    sizes = [part.size for parts in flow for part in parts if isinstance(part, Row)]
    smaller = _NOTE * median(sizes) if sizes else 0.0
    texts: list[list[Part]] = []
    notes: list[str] = []
    for parts in flow:
        foot: list[Row] = []
        for part in reversed(parts):
            if not isinstance(part, Row) or part.size >= smaller or len(part.runs) > 1:
                break
            foot.insert(0, part)
        while foot and not _MARK.match(foot[0].text):
            del foot[0]
        text = list(parts[: len(parts) - len(foot)])
        if not text or not isinstance(text[-1], Row):
            text, foot = list(parts), []
        texts.append(text)
        notes += [row.text for row in foot]
    return texts, notes


def _divided(parts: Sequence[Part], halves: Sequence[tuple[float, float]]) -> Iterator[Part]:
    """Divide rows that the page alone did not show to stand in two columns, as at the end of the text."""
    for is_text, several in groupby(parts, key=lambda part: isinstance(part, Row)):
        group = list(several)
        rows = [part for part in group if isinstance(part, Row)]
        yield from (in_halves(rows, halves) if is_text else group)


class _Writer:
    """Writes paragraphs as soon as the page after them is known to begin another one."""

    def __init__(self, gathering: Gathering, margins: dict[tuple[int, int], Margins]) -> None:
        self._gathering = gathering
        self._margins = margins
        self._waiting: tuple[str, Row, Row] | None = None
        self._header: tuple[str, ...] | None = None

    def page(self, parts: Sequence[Part]) -> None:
        rows: list[Row] = []
        for part in parts:
            if isinstance(part, Row):
                rows.append(part)
                continue
            self._text(rows)
            rows = []
            self._table(part)
        self._text(rows)

    def end(self) -> None:
        if self._waiting is not None:
            self._gathering.text(self._waiting[0])
        self._waiting = None

    def _text(self, rows: Sequence[Row]) -> None:
        for column in by_column(rows):
            self._header = None
            margins = self._margins[column[0].column]
            for cells, first, last in paragraphs_of(column, margins):
                if len(cells) > 1:
                    self.end()
                    self._gathering.row(cells)
                    continue
                text, begun = cells[0], first
                if self._waiting is not None and first is column[0]:
                    said, before, end = self._waiting
                    is_alike = end.column[0] == first.column[0]
                    if is_alike and goes_on(end, first, before, self._margins[end.column], margins):
                        text, begun, self._waiting = joined(said, text), before, None
                self.end()
                self._waiting = text, begun, last

    def _table(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.end()
        for at, cells in enumerate(rows):
            if at == 0 and self._header == cells:
                continue  # the names of the columns, said again on the next page
            self._gathering.row(cells)
        self._header = (self._header or rows[0]) if rows else self._header


def _furniture(pages: Sequence[Page]) -> dict[tuple[str, int], str]:
    """Find what stands again and again at the edge of pages, by its words without figures and its place."""
    times: Counter[tuple[str, int]] = Counter()
    first: dict[tuple[str, int], str] = {}
    for page in pages:
        for key, row in {_key(row): row for row in page.edges()}.items():
            times[key] += 1
            first.setdefault(key, row.text)
    least = max(_LEAST_TIMES, _LEAST_SHARE * len(pages))
    return {key: first[key] for key, n in times.items() if n >= least and not _PAGE_NUMBER.match(first[key])}


def _is_furniture(row: Row, page: Page, furniture: dict[tuple[str, int], str]) -> bool:
    return (_key(row) in furniture or bool(_PAGE_NUMBER.match(row.text))) and row in page.edges()


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.top / 8)
