"""Tables with merged cells, brought to rows of the same columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MOST_ACROSS, MOST_DOWN = 100, 2_000
"""Columns and rows that one cell may reach over."""
_IS_NUMBER = re.compile(r"[第(（]?[\d一二三四五六七八九十百①-⑳]+[)）.．、项条]?$")
_NUMBERED_WITHIN = 3
"""Columns from the left among which the number of an item is looked for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file has it; ``continues`` says that it belongs to the one above it."""

    text: str
    across: int = 1
    down: int = 1
    continues: bool = False


def rows_of(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, ...]]:
    """Give the texts of each row, one for each column.

    Where a cell reaches over several rows, its text is said again in a row that begins an item of its own,
    for it holds there too (one deadline for three tasks), and not in a row that only goes on with the item
    above (one number for three measures). Columns that a cell reaches over are empty.
    """
    hanging: dict[int, tuple[str, int]] = {}
    above: dict[int, str] = {}
    for row in rows:
        due, hanging = hanging, {}
        texts: dict[int, str] = {}
        continued: dict[int, str] = {}
        column = 0
        for cell in row:
            while column in due:
                column = _reached(column, due, hanging, continued)
            across, down = min(cell.across, MOST_ACROSS), min(cell.down, MOST_DOWN)
            if cell.continues:
                continued[column] = above.get(column, "")
            else:
                texts[column] = above[column] = cell.text
            for at in range(column, column + across):
                texts.setdefault(at, "")
                if down > 1:
                    hanging[at] = texts[at], down - 1
            column += across
        for at in sorted(due):
            _reached(at, due, hanging, continued)
        holds = _begins_an_item(texts, continued)
        texts.update((at, text if holds else "") for at, text in continued.items())
        yield tuple(texts.get(at, "") for at in range(max(texts, default=-1) + 1))


def _reached(
    column: int,
    due: dict[int, tuple[str, int]],
    hanging: dict[int, tuple[str, int]],
    continued: dict[int, str],
) -> int:
    """Step over a column that a cell above reaches down into; give the next one."""
    text, left = due.pop(column)
    continued[column] = text
    if left > 1:
        hanging[column] = text, left - 1
    return column + 1


def _begins_an_item(texts: dict[int, str], continued: dict[int, str]) -> bool:
    """Tell an item of its own: its first column is new, or names a group and a number beside it is new."""
    if 0 not in continued:
        return True
    numbers = [texts[at].strip() for at in range(_NUMBERED_WITHIN) if at in texts and at not in continued]
    return not _IS_NUMBER.match(continued[0].strip()) and any(map(_IS_NUMBER.match, filter(None, numbers)))
