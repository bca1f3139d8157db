"""What an import would do, row by row, and doing it: planned without recording, recorded in pieces."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from db.changes import Changes
from db.connection import Reader
from db.progress import Report, no_report
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.events import Event
from inspector.periods import Instant
from inspector.tables.fields import Field
from inspector.tables.mapping import ColumnMap
from inspector.tables.table import Cell, Table, TableRow, cleaned
from inspector.tables.values import Meant
from inspector.words import N_

AT_ONCE = 800
"""Events to a transaction: few enough that other writes need not wait long."""
WRONG_FROM, WRONG_SHARE = 3, 0.8
"""So many bad cells of a column, and such a share of them, say that the column holds something else."""

WRONG_COLUMN = N_("The column {column} does not hold “{field}”: {reason} Choose another column.")
IS_MISSING = N_("“{field}” is missing.")
OVERTAKEN = N_("Something else was recorded since the table was looked through. Look through it again.")
NOT_ALIKE = N_("Row {row} is no likely duplicate: there is nothing to decide about it.")

Parse = Callable[[str], object]
"""Gives what the text of a cell means (a ``Meant`` where there is a doubt), or raises Unreadable."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A row, and a column where it is about one, with what is to be said of it."""

    row: int
    column: str
    sentence: Spoken


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that would change: the field's title (a message id), and both values; words are sentences."""

    title: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row that adds something, or changes what differs."""

    row: int
    name: str
    events: tuple[Event, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A row that looks like what is here under ``number``: left out unless a person says it is another one.

    ``text`` is what the row says, ``like`` what is here says; ``free`` are numbers for a row without one.
    """

    planned: PlannedRow
    text: str
    number: str
    like: str
    why: Spoken
    doubts: tuple[Remark, ...] = ()
    free: tuple[str, ...] = ()

    @property
    def row(self) -> int:
        """The row of the table."""
        return self.planned.row

    def numbered(self, taken: Collection[str]) -> PlannedRow:
        """Plan it as one of its own, under the first free number that is not ``taken``."""
        if not self.free:
            return self.planned
        number = next(one for one in self.free if one not in taken)
        first, *others = self.planned.events
        return PlannedRow(self.row, number, (msgspec.structs.replace(first, number=number), *others))


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing of it is recorded.

    ``bad`` rows are left out, and those ``alike`` something that is here, until ``taking`` says otherwise;
    ``doubts`` are about rows that are taken. ``seen`` is where the journal stood for the ``types`` of entries
    that decide.
    """

    what: str
    added: tuple[PlannedRow, ...]
    changed: tuple[PlannedRow, ...]
    unchanged: int
    bad: tuple[Remark, ...]
    doubts: tuple[Remark, ...]
    notes: tuple[Spoken, ...]
    types: tuple[str, ...]
    seen: int
    alike: tuple[AlikeRow, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.added) + len(self.changed) + self.unchanged + len(self.bad) + len(self.alike)

    @property
    def left_out(self) -> tuple[Remark, ...]:
        """The rows that are not taken, each with the reason, in the order of the table."""
        alike = (Remark(one.row, "", one.why) for one in self.alike)
        return tuple(sorted((*self.bad, *alike), key=lambda one: one.row))

    def taking(self, rows: Collection[int]) -> "ImportPlan":
        """Plan the likely duplicates in these ``rows`` as others of their own.

        Raises Refused for a row that is none.
        """
        if unknown := sorted(set(rows) - {one.row for one in self.alike}):
            raise Refused(NOT_ALIKE, row=unknown[0])
        numbers: set[str] = set()
        chosen: list[PlannedRow] = []
        doubts: list[Remark] = []
        for one in self.alike:
            if one.row in rows:
                planned = one.numbered(numbers)
                numbers.add(planned.name)
                chosen.append(planned)
                doubts += one.doubts
        return replace(
            self,
            added=tuple(sorted((*self.added, *chosen), key=lambda one: one.row)),
            alike=tuple(one for one in self.alike if one.row not in rows),
            doubts=(*self.doubts, *doubts),
        )


@dataclass(slots=True)
class ReadRow:
    """A row whose cells are understood: what they mean by field, and the text they were."""

    number: int
    values: dict[str, object]
    texts: dict[str, str]
    doubts: list[Remark] = field(default_factory=list)
    longest: int = 0
    """Characters of the longest text."""


@dataclass(slots=True)
class CellReading:
    """Reads the rows of a table by a mapping; ``bad`` gathers what can't be used."""

    table: Table
    columns: ColumnMap
    fields: Sequence[Field]
    parses: Mapping[str, Parse]
    bad: list[Remark] = field(default_factory=list)
    _meant: dict[str, dict[str, object]] = field(default_factory=dict)

    def rows(self) -> list[ReadRow]:
        """Read every row; of one that is bad only the first reason is kept."""
        taken = [
            (one, self.columns.columns[one.name]) for one in self.fields if one.name in self.columns.columns
        ]
        found = (self._row(row, taken) for row in self.table.rows)
        return [row for row in found if row]

    def blame(self, row: int, name: str, sentence: Spoken) -> None:
        """Leave a row out on account of the field ``name``."""
        at = self.columns.columns.get(name)
        self.bad.append(Remark(row, "" if at is None else self.table.columns[at], sentence))

    def check_columns(self) -> None:
        """Raise Refused where most of a column can't be used: then it holds something else."""
        by_column = Counter(one.column for one in self.bad)
        for one in self.fields:
            at = self.columns.columns.get(one.name)
            if at is None:
                continue
            bad = by_column[self.table.columns[at]]
            if bad >= WRONG_FROM and bad >= WRONG_SHARE * sum(1 for row in self.table.rows if row.cell(at)):
                column = self.table.columns[at]
                reason = next(remark.sentence for remark in self.bad if remark.column == column)
                raise Refused(WRONG_COLUMN, column=column, field=Refused(one.title), reason=reason)

    def _row(self, row: TableRow, taken: Sequence[tuple[Field, int]]) -> ReadRow | None:
        if row.fault:
            self.bad.append(Remark(row.number, "", row.fault))
            return None
        read = ReadRow(row.number, {}, {})
        for one, at in taken:
            cell = row.cell(at)
            try:
                if isinstance(cell, Spoken):
                    raise cell
                text = cleaned(cell) if cell else ""
                if text:
                    self._take(read, one, at, text)
            except Unreadable as reason:
                self.bad.append(Remark(row.number, self.table.columns[at], reason))
                return None
        return read

    def _take(self, read: ReadRow, one: Field, at: int, text: str) -> None:
        parse = self.parses.get(one.name)
        read.texts[one.name] = text
        read.longest = max(read.longest, len(text))
        if parse is None:
            read.values[one.name] = text
            return
        known = self._meant.setdefault(one.name, {})
        if text not in known:
            known[text] = parse(text)
        meant = known[text]
        if isinstance(meant, Meant):
            read.values[one.name] = meant.value
            if meant.doubt:
                read.doubts.append(Remark(read.number, self.table.columns[at], meant.doubt))
        else:
            read.values[one.name] = meant


