"""Tasks that are rows of a table under a row of labels."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from inspector.errors import Spoken
from inspector.plans.blocks import Block, HeadingPath
from inspector.plans.cells import fields_in, says_units
from inspector.plans.deadlines import deadline_of
from inspector.plans.drafts import SENTENCE_ENDS, Draft, Field, Part
from inspector.plans.labels import UNITS, Kind, kinds_of
from inspector.plans.letters import compact, folded
from inspector.plans.measures import measures_of
from inspector.plans.numbering import numbering
from inspector.words import N_

FROM_ABOVE = N_("The cell of the problem is empty; that of line {line} was read for it.")
Columns = tuple[tuple[Kind, ...], ...]
_FEWEST = 3
_NUMBER = 3
"""Letters of a number in a row that is otherwise empty, at most."""
_MOST = 40
_ROWS = 2
_STRAYS = 3
"""Lines that may stand between a row that a page broke and the next one, and that one."""


def tabled(blocks: Sequence[Block]) -> tuple[list[Draft], list[Block]]:
    """Give the tasks that are rows of tables, and the blocks that are in no such table."""
    drafts: list[Draft] = []
    others: list[Block] = []
    path = HeadingPath()
    columns: Columns = ()
    headed = is_ruled = False
    for at, block in enumerate(blocks):
        following = blocks[at + 1 : at + 1 + _STRAYS]
        cells = _cells(block, columns, is_ruled=is_ruled)
        if not cells:
            goes_on = _goes_on(block, following, columns, drafts[-1] if drafts else None)
            columns, headed, is_ruled = (columns, headed, is_ruled) if goes_on else ((), False, False)
            others.append(block)
            if not block.furniture and (block.heading or (block.numbering and block.like_a_heading)):
                path.take(block)
            continue
        if header := _header(cells, following):
            if headed:
                # A header of two rows: the lower one is finer, the upper one fills its gaps.
                header = tuple(lower or upper for upper, lower in zip_longest(columns, header, fillvalue=()))
            columns, headed, is_ruled = header, True, bool(block.cells)
            continue
        headed = False
        if not columns:
            others.append(block)
        elif len(set(filter(None, cells))) == 1 and len(name := next(filter(None, cells))) > _NUMBER:
            path.take(replace(block, text=name, flat=folded(name), numbering=numbering(folded(name), name)))
        elif len(cells) == len(columns):
            _row(replace(block, cells=cells), columns, path, drafts)
        else:
            others.append(block)
    for draft in drafts:
        _apart(draft)
    return drafts, others


def _cells(block: Block, columns: Columns, *, is_ruled: bool) -> tuple[str, ...]:
    """Give the cells of a row; below the head of a ruled table only what has cells itself is one."""
    return block.cells if block.cells or is_ruled else _tabbed(block, columns)


def _tabbed(block: Block, columns: Columns) -> tuple[str, ...]:
    """Take a line of a text file for a row, where tabs or blanks part it as a table's header was parted."""
    parted = block.text.split("\t") if "\t" in block.text else re.split(r"\s{2,}", block.text)
    cells = tuple(cell.strip() for cell in parted)
    if len(cells) < _FEWEST or len(cells) > _MOST:
        return ()
    if not columns:
        return cells if _header(cells, ()) else ()
    return (*cells, *[""] * (len(columns) - len(cells)))


def _goes_on(block: Block, following: Sequence[Block], columns: Columns, above: Draft | None) -> bool:
    """Say whether the table goes on behind ``block``.

    It does behind a page's number, where the next row has the number after that of the row ``above`` (the
    end of a page broke a row, and what is left of it has no lines round it), and where a heading stands
    alone among rows that tabs part.
    """
    if block.furniture:
        return True
    if not columns or not following:
        return False
    if above and _counts_on(above, next((one for one in following if one.cells), None), columns):
        return True
    if following[0].cells or not block.like_a_heading:
        return False
    return bool(_tabbed(following[0], columns))


def _counts_on(above: Draft, row: Block | None, columns: Columns) -> bool:
    if row is None or len(row.cells) != len(columns) or not above.number.isdecimal():
        return False
    numbers = [cell for kinds, cell in zip(columns, row.cells, strict=True) if kinds[:1] == (Kind.NUMBER,)]
    return numbers[:1] == [str(int(above.number) + 1)]


def _header(cells: Sequence[str], following: Sequence[Block]) -> Columns:
    """Read a row of labels; empty where the row is none.

    They name units or deadlines, or labels within the cells of the row below do.
    """
    kinds = tuple(kinds_of(compact(folded(cell))) for cell in cells)
    flat = {kind for some in kinds for kind in some}
    known = sum(bool(some) for some in kinds)
    if known < _FEWEST or known < len([cell for cell in cells if cell]) / 2:
        return ()
    names_units = flat & {*UNITS, Kind.DEADLINE} or any(
        says_units(cell) for below in following[:1] for cell in below.cells
    )
    return kinds if names_units else ()


