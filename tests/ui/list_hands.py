"""What tests of the lists reach for: the dialog that is open, its keys, and drafts on the disk."""

from contextlib import closing
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.checklist_editing import KEYS
from db.drafts import kept_drafts
from tests.db.village import (
    Village,
)

Dialog = TypeVar("Dialog", bound=QDialog)


def shown(kind: type[Dialog]) -> Dialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def drafts(village: Village) -> list[str]:
    with closing(village.workspace.reader()) as reader:
        return [kept.key for kept in kept_drafts(reader, KEYS)]


def key(widget: QWidget, what: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, what, how)
