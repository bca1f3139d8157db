"""Hands that only press keys, click and let go of files in the window, as on a desktop; each is counted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.notes import Settle

PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class CountedHands:
    """Knows no widget but by where it lies: keys go to the window, clicks and drops to a point of it."""

    def __init__(self, window: QWidget, settle: Settle) -> None:
        self.window = window
        self.settle = settle
        self.actions = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press one key; the window decides who gets it."""
        self.actions += 1
        QTest.keyClick(self.window.windowHandle(), key, modifier)
        self.settle()

    def click(self, target: QWidget, at: QPoint | None = None) -> None:
        """Click where ``target`` is seen, in its middle or ``at`` a point; what lies over it takes it."""
        assert target.isVisible()
        assert target.isEnabled()
        self.actions += 1
        point = target.mapTo(self.window, at) if at else self._middle(target)
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, PLAIN, point)
        self.settle()

    def let_go(self, target: QWidget, files: Sequence[Path]) -> None:
        """Drag files from elsewhere over ``target`` and let go of them: one action, however many."""
        self.actions += 1
        point = self._middle(target)
        taker = self.window.childAt(point)
        given = _urls(files)
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        while taker is not None:
            if taker.acceptDrops():
                here = taker.mapFrom(self.window, point)
                entering = QDragEnterEvent(here, copy, given, left, PLAIN)
                QApplication.sendEvent(taker, entering)
                assert entering.isAccepted()
                QApplication.sendEvent(taker, QDropEvent(QPointF(here), copy, given, left, PLAIN))
                break
            taker = taker.parentWidget()
        assert taker is not None
        self.settle()

    def paste(self, files: Sequence[Path]) -> None:
        """Paste files that were copied in another program."""
        QGuiApplication.clipboard().setMimeData(_urls(files))
        self.press(Qt.Key.Key_V, CTRL)

    def _middle(self, target: QWidget) -> QPoint:
        return target.mapTo(self.window, target.rect().center())


def _urls(files: Sequence[Path]) -> QMimeData:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return given
