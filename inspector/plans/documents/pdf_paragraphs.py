"""Rows of a PDF joined to the paragraphs they were before the page broke them."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from inspector.plans.documents.pdf_rows import CLOSING, Row, Run, needs
from inspector.plans.labels import kinds_of
from inspector.plans.letters import compact

SLACK = 0.35
"""Heights by which a full row may end before the margin for its last letter's sake."""
INDENT = 0.9
DEEPEST, LEAST_INDENTED = 4, 0.04
"""Heights an indent takes at most, and share of the rows that have one where paragraphs begin so."""
WIDER = 1.3
"""Times the usual distance between rows that tells of a new paragraph."""
TALLER = 1.15
"""Times the height of the letters that tells of a heading."""
ALIGNED = 0.8
"""Heights by which the beginnings of one column's cells may differ."""
LEAST_TOGETHER, NARROWEST = 3, 17
"""Rows that end together, and how many signs wide a column is, before its end is a margin."""
LEAST_WIDTH = 0.6
"""Share of the room a column has that its text takes at least."""
LEAST_PAIRS = 2
"""Rows with several cells that make a table without lines."""

_BEGINS = re.compile(
    r"[(（〔]?[一二三四五六七八九十百]+[)）〕、.．]|[(（]\d{1,3}[)）]|\d{1,3}[、)）]|\d{1,3}[.．](?!\d)"
    r"|[①-⑳⑴-⒇]|第[一二三四五六七八九十百\d]+[章节条项部]|(?:措施|附件?)[一二三四五六七八九十\d①-⑳]*[:：]"
)
_LABEL = re.compile(
    r"[【\[]?(?P<first>[\u4e00-\u9fff]{2,6})?[\u4e00-\u9fff]?"
    r"(?:单位|时限|目标|措施|问题|领导|责任人)[】\]]?\s*[:：]"
)
_MARKED = re.compile(r"【([^【】]{2,12})】")
_WHOLE_LABEL = 4
_ENDED = tuple("。！？；：!?;:")
Place = tuple[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the rows of a column begin and end, and how far they are apart."""

    left: float
    right: float
    pitch: float
    indents: bool = True


def margins_of(rows: Sequence[Row], room: float) -> Margins:
    """Measure a column by all its rows; an end that only one row reaches is not the margin.

    ``room`` is the width it has with its margins: few short rows do not say how wide it is.
    """
    size = median(row.size for row in rows)
    ends = sorted(map(_end_of, rows), reverse=True)
    right = next((end for end, other in itertools.pairwise(ends) if end - other < size), ends[0])
    starts = Counter(round(row.left / 4) for row in rows)
    often = [start * 4.0 for start, times in starts.items() if times * 20 >= len(rows)]
    steps = [
        above.top - row.top for above, row in itertools.pairwise(rows) if 0 < above.top - row.top < 4 * size
    ]
    left = min(often, default=min(row.left for row in rows))
    indented = sum(1 for row in rows if INDENT * size < row.left - left < DEEPEST * size)
    # the second column of a page may be empty: many rows that end together, amid a sentence, are a margin
    together = sum(abs(_end_of(row) - right) < size and not row.text.endswith(_ENDED) for row in rows)
    is_margin = together >= max(LEAST_TOGETHER, len(rows) / 8) and right - left >= NARROWEST * size
    return Margins(
        left,
        right if is_margin else max(right, left + LEAST_WIDTH * room),
        median(steps) if steps else size * 1.5,
        indented >= LEAST_INDENTED * len(rows),
    )


def _end_of(row: Row) -> float:
    """Give where a row ends without a closing mark, which may hang beyond the margin."""
    return row.right - (row.size if row.text[-1] in CLOSING else 0)


def paragraphs_of(rows: Sequence[Row], margins: Margins) -> list[tuple[tuple[str, ...], Row, Row]]:
    """Join rows of one column; give for each its cells, its first and its last row."""
    whole: list[tuple[tuple[str, ...], Row, Row]] = []
    at = 0
    while at < len(rows):
        if end := _aligned_until(rows, at):
            whole += _table_rows(rows[at:end])
            at = end
            continue
        row = rows[at]
        if whole and len(whole[-1][0]) == 1 and goes_on(whole[-1][2], row, whole[-1][1], margins):
            cells, first, _last = whole[-1]
            whole[-1] = ((joined(cells[0], row.text),), first, row)
        else:
            whole.append(((row.text,), row, row))
        at += 1
    return whole


def goes_on(last: Row, row: Row, first: Row, margins: Margins, elsewhere: Margins | None = None) -> bool:
    """Say whether ``row`` goes on with the paragraph from ``first`` to ``last``.

    ``elsewhere`` are the margins of ``row`` where it stands at the top of another column or page.
    """
    if max(last.size, row.size) > TALLER * min(last.size, row.size):
        return False
    if elsewhere is None and last.top - row.top > WIDER * margins.pitch:
        return False
    if last.right + needs(row.text, row.size) + SLACK * row.size < margins.right:
        return False  # there was room left: the paragraph ended
    if _begins_another(last, row, margins):
        return False
    near = INDENT * row.size
    indent = row.left - (elsewhere or margins).left
    if indent <= near:
        return True
    # An indent begins a paragraph, unless all but the first row have it.
    before = last.left - margins.left
    hangs = bool(_BEGINS.match(first.text)) and before <= near if first is last else before > near
    return hangs and (first is last or abs(before - indent) < near)


def _begins_another(last: Row, row: Row, margins: Margins) -> bool:
    """Say whether the words of ``row`` begin a paragraph: a label, or a number after a sentence that ended.

    A label in 【】, or one of four letters at least that is all of its row (省级督导单位), needs no colon.

    The end of a label that a row broke (责任／单位：) does not, unless a sentence ended before it.
    Where paragraphs have no indent, a number begins one whatever stands before it.
    """
    marked = _MARKED.match(row.text)
    name = marked[1] if marked else row.text
    if (marked or len(name) >= _WHOLE_LABEL) and kinds_of(compact(name)):
        return True
    if (label := _LABEL.match(row.text)) and (label["first"] or last.text.endswith((*_ENDED, *CLOSING))):
        return True
    has_ended = not margins.indents or last.text.endswith((*_ENDED, *CLOSING))
    return has_ended and bool(_BEGINS.match(row.text))


def joined(text: str, more: str) -> str:
    """Join two rows of a paragraph; a space only between Latin words."""
    is_word = text[-1:].isascii() and text[-1:].isalnum() and more[:1].isascii() and more[:1].isalpha()
    return f"{text} {more}" if is_word else text + more


def cell_text(rows: Sequence[Row], right: float) -> str:
    """Join the rows of a cell whose text reaches ``right`` at most; those that end early stay lines."""
    lines: list[str] = []
    for before, row in zip([None, *rows], rows, strict=False):
        is_full = before is not None and before.right + needs(row.text, row.size) + SLACK * row.size >= right
        if is_full and not _BEGINS.match(row.text) and not _LABEL.match(row.text):
            lines[-1] = joined(lines[-1], row.text)
        else:
            lines.append(row.text)
    return "\n".join(lines)


def _aligned_until(rows: Sequence[Row], at: int) -> int:
    """Say where a table without lines that begins at a row ends; 0 where none begins."""
    starts = [run.left for run in rows[at].runs]
    if len(starts) < 2:  # noqa: PLR2004 - one cell is no table
        return 0
    end, several = at, 0
    for row in rows[at:]:
        columns = [_column(run, starts) for run in row.runs]
        if None in columns or (len(columns) == 1 and columns[0] == 0):
            break
        if end > at and rows[end - 1].top - row.top > 4 * row.size:
            break
        several += len(columns) > 1
        end += 1
    return end if several >= LEAST_PAIRS else 0


def _column(run: Run, starts: Sequence[float]) -> int | None:
    return next((at for at, start in enumerate(starts) if abs(run.left - start) < ALIGNED * run.size), None)


def _table_rows(rows: Sequence[Row]) -> list[tuple[tuple[str, ...], Row, Row]]:
    """Put aligned rows into cells; a row without a first cell goes on with the one above it."""
    starts = [run.left for run in rows[0].runs]
    placed: list[tuple[dict[int, list[Run]], Row, Row]] = []
    for row in rows:
        cells = {_column(run, starts) or 0: run for run in row.runs}
        if 0 in cells or not placed:
            placed.append(({at: [run] for at, run in cells.items()}, row, row))
        else:
            for at, run in cells.items():
                placed[-1][0].setdefault(at, []).append(run)
            placed[-1] = (placed[-1][0], placed[-1][1], row)
    ends = {
        at: max(run.right for cells, _first, _last in placed for run in cells.get(at, ()))
        for at in range(len(starts))
        if any(at in cells for cells, _first, _last in placed)
    }
    return [
        (
            tuple(
                cell_text([Row((run,)) for run in cells.get(at, ())], ends.get(at, 0))
                for at in range(len(starts))
            ),
            first,
            last,
        )
        for cells, first, last in placed
    ]


def by_column(rows: Iterable[Row]) -> list[list[Row]]:
    """Divide rows where another column begins."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and groups[-1][-1].column == row.column:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
