"""The inspector's day: who is due, the stop being written down, the site beside it, and the round's end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from db.drafts import Draft, kept_drafts
from db.queries.rounds import names_of
from db.queries.today import Day, DueState, day_of
from inspector.model.ids import GridId, PatrolId, PersonId, SiteId, StopId
from inspector.model.issued_report import ReportKind
from inspector.periods import Instant, long_day, weekday
from inspector.words import N_, _, in_language, spoken
from ui.parted_day import PartedDay
from ui.shortcuts import page_key, single_key
from ui.widgets.day_columns import DayColumns
from ui.widgets.due_panel import DuePanel
from ui.widgets.panel import fill

if TYPE_CHECKING:  # all but the list is loaded when the list is painted
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent

    from db.connection import Reader
    from db.photo_intake import TakenPhoto
    from db.queries.stop_sheet import StopSheet
    from db.queries.today import DueRow
    from db.stop_draft import StopDraft
    from db.workspace import Actor
    from ui.day_parts import DayParts
    from ui.excuse_desk import ExcuseDesk
    from ui.page import Command
    from ui.session import Session
    from ui.widgets.draft_list import FoundDraft
    from ui.widgets.stop_form import StopForm

Answer = tuple[Day, list[Draft], dict[str, str]]
COLUMNS = "today.columns"


class TodayPage(PartedDay):
    """What an inspector has open from the first stop to the end of the round.

    Its list comes first; ``parts``, all the rest, is loaded once that is painted, or when it is asked for.
    """

    NAME: ClassVar[str] = "today"
    ABOUT: ClassVar[str] = N_(
        "Who is due today, and the stop you stand at. Answer what is asked, note what is wrong with photos, "
        "and finish the patrol: its report is built from what you wrote."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day: Day | None = None
        self.late: PatrolId | None = None
        """The late round that is being written down, if one is."""
        self.site_id: SiteId | None = None
        self._now = session.now()
        self._is_new = True
        self._asked_for: SiteId | None = None
        self._names: dict[str, str] = {}
        self.due = DuePanel()
        self.excuses: ExcuseDesk | None = None
        self.columns = DayColumns(self.due)
        self.columns.restore(session.preferences.widths(COLUMNS))
        fill(QVBoxLayout(self), (self.columns,))
        session.actor_changed.connect(self._begin_anew)
        self._listen_to_list()

    @property
    def actor(self) -> Actor | None:
        """Who records; None before anybody was chosen."""
        actor: Actor | None = self.session.actor
        return actor

    def refresh(self) -> None:
        """Ask for the day; inside an open stop it stays the day it was."""
        actor = self.actor
        if actor is None:
            self.middle.ask_who()
            return
        if not (self.has_parts and self.desk.is_writing):
            self._now = self.session.now()
        asked = partial(_ask, GridId(actor.org), PersonId(actor.person), self._now, self.late)
        turn = self.desk.keeper.turn if self.has_parts else 0
        self.read(asked, partial(self._show_day, turn), key="day")

    def open_at(self, what: object) -> None:
        """Begin or go on with the stop at the site ``what``."""
        if isinstance(what, str) and self._is_new:
            self._asked_for = SiteId(what)
        elif isinstance(what, str):
            self.choose(SiteId(what))

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        from ui.day_commands import day_commands

        return day_commands(self)

    def choose(self, site: SiteId, *, again: bool = False) -> None:
        """Turn to a site: go on with its draft, begin a stop, or show how the visit of the day went."""
        actor, day = self.actor, self.day
        if actor is None or day is None:
            return
        self.site_id = site
        self.due.list.choose(site)
        draft = self.desk.draft_at(actor, day, site, self.late, again=again)
        if draft:
            self.desk.open(draft)
        else:
            self.desk.look_at(site, PersonId(actor.person))
            row = next(one for one in day.rows if one.site == site)
            self.middle.say_done(row, partial(self.choose, site, again=True), self._ways_back(row))

    def go_to_next(self, done: SiteId | None = None) -> None:
        """Turn to the next site that is due, in the order of the list; ``done`` was recorded just now."""
        rows = self.day.rows if self.day else ()
        here = next((at for at, row in enumerate(rows) if row.site == self.site_id), -1)
        due = [
            (at, row.site)
            for at, row in enumerate(rows)
            if row.state in {DueState.OVERDUE, DueState.TODAY} and row.site != done
        ]
        if due:
            self.choose(next((site for at, site in due if at > here), due[0][1]))
        else:
            self._say_all_done()

    def copy_text(self) -> None:
        """Put the text of the day for the group chat on the clipboard."""
        from db.queries.day_text import patrols_of_day

        if self.actor and self.day:
            grid, day = self.actor.org, self.day.day
            self.parts.text.copy(lambda reader: patrols_of_day(reader, grid, day))

    def file_waiting(self) -> None:
        """Hand the chosen photos of the tray to the reports: they show a print that came back."""
        blobs, rows = self.session.workspace.blobs, self.bar.tray.chosen
        self.work(
            lambda _report: [blobs.path(row.photo.original) for row in rows],
            lambda files: self.wanted.emit("reports", files),
        )

    def find_site(self) -> None:
        """Look for a site that is not on the list."""
        if self.actor:
            self.steps.find_site(GridId(self.actor.org))

    def begin_late(self) -> None:
        """Begin a round of an earlier day."""
        if self.actor:
            self.steps.begin_late(self.actor)

    def say_why(self) -> None:
        """Say of days without a patrol why there was none."""
        from ui.excuse_desk import ExcuseDesk

        self.excuses = self.excuses or ExcuseDesk(self)
        self.excuses.open()

    def enter_for(self) -> None:
        """Enter the round of somebody else from paper."""
        if self.actor:
            self.steps.enter_for(self.actor)

    def say_facts(self) -> None:
        """Say why the round of the day goes out, who goes, and what the weather is."""
        if self.actor and self.day:
            self.steps.say_facts(self.actor, self.day.patrol)

    def finish(self) -> None:
        """End the round of the day."""
        if self.day and self.day.patrol:
            self.finish_round(self.day.patrol.id)

    def finish_round(self, patrol: str) -> None:
        """End a round of this person that is open."""
        self.desk.keeper.flush()
        opened = (
            next((one.patrol for one in self.day.patrols if one.patrol.id == patrol), None)
            if self.day
            else None
        )
        if self.actor and opened:
            names = [one.stop.site_name for one in self._found_drafts() if not one.whose]
            self.steps.finish(opened, self.actor, names)

    def go_to_round(self, patrol: str | None) -> None:
        """Turn to a late round, or back to today."""
        self.late = PatrolId(patrol) if patrol else None
        self._begin_anew()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written before another page comes."""
        if self.has_parts:
            self.desk.keeper.flush()
        self.session.preferences.keep(COLUMNS, self.columns.shares)
        super().hideEvent(event)

    def _listen_to_list(self) -> None:
        self.due.list.site_chosen.connect(lambda site: self.choose(SiteId(site)))
        self.due.list.site_entered.connect(lambda _site: self.form.setFocus())
        self.due.unplanned_asked.connect(self.find_site)
        self.due.late_asked.connect(self.begin_late)
        self.due.others_asked.connect(self.enter_for)
        self.due.excuse_asked.connect(self.say_why)
        self.due.finish_asked.connect(self.finish)
        self.due.round_chosen.connect(self.go_to_round)
        self.due.end_asked.connect(self.finish_round)

    def listen(self, parts: DayParts) -> None:
        """Hear of all that the parts tell."""
        desk, site, steps = parts.desk, parts.site, parts.steps
        self.due.photos_asked.connect(lambda: parts.places.ways.offer(self.due.photos))
        parts.places.stop_wanted.connect(self._begin_with_photos)
        parts.places.photos_opened.connect(steps.view_photos)
        desk.shown.connect(self._show_site)
        desk.completed.connect(self._tell_completed)
        desk.passed.connect(self.go_to_next)
        desk.drafts_changed.connect(self._show_counts)
        desk.photos_opened.connect(steps.view_photos)
        desk.lane.pictured.connect(site.show_pictures)
        parts.drafts.chosen.connect(self._go_on_with)
        parts.drafts.discarded.connect(desk.discard)
        desk.discarded.connect(self._go_on_without)
        desk.brought_back.connect(self._go_on_with)
        parts.drafts.left.connect(self.go_to_next)
        parts.bar.finish_asked.connect(self.finish)
        parts.bar.drafts_asked.connect(self._show_drafts)
        parts.bar.text_asked.connect(self.copy_text)
        parts.bar.facts_asked.connect(self.say_facts)
        site.photo_opened.connect(lambda key: steps.view_last_photos(site.sheet, key))
        site.dossier_asked.connect(lambda site: self.wanted.emit("sites", site))
        site.finding_chosen.connect(lambda finding: self.wanted.emit("findings", finding))
        steps.site_chosen.connect(lambda site: self.choose(SiteId(site), again=True))
        steps.late_begun.connect(self.go_to_round)
        steps.finished.connect(self._hand_to_reports)
        self._bind_keys(parts.form)

    def _bind_keys(self, form: StopForm) -> None:
        for number in range(1, 10):
            single_key(self, str(number), self._at_stop(partial(form.answer, number)))
        single_key(self, "0", self._at_stop(form.find_normal))
        single_key(self, "F", self._at_stop(form.add_finding))
        single_key(self, "P", self._at_stop(form.pick_photos))
        single_key(self, "N", lambda: self.desk.complete() if self.middle.is_stop else self.go_to_next())
        page_key(self, "Ctrl+V", self._at_stop(form.paste))
        page_key(self, "Ctrl+Shift+C", self.copy_text)

    def _at_stop(self, act: Callable[[], object]) -> Callable[[], object]:
        return lambda: act() if self.middle.is_stop and self.form.isEnabled() else None

    def _begin_anew(self) -> None:
        if self.has_parts:
            self.desk.leave()
        self.site_id = None
        self._is_new = True

    def _show_day(self, turn: int, answer: Answer) -> None:
        self.day, kept, self._names = answer
        say = in_language(spoken())
        today = self.day.day
        self.say_subtitle(f"{long_day(today, say)} {weekday(today, say)} · {self.day.grid_name}")
        if self.has_parts:
            self._show_rest(turn, kept)
        else:
            self.due.show_day(self.day, ())
            self.due.repaint()
            QTimer.singleShot(0, self, partial(self._show_rest, turn, kept))

    def _show_rest(self, turn: int, kept: list[Draft]) -> None:
        if self.day is None:
            return
        from db.stop_draft import KEYS

        self.desk.keeper.take_over([one for one in kept if one.key.startswith(KEYS)], turn)
        if self.actor:
            self.places.show_day(self.actor, self.day)
        self._show_counts()
        if self._is_new:
            self._is_new = False
            asked_for, self._asked_for = self._asked_for, None
            if asked_for:
                self.choose(asked_for)
            elif any(not one.whose for one in self._found_drafts()):
                self._show_drafts()
            else:
                self.go_to_next()
        elif self.site_id is None and not self.drafts.isVisible():
            self.go_to_next()

    def _show_counts(self) -> None:
        if self.day:
            found = self._found_drafts()
            mine = [one.stop for one in found if not one.whose]
            self.due.show_day(self.day, {draft.site for draft in mine})
            self.bar.show_day(self.day, len(mine))
            self.drafts.show_drafts(found)

    def _found_drafts(self) -> list[FoundDraft]:
        return self.desk.keeper.found(self.actor, self._names)

    def _show_drafts(self) -> None:
        self.desk.keeper.flush()
        self.middle.show_drafts()

    def _go_on_with(self, draft: StopDraft) -> None:
        if draft.patrol != self.late:
            self.late = draft.patrol
            self.refresh()
        self.site_id = draft.site
        self.due.list.choose(draft.site)
        self.desk.open(draft)

    def _begin_with_photos(self, site: str, photos: list[TakenPhoto]) -> None:
        """Give photos to a stop at ``site`` that is begun with them, or was begun before."""
        if self.actor and self.day:
            begun = self.desk.draft_at(self.actor, self.day, SiteId(site), self.late, again=True)
            if begun:
                self._go_on_with(self.desk.add_to(begun, photos))

    def _go_on_without(self, draft: StopDraft) -> None:
        if self.middle.is_stop:
            self.choose(draft.site)
        elif all(one.whose for one in self._found_drafts()):
            self.go_to_next()

    def _show_site(self, sheet: StopSheet) -> None:
        self.site.show_site(sheet, self.session.now().day)
        if self.form.draft and self.form.draft.site == sheet.site.id and self.site_id == sheet.site.id:
            self.middle.show_form()
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways_back(self, row: DueRow) -> list[tuple[str, Callable[[], object]]]:
        """Say how a stop that is done is changed: on its round while that goes on, else by a correction."""
        stop = row.stop
        if stop is None or self.day is None:
            return []
        from db.issued_reports import ReportWish

        wish = ReportWish(kind=ReportKind.VISIT, about=(stop,))
        report = (_("Report of this visit…"), partial(self.wanted.emit, "reports", wish))
        if any(row.patrol == one.patrol.id for one in self.day.patrols):
            return [
                (_("Change this stop"), partial(self.desk.reopen, stop, self.late)),
                (_("Take this stop back"), partial(self._take_back, row.name, stop)),
                report,
            ]
        return [(_("Correct…"), partial(self.parts.corrections.open, stop)), report]

    def _take_back(self, name: str, stop: StopId) -> None:
        self.desk.take_back(stop, self.late)
        self.notice(_("{site} is taken back; its draft is open again.", site=name))

    def _tell_completed(self, draft: StopDraft) -> None:
        undo = partial(self._take_back, draft.site_name, draft.id)
        self.notice(_("{site} is recorded.", site=draft.site_name), _("Undo"), undo)
        if self.session.now().day == self._now.day:
            self.go_to_next(draft.site)
        else:
            # midnight came inside the stop
            self._begin_anew()
            self.refresh()

    def _say_all_done(self) -> None:
        day = self.day
        self.site_id = None
        self.due.list.choose(None)
        self.site.show_site(None, self.session.now().day)
        self.desk.leave()
        if day is None or not day.sites:
            self.middle.say_no_sites(lambda: self.wanted.emit("sites", None))
        elif day.patrol:
            self.middle.say_all_done(self.finish)
        else:
            self.middle.say_nobody_due(self.find_site)

    def _hand_to_reports(self, patrol: str) -> None:
        if patrol == self.late:
            self.late = None
        self._begin_anew()
        self.wanted.emit("reports", patrol)


def _ask(grid: GridId, person: PersonId, now: Instant, late: PatrolId | None, reader: Reader) -> Answer:
    return day_of(reader, grid, person, now, late), kept_drafts(reader), names_of(reader)
