"""Reading a feedback sheet that came back, whatever happened to it: sorted, cut, moved, typed over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from inspector.errors import Spoken, Unreadable
from inspector.tables.feedback_marks import Mark, Marks, marks_of
from inspector.tables.feedback_sheet import (
    ANSWER_NAMES,
    COLUMNS,
    ID,
    KEY_MARK,
    MARKS_SHEET,
    NUMBER,
    POSITION,
    Answer,
    SheetHead,
)
from inspector.tables.fields import normal_name
from inspector.tables.reading import read_table
from inspector.tables.table import TITLE_ROWS, Cell, Table, TableRow
from inspector.tables.workbook_reading import HIDDEN_COLUMNS, HIDDEN_ROWS
from inspector.tables.written_days import written_day
from inspector.words import LANGUAGES, N_, in_language

LARGEST_FILE = 20 * 1024 * 1024
MOST_SHEETS_LOOKED_AT = 10

TOO_LARGE = N_("{file} is larger than {most} MB; no feedback sheet is.")
NOT_OURS = N_("{file} is no feedback sheet of this program, or what marks it as one was deleted.")
NO_COLUMNS = N_(
    "{file} has no longer the columns of a feedback sheet; ask the unit to fill in the file again."
)
NO_IDS = N_("The column with the hidden ids was deleted: lines are known by their numbers.")
BY_NUMBER = N_("Known by its number only: the hidden id is gone.")
DISAGREE = N_("The hidden id belongs to {other}; the number in sight counts. Look at it.")
TWICE = N_("This line stands here twice; only the first is taken.")
UNKNOWN_STATE = N_("“{value}” is not in the list of states.")
IN_COLUMN = N_("{column}: {said}")

_OURS = frozenset({HIDDEN_ROWS, HIDDEN_COLUMNS})
"""Remarks about what we hid ourselves."""
_OTHER_WORDS: dict[Answer, str] = {
    Answer.NOT_BEGUN: "未启动 未开始 尚未启动 尚未开始 没有开始 notbegun notstarted",
    Answer.UNDER_WAY: "整改中 进行中 正在整改 推进中 正在推进 办理中 underway inprogress",
    Answer.DONE: "已完成 完成 已整改 整改完成 已整改到位 整改到位 已办结 办结 completed putright",
    Answer.MORE_TIME: "需要延期 申请延期 延期 需延期 extension",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a unit filled in of one line."""

    state: Answer | None = None
    progress: str = ""
    done_on: date | None = None
    difficulty: str = ""
    until: date | None = None
    next_step: str = ""
    next_on: date | None = None
    person: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was answered; a name alone is no answer."""
        return not (self.state or self.progress or self.done_on or self.until or self.has_note)

    @property
    def has_note(self) -> bool:
        """Say whether it says something for the dispatch list: a difficulty, or what comes next and when."""
        return bool(self.difficulty or self.next_step or self.next_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One line as it came back, with the number of its row; ``fault`` says why its answer can't be used."""

    row: int
    mark: Mark
    filled: Filled = Filled()
    doubts: tuple[Spoken, ...] = ()
    fault: Spoken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangeRow:
    """A row that is none of ours: added by the unit, or without anything to know it by."""

    row: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedSheet:
    """A workbook that came back; ``missing`` are lines that were deleted from it."""

    file: str
    head: SheetHead
    rows: tuple[ReturnedRow, ...]
    strange: tuple[StrangeRow, ...] = ()
    missing: tuple[Mark, ...] = ()
    notes: tuple[Spoken, ...] = ()


