"""Where a stop is written down: its form, its draft on the disk, its photos, and its recording."""

import os
from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from db.connection import Reader
from db.photo_intake import TakenPhoto
from db.queries.photo_facts import facts_of_taken
from db.queries.stop_sheet import StopSheet, stop_sheet
from db.queries.today import Day, DueState
from db.round_entry import complete_stop
from db.stop_draft import StopDraft
from db.stop_reopening import Recorded, recorded_stop, withdraw_stop
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken
from inspector.model.ids import GridId, PatrolId, PersonId, SiteId, StopId, uuid7
from inspector.periods import Instant
from inspector.words import N_, _, translate
from ui.draft_keeper import DraftKeeper
from ui.page import Page
from ui.photo_lane import PhotoLane, Pictures
from ui.phrase_desk import PhraseDesk
from ui.widgets.stop_findings import PhotosGiven
from ui.widgets.stop_form import StopForm

NAME_BYTES = 10


class StopDesk(QObject):
    """Serves one form on ``page``.

    ``shown`` carries the sheet of a site, ``completed`` and the next two a draft, ``passed`` comes when there
    was nothing to record, ``photos_opened`` carries the facts of photos, and which one was chosen.
    """

    shown = Signal(object)
    completed = Signal(object)
    discarded = Signal(object)
    brought_back = Signal(object)
    passed = Signal()
    drafts_changed = Signal()
    photos_opened = Signal(list, int)

    def __init__(self, page: Page, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self._workspace = workspace
        self._given_to: dict[str, StopDraft] = {}
        self._waits_for_photos = ""
        self._as_recorded: StopDraft | None = None
        self._wanted: SiteId | None = None
        self.keeper = DraftKeeper(page.session, workspace, self)
        self.lane = PhotoLane(page.session, workspace)
        self.form = StopForm(page.session.now, self.new_id)
        self.phrases = PhraseDesk(page, workspace, self.form)
        self._listen()

    def new_id(self) -> str:
        """Name something new (UUIDv7)."""
        return uuid7(self._session.now().ts, os.urandom(NAME_BYTES))

    @property
    def is_writing(self) -> bool:
        """Say whether something was written on the form and is not yet recorded."""
        return self.form.isVisible() and self.form.draft is not None and not self.form.draft.is_blank

    def draft_at(
        self, actor: Actor, day: Day, site: SiteId, late: PatrolId | None, *, again: bool = False
    ) -> StopDraft | None:
        """Give what ``actor`` has begun at ``site``, else a new stop; None where one is done already."""
        kept = self.keeper.draft_of(site, PersonId(actor.person), late)
        row = next((one for one in day.rows if one.site == site), None)
        if kept or (row and row.state is DueState.DONE and not again):
            return kept
        patrol = next((one for one in day.patrols if one.patrol.id == late), None)
        return StopDraft(
            id=StopId(self.new_id()),
            person=PersonId(actor.person),
            grid=GridId(actor.org),
            site=site,
            site_name=row.name if row else "",
            arrived=patrol.last if patrol else self._session.now(),
            patrol=late,
            unplanned=row is None or row.due_on > day.day or row.state is DueState.DONE,
        )

    def add_to(self, draft: StopDraft, photos: Sequence[TakenPhoto]) -> StopDraft:
        """Add photos to a draft and keep it at once."""
        changed = draft.add_photos(photos)
        self.keeper.keep(changed)
        self.drafts_changed.emit()
        return changed

    def open(self, draft: StopDraft) -> None:
        """Show ``draft`` with what is known of its site."""
        self.keeper.flush()
        self._as_recorded = None
        self._ask(draft.site, draft.person, draft.arrived, partial(self._open, draft))

    def reopen(self, stop: StopId, late: PatrolId | None) -> None:
        """Open a stop that is recorded already, to change what was written."""
        self.keeper.flush()
        self._page.read(
            lambda reader: recorded_stop(reader, stop), partial(self._open_again, late), key="recorded"
        )

    def take_back(self, stop: StopId, late: PatrolId | None) -> None:
        """Take a recorded stop back; its draft is opened again, as it was before."""
        actor = self._session.actor
        if actor:
            self._session.write(
                partial(withdraw_stop, self._workspace, stop, actor, self._session.now()),
                partial(self._tell_taken_back, late),
            )

    def look_at(self, site: SiteId, person: PersonId) -> None:
        """Show what is known of a site without beginning a stop."""
        self.keeper.flush()
        self._ask(site, person, self._session.now(), self._show)

    def leave(self) -> None:
        """Keep what was written and let the form go, as when another person takes the seat."""
        self.keeper.flush()
        self.form.draft = None
        self._wanted = None

    def complete(self) -> None:
        """Record the stop; one in which nothing was written is passed by."""
        draft = self.form.draft
        if draft is None or draft.is_blank:
            self.passed.emit()
        elif draft == self._as_recorded:
            self.form.draft = None
            self.passed.emit()
        elif self.lane.is_busy(draft.id):
            self._waits_for_photos = draft.id
            self._page.notice(_("Photos are still being read; the stop is completed once they are in."))
        else:
            self.keeper.flush()
            self.form.setEnabled(False)
            self._session.write(
                partial(complete_stop, self._workspace, draft, self._session.now(), os.urandom),
                partial(self._tell_completed, draft),
                self._refuse,
            )

    def discard(self, draft: StopDraft) -> None:
        """Let a draft go, with a way back."""
        self.keeper.forget(draft)
        self.keeper.flush()
        if self.form.draft and self.form.draft.key == draft.key:
            self.form.draft = None
        self.drafts_changed.emit()
        self.discarded.emit(draft)
        sentence = _("The draft of {site} was discarded.", site=draft.site_name)
        self._page.notice(sentence, _("Undo"), partial(self._bring_back, draft))

    def _listen(self) -> None:
        self.form.changed.connect(self._keep)
        self.form.photos_given.connect(self._take_in)
        self.form.photo_opened.connect(self._open_photo)
        self.form.foot.completed.connect(self.complete)
        self.form.foot.discarded.connect(self._discard_open)
        self.keeper.saved.connect(self._say_saved)
        self.lane.arrived.connect(self._add_photos)
        self.lane.refused.connect(self._say_refused)
        self.lane.ended.connect(self._go_on_completing)
        self.lane.pictured.connect(self.form.show_pictures)

    def _discard_open(self) -> None:
        if self.form.draft:
            self.discard(self.form.draft)

    def _ask(self, site: SiteId, person: PersonId, before: Instant, then: object) -> None:
        self._wanted = site

        def ask(reader: Reader) -> StopSheet | None:
            return stop_sheet(reader, site, person, before)

        self._page.read(ask, partial(self._receive, site, then), key="sheet")

    def _receive(self, site: SiteId, then: object, sheet: StopSheet | None) -> None:
        if sheet is None:
            self._session.tell(Refused(N_("This site is not known here any more.")))
        elif site == self._wanted and callable(then):
            then(sheet)

    def _open(self, draft: StopDraft, sheet: StopSheet) -> None:
        self.form.open(sheet, msgspec.structs.replace(draft, site_name=sheet.site.name))
        self.lane.ask_for([one.photo.preview for one in draft.photos])
        self._show(sheet)

    def _show(self, sheet: StopSheet) -> None:
        self.lane.ask_for([photo.preview for photo in sheet.photos])
        self.shown.emit(sheet)

    def _keep(self, draft: StopDraft) -> None:
        known = draft.key in self.keeper.drafts
        self.keeper.keep(draft)
        if known == draft.is_blank:
            self.drafts_changed.emit()

    def _say_saved(self, key: str, saved: Instant) -> None:
        if self.form.draft and self.form.draft.key == key:
            self.form.foot.show_saved(saved)

    def _open_again(self, late: PatrolId | None, recorded: Recorded | None) -> None:
        if recorded is None:
            self._session.tell(Refused(N_("This stop is not recorded here any more.")))
            return
        draft = self._as_mine(recorded.draft, late)
        self._ask(draft.site, draft.person, draft.arrived, partial(self._open_as_recorded, draft))

    def _open_as_recorded(self, draft: StopDraft, sheet: StopSheet) -> None:
        self._open(draft, sheet)
        self._as_recorded = self.form.draft

    def _tell_taken_back(self, late: PatrolId | None, draft: StopDraft) -> None:
        self._bring_back(self._as_mine(draft, late))

    def _as_mine(self, draft: StopDraft, late: PatrolId | None) -> StopDraft:
        """Give a recorded stop to who acts now, on the round that is in sight."""
        actor = self._session.actor
        person, grid = (actor.person, actor.org) if actor else (draft.person, draft.grid)
        return msgspec.structs.replace(draft, patrol=late, person=PersonId(person), grid=GridId(grid))

    def _bring_back(self, draft: StopDraft) -> None:
        self.keeper.keep(draft)
        self.drafts_changed.emit()
        self.brought_back.emit(draft)

    def _tell_completed(self, draft: StopDraft, _changes: object) -> None:
        self.keeper.completed(draft)
        self.form.setEnabled(True)
        self.form.draft = None
        self.completed.emit(draft)

    def _refuse(self, error: BaseException) -> None:
        self.form.setEnabled(True)
        self.form.setFocus()
        self._session.tell(error)

    def _take_in(self, given: PhotosGiven) -> None:
        draft = self.form.draft
        if draft:
            self._given_to[draft.id] = draft
            known = frozenset(one.photo.original.sha256 for one in draft.photos)
            self.lane.take_in(draft.id, given, known)

    def _add_photos(
        self, target: str, given: PhotosGiven, photos: Sequence[TakenPhoto], pictures: Pictures
    ) -> None:
        """Add photos that are safe now to their stop, wherever one has turned meanwhile."""
        if self.form.draft and self.form.draft.id == target:
            self.form.add_photos(photos, given, pictures)
        elif target in self._given_to:
            self.form.pictures.update(pictures)
            kept = next((one for one, _saved in self.keeper.drafts.values() if one.id == target), None)
            draft = kept or self._given_to[target]
            self.keeper.keep(draft.add_photos(photos, given.finding, given.moment, given.question))
            self.drafts_changed.emit()

    def _say_refused(self, refused: Sequence[Spoken]) -> None:
        if len(refused) == 1:
            self._session.tell(refused[0])
        else:
            first = translate(refused[0])
            more = _("{n} photos were not taken in. {first}", n=len(refused), first=first)
            self._page.notice(more, tone="red")

    def _go_on_completing(self, target: str) -> None:
        if target == self._waits_for_photos:
            self._waits_for_photos = ""
            if self.form.draft and self.form.draft.id == target:
                self.complete()

    def _open_photo(self, key: str) -> None:
        if self.form.draft is None or self.form.sheet is None:
            return
        site, draft = self.form.sheet.site, self.form.draft
        shown = [
            facts_of_taken(one.photo, site.name, site.place, draft.arrived, one.moment)
            for one in draft.photos
        ]
        at = next((at for at, one in enumerate(shown) if one.photo == key), 0)
        self.photos_opened.emit(shown, at)
