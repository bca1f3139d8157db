"""Keys without Ctrl for one page: they never fire while somebody writes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def single_key(page: QWidget, key: str, act: Callable[[], object]) -> QShortcut:
    """Let ``key`` (such as "0" or "F") call ``act`` while the focus is in ``page``, not in a field of text.

    A field of text takes its keys before any shortcut sees them, and an input method takes them before the
    field does.
    """
    shortcut = QShortcut(QKeySequence(key), page, act)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setAutoRepeat(False)
    return shortcut


def page_key(page: QWidget, key: str, act: Callable[[], object]) -> QShortcut:
    """Let a key with Ctrl, Alt or a function key call ``act`` anywhere in ``page``."""
    shortcut = QShortcut(QKeySequence(key), page, act)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return shortcut
