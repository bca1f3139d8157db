"""Planning an import of grids (网格): a tree written as a list, in whatever order its rows stand."""

from collections.abc import Callable, Sequence

from db.connection import Reader
from db.table_ground import Ground, check_may_add
from db.table_plan import (
    IS_MISSING,
    CellReading,
    Difference,
    ImportPlan,
    PlannedRow,
    Planning,
    ReadRow,
)
from db.workspace import Actor
from inspector.errors import Spoken, Unreadable
from inspector.model.grid import VILLAGE, Grid, GridAdded, GridChanged, new_grid
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.periods import Instant
from inspector.tables.fields import GRID_FIELDS, normal_name
from inspector.tables.mapping import ColumnMap, check_map
from inspector.tables.table import Table, cleaned
from inspector.tables.values import LONGEST_NAME, digits_of, level_of
from inspector.words import N_

TYPES = (GridAdded.TYPE, GridChanged.TYPE)
LONGEST_CODE = 40

TWICE = N_("The code {code} stands in row {row} already.")
NO_PARENT = N_("Say which grid it belongs to.")
OTHER_LEVEL = N_("It is on level {given}, but the grid it belongs to is on level {parent}.")
LEVEL_STAYS = N_("The level of a grid can't be changed.")
TOO_DEEP = N_("There are three levels of grids; {parent} is on the lowest.")
TOO_LONG = N_("“{field}” is longer than {most} characters.")
_TITLES = {field.name: field.title for field in GRID_FIELDS}


def plan_grids(
    reader: Reader,
    table: Table,
    columns: ColumnMap,
    by: Actor,
    at: Instant,
    chance: Callable[[int], bytes],
) -> ImportPlan:
    """Plan what the rows of ``table`` add to the tree of grids, and change of names and parents.

    A row is a grid there is by its code. Parents may stand below their children; without one a grid lies
    right below the one acted for. Raises Refused as ``plan_sites`` does, and for who may not add grids.
    """
    check_may_add(reader, by, at.day)
    check_map(table, GRID_FIELDS, columns, instead={})
    reading = CellReading(table, columns, GRID_FIELDS, {"level": level_of, "code": digits_of})
    planning = _Planning(reader, reading, by, at, chance)
    rows = [row for row in reading.rows() if planning.complete(row)]
    reading.check_columns()
    planning.plan(rows)
    return planning.outcome("grids", reader, reading, TYPES)


class _Planning(Planning):
    """Goes through the rows, parents first; ``added`` and ``changed`` gather what would happen."""

    def __init__(
        self, reader: Reader, reading: CellReading, by: Actor, at: Instant, chance: Callable[[int], bytes]
    ) -> None:
        super().__init__()
        self._reading = reading
        self._by = by
        self._at = at
        self._chance = chance
        self._ground = Ground.of(reader, by)
        self._known = {normal_name(grid.code): grid for grid in self._ground.grids.values()}
        self._first: dict[str, int] = {}

    def complete(self, row: ReadRow) -> bool:
        """Say whether name and code are there, the code for the first time."""
        for name, most in (("name", LONGEST_NAME), ("code", LONGEST_CODE)):
            if name not in row.texts:
                self._reading.blame(row.number, name, Unreadable(IS_MISSING, field=Unreadable(_TITLES[name])))
                return False
            if len(row.texts[name]) > most:
                reason = Unreadable(TOO_LONG, field=Unreadable(_TITLES[name]), most=most)
                self._reading.blame(row.number, name, reason)
                return False
        before = self._first.setdefault(_code(row), row.number)
        if before != row.number:
            self._reading.blame(row.number, "code", Unreadable(TWICE, code=row.texts["code"], row=before))
        return before == row.number

    def plan(self, rows: Sequence[ReadRow]) -> None:
        """Say what each row would do; one whose parent stands further down waits for it."""
        waiting = list(rows)
        while waiting:
            left = [row for row in waiting if not self._is_planned(row, waits=True)]
            if len(left) == len(waiting):
                for row in left:
                    self._is_planned(row, waits=False)
                return
            waiting = left

    def _is_planned(self, row: ReadRow, *, waits: bool) -> bool:
        """Plan a row, unless it waits for a parent that may come."""
        there = self._known.get(_code(row))
        try:
            try:
                parent = self._parent(row, there)
            except Unreadable:
                if waits:
                    return False
                raise
            if there:
                self._change(row, there, parent)
            else:
                self._add(row, parent)
        except Spoken as reason:
            self._reading.blame(row.number, "parent" if "parent" in row.texts else "code", reason)
        return True

    def _parent(self, row: ReadRow, there: Grid | None) -> Grid | None:
        """Give the grid a row's belongs to; nothing for the one at the top."""
        grids = self._ground.grids
        above = grids.get(GridId(there.parent)) if there else grids.get(GridId(self._by.org))
        name = row.texts.get("parent", "")
        if not name or (there and above and name in {above.code, cleaned(above.name)}):
            return above
        return grids[self._ground.called(name)]

    def _add(self, row: ReadRow, parent: Grid | None) -> None:
        if parent is None:
            raise Unreadable(NO_PARENT)
        level = row.values.get("level", parent.level + 1)
        if level != parent.level + 1:
            raise Unreadable(OTHER_LEVEL, given=level, parent=parent.level)
        if parent.level == VILLAGE:
            raise Unreadable(TOO_DEEP, parent=parent.name)
        self._ground.check_yours(parent.id)
        subject = uuid7(self._at.ts, self._chance(RANDOM_BYTES))
        event = new_grid(subject, row.texts["name"], row.texts["code"], parent.level + 1, parent)
        grid = Grid(id=GridId(subject), name=event.name, code=event.code, level=event.level, parent=parent.id)
        self._ground.add(grid)
        self._known[_code(row)] = grid
        self.added.append(PlannedRow(row.number, grid.name, (event,)))

    def _change(self, row: ReadRow, there: Grid, parent: Grid | None) -> None:
        if row.values.get("level", there.level) != there.level:
            raise Unreadable(LEVEL_STAYS)
        name = row.texts["name"]
        renamed = name != cleaned(there.name)
        moved = parent is not None and parent.id != there.parent
        if not renamed and not moved:
            self.unchanged += 1
            return
        self._ground.check_yours(there.id)
        differences = [Difference(_TITLES["name"], there.name, name)] if renamed else []
        if parent and moved:
            if parent.level + 1 != there.level:
                raise Unreadable(OTHER_LEVEL, given=there.level, parent=parent.level)
            self._ground.check_yours(parent.id)
            before = self._ground.grids.get(GridId(there.parent))
            differences.append(Difference(_TITLES["parent"], before.name if before else "", parent.name))
        event = GridChanged(
            subject=there.id, name=name if renamed else "", parent=parent.id if parent and moved else ""
        )
        self.changed.append(PlannedRow(row.number, there.name, (event,), tuple(differences)))


def _code(row: ReadRow) -> str:
    return normal_name(row.texts["code"])
