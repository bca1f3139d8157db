"""A photo in full: closer, turned, with all it claims; the next one, and before beside after."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.blob_files import BlobFiles
from db.queries.photo_facts import PhotoFacts
from inspector.model.photo import Moment
from inspector.words import N_, _
from ui.dialogs.pick import save_file
from ui.outside import file_name, open_outside, save_copy
from ui.session import Session
from ui.shortcuts import page_key
from ui.theme import px
from ui.widgets.panel import S, fill
from ui.widgets.photo_canvas import STEP
from ui.widgets.photo_facts import PhotoFactsPanel
from ui.widgets.photo_pane import PhotoPane
from ui.widgets.photo_view_foot import PhotoViewFoot

MOVE = 80
"""Logical pixels one press of an arrow moves a picture that is larger than its room."""
FACTS_FROM = 760
"""Width from which the facts stand beside the picture from the beginning."""
FACTS = "photo facts"
"""The preference that says whether the facts are shown."""
MOMENT_NAMES = {Moment.PLAIN: "", Moment.BEFORE: N_("Before"), Moment.AFTER: N_("After")}


class PhotoView(QDialog):
    """Shows ``photos`` one at a time, or one of those before beside one of those after."""

    def __init__(
        self,
        session: Session,
        blobs: BlobFiles,
        photos: Sequence[PhotoFacts],
        at: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Photo"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._blobs = blobs
        self.photos = tuple(photos)
        self.first, self.second = PhotoPane(session, blobs), PhotoPane(session, blobs)
        self.meant = self.first
        self.facts = PhotoFactsPanel()
        self.foot = PhotoViewFoot()
        self.words = self.foot.words
        self._panes = QHBoxLayout()
        fill(self._panes, (self.first, self.second, self.facts), S)
        self._panes.setStretch(0, 1)
        self._panes.setStretch(1, 1)
        layout = QVBoxLayout(self)
        fill(layout, (self._panes, self.foot), S, S)
        layout.setStretch(0, 1)
        for pane in (self.first, self.second):
            pane.canvas.looked.connect(partial(self._follow, pane))
            pane.canvas.chosen.connect(partial(self.mean, pane))
            pane.came.connect(self._say)
        self.second.hide()
        self.foot.comparing.setVisible(self.can_compare)
        self._listen()
        self._bind_keys()
        self._fit_to(parent)
        self.first.show_photo(self.photos[at], at)
        self._say()
        self.first.canvas.setFocus()

    @property
    def at(self) -> int:
        """The place of the photo that is meant."""
        return self.meant.at

    @property
    def photo(self) -> PhotoFacts:
        """The photo that is meant."""
        return self.photos[self.meant.at]

    @property
    def can_compare(self) -> bool:
        """Say whether there are photos of before and of after."""
        return bool(self._places(after=True)) and bool(self._places(after=False))

    @property
    def is_comparing(self) -> bool:
        """Say whether two stand side by side."""
        return self.second.isVisibleTo(self)

    def go(self, step: int) -> None:
        """Show the photo ``step`` places further; of two, the one that is meant stays on its side."""
        among = (
            self._places(after=self.meant is self.second) if self.is_comparing else range(len(self.photos))
        )
        here = among.index(self.meant.at)
        at = among[(here + step) % len(among)]
        if at != self.meant.at:
            self.meant.show_photo(self.photos[at], at)
        self._say()

    def compare(self) -> None:
        """Put before beside after (整改前, 整改后), or show one alone again."""
        if self.is_comparing:
            if self.meant is self.second:
                self.first.show_photo(self.photos[self.second.at], self.second.at)
            self.second.hide()
            self.mean(self.first)
        elif self.can_compare:
            before, after = self._places(after=False), self._places(after=True)
            if self.first.at in after:
                self.second.show_photo(self.photos[self.first.at], self.first.at)
                self.first.show_photo(self.photos[before[0]], before[0])
            else:
                self.second.show_photo(self.photos[after[0]], after[0])
            self.second.show()
            self._say()

    def mean(self, pane: PhotoPane) -> None:
        """Let the facts and the next step be about this one."""
        self.meant = pane
        self._say()

    def zoom(self, factor: float) -> None:
        """Look closer, or from further away."""
        self.meant.canvas.zoom(factor)

    def show_whole(self) -> None:
        """Show all of the picture."""
        self.meant.canvas.show_whole()

    def show_pixels(self) -> None:
        """Show it at 100 %."""
        self.meant.canvas.show_pixels()

    def turn(self, quarters: int) -> None:
        """Turn what is seen; the photo is kept as it is."""
        self.meant.canvas.turn(quarters)
        self._say()

    def show_facts(self) -> None:
        """Show or hide what is known of the photo."""
        self._set_facts(shown=not self.facts.isVisibleTo(self))
        self._session.preferences.keep(FACTS, "yes" if self.facts.isVisibleTo(self) else "no")

    def open_outside(self) -> None:
        """Open a copy of the original with the system's program for photos."""
        open_outside(self._session, self._blobs, self.photo.original, self.photo.name)

    def save_as(self) -> None:
        """Let the place of a copy of the original be chosen."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        name = file_name(self.photo.name, self.photo.original)
        start = Path(pictures) / (name if Path(name).suffix else f"{name}.{self._ending()}")
        save_file(self, _("Save a copy of the photo"), start, _("All files (*)"), self._save)

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if self.meant.canvas.picture:
            QGuiApplication.clipboard().setImage(self.meant.canvas.picture.scales[0])
            self.foot.tell(_("The picture is copied."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scale that is said right."""
        super().resizeEvent(event)
        self._say_scale()

    def _listen(self) -> None:
        foot = self.foot
        foot.stepped.connect(self.go)
        foot.zoomed.connect(self.zoom)
        foot.whole_asked.connect(self.show_whole)
        foot.pixels_asked.connect(self.show_pixels)
        foot.turned.connect(self.turn)
        foot.comparing_asked.connect(self.compare)
        foot.facts_asked.connect(self.show_facts)
        foot.outside_asked.connect(self.open_outside)
        foot.saving_asked.connect(self.save_as)
        foot.copying_asked.connect(self.copy)
        foot.closing_asked.connect(self.reject)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("PgDown", partial(self.go, 1)),
            ("PgUp", partial(self.go, -1)),
            ("Right", partial(self._step, 1, 0)),
            ("Left", partial(self._step, -1, 0)),
            ("Down", partial(self._step, 0, 1)),
            ("Up", partial(self._step, 0, -1)),
            ("+", partial(self.zoom, STEP)),
            ("=", partial(self.zoom, STEP)),
            ("-", partial(self.zoom, 1 / STEP)),
            ("0", self.show_whole),
            ("1", self.show_pixels),
            ("R", partial(self.turn, 1)),
            ("Shift+R", partial(self.turn, -1)),
            ("I", self.show_facts),
            ("B", self.compare),
            ("Ctrl+C", self.copy),
            ("Ctrl+S", self.save_as),
            ("Ctrl+O", self.open_outside),
        ):
            page_key(self, keys, act)

    def _step(self, across: int, down: int) -> None:
        """Move a picture that is larger than its room, else go back and forth."""
        if self.meant.canvas.is_closer:
            self.meant.canvas.move_by(-across * px(MOVE), -down * px(MOVE))
        elif across:
            self.go(across)

    def _follow(self, pane: PhotoPane, look: object) -> None:
        other = self.second if pane is self.first else self.first
        if self.is_comparing:
            other.canvas.follow(pane.canvas.look)
        self._say_scale()

    def _fit_to(self, parent: QWidget | None) -> None:
        size = parent.window().size() if parent else self.first.sizeHint()
        self.resize(size.boundedTo(size * 0.96))
        asked = self._session.preferences.text(FACTS)
        self._set_facts(shown=asked != "no" and size.width() >= px(FACTS_FROM))

    def _set_facts(self, *, shown: bool) -> None:
        self.facts.setVisible(shown)
        self.foot.knowing.setChecked(shown)

    def _places(self, *, after: bool) -> list[int]:
        return [at for at, one in enumerate(self.photos) if (one.moment is Moment.AFTER) is after]

    def _say(self) -> None:
        for pane in (self.first, self.second):
            pane.canvas.mark(marked=self.is_comparing and pane is self.meant)
            shown = self.photos[pane.at]
            pane.say_moment(_(MOMENT_NAMES[shown.moment]) if self.can_compare and shown.moment else "")
        self.facts.show_facts(self.photo, self.meant.canvas.picture)
        self.foot.say_photo(self.photo, self.meant.at, len(self.photos), self.meant.trouble)
        self.foot.say_turned(turned=bool(self.meant.canvas.turns))
        self._say_scale()

    def _say_scale(self) -> None:
        self.foot.say_scale(self.meant.canvas.percent if self.meant.canvas.picture else None)

    def _ending(self) -> str:
        return self.photo.original.mime.rpartition("/")[2].replace("jpeg", "jpg")

    def _save(self, to: Path) -> None:
        save_copy(self._session, self._blobs, self.photo.original, to, self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self.foot.tell(_("Saved as {name}.", name=path.name))
