"""Gives waiting photos their place: suggested, assigned to a stop recorded or begun, and taken back."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.photo_doubts import Visit, is_of_another
from db.photo_intake import TakenPhoto
from db.photo_placing import Candidate, Placing, Suggestion, add_to_stop
from db.queries.photo_facts import facts_of_taken
from db.queries.today import Day, DueRow, FoundSite, sites_found
from db.workspace import Actor, Workspace
from inspector.model.ids import GridId, PersonId, PhotoId, SiteId, StopId
from inspector.model.photo import Doubt, PhotoWithdrawn
from inspector.words import N_, _, plural
from ui.page import Page
from ui.photo_lane import Pictures
from ui.photo_ways import PhotoWays
from ui.stop_desk import StopDesk
from ui.waiting_photos import WaitingPhotos
from ui.widgets.day_bar import DayBar
from ui.widgets.photo_tray import most_suggested
from ui.widgets.stop_findings import PhotosGiven
from ui.widgets.waiting_rows import WaitingPhoto

if TYPE_CHECKING:  # loaded when it is opened
    from ui.dialogs.photo_sorting import PhotoSorting

WAITING = "waiting"
"""The target of pictures that are pasted without a stop."""
BY_MISTAKE = N_("put to the wrong stop")


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
        self._back: Callable[[], object] | None = None
        self._sorting: PhotoSorting | None = None
        self.rows: list[WaitingPhoto] = []
        self.waiting = WaitingPhotos(page, workspace)
        self.ways = PhotoWays(page, workspace, self.waiting, bar.imports)
        self.ways.picture_given.connect(self._take_picture)
        self.waiting.changed.connect(self._show)
        desk.lane.arrived.connect(self._add)
        desk.lane.pictured.connect(bar.tray.show_pictures)
        bar.tray.pictures_wanted.connect(desk.lane.ask_for)
        bar.tray.choice_changed.connect(self._say_choice)
        bar.tray.taken_out.connect(lambda: self.leave_out(bar.tray.photo_ids()))
        bar.tray.opened.connect(lambda at: self._open(self.rows, at))
        bar.assigning.clicked.connect(lambda: self.assign_as_suggested(bar.tray.photo_ids()))
        bar.choosing.clicked.connect(lambda: self.choose_stop(bar.tray.photo_ids()))
        bar.sorting.clicked.connect(self.sort)

    def show_day(self, actor: Actor, day: Day) -> None:
        """Suggest by the sites and stops of ``day``."""
        self._actor, self._day = actor, day
        self.waiting.turn_to(PersonId(actor.person), day)
        self.ways.turn_to(PersonId(actor.person))
        self._show()

    def sort(self) -> None:
        """Show all that wait in a wall, grouped, to be given away by hand or all at once."""
        from ui.dialogs.photo_sorting import PhotoSorting

        wall = PhotoSorting(self._page.window())
        wall.grid.pictures.wanted.connect(self._desk.lane.ask_for)
        self._desk.lane.pictured.connect(wall.grid.pictures.learn)
        wall.grid.pictures.learn(self._desk.form.pictures)
        wall.assigned.connect(self.assign_as_suggested)
        wall.fitting_asked.connect(self.assign_all_that_fit)
        wall.another_asked.connect(self.choose_stop)
        wall.clock_asked.connect(self.correct_clock)
        wall.left_out.connect(self.leave_out)
        wall.opened.connect(self._open)
        wall.given.connect(self.ways.take)
        wall.undo_asked.connect(self.take_back)
        wall.finished.connect(self._forget_wall)
        self._sorting = wall
        wall.show_rows(self.rows)
        wall.open()

    def assign(self, site: SiteId, photos: Collection[PhotoId], stop: StopId | None = None) -> None:
        """Give photos to the stop at ``site``: ``stop``, else the recorded one of the day, else one begun."""
        row = next((row for row in self._due_rows() if row.site == site), None)
        recorded = stop or (row.stop if row else None)
        if recorded and self._actor:
            taken = self.waiting.hide(photos)
            name = (
                row.name if row else next((one.name for one in self.waiting.visits if one.stop == stop), "")
            )
            self._page.session.write(
                partial(add_to_stop, self._workspace, recorded, taken, self._actor, self._page.session.now()),
                partial(self._say_added, name, taken),
                self._refuse,
            )
        else:
            taken = [photo for photo in self.waiting.photos if photo.id in photos]
            self.stop_wanted.emit(site, taken)
            # the draft that has them is on its way to the disk before they are taken out there
            self._desk.keeper.flush()
            self.waiting.take_out(photos)
            self._say(plural("{n} photo is in the stop.", "{n} photos are in the stop.", len(taken)))

    def assign_as_suggested(self, photos: Collection[PhotoId]) -> None:
        """Give photos to the place that is suggested for most of them."""
        if found := most_suggested([row for row in self.rows if row.photo.id in photos]):
            self.assign(found.site, photos, found.stop)

    def assign_all_that_fit(self) -> None:
        """Give every photo without a doubt to its own suggestion."""
        groups: dict[tuple[SiteId, StopId | None], list[PhotoId]] = {}
        for row in self.rows:
            if row.suggestion and not row.doubts:
                key = row.suggestion.site, row.suggestion.stop
                groups.setdefault(key, []).append(row.photo.id)
        for (site, stop), photos in groups.items():
            self.assign(site, photos, stop)

    def choose_stop(self, photos: Collection[PhotoId]) -> None:
        """Let another site be found for photos."""
        from ui.dialogs.find_site import FindSite

        actor = self._actor
        if actor is None:
            return

        def ask(letters: str, then: Callable[[Sequence[FoundSite]], object]) -> object:
            grid = GridId(actor.org)
            return self._page.read(lambda reader: sites_found(reader, grid, letters), then, key="place")

        dialog = FindSite(ask, self._over())
        count = plural("Another stop for {n} photo", "Another stop for {n} photos", len(photos))
        dialog.setWindowTitle(count)
        dialog.taking.setText(_("To this stop"))
        dialog.chosen.connect(lambda site: self.assign(SiteId(site), photos))
        dialog.open()

    def correct_clock(self, photos: Collection[PhotoId]) -> None:
        """Ask by how much the camera's clock was wrong."""
        from ui.dialogs.clock_shift import ClockShift

        chosen = [photo for photo in self.waiting.photos if photo.id in photos]
        dialog = ClockShift(chosen, self.waiting.visits, self._over())
        dialog.shifted.connect(partial(self._shift, frozenset(photos)))
        dialog.open()

    def leave_out(self, photos: Collection[PhotoId]) -> None:
        """Take photos out that are not wanted; their bytes stay, and there is a way back."""
        taken = self.waiting.take_out(photos)
        sentence = plural("{n} photo was left out.", "{n} photos were left out.", len(taken))
        self._say(sentence, partial(self.waiting.add, taken))

    def take_back(self) -> None:
        """Undo the last step, once."""
        back, self._back = self._back, None
        if back:
            back()
            self._say_on_wall(_("Taken back."))

    def _shift(self, photos: frozenset[PhotoId], seconds: int) -> None:
        before = self.waiting.shift(photos, seconds)
        sentence = plural(
            "The clock of {n} photo is put right.", "The clock of {n} photos is put right.", len(before)
        )
        self._say(sentence, partial(self.waiting.add, before))

    def _over(self) -> QWidget:
        return self._sorting or self._page.window()

    def _show(self) -> None:
        """Ask where the photos belong, beside the window, for there may be a thousand."""
        photos, candidates = self.waiting.photos, self._candidates()
        self._page.read(lambda _reader: _rows(photos, candidates), self._show_rows, key="placing")

    def _show_rows(self, rows: list[WaitingPhoto]) -> None:
        self.rows = rows
        self._bar.show_waiting(self.rows)
        self._bar.tray.show_pictures(self._desk.form.pictures)
        if self._sorting:
            self._sorting.show_rows(self.rows)

    def _candidates(self) -> list[Candidate]:
        now = self._page.session.now()
        draft = self._desk.form.draft
        found = [*self.waiting.visits]
        stops = {one.site for one in found}
        for row in self._due_rows():
            if draft and draft.site == row.site and not draft.is_blank:
                found.append(Candidate(row.site, row.name, row.place, draft.arrived, now))
            elif row.site not in stops:
                found.append(Candidate(row.site, row.name, row.place, row.visited))
        return found

    def _due_rows(self) -> tuple[DueRow, ...]:
        return self._day.rows if self._day else ()

    def _take_picture(self, picture: bytes) -> None:
        self._desk.lane.take_in(WAITING, PhotosGiven(picture=picture), self.waiting.known)

    def _add(
        self, target: str, _given: PhotosGiven, photos: Sequence[TakenPhoto], pictures: Pictures
    ) -> None:
        if target == WAITING:
            self._desk.form.pictures.update(pictures)
            self.waiting.add(photos)
            return
        given = {photo.original.sha256 for photo in photos}
        if waits := [photo.id for photo in self.waiting.photos if photo.original.sha256 in given]:
            # they have a stop now, whose draft is on its way to the disk first
            self._desk.keeper.flush()
            self.waiting.take_out(waits)

    def _say_choice(self) -> None:
        suggestion = self._bar.tray.suggestion
        count = len(self._bar.tray.chosen)
        self._bar.say_choice(suggestion.name if suggestion else "", count)

    def _open(self, rows: Sequence[WaitingPhoto], at: int) -> None:
        places = {one.site: one.place for one in self._candidates()}
        shown = [
            facts_of_taken(
                row.photo,
                row.suggestion.name if row.suggestion else "",
                places.get(row.suggestion.site) if row.suggestion else None,
            )
            for row in rows
        ]
        self.photos_opened.emit(shown, at)

    def _say_added(self, site: str, photos: Sequence[TakenPhoto], _changes: object) -> None:
        sentence = plural(
            "{n} photo was added to {site}.", "{n} photos were added to {site}.", len(photos), site=site
        )
        self.waiting.take_out([photo.id for photo in photos])
        self.waiting.ask()
        self._say(sentence, partial(self._withdraw, photos))

    def _withdraw(self, photos: Sequence[TakenPhoto]) -> None:
        events = [PhotoWithdrawn(subject=photo.id, reason=_(BY_MISTAKE)) for photo in photos]
        self._page.record(events, lambda _changes: self.waiting.add(photos))

    def _refuse(self, error: BaseException) -> None:
        self.waiting.ask()
        self._page.session.tell(error)

    def _say(self, sentence: str, back: Callable[[], object] | None = None) -> None:
        self._back = back
        self._page.notice(sentence, _("Undo") if back else "", self.take_back if back else None)
        self._say_on_wall(sentence)

    def _say_on_wall(self, sentence: str) -> None:
        if self._sorting:
            self._sorting.say(sentence)

    def _forget_wall(self, _result: int) -> None:
        self._sorting = None


def _rows(photos: Sequence[TakenPhoto], candidates: Sequence[Candidate]) -> list[WaitingPhoto]:
    placing = Placing(candidates)
    visits = [one for one in candidates if one.stop and one.visited]
    return [_row(photo, placing.suggestions(photo), visits) for photo in photos]


def _row(photo: TakenPhoto, suggestions: tuple[Suggestion, ...], visits: Sequence[Candidate]) -> WaitingPhoto:
    """Give a photo with its suggestions, and say when it was taken while another stop was open."""
    best = suggestions[0] if suggestions else None
    doubts: tuple[Doubt, ...] = ()
    if best:
        here = next((one for one in visits if one.site == best.site), None)
        others = [_visit(one) for one in visits if one.site != best.site]
        never = Visit(photo.taken.later(1), photo.taken.later(1))
        if is_of_another(photo, _visit(here) if here else never, others):
            doubts = (Doubt.ANOTHER_STOP,)
    return WaitingPhoto(photo, suggestions, doubts)


def _visit(one: Candidate) -> Visit:
    assert one.visited is not None  # noqa: S101 - only recorded stops are asked
    return Visit(one.visited, one.left)
