"""A feedback sheet as it goes out, and what people do to it before it comes back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from inspector.model.ids import uuid7
from inspector.tables.feedback_sheet import COLUMNS, FIRST_ROW, SheetHead, SheetLine, write_feedback
from inspector.words import in_language

ISSUED, DUE = date(2026, 11, 22), date(2026, 11, 27)
AT = {column.key: at for at, column in enumerate(COLUMNS, 1)}
"""Where each column stands as it went out, counted from 1."""


def named(number: int) -> str:
    return uuid7(1_767_600_000_000, number.to_bytes(10))


HEAD = SheetHead(
    root="r" * 64,
    grid=named(1),
    office="示例县整改办",
    sheet=named(2),
    unit="示例局",
    title="问题整改进展反馈表",
    issued=ISSUED,
    due=DUE,
    period="2026-11",
)


def line(at: int, **told: Any) -> SheetLine:
    given: dict[str, Any] = {
        "key": f"finding:{named(100 + at)}",
        "number": f"SLX01-2026-T-{at:04}",
        "what": "料堆未覆盖\n示例焦化厂",
        "due": date(2026, 11, 30),
        "required": "覆盖到位",
        "known": "整改中",
        "seen": f"{at:064}",
    }
    return SheetLine(**(given | told))


def issue(folder: Path, lines: Sequence[SheetLine], language: str = "zh_CN", head: SheetHead = HEAD) -> Path:
    to = folder / "反馈表.xlsx"
    write_feedback(to, head, lines, in_language(language))
    return to


def edit(file: Path, change: Callable[[Worksheet], object]) -> Path:
    """Change the visible sheet as somebody would and save it under another name."""
    workbook = load_workbook(file)
    change(workbook.worksheets[0])
    back = file.with_name("返回.xlsx")
    workbook.save(back)
    return back


def fill(sheet: Worksheet, position: int, answers: Mapping[str, object]) -> None:
    """Fill in the line that stands at ``position``, counted from 1."""
    for key, value in answers.items():
        sheet.cell(FIRST_ROW + position - 1, AT[key]).value = value  # type: ignore[assignment]


def rows_of(sheet: Worksheet) -> list[list[Any]]:
    """Give the lines with everything in them."""
    return [
        [sheet.cell(row, at).value for at in range(1, len(COLUMNS) + 1)]
        for row in range(FIRST_ROW, sheet.max_row + 1)
    ]


def put_rows(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Write the lines anew, as after sorting or deleting some."""
    sheet.delete_rows(FIRST_ROW, sheet.max_row)
    for at, row in enumerate(rows, FIRST_ROW):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
