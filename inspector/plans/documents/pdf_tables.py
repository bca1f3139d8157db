"""Tables drawn with ruled lines on a page of a PDF: their cells, also merged ones."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspector.plans.documents.pdf_glyphs import Rule

NEAR = 3.0
"""Points by which two lines are the same one, or touch."""
MOST_CELLS = 20_000
MOST_RULES = 600
"""Lines of one page after those in a row are joined; a drawing has more, a table has not."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """One table: the lines between its columns from the left, those between its rows from the top.

    ``cell`` gives for row and column the row and column of the cell they belong to.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cell: dict[tuple[int, int], tuple[int, int]]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.rows[0]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Give the cell a point lies in; nothing outside."""
        column = bisect_right(self.columns, x) - 1
        row = bisect_right([-one for one in self.rows], -y) - 1
        return self.cell.get((row, column))

    def right_of(self, cell: tuple[int, int]) -> float:
        """Give where a cell ends on the right."""
        last = max(column for (row, column), of in self.cell.items() if of == cell)
        return self.columns[last + 1]


def ruled_tables(rules: Iterable[Rule]) -> list[Ruled]:
    """Find the tables of a page: lines that touch, with two cells at least."""
    joined = _joined(rules)
    if len(joined) > MOST_RULES:
        return []
    tables = [table for group in _touching(joined) if (table := _table(group))]
    return sorted(tables, key=lambda table: -table.top)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join lines that go on in one another, as cells drawn one by one have them."""
    joined: list[Rule] = []
    for rule in _ordered(rules):
        before = joined[-1] if joined else None
        if (
            before
            and before.is_level == rule.is_level
            and abs(before.at - rule.at) <= NEAR
            and rule.begin <= before.end + NEAR
        ):
            joined[-1] = Rule(rule.is_level, before.at, before.begin, max(before.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _ordered(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Give the lines of one place after another, each place's from the beginning on."""
    both = list(rules)
    for is_level in (True, False):
        own = [rule for rule in both if rule.is_level == is_level]
        places = _places(rule.at for rule in own)
        yield from sorted(own, key=lambda one: (bisect_right(places, one.at), one.begin))


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        near = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append([rule, *(other for group in near for other in group)])
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    if one.is_level == other.is_level:
        return (
            abs(one.at - other.at) <= NEAR and one.begin <= other.end + NEAR >= other.begin <= one.end + NEAR
        )
    return one.begin - NEAR <= other.at <= one.end + NEAR and other.begin - NEAR <= one.at <= other.end + NEAR


def _table(rules: Sequence[Rule]) -> Ruled | None:
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    if not level or not upright:
        return None
    # A table may be open at its sides: its lines across still say how far it goes.
    ends = [min(rule.begin for rule in level), max(rule.end for rule in level)]
    columns = _places([*(rule.at for rule in upright), *ends])
    rows = _places(rule.at for rule in level)[::-1]
    size = (len(rows) - 1) * (len(columns) - 1)
    if not 1 < size <= MOST_CELLS:
        return None
    return Ruled(tuple(columns), tuple(rows), _cells(columns, rows, level, upright))


def _cells(
    columns: Sequence[float], rows: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    cell: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        middle = (rows[row] + rows[row + 1]) / 2
        for column in range(len(columns) - 1):
            centre = (columns[column] + columns[column + 1]) / 2
            if column and not _is_drawn(upright, columns[column], middle):
                cell[row, column] = cell[row, column - 1]
            elif row and not _is_drawn(level, rows[row], centre):
                cell[row, column] = cell[row - 1, column]
            else:
                cell[row, column] = row, column
    return cell


def _is_drawn(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= NEAR and rule.begin <= through <= rule.end for rule in rules)


def _places(values: Iterable[float]) -> list[float]:
    """Give the different places among ``values``, from the lowest."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return places
