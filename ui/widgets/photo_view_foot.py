"""The foot of the viewer: which photo it is, and everything that can be done with it."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.queries.photo_facts import PhotoFacts
from inspector.model.photo import DOUBT_NAMES, TIME_SOURCE_NAMES
from inspector.periods import short_day
from inspector.words import _, in_language, spoken
from ui.widgets.buttons import QUIET, Button, IconButton
from ui.widgets.due_list import distance_words
from ui.widgets.panel import XS, fill, row
from ui.widgets.photo_canvas import STEP
from ui.widgets.text import Elided, Text

READING_TIME = 4000
"""Milliseconds a word about what was done stays."""


def words_of(photo: PhotoFacts) -> str:
    """Say which photo it is: its name, when it was taken and how that is known, how far away."""
    say = in_language(spoken())
    away = (
        _("{distance} from the site", distance=distance_words(photo.metres))
        if photo.metres is not None
        else ""
    )
    parts = [
        photo.name,
        f"{short_day(photo.taken.day, say)} {photo.taken.clock}",
        _(TIME_SOURCE_NAMES[photo.time_source]),
        away,
        *(_(DOUBT_NAMES[doubt]) for doubt in photo.doubts),
    ]
    return " · ".join(part for part in parts if part)


class PhotoViewFoot(QWidget):
    """Two lines: words above, buttons below; its signals say what was asked for."""

    stepped = Signal(int)
    zoomed = Signal(float)
    whole_asked = Signal()
    pixels_asked = Signal()
    turned = Signal(int)
    comparing_asked = Signal()
    facts_asked = Signal()
    outside_asked = Signal()
    saving_asked = Signal()
    copying_asked = Signal()
    closing_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Elided(tone="soft")
        self.count, self.scale = Text(tone="soft"), Text(tone="soft")
        self.scale.setMinimumWidth(self.scale.fontMetrics().horizontalAdvance("1000 %"))
        self.scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = IconButton("chevron-left", _("Previous photo (Page up)"), lambda: self.stepped.emit(-1))
        self.forth = IconButton("chevron-right", _("Next photo (Page down)"), lambda: self.stepped.emit(1))
        self.smaller = IconButton("zoom-out", _("Smaller (−)"), lambda: self.zoomed.emit(1 / STEP))
        self.larger = IconButton("zoom-in", _("Larger (+)"), lambda: self.zoomed.emit(STEP))
        self.fitting = IconButton("maximize", _("Whole picture (0)"), self.whole_asked.emit)
        self.pixels = Button("1:1", self.pixels_asked.emit, kind=QUIET)
        self.pixels.setToolTip(_("Every pixel, 100 % (1)"))
        self.pixels.setAccessibleName(_("Every pixel, 100 % (1)"))
        turning = _("Turn the view (R); the photo stays as it is")
        self.turning = IconButton("rotate-cw", turning, lambda: self.turned.emit(1))
        self.comparing = IconButton("columns-2", _("Before beside after (B)"), self.comparing_asked.emit)
        self.knowing = IconButton("info", _("About this photo (I)"), self.facts_asked.emit)
        self.knowing.setCheckable(True)
        self.more = IconButton("external-link", _("Open, save or copy"), self.offer)
        self.closing = Button(_("Close"), self.closing_asked.emit)
        line = row(
            self.back,
            self.count,
            self.forth,
            self.smaller,
            self.scale,
            self.larger,
            self.fitting,
            self.pixels,
            self.turning,
            self.comparing,
            self.knowing,
            self.more,
            None,
            self.closing,
            gap=XS,
        )
        fill(QVBoxLayout(self), (self.words, line), XS)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(READING_TIME)
        self._pause.timeout.connect(self._say_again)

    @property
    def buttons(self) -> list[QWidget]:
        """All that can be pressed; a click leaves the keys with the picture."""
        named: tuple[QWidget, ...] = (
            *(self.back, self.forth, self.smaller, self.larger, self.fitting, self.pixels, self.turning),
            *(self.comparing, self.knowing, self.more, self.closing),
        )
        return list(named)

    def say_photo(self, photo: PhotoFacts, at: int, count: int, trouble: str) -> None:
        """Say which photo of how many it is, or what is wrong with it."""
        self._said = trouble or words_of(photo)
        self.words.setText(self._said)
        self.words.set_tone("amber" if trouble or photo.doubts else "soft")
        self.count.setText(_("{n} of {all}", n=at + 1, all=count))
        for button in (self.back, self.forth):
            button.setEnabled(count > 1)

    def say_scale(self, percent: int | None) -> None:
        """Say how large it is shown."""
        self.scale.setText("" if percent is None else f"{percent} %")

    def say_turned(self, *, turned: bool) -> None:
        """Say that only the view is turned."""
        if turned:
            self.words.setText(f"{_('Only the view is turned; the photo stays as it is.')} {self._said}")

    def tell(self, sentence: str) -> None:
        """Say for a while what was done."""
        self.words.setText(sentence)
        self._pause.start()

    def offer(self) -> QMenu:
        """Offer what can be done with the original."""
        menu = QMenu(self)
        for text, keys, asked in (
            (_("Open in another program"), "Ctrl+O", self.outside_asked),
            (_("Save a copy…"), "Ctrl+S", self.saving_asked),
            (_("Copy the picture"), "Ctrl+C", self.copying_asked),
        ):
            menu.addAction(f"{text}\t{keys}", asked.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def _say_again(self) -> None:
        self.words.setText(self._said)
