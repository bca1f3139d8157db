"""Ctrl+K: go anywhere, do anything, find anything by a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.words import _
from ui.icons import icon
from ui.theme import px
from ui.widgets.panel import fill
from ui.widgets.text import Text

WIDTH, HEIGHT = 560, 380
PAUSE = 120
"""Milliseconds without a key after which the workspace is asked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette."""

    text: str
    remark: str
    icon: str
    choose: Callable[[], object]


class CommandPalette(QFrame):
    """A field and a list over the window; ``asked`` carries the letters to look up in the workspace."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("palette")
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Site, person, finding number, page or command"))
        self.field.setAccessibleName(_("Search or go to"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.nothing = Text(
            _("Nothing found. Try a part of the name or the initials of its pinyin."), tone="soft", wrap=True
        )
        layout = QVBoxLayout(self)
        fill(layout, (self.field, self.nothing, self.list), 8, 12)
        layout.setStretch(2, 1)
        self._places: Sequence[Choice] = ()
        self._found: Sequence[Choice] = ()
        self._before: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.asked.emit(self.field.text().strip()))
        self.field.textChanged.connect(self._letters_changed)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.hide()

    def open_with(self, places: Sequence[Choice]) -> None:
        """Show pages and commands; what the workspace holds comes with the letters."""
        self._places, self._found = places, ()
        self._before = self.window().focusWidget()
        self.field.clear()
        self._fill()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_found(self, letters: str, found: Sequence[Choice]) -> None:
        """Show what the workspace holds for ``letters``, unless other letters stand there by now."""
        if letters == self.field.text().strip():
            self._found = found
            self._fill()

    def place(self) -> None:
        """Stand in the upper middle of the window, as wide as it allows."""
        ground = self._ground.size()
        size = QSize(px(WIDTH), px(HEIGHT)).boundedTo(ground - QSize(px(16), px(16)))
        self.resize(size)
        self.move((ground.width() - size.width()) // 2, min(px(60), ground.height() - size.height()))

    def dismiss(self) -> None:
        """Close and give the focus back."""
        self._pause.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list from the field; close on Escape and when the focus goes elsewhere."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            key = Qt.Key(event.key())
            if key in steps and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + steps[key]) % self.list.count())
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self.list.currentItem())
                return True
            if key is Qt.Key.Key_Escape:
                self.dismiss()
                return True
        elif event.type() is QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self._before = None
            self.dismiss()
        return super().eventFilter(watched, event)

    def _letters_changed(self) -> None:
        self._found = ()
        self._fill()
        self._pause.start()

    def _fill(self) -> None:
        letters = self.field.text().strip().casefold()
        shown = [one for one in self._places if letters in one.text.casefold()] + list(self._found)
        self.list.clear()
        for one in shown:
            item = QListWidgetItem(icon(one.icon), f"{one.text}    {one.remark}" if one.remark else one.text)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, px(34)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        choice: Choice = item.data(Qt.ItemDataRole.UserRole)
        self.dismiss()
        choice.choose()
