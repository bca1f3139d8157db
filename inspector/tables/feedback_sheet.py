"""A feedback sheet: the workbook a unit fills in, with hidden ids that bring each row home again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspector.tables.writing import sheet_title, unfinished
from inspector.words import N_, Say

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMAT = "grid-inspector-feedback-1"
"""Stands in the first cell of the hidden sheet; another number is another layout."""
MARKS_SHEET = "grid-inspector"
KEY_MARK = "#"
"""Begins the names in the hidden row above the titles, which move with their columns."""


class Answer(StrEnum):
    """What a unit chooses from the list."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    MORE_TIME = "more_time"


ANSWER_NAMES: Mapping[Answer, str] = {
    Answer.NOT_BEGUN: N_("not begun yet"),
    Answer.UNDER_WAY: N_("work goes on"),
    Answer.DONE: N_("put right as required"),
    Answer.MORE_TIME: N_("needs more time"),
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key, its title, its width in letters, and whether the unit fills it in."""

    key: str
    title: str
    width: int
    is_filled: bool = False
    is_day: bool = False


ID, POSITION, NUMBER = "id", "position", "number"
COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn(ID, N_("Id (do not change)"), 10),
    SheetColumn(POSITION, N_("Line no."), 6),
    SheetColumn(NUMBER, N_("Number"), 22),
    SheetColumn("what", N_("Problem or task, and where"), 44),
    SheetColumn("due", N_("Due by"), 12, is_day=True),
    SheetColumn("required", N_("What is required"), 36),
    SheetColumn("known", N_("As we know it"), 14),
    SheetColumn("state", N_("How far it is"), 14, is_filled=True),
    SheetColumn("progress", N_("What was done"), 40, is_filled=True),
    SheetColumn("done_on", N_("Done on"), 13, is_filled=True, is_day=True),
    SheetColumn("difficulty", N_("Difficulties"), 30, is_filled=True),
    SheetColumn("until", N_("More time wanted until"), 13, is_filled=True, is_day=True),
    SheetColumn("next_step", N_("Next step"), 30, is_filled=True),
    SheetColumn("next_on", N_("Next point (day)"), 13, is_filled=True, is_day=True),
    SheetColumn("person", N_("Who answers"), 12, is_filled=True),
)
_KEYS_ROW, _TITLES_ROW = 4, 5
FIRST_ROW = _TITLES_ROW + 1
_A4, _DAY, _TEXT = 9, "yyyy-mm-dd", "@"
_GREY, _YELLOW, _LINE = "EEF2F6", "FFF7D6", "B8C2CC"
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """What the unit is asked about; ``seen`` is the last entry about it when it was issued.

    ``key`` says what it is and which, as ``finding:…``.
    """

    key: str
    number: str
    what: str
    due: date | None
    required: str
    known: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """Whose sheet it is: the root of the office, the grid that asks, the unit that is asked."""

    root: str
    grid: str
    office: str
    sheet: str
    unit: str
    title: str
    issued: date
    due: date | None = None
    period: str = ""


def write_feedback(to: Path, head: SheetHead, lines: Sequence[SheetLine], say: Say) -> None:
    """Write the workbook ``to``, whole or not at all, in the language of the office's papers."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = head.office
    workbook.properties.title = head.title
    sheet = cast("Worksheet", workbook.active)
    sheet.title = sheet_title(head.title)
    _write_head(sheet, head, say)
    _write_titles(sheet, say)
    for position, line in enumerate(lines, 1):
        _write_line(sheet, position, line)
    last = FIRST_ROW + len(lines) - 1
    _add_lists(sheet, last, say)
    _set_up(sheet, last)
    _write_marks(workbook, head, lines)
    with unfinished(to) as partial:
        workbook.save(partial)


def _write_head(sheet: "Worksheet", head: SheetHead, say: Say) -> None:
    from openpyxl.styles import Font

    _put(_at(sheet, 1, 2), head.title).font = Font(bold=True, size=16)
    about = [
        say("Unit: {unit}", unit=head.unit),
        say("Sent out by {office}", office=head.office),
        say("on {day}", day=head.issued.isoformat()),
        say("Return it by {day}", day=head.due.isoformat()) if head.due else "",
        head.period,
    ]
    _put(_at(sheet, 2, 2), "    ".join(one for one in about if one)).font = Font(bold=True)
    _put(
        _at(sheet, 3, 2),
        say(
            "Please fill in the yellow cells only and send this file back as it is; the hidden cells say"
            " which line is which."
        ),
    )


def _write_titles(sheet: "Worksheet", say: Say) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for at, column in enumerate(COLUMNS, 1):
        _put(_at(sheet, _KEYS_ROW, at), KEY_MARK + column.key)
        cell = _put(_at(sheet, _TITLES_ROW, at), say(column.title))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_GREY)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = _border()
        sheet.column_dimensions[cell.column_letter].width = column.width


