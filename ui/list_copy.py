"""Rows on the clipboard: as text with tabs, and as a table whose cells a spreadsheet takes as they stand."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from inspector.tables.formulas import escaped

_CELL = "<td style=\"mso-number-format:'\\@'\">"
"""Excel and WPS make no number of eighteen digits, and no formula, of a cell that is text."""


def on_clipboard(lines: Sequence[Sequence[str]]) -> QMimeData:
    """Give ``lines`` of cells in both forms."""
    mime = QMimeData()
    mime.setText(as_tabbed_text(lines))
    mime.setHtml(as_table(lines))
    return mime


def as_tabbed_text(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of cells as spreadsheets paste them: tabs between, no break inside a cell."""
    return "\n".join("\t".join(" ".join(escaped(cell).split()) for cell in line) for line in lines)


def as_table(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of cells as a table of HTML."""
    rows = ("".join(f"{_CELL}{escape(cell)}</td>" for cell in line) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
