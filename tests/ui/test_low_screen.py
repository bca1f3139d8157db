"""A dialog on a low screen keeps its buttons in sight; on a high one it shows all it holds."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import Button
from ui.widgets.low_screen import TITLE_BAR, stand
from ui.widgets.panel import row
from ui.widgets.text import Text


def dialog_of(lines: int, *, wraps: bool = False) -> tuple[QDialog, Button]:
    dialog, button = QDialog(), Button("Go")
    middle = QVBoxLayout()
    for number in range(lines):
        middle.addWidget(Text(f"line {number} " * 30, wrap=True) if wraps else QLabel(f"line {number}"))
    stand(dialog, middle, row(None, button), 300)
    return dialog, button


@pytest.mark.parametrize("wraps", [False, True])
def test_what_fits_is_shown_whole(qtbot: QtBot, *, wraps: bool) -> None:
    dialog, _button = dialog_of(2, wraps=wraps)
    qtbot.addWidget(dialog)
    dialog.show()
    (middle,) = dialog.findChildren(QScrollArea)
    assert middle.verticalScrollBar().maximum() == 0


def test_what_does_not_fit_scrolls_above_its_buttons(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: QSize(680, 380))
    dialog, button = dialog_of(60)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() == 380 - TITLE_BAR
    (middle,) = dialog.findChildren(QScrollArea)
    assert middle.verticalScrollBar().maximum() > 0
    assert dialog.rect().contains(button.geometry())