def read_feedback(path: Path) -> ReturnedSheet:
    """Read a workbook that came back.

    Raises Unreadable, in one sentence, for what is no feedback sheet of ours; OSError where it can't be read.
    """
    file = path.name
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE, file=file, most=LARGEST_FILE // 1024 // 1024)
    first = read_table(path, is_headed=True)
    if not first.sheets:
        raise Unreadable(NOT_OURS, file=file)
    try:
        marks = marks_of(read_table(path, MARKS_SHEET, is_headed=True))
    except Unreadable as error:
        raise Unreadable(NOT_OURS, file=file) from error
    if marks is None:
        raise Unreadable(NOT_OURS, file=file)
    for name in first.sheets[:MOST_SHEETS_LOOKED_AT]:
        table = first if name == first.sheet else _sheet(path, name)
        if table and (layout := _layout(table)):
            return _Reading(marks, layout).returned(file, table)
    raise Unreadable(NO_COLUMNS, file=file)


def is_feedback_sheet(path: Path) -> bool:
    """Say whether a file is a feedback sheet that was sent out, of whichever office; OSError as above."""
    if path.stat().st_size > LARGEST_FILE:
        return False
    try:
        return marks_of(read_table(path, MARKS_SHEET, is_headed=True)) is not None
    except Unreadable:
        return False


def _sheet(path: Path, name: str) -> Table | None:
    """Read one more sheet; an empty one is none of ours."""
    try:
        return read_table(path, name, is_headed=True)
    except Unreadable:
        return None


@dataclass(frozen=True, slots=True)
class _Layout:
    """In which column what stands, and the row the lines begin below."""

    columns: dict[str, int]
    below: int


def _layout(table: Table) -> _Layout | None:
    """Find the columns by the hidden names that move with them, else by their titles."""
    by_key = {KEY_MARK + column.key: column.key for column in COLUMNS}
    by_title = _titles()
    marked: _Layout | None = None
    titled: _Layout | None = None
    for row in _first_rows(table):
        names = [one if isinstance(one, str) else "" for one in row.cells]
        keys = _found(by_key.get(name.strip()) for name in names)
        # a hidden name may read like a title (#next_step), and is none
        titles = _found(None if name.strip() in by_key else _title(name, by_title) for name in names)
        if len(keys) >= _ENOUGH and marked is None:
            marked = _Layout(keys, row.number)
        if len(titles) >= _ENOUGH and titled is None:
            titled = _Layout(titles, row.number)
            break
    if marked is None or titled is None:
        found = marked or titled
    else:
        # a column that was put in beside ours has no hidden name, one that lost its own has its title
        found = _Layout(titled.columns | marked.columns, max(marked.below, titled.below))
    if found and (ID in found.columns or NUMBER in found.columns):
        return found
    return None


def _first_rows(table: Table) -> tuple[TableRow, ...]:
    """Give the rows that may hold names; the first of a table is kept apart from the others."""
    return (TableRow(0, table.columns), *table.rows[:TITLE_ROWS])


_ENOUGH = 4
"""Columns that make a row one of names: an answer may be called like one of them, not like four."""


_AROUND = 10
"""Letters that may have been put around a title; a longer text is an answer that holds its words."""


