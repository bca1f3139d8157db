"""Gives waiting photos their place: taken in, suggested, assigned to a stop that is recorded or begun."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from db.drafts import Draft
from db.photo_intake import TakenPhoto
from db.photo_placing import Candidate, Suggestion, add_to_stop, suggested
from db.queries.photo_facts import facts_of_taken
from db.queries.today import Day, DueRow
from db.workspace import Actor, Workspace
from inspector.model.ids import PersonId, PhotoId, SiteId
from inspector.words import _, plural
from ui.page import Page
from ui.photo_lane import Pictures
from ui.stop_desk import StopDesk
from ui.waiting_photos import WaitingPhotos
from ui.widgets.day_bar import DayBar
from ui.widgets.photo_strip import ENDINGS
from ui.widgets.photo_tray import WaitingPhoto
from ui.widgets.stop_findings import PhotosGiven

WAITING = "waiting"
"""The target of photos that are taken in without a stop."""


class PhotoPlaces(QObject):
    """Serves the tray of ``bar``; ``stop_wanted`` carries a site and photos for a stop not recorded yet."""

    stop_wanted = Signal(str, list)
    photos_opened = Signal(list, int)

    def __init__(self, page: Page, workspace: Workspace, desk: StopDesk, bar: DayBar) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        self._desk = desk
        self._bar = bar
        self._day: Day | None = None
        self._actor: Actor | None = None
        self._candidates: list[Candidate] = []
        self._suggestions: dict[PhotoId, Suggestion | None] = {}
        self.waiting = WaitingPhotos(page.session, workspace, self)
        self.waiting.changed.connect(self._show)
        desk.lane.arrived.connect(self._add)
        desk.lane.pictured.connect(bar.tray.rows.show_pictures)
        bar.tray.choice_changed.connect(self._say_choice)
        bar.tray.taken_out.connect(self._let_go)
        bar.tray.opened.connect(self._open)
        bar.assigning.clicked.connect(self._assign_as_suggested)
        bar.choosing.clicked.connect(self._offer_sites)

    def show_day(self, actor: Actor, day: Day, kept: Sequence[Draft]) -> None:
        """Suggest by the sites and stops of ``day``."""
        self._actor, self._day = actor, day
        self._candidates = [Candidate(row.site, row.name, row.place, row.visited) for row in day.rows]
        self._suggestions = {}
        self.waiting.turn_to(PersonId(actor.person), kept)
        self._show()

    def pick(self) -> None:
        """Let a person pick photos of a card or folder."""
        endings = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ENDINGS)
        picker = QFileDialog(self._page.window(), _("Pick photos"), "", f"{_('Photos')} ({endings})")
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.filesSelected.connect(lambda files: self.take_in([Path(file) for file in files]))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take photos in that belong to no stop yet."""
        self._desk.lane.take_in(WAITING, PhotosGiven(paths=tuple(paths)), self.waiting.known)

    def assign(self, site: SiteId, photos: frozenset[PhotoId]) -> None:
        """Give photos to the stop at ``site``: the recorded one of the day, else one that is begun."""
        row = next((row for row in self._day.rows if row.site == site), None) if self._day else None
        taken = self.waiting.take_out(photos)
        if row and row.stop and self._actor:
            self._page.session.write(
                partial(add_to_stop, self._workspace, row.stop, taken, self._actor, self._page.session.now()),
                partial(self._say_added, row.name, len(taken)),
                partial(self._take_back, taken),
            )
        else:
            self.stop_wanted.emit(site, taken)

    def _show(self) -> None:
        for photo in self.waiting.photos:
            if photo.id not in self._suggestions:
                self._suggestions[photo.id] = suggested(photo, self._candidates)
        rows = [WaitingPhoto(photo, self._suggestions[photo.id]) for photo in self.waiting.photos]
        self._bar.show_waiting(rows)
        self._desk.lane.ask_for([row.photo.preview for row in rows])
        self._bar.tray.rows.show_pictures(self._desk.form.pictures)

    def _rows(self) -> tuple[DueRow, ...]:
        return self._day.rows if self._day else ()

    def _add(
        self, target: str, _given: PhotosGiven, photos: Sequence[TakenPhoto], pictures: Pictures
    ) -> None:
        if target == WAITING:
            self._desk.form.pictures.update(pictures)
            self.waiting.add(photos)

    def _say_choice(self) -> None:
        suggestion = self._bar.tray.suggestion
        count = len(self._bar.tray.chosen)
        self._bar.say_choice(suggestion.name if suggestion else "", count)

    def _assign_as_suggested(self) -> None:
        if suggestion := self._bar.tray.suggestion:
            self.assign(suggestion.site, self._bar.tray.photo_ids())

    def _offer_sites(self) -> None:
        photos = self._bar.tray.photo_ids()
        menu = QMenu(self._bar)
        for row in self._rows():
            menu.addAction(row.name, partial(self.assign, row.site, photos))
        menu.addSeparator()
        menu.addAction(_("Leave these photos out"), self._let_go)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._bar.choosing.mapToGlobal(QPoint(0, 0)))

    def _open(self, at: int) -> None:
        rows = self._bar.tray.rows.rows
        shown = [facts_of_taken(row.photo) for row in rows]
        self.photos_opened.emit(shown, at)

    def _let_go(self) -> None:
        taken = self.waiting.take_out(self._bar.tray.photo_ids())
        sentence = plural("{n} photo was left out.", "{n} photos were left out.", len(taken))
        self._page.notice(sentence, _("Undo"), partial(self.waiting.add, taken))

    def _say_added(self, site: str, count: int, _changes: object) -> None:
        self._page.notice(
            plural("{n} photo was added to {site}.", "{n} photos were added to {site}.", count, site=site)
        )

    def _take_back(self, photos: Sequence[TakenPhoto], error: BaseException) -> None:
        self.waiting.add(photos)
        self._page.session.tell(error)
