"""The ways photos come in: files, folders, a card, the clipboard, a drop; many with a question first."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from db.drives import camera_cards, mounted_drives
from db.inbox import InboxFile
from db.workspace import Workspace
from inspector.errors import Refused, Spoken
from inspector.model.ids import PersonId
from inspector.words import N_, _, plural, translate
from ui.dialogs.pick import pick_folder
from ui.given_files import given_files, is_welcome, sorted_files
from ui.inbox_watch import InboxWatch
from ui.page import Page
from ui.photo_imports import ImportEnd, ImportPlan, PhotoImports
from ui.waiting_photos import WaitingPhotos
from ui.widgets.import_strip import ImportStrip
from ui.widgets.photo_strip import ENDINGS

NO_PATH = N_(
    "A phone connected by cable shows its photos without a file path. Copy them into a folder first, or use "
    "the photo inbox, and take them in from there."
)


class PhotoWays(QObject):
    """Brings photos to those that wait; ``picture_given`` carries a picture that came without a file."""

    picture_given = Signal(bytes)

    def __init__(self, page: Page, workspace: Workspace, waiting: WaitingPhotos, strip: ImportStrip) -> None:
        super().__init__(page)
        self._page = page
        self._waiting = waiting
        self._strip = strip
        self._cards: list[Path] = []
        self._of_inbox: dict[tuple[Path, ...], tuple[InboxFile, ...]] = {}
        self.inbox = InboxWatch(page, workspace, lambda: waiting.person)
        self.inbox.came.connect(self._take_from_inbox)
        self.imports = PhotoImports(page.session, workspace)
        self.imports.arrived.connect(waiting.ask)
        self.imports.planned.connect(self._ask)
        self.imports.ended.connect(self._tell_end)
        self.imports.unfinished.connect(strip.show_unfinished)
        strip.going_on.connect(self.imports.go_on)
        strip.left.connect(self.imports.leave)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def turn_to(self, person: PersonId) -> None:
        """Look whether an import of ``person`` was ended early, and which cards are there."""
        self.imports.ask(person)
        self.inbox.ask()
        self._page.work(lambda _report: camera_cards(mounted_drives()), self._know_cards)

    def offer(self, over: QWidget) -> QMenu:
        """Offer the ways over the button ``over``."""
        menu = QMenu(over)
        menu.addAction(_("Photo files…"), self.pick)
        menu.addAction(_("A folder with its folders…"), self.pick_folder)
        for card in self._cards:
            menu.addAction(_("Card {folder}", folder=card), partial(self.take_files, [card / "DCIM"]))
        menu.addAction(_("Paste"), self.paste)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(over.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        self._page.work(lambda _report: camera_cards(mounted_drives()), self._know_cards)
        return menu

    def pick(self) -> None:
        """Let a person pick photos."""
        endings = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ENDINGS)
        picker = QFileDialog(self._page.window(), _("Pick photos"), "", f"{_('Photos')} ({endings})")
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.filesSelected.connect(lambda files: self.take_files([Path(file) for file in files]))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def pick_folder(self) -> None:
        """Let a folder be picked, with all photos in it."""
        pick_folder(
            self._page, _("Pick a folder with photos"), Path.home(), lambda folder: self.take_files([folder])
        )

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted."""
        given = given_files(mime)
        if given.picture:
            self.picture_given.emit(given.picture)
        elif given.has_no_path:
            self._page.session.tell(Refused(NO_PATH))
        elif given.photos or given.others:
            self.take_files([*given.photos, *given.others])
        else:
            self._page.session.tell(Refused(N_("There is no photo on the clipboard.")))

    def take_files(self, files: Sequence[Path]) -> None:
        """Take in photos that belong to no stop yet; other files are said to belong elsewhere."""
        given = sorted_files(files)
        if given.others:
            sentence = plural(
                "{n} file is no photo. Documents are added at a stop, a finding or a site.",
                "{n} files are no photos. Documents are added at a stop, a finding or a site.",
                len(given.others),
            )
            self._page.notice(sentence, tone="amber")
        if given.photos:
            self.imports.plan(self._waiting.person, given.photos)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is let go anywhere on the page."""
        if isinstance(event, QDragEnterEvent) and is_welcome(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.take(event.mimeData())
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Show:
            self.inbox.ask()
        return super().eventFilter(watched, event)

    def _know_cards(self, cards: list[Path]) -> None:
        self._cards = cards

    def _take_from_inbox(self, files: tuple[InboxFile, ...]) -> None:
        paths = tuple(file.path for file in files)
        self._of_inbox[paths] = files
        self.imports.begin(ImportPlan(self._waiting.person, paths, len(paths), 0, 0))

    def _ask(self, plan: ImportPlan) -> None:
        from ui.dialogs.import_question import ImportQuestion

        dialog = ImportQuestion(plan.photos, plan.size, plan.free, self._page.window())
        dialog.taken.connect(lambda: self.imports.begin(plan))
        dialog.open()

    def _tell_end(self, end: ImportEnd) -> None:
        outcome = end.outcome
        parts = [plural("{n} photo was taken in.", "{n} photos were taken in.", outcome.taken)]
        if (files := self._of_inbox.pop(end.paths, None)) and not outcome.stopped:
            self.inbox.took(files)
            parts = [
                plural(
                    "{n} photo came from the photo inbox.",
                    "{n} photos came from the photo inbox.",
                    outcome.taken,
                )
            ]
            if not outcome.taken and not outcome.refused:
                return
        if len(outcome.seen) == 1:
            parts.append(translate(outcome.seen[0]))
        elif outcome.seen:
            parts.append(_("{n} were here already.", n=len(outcome.seen)))
        if len(outcome.refused) == 1:
            parts.append(translate(outcome.refused[0]))
        elif outcome.refused:
            parts.append(_("{n} can't be read.", n=len(outcome.refused)))
        if outcome.stopped:
            parts.append(translate(outcome.stopped))
        others = outcome.refused or outcome.seen
        tone = "red" if outcome.stopped else "amber" if outcome.refused else "accent"
        act = partial(self._show_others, end) if others else None
        self._page.notice(" ".join(parts), _("Which ones") if others else "", act, tone)

    def _show_others(self, end: ImportEnd) -> None:
        from ui.dialogs.import_result import ImportResult

        refused, seen = end.outcome.refused, end.outcome.seen
        dialog = ImportResult(refused, seen, may_add=bool(end.paths), parent=self._page.window())
        dialog.added.connect(partial(self._add_nevertheless, end))
        dialog.open()

    def _add_nevertheless(self, end: ImportEnd, seen: list[Spoken]) -> None:
        self.imports.add_nevertheless(end, seen)