def _found(keys: Iterator[str | None]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key:
            columns.setdefault(key, at)
    return columns


def _titles() -> dict[str, str]:
    return {
        normal_name(in_language(language)(column.title)): column.key
        for column in COLUMNS
        for language in LANGUAGES
    }


def _title(name: str, titles: dict[str, str]) -> str | None:
    """Know a title again, also where words were put before or behind it."""
    plain = normal_name(name)
    if plain in titles:
        return titles[plain]
    inside = [title for title in titles if title in plain and len(plain) <= len(title) + _AROUND]
    return titles[max(inside, key=len)] if inside else None


@dataclass(slots=True)
class _Reading:
    """Reads the lines below the titles."""

    marks: Marks
    layout: _Layout
    seen: set[str] = field(default_factory=set)

    def returned(self, file: str, table: Table) -> ReturnedSheet:
        rows: list[ReturnedRow] = []
        strange: list[StrangeRow] = []
        for row in table.rows:
            if row.number > self.layout.below:
                self._take(row, rows, strange)
        missing = tuple(mark for mark in self.marks.lines if mark.key not in self.seen)
        notes = (Unreadable(NO_IDS),) if ID not in self.layout.columns else ()
        return ReturnedSheet(
            file=file,
            head=self.marks.head,
            rows=tuple(rows),
            strange=tuple(strange),
            missing=missing,
            notes=(*(one for one in table.notes if one.sentence not in _OURS), *notes),
        )

    def _take(self, row: TableRow, rows: list[ReturnedRow], strange: list[StrangeRow]) -> None:
        mark, doubts = self._mark(row)
        if mark is None:
            said = " · ".join(text for cell in row.cells if (text := _text(cell)))
            strange.append(StrangeRow(row=row.number, said=said))
        elif mark.key in self.seen:
            rows.append(ReturnedRow(row=row.number, mark=mark, fault=Unreadable(TWICE)))
        else:
            self.seen.add(mark.key)
            rows.append(self._answered(row, mark, doubts))

    def _mark(self, row: TableRow) -> tuple[Mark | None, list[Spoken]]:
        """Find which line a row is, by its hidden id and by the number a person sees."""
        hidden = self.marks.by_key.get(self._said(row, ID))
        in_sight = self._in_sight(row)
        if hidden is None:
            told = [Unreadable(BY_NUMBER)] if in_sight else []
            return in_sight, list[Spoken](told)
        if in_sight is None or in_sight is hidden:
            return hidden, []
        # a part of the columns was sorted without the others
        return in_sight, [Unreadable(DISAGREE, other=hidden.number or hidden.position)]

    def _in_sight(self, row: TableRow) -> Mark | None:
        number, position = self._said(row, NUMBER), self._said(row, POSITION)
        alike = [mark for mark in self.marks.lines if mark.number == number]
        if number and len(alike) == 1:
            return alike[0]
        return next((mark for mark in alike if str(mark.position) == position), None)

    def _answered(self, row: TableRow, mark: Mark, doubts: list[Spoken]) -> ReturnedRow:
        told: dict[str, object] = {}
        fault: Spoken | None = None
        for column in COLUMNS:
            cell = self._cell(row, column.key) if column.is_filled else ""
            if isinstance(cell, Spoken):
                fault = Unreadable(IN_COLUMN, column=Unreadable(column.title), said=cell)
            elif cell.strip():
                try:
                    told[column.key] = self._meant(column.key, column.title, cell.strip(), doubts)
                except Unreadable as error:
                    fault = Unreadable(IN_COLUMN, column=Unreadable(column.title), said=error)
        filled = Filled(**told)  # type: ignore[arg-type]
        return ReturnedRow(row=row.number, mark=mark, filled=filled, doubts=tuple(doubts), fault=fault)

    def _meant(self, key: str, title: str, text: str, doubts: list[Spoken]) -> object:
        if key == "state":
            return _answer(text)
        if key not in _DAYS:
            return _clean(text)
        day, doubt = written_day(text, self.marks.head.issued)
        if doubt:
            doubts.append(Unreadable(IN_COLUMN, column=Unreadable(title), said=doubt))
        return day

    def _cell(self, row: TableRow, key: str) -> Cell:
        at = self.layout.columns.get(key)
        return "" if at is None else row.cell(at)

    def _said(self, row: TableRow, key: str) -> str:
        return _text(self._cell(row, key)).strip()


_DAYS = frozenset(column.key for column in COLUMNS if column.is_filled and column.is_day)


def _answer(text: str) -> Answer:
    word = normal_name(text)
    for answer, known in _words().items():
        if word in known:
            return answer
    raise Unreadable(UNKNOWN_STATE, value=text)


def _words() -> dict[Answer, set[str]]:
    return {
        answer: {
            answer.value.replace("_", ""),
            *(normal_name(in_language(language)(name)) for language in LANGUAGES),
            *_OTHER_WORDS[answer].split(),
        }
        for answer, name in ANSWER_NAMES.items()
    }


def _clean(text: str) -> str:
    """Keep the lines of a text, without signs that have no shape."""
    lines = ("".join(one if one.isprintable() else " " for one in line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""
