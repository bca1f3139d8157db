"""Records of dispatch meetings (调度会) over a page: made, put right, taken back, and orders from them."""

import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.order_recording import keep_meeting, take_meeting_back
from db.queries.orders import MeetingLine, meeting_lines
from inspector.errors import Spoken
from inspector.model.issued_report import ReportKind
from inspector.words import _
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.meetings import MeetingsDialog
from ui.dialogs.order_forms import MeetingForm
from ui.form_draft import FormDraft
from ui.page import Page

Ordering = Callable[[str], object]
"""Asks for an order from a decision, named as ``meeting/1``."""
Printing = Callable[[ReportWish], object]
"""Leaves for the reports with what is to be issued there."""


class MeetingDesk(QObject):
    """Serves ``page``; ``order`` asks for an order from a decision, ``printing`` for a meeting's paper."""

    def __init__(self, page: Page, order: Ordering, printing: Printing) -> None:
        super().__init__(page)
        self._page, self._session, self._order, self._printing = page, page.session, order, printing
        self._period = ""
        self.list: MeetingsDialog | None = None
        self.asking: QDialog | None = None
        self._session.changed.connect(self._hear_of)

    def open(self, over: QWidget, period: str = "") -> None:
        """Show the meetings of whoever acts; a new one is recorded for ``period``."""
        if self.list is None:
            self._period = period
            dialog = MeetingsDialog(over)
            dialog.recording_asked.connect(self.record)
            dialog.correcting_asked.connect(self.record)
            dialog.withdrawing_asked.connect(self.take_back)
            dialog.ordering_asked.connect(lambda line, at: self._order(f"{line.meeting}/{at}"))
            dialog.paper_asked.connect(self._print)
            dialog.finished.connect(self._forget)
            self.list = dialog
            self._ask()
            dialog.open()
            dialog.table.setFocus()

    def record(self, before: MeetingLine | None = None) -> None:
        """Ask for the record of a meeting, or for what is to stand instead of one."""
        form = MeetingForm(self._session.now().day, self._period, self.list, before)
        draft = self._begin(form, f"meeting/{before.meeting if before else 'new'}")
        form.asked.connect(partial(self._keep, form, draft, before.last if before else ""))

    def take_back(self, line: MeetingLine) -> None:
        """Ask why the record of a meeting is taken back."""
        dialog = CloseOffWords(
            _("Take the record back"),
            _("The meeting was not held, or is recorded twice. The record stays in sight as taken back."),
            _("Reason"),
            _("Take back"),
            today=self._session.now().day,
            parent=self.list,
        )
        draft = self._begin(dialog, f"meeting/{line.meeting}/back")
        dialog.told.connect(lambda said, _day, _choice: self._withdraw(dialog, draft, line, said))

    def give_up(self) -> None:
        """Close what is open; what was typed is kept."""
        for dialog in (self.asking, self.list):
            if dialog:
                dialog.reject()

    def _print(self, line: MeetingLine) -> None:
        self._printing(ReportWish(kind=ReportKind.MEETING_RECORD, about=(line.meeting,)))

    def _keep(self, form: MeetingForm, draft: FormDraft, seen: str) -> None:
        actor, session = self._session.actor, self._session
        try:
            told = form.told()
        except Spoken as missing:
            form.say(missing)
            return
        if actor:
            session.write(
                lambda: keep_meeting(
                    session.workspace, told, actor, session.now(), os.urandom, seen=seen, finishes=draft.key
                )[1],
                partial(self._tell, form, draft),
                form.say,
            )

    def _withdraw(self, dialog: CloseOffWords, draft: FormDraft, line: MeetingLine, said: str) -> None:
        if actor := self._session.actor:
            session = self._session
            act = partial(
                take_meeting_back,
                session.workspace,
                line.meeting,
                line.last,
                said,
                actor,
                session.now(),
                finishes=draft.key,
            )
            session.write(act, partial(self._tell, dialog, draft), dialog.say)

    def _tell(self, dialog: QDialog, draft: FormDraft, _changes: Changes) -> None:
        draft.recorded()
        dialog.accept()
        self._page.notice(_("Recorded."))

    def _begin(self, dialog: QDialog, name: str) -> FormDraft:
        """Ask, with what was typed under ``name`` and not recorded."""
        self.asking = dialog
        actor = self._session.actor
        draft = FormDraft(self._session, f"{name}/{actor.person if actor else ''}", dialog)
        dialog.finished.connect(self._forget_asking)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return draft

    def _ask(self) -> None:
        actor = self._session.actor
        if self.list and actor:

            def look(reader: Reader) -> tuple[MeetingLine, ...]:
                return meeting_lines(reader, actor.org)

            self._page.read(look, self._show, key="meetings")

    def _show(self, lines: tuple[MeetingLine, ...]) -> None:
        if self.list:
            self.list.show_lines(lines)

    def _hear_of(self, changes: Changes) -> None:
        if changes.touch(Kind.MEETING, Kind.ORDER):
            self._ask()

    def _forget(self) -> None:
        dialog, self.list = self.list, None
        if dialog:
            dialog.deleteLater()

    def _forget_asking(self) -> None:
        self.asking = None
