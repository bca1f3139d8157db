"""How the text of a day comes onto the clipboard, and a picture of its photos with it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from db.connection import Reader
from db.queries.day_text import DayPhoto, day_facts, day_photos
from inspector.errors import Unreadable
from inspector.reports.collage import Tile, build_collage
from inspector.reports.day_text import DayFacts, day_text
from inspector.words import Say, _, in_language
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.day_text import DayTextDialog
from ui.page import Page
from ui.report_making import copy_report

Patrols = Callable[[Reader], Sequence[str]]
Found = tuple[DayFacts, list[DayPhoto]]


class DayTextDesk(QObject):
    """Serves a page: the text is copied at once, and can be looked at and put right afterwards."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self.dialog: DayTextDialog | None = None

    def copy(self, patrols: Patrols) -> None:
        """Put the text of the rounds that ``patrols`` finds on the clipboard."""

        def ask(reader: Reader) -> Found:
            chosen = patrols(reader)
            return day_facts(reader, chosen), day_photos(reader, chosen)

        self._page.read(ask, self._copy, key="day text")

    def look_at(self, found: Found) -> None:
        """Show the text to be put right, and the photos that may go with it."""
        blobs = self._session.workspace.blobs

        def pictures(_report: Report) -> dict[str, bytes]:
            read: dict[str, bytes] = {}
            for photo in found[1]:
                # one whose picture is not here yet has none
                with suppress(Unreadable):
                    read[photo.preview.sha256] = blobs.thumbnail(photo.preview).read_bytes()
            return read

        self._page.work(pictures, partial(self._open, found))

    def _copy(self, found: Found) -> None:
        facts = found[0]
        QGuiApplication.clipboard().setText(day_text(facts, in_language(facts.language)))
        self._page.notice(
            _("The text of the day is on the clipboard."), _("Look at it…"), partial(self.look_at, found)
        )

    def _open(self, found: Found, pictures: dict[str, bytes]) -> None:
        facts, photos = found
        here = [photo for photo in photos if photo.preview.sha256 in pictures]
        text = day_text(facts, in_language(facts.language))
        self.dialog = dialog = DayTextDialog(text, here, pictures, self._page.window())
        dialog.collage_asked.connect(partial(self._build, facts))
        dialog.saving_asked.connect(partial(self._ask_where, facts))
        dialog.finished.connect(self._close)
        self._build(facts, dialog.chosen_photos)
        dialog.open()

    def _build(self, facts: DayFacts, chosen: Sequence[DayPhoto]) -> None:
        dialog, blobs, say = self.dialog, self._session.workspace.blobs, in_language(facts.language)
        if dialog is None or not chosen:
            return

        def build(_report: Report) -> bytes:
            tiles = [Tile(blobs.read(photo.preview), _caption(photo, say)) for photo in chosen]
            return build_collage(f"{facts.grid} {facts.day.isoformat()}", tiles).data

        def show(data: bytes) -> None:
            if dialog is self.dialog and dialog.chosen_photos == list(chosen):
                dialog.show_collage(data)

        self._page.work(build, show)

    def _ask_where(self, facts: DayFacts, data: bytes) -> None:
        preferences = self._session.preferences
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        picker = QFileDialog(
            self._page.window(), _("Save the picture"), preferences.text(FOLDER) or pictures, "JPEG (*.jpg)"
        )
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setDefaultSuffix("jpg")
        picker.selectFile(f"{facts.day.isoformat()}.jpg")
        picker.fileSelected.connect(lambda place: self.save(data, Path(place)))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def save(self, data: bytes, place: Path) -> None:
        """Write the picture to ``place``, whole or not at all."""
        self._page.work(
            lambda _report: copy_report(QByteArray(data), place),
            lambda _done: self._page.notice(_("Saved as {name}.", name=place.name)),
        )

    def _close(self) -> None:
        self.dialog = None


def _caption(photo: DayPhoto, say: Say) -> str:
    stop = say("stop {n}", n=photo.number) if photo.number else ""
    return " ".join(part for part in (stop, photo.taken.clock, photo.site) if part)
