"""All photos that wait for a place: what is suggested and why, given to stops one by one or all that fit."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inspector.model.ids import PhotoId
from inspector.words import _, plural
from ui.shortcuts import page_key
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.chip import FilterChips
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import S, fill, row
from ui.widgets.photo_grid import BY_DAY, BY_PLACE, PhotoGrid
from ui.widgets.photo_tray import most_suggested
from ui.widgets.text import Elided, Text
from ui.widgets.waiting_rows import WaitingPhoto

LOW = 460
"""Height below which the words of explanation are left away."""


class PhotoSorting(QDialog):
    """The tray in full; it asks for what shall happen and shows what it is given.

    ``assigned`` carries ids of photos for their suggestion, ``fitting_asked`` means all that have one,
    ``another_asked``, ``clock_asked`` and ``left_out`` carry ids, ``opened`` all rows and a place among them,
    ``given`` what was dropped or pasted.
    """

    assigned = Signal(object)
    fitting_asked = Signal()
    another_asked = Signal(object)
    clock_asked = Signal(object)
    left_out = Signal(object)
    opened = Signal(object, int)
    given = Signal(object)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photos without a place"))
        self.setAcceptDrops(True)
        self.title = Text(size="heading")
        self.told = Elided(tone="accent")
        self.grouping = FilterChips(_("Group the photos"))
        self.grouping.offer(BY_PLACE, _("By place"))
        self.grouping.offer(BY_DAY, _("By day"))
        self.grid = PhotoGrid()
        self.grouping.chosen.connect(self.grid.group)
        self.empty = EmptyState(
            "image",
            _("No photo waits for a place"),
            _("Photos of a card, a folder or WeChat wait here until their stop has them."),
        )
        self.choice = Text(tone="soft")
        self.taking = Button("", self._assign, kind=PRIMARY, icon="check")
        self.fitting = Button("", self.fitting_asked.emit, icon="list-checks")
        self.another = Button(_("Another stop…"), self._tell(self.another_asked), icon="map-pin")
        self.clock = Button(_("Correct the clock…"), self._tell(self.clock_asked), icon="clock")
        self.leaving = Button(_("Leave out"), self._tell(self.left_out), icon="trash-2")
        self.closing = Button(_("Close"), self.reject)
        self._lay_out()
        self.grid.choice_changed.connect(self._say_choice)
        self.grid.opened.connect(self._open)
        self.grid.taken_out.connect(self._tell(self.left_out))
        page_key(self, "Ctrl+Z", self.undo_asked.emit)
        page_key(self, "Ctrl+V", self.paste)
        self.show_rows(())
        self.grid.setFocus()
        if parent:
            size = parent.window().size()
            self.resize(size.boundedTo(size * 0.96))

    def show_rows(self, rows: Sequence[WaitingPhoto]) -> None:
        """Show these photos."""
        self.grid.show_rows(rows)
        count = plural("{n} photo without a place", "{n} photos without a place", len(rows))
        self.title.setText(count)
        self.grid.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        fitting = sum(row.suggestion is not None and not row.doubts for row in rows)
        self.fitting.setText(plural("All {n} that fits", "All {n} that fit", fitting))
        self.fitting.allow(fitting > 0, _("Nothing is suggested for any of them."))
        self._say_choice()

    def say(self, sentence: str) -> None:
        """Say what was done."""
        self.told.setText(sentence)

    def paste(self) -> None:
        """Hand on what is on the clipboard."""
        self.given.emit(QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take more photos."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was let go."""
        self.given.emit(event.mimeData())
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        buttons = FlowLayout(gap=8)
        for part in (self.taking, self.fitting, self.another, self.clock, self.leaving, self.closing):
            buttons.addWidget(part)
        head = row(self.title, self.told, self.grouping)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        fill(layout, (head, self.grid, self.empty, self.choice, buttons), S, 12)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.grid.setMinimumHeight(px(120))

    def _tell(self, signal: SignalInstance) -> Callable[[], None]:
        return partial(_emit_chosen, self, signal)

    def _assign(self) -> None:
        self.assigned.emit(self.grid.photo_ids())

    def _open(self, photo: str) -> None:
        rows = self.grid.photos
        self.opened.emit(rows, [row.photo.id for row in rows].index(PhotoId(photo)))

    def _say_choice(self) -> None:
        chosen = self.grid.chosen
        site = most_suggested(chosen)
        said = plural("{n} photo chosen", "{n} photos chosen", len(chosen))
        more = _("Ctrl+A chooses all, a frame drawn with the mouse several; Enter opens one.")
        self.choice.setText(said if chosen else more)
        self.choice.setVisible(self.height() >= px(LOW))
        nothing = _("No place is suggested") if chosen else _("Choose photos first")
        words = _("To {site}", site=site.name) if site else nothing
        room = px(260)
        shown = self.taking.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.taking.setText(shown)
        self.taking.setToolTip(f"{words} ({said})" if site else "")
        self.taking.setAccessibleName(words)
        self.taking.setEnabled(site is not None)
        for button in (self.another, self.clock, self.leaving):
            button.setEnabled(bool(chosen))


def _emit_chosen(dialog: PhotoSorting, signal: SignalInstance) -> None:
    if dialog.grid.chosen:
        signal.emit(dialog.grid.photo_ids())