def _write_line(sheet: "Worksheet", position: int, line: SheetLine) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    given: dict[str, str | int | date | None] = {
        ID: line.key,
        POSITION: position,
        NUMBER: line.number,
        "what": line.what,
        "due": line.due,
        "required": line.required,
        "known": line.known,
    }
    for at, column in enumerate(COLUMNS, 1):
        cell = _put(_at(sheet, _TITLES_ROW + position, at), given.get(column.key))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _border()
        cell.number_format = _DAY if column.is_day else _TEXT
        if column.is_filled:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=_YELLOW)


def _border() -> "Border":
    from openpyxl.styles import Border, Side

    line = Side("thin", color=_LINE)
    return Border(left=line, right=line, top=line, bottom=line)


def _add_lists(sheet: "Worksheet", last: int, say: Say) -> None:
    """Offer the states as a list, and ask for days; a day typed as text is warned of, not refused."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(say(name) for name in ANSWER_NAMES.values())
    states = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
    states.error = say("Choose one of the list.")
    days = DataValidation(
        type="date",
        operator="between",
        formula1=f"DATE({_EARLIEST.year},{_EARLIEST.month},{_EARLIEST.day})",
        formula2=f"DATE({_LATEST.year},{_LATEST.month},{_LATEST.day})",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
    )
    days.error = say("Write a day like 2026-11-20.")
    for at, column in enumerate(COLUMNS, 1):
        if column.is_filled and (column.is_day or column.key == "state"):
            letter = _at(sheet, _TITLES_ROW, at).column_letter
            (days if column.is_day else states).add(f"{letter}{FIRST_ROW}:{letter}{last}")
    for one in (states, days):
        sheet.add_data_validation(one)


def _set_up(sheet: "Worksheet", last: int) -> None:
    """Freeze and repeat the titles, print across, hide what is for the program, protect what is ours."""
    from openpyxl.worksheet.properties import PageSetupProperties

    letters = [_at(sheet, _TITLES_ROW, at).column_letter for at in range(1, len(COLUMNS) + 1)]
    sheet.column_dimensions[letters[0]].hidden = True
    sheet.row_dimensions[_KEYS_ROW].hidden = True
    sheet.row_dimensions[_TITLES_ROW].height = 32
    sheet.freeze_panes = f"{letters[4]}{FIRST_ROW}"
    sheet.auto_filter.ref = f"{letters[0]}{_TITLES_ROW}:{letters[-1]}{last}"
    sheet.print_title_rows = f"{_TITLES_ROW}:{_TITLES_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    cast("Any", sheet.oddFooter).center.text = "&P / &N"
    # protection guards against slips; without a password it hides nothing from who wants to change it
    protection = sheet.protection
    protection.sheet = True
    protection.sort = protection.autoFilter = False
    protection.formatCells = protection.formatColumns = protection.formatRows = False


def _write_marks(workbook: "Workbook", head: SheetHead, lines: Sequence[SheetLine]) -> None:
    """Write whose sheet it is, and for every line its id, its number and the last entry about it."""
    sheet = workbook.create_sheet(MARKS_SHEET)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    facts = {
        FORMAT: "",
        "root": head.root,
        "grid": head.grid,
        "office": head.office,
        "sheet": head.sheet,
        "unit": head.unit,
        "title": head.title,
        "issued": head.issued.isoformat(),
        "due": head.due.isoformat() if head.due else "",
        "period": head.period,
    }
    for at, (name, value) in enumerate(facts.items(), 1):
        _put(_at(sheet, at, 1), name)
        _put(_at(sheet, at, 2), value)
    for at, line in enumerate(lines, len(facts) + 1):
        for column, value in enumerate((line.key, line.number, line.seen), 1):
            _put(_at(sheet, at, column), value)


def _at(sheet: "Worksheet", row: int, column: int) -> "Cell":
    return cast("Cell", sheet.cell(row, column))  # nothing is merged


def _put(cell: "Cell", value: str | int | date | None) -> "Cell":
    """Fill a cell; text stays text, whatever it looks like, and without signs a workbook can't hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_SHOWN]
        cell.data_type = "s"
        cell.number_format = _TEXT
    else:
        cell.value = value
    return cell


LONGEST_SHOWN = 32_000
"""A cell holds 32,767 characters."""