def _row(block: Block, columns: Columns, path: HeadingPath, drafts: list[Draft]) -> None:
    """Take a row as a task, or as more of the task above where its number is empty or the same."""
    cells = dict(zip(range(len(columns)), block.cells, strict=True))
    number = next((cells[place] for place, kinds in enumerate(columns) if kinds[:1] == (Kind.NUMBER,)), None)
    above = drafts[-1] if drafts else None
    problem = "\n".join(
        cells[place]
        for place, kinds in enumerate(columns)
        if set(kinds) & {Kind.PROBLEM, Kind.TITLE} and cells[place]
    )
    if above and _is_left_over(above, number, problem, [cells[at] for at in _places(columns, Kind.DEADLINE)]):
        _join(above, block, columns)
        return
    if above and _continues(above, number, problem):
        _more(above, block, columns)
        return
    draft = Draft([], None, path.above(float("inf")))
    draft.number = _bare(number or "")
    draft.lines.add(block.number)
    for place, kinds in enumerate(columns):
        if kinds[:1] != (Kind.NUMBER,):
            draft.fields.extend(fields_in(kinds, block.number, cells[place]))
    if above and draft.number and not problem and (repeated := above.text(Kind.PROBLEM)):
        draft.fields.insert(0, Field((Kind.PROBLEM,), [Part(block.number, repeated)]))
        draft.doubts.append(Spoken(FROM_ABOVE, line=max(above.lines)))
    drafts.append(draft)


def _places(columns: Columns, kind: Kind) -> list[int]:
    return [place for place, kinds in enumerate(columns) if kinds[:1] == (kind,)]


def _is_left_over(above: Draft, number: str | None, problem: str, deadlines: Sequence[str]) -> bool:
    """Say whether a row is what the end of a page cut off the row above, in the middle of its sentences.

    It has no number, and where it has letters of a deadline they are the rest of one.
    """
    said = _problem_of(above)
    if number != "" or not above.number or not problem or not deadlines or said[-1:] in SENTENCE_ENDS:
        return False
    return not any(deadline_of(one).kinds for one in deadlines)


def _join(draft: Draft, block: Block, columns: Columns) -> None:
    """Put the rest of each cell behind what the row above has of it."""
    draft.lines.add(block.number)
    for kinds, cell in zip(columns, block.cells, strict=True):
        fields = [one for one in draft.fields if one.kinds == kinds]
        if fields and cell:
            rest, *more = cell.split("\n")
            fields[-1].parts[-1].text += rest
            fields[-1].parts.extend(Part(block.number, text) for text in more)


def _continues(above: Draft, number: str | None, problem: str) -> bool:
    if number is None:
        return problem in ("", _problem_of(above))
    if number:
        return _bare(number) == above.number and problem in ("", _problem_of(above))
    return problem in ("", _problem_of(above))


def _problem_of(draft: Draft) -> str:
    """Give what the draft says in the columns of the problem and its title, in their order."""
    some = [one for one in draft.fields if {Kind.PROBLEM, Kind.TITLE} & set(one.kinds)]
    return "\n".join("\n".join(part.text for part in one.parts) for one in some)


def _more(draft: Draft, block: Block, columns: Columns) -> None:
    """Add what a further row of the same task says and did not say before."""
    draft.lines.add(block.number)
    told = [
        one
        for kinds, cell in zip(columns, block.cells, strict=True)
        if kinds[:1] != (Kind.NUMBER,)
        for one in fields_in(kinds, block.number, cell)
    ]
    for more in told:
        fields = [one for one in draft.fields if one.kinds == more.kinds]
        if any(more.text == one.text for one in fields):
            continue
        if fields and _is_broken(fields[-1], more.text):
            fields[-1].parts.extend(more.parts)
        else:
            draft.fields.append(more)


def _is_broken(above: Field, cell: str) -> bool:
    """Say whether the end of a page broke a text within a sentence, a name or a date."""
    return above.text[-1:] in "，,、" if above.open_ended else above.unfinished(cell)


def _apart(draft: Draft) -> None:
    """Say which measures the units and deadlines of each row of a task of several rows are for."""
    measures = draft.of(Kind.MEASURES)
    counts = [(one.parts[0].line, len(measures_of(one.paragraphs))) for one in measures]
    texts = [text for one in measures for text in one.paragraphs]
    if len(counts) < max(_ROWS, len(draft.lines)) or len(measures_of(texts)) != sum(n for _, n in counts):
        return
    first = 1
    for line, count in counts:
        for one in draft.fields:
            if one.parts[0].line == line and one.kinds[0] in (*UNITS, Kind.DEADLINE):
                one.near = f"{first}至{first + count - 1}"
        first += count


def _bare(number: str) -> str:
    read = numbering(folded(number) + "、", number + "、")
    return read.written if read else number