class Planning:
    """What the rows looked at so far would do; each kind of table goes through its rows in its own way."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self.added: list[PlannedRow] = []
        self.changed: list[PlannedRow] = []
        self.alike: list[AlikeRow] = []
        self.doubts: list[Remark] = []
        self.unchanged = 0

    def outcome(
        self,
        what: str,
        reader: Reader,
        reading: CellReading,
        types: tuple[str, ...],
        notes: Sequence[Spoken] = (),
    ) -> ImportPlan:
        """Give what an import of ``what`` would do; entries of ``types`` decide, ``notes`` are of columns."""
        return ImportPlan(
            what=what,
            added=tuple(self.added),
            changed=tuple(self.changed),
            unchanged=self.unchanged,
            bad=tuple(sorted(reading.bad, key=lambda one: one.row)),
            doubts=tuple(self.doubts),
            notes=(*reading.table.notes, *notes),
            types=types,
            seen=journal_seen(reader, types),
            alike=tuple(self.alike),
        )


def journal_seen(reader: Reader, types: Sequence[str]) -> int:
    """Give where the journal stands for entries of these types."""
    marks = ", ".join("?" * len(types))
    return int(reader.value(f"SELECT ifnull(max(rid), 0) FROM entry WHERE type IN ({marks})", types))  # noqa: S608


def carry_out(
    workspace: Workspace, plan: ImportPlan, by: Actor, at: Instant, report: Report = no_report
) -> Changes:
    """Record what ``plan`` says, in the thread that writes, a few hundred events to a transaction.

    ``report(rows done, of)`` may raise to stop between two transactions; what was recorded stays, and the
    same table again goes on from there. Raises Refused when something the plan rests on has changed.
    """
    rows = [*plan.added, *plan.changed]
    changes, batch, seen = Changes(), list[Event](), plan.seen
    reader = workspace.reader()
    try:
        for done, row in enumerate(rows, 1):
            batch += row.events
            if len(batch) >= AT_ONCE or done == len(rows):
                if journal_seen(reader, plan.types) != seen:
                    raise Refused(OVERTAKEN)
                changes |= workspace.record(batch, by, at)
                seen = journal_seen(reader, plan.types)
                batch = []
                report(done, len(rows))
    finally:
        reader.close()
    return changes
