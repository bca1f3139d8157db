"""Feedback sheets from the window: written and recorded beside it, read, compared and taken in."""

import os
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from db.case_recording import office_rules
from db.changes import Changes, Kind
from db.connection import Reader
from db.feedback_sheets import TITLE, SentOut, SheetWish, UnitOwing, send_out, units_owing, withdraw_sheet
from db.queries.feedback import SentSheet, missing_sheets, reminder, sent_sheets
from db.workspace import Actor
from inspector.errors import Refused, Unreadable
from inspector.file_faults import why
from inspector.words import N_, _, in_language, plural
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.feedback_sheets import BACK, FeedbackSheets, folder_of
from ui.dialogs.pick import pick_file, pick_folder
from ui.page import Page

if TYPE_CHECKING:
    from db.feedback_return import Comparison
    from ui.dialogs.returned_sheet import ReturnedSheet

NOT_READ = N_("{file} can't be read: {reason}.")
NOBODY = N_("Choose who you are first, at the top right.")
SHOWN = (Kind.FEEDBACK, Kind.FINDING, Kind.TASK, Kind.UNIT_GROUP)

Both = tuple[tuple[UnitOwing, ...], tuple[SentSheet, ...]]


class FeedbackDesk(QObject):
    """Opens the dialogs over ``page`` and does what they ask for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._wish = SheetWish()
        self.dialog: FeedbackSheets | None = None
        self.returned: ReturnedSheet | None = None
        page.session.changed.connect(self._hear_of)

    def open(self, wish: SheetWish = SheetWish()) -> None:  # noqa: B008 - frozen
        """Show who owes something and which sheets are out, those of the period and lines of a ``wish``."""
        self._wish = wish
        if actor := self._actor():
            self._page.read(partial(self._title, actor), partial(self._open, actor), key="feedback title")

    def read(self, file: Path) -> None:
        """Read a sheet that came back and show what it says."""
        if actor := self._actor():
            self._page.work(
                partial(self._compare, actor, file),
                partial(self._show_returned, actor),
                self._say,
                title=_("Reading {file}…", file=file.name),
            )

    def _open(self, actor: Actor, title: str) -> None:
        dialog = FeedbackSheets(self._page.session.now().day, title, self._page.window())
        self.dialog = dialog
        dialog.sending_asked.connect(partial(self._ask_folder, actor))
        dialog.reading_asked.connect(self._ask_file)
        dialog.withdrawing_asked.connect(partial(self._withdraw, actor))
        dialog.reminder_asked.connect(partial(self._remind, actor))
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()
        self._refresh()

    def _title(self, actor: Actor, reader: Reader) -> str:
        if self._wish.title:
            return self._wish.title
        rules = office_rules(self._page.session.workspace, reader, actor.org)
        return in_language(rules.paper_language)(TITLE)

    def _hear_of(self, changes: Changes) -> None:
        if self.dialog and changes.touch(*SHOWN):
            self._refresh()

    def _refresh(self) -> None:
        if actor := self._page.session.actor:
            today = self._page.session.now().day

            def ask(reader: Reader) -> Both:
                sheets = sent_sheets(reader, actor.org, today, self._period)
                return units_owing(reader, actor.org, today, self._wish.keys), sheets

            self._page.read(ask, self._show, key="feedback sheets")

    def _show(self, both: Both) -> None:
        if self.dialog:
            units, sheets = both
            self.dialog.show_units(units)
            self.dialog.show_sheets(sheets)

    def _ask_folder(self, actor: Actor, units: Sequence[str], wish: SheetWish) -> None:
        start = folder_of(self._page.session.preferences.text(FOLDER))
        then = partial(self.send, actor, units, wish)
        pick_folder(self._page, _("Where the sheets are written"), start, then)

    def send(self, actor: Actor, units: Sequence[str], wish: SheetWish, to: Path) -> None:
        """Write a sheet for each unit into the folder ``to``, shown with a cancel."""
        session = self._page.session
        session.preferences.keep(FOLDER, str(to))
        workspace, now = session.workspace, session.now()
        wish = replace(wish, period=self._wish.period, keys=self._wish.keys)

        def write(report: Report) -> tuple[SentOut, ...]:
            return send_out(workspace, units, to, wish, actor, now, os.urandom, report)

        session.write_in_pieces(
            write,
            lambda _sent: Changes(frozenset({Kind.FEEDBACK})),
            partial(self._tell_sent, to),
            self._say,
            title=_("Writing feedback sheets"),
        ).finished.connect(self._refresh)

    def _tell_sent(self, to: Path, sent: tuple[SentOut, ...]) -> None:
        if self.dialog:
            self.dialog.show_side(BACK)
        self._page.notice(
            plural(
                "{n} feedback sheet written to {folder}.",
                "{n} feedback sheets written to {folder}.",
                len(sent),
                folder=to.name,
            ),
            _("Open its folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(to))),
        )

    def _ask_file(self, file: Path | None) -> None:
        if file:
            self.read(file)
            return
        start = folder_of(self._page.session.preferences.text(FOLDER))
        kinds = _("Excel workbook (*.xlsx)")
        pick_file(self._page, _("Read a returned sheet…"), start, kinds, self.read)

    def _compare(self, actor: Actor, file: Path, _report: Report) -> "Comparison":
        from db.feedback_return import compare_feedback

        session = self._page.session
        with closing(session.workspace.reader()) as reader:
            try:
                return compare_feedback(session.workspace, reader, file, actor, session.now())
            except OSError as error:
                raise Unreadable(NOT_READ, file=file.name, reason=why(error)) from error

    def _show_returned(self, actor: Actor, compared: "Comparison") -> None:
        from ui.dialogs.returned_sheet import ReturnedSheet

        dialog = ReturnedSheet(compared, self.dialog or self._page.window())
        self.returned = dialog
        dialog.recording_asked.connect(partial(self._record, actor, dialog))
        dialog.finished.connect(partial(self._put_away, dialog))
        dialog.open()

    def _record(self, actor: Actor, dialog: "ReturnedSheet", chosen: Mapping[str, str]) -> None:
        from db.feedback_return import record_feedback

        session = self._page.session
        act = partial(record_feedback, session.workspace, dialog.compared, chosen, actor, session.now())
        session.write(act, lambda _changes: self._tell_recorded(dialog, len(chosen)), dialog.say)

    def _tell_recorded(self, dialog: "ReturnedSheet", count: int) -> None:
        dialog.accept()
        unit = dialog.compared.returned.head.unit
        self._page.notice(
            plural("{n} answer of {unit} recorded.", "{n} answers of {unit} recorded.", count, unit=unit)
            if count
            else _("The sheet of {unit} has come back.", unit=unit)
        )

    def _withdraw(self, actor: Actor, sheet: str, reason: str) -> None:
        session = self._page.session
        act = partial(withdraw_sheet, session.workspace, sheet, reason, actor, session.now())
        session.write(act, lambda _changes: self._page.notice(_("It is not waited for any more.")), self._say)

    def _remind(self, actor: Actor) -> None:
        session = self._page.session
        today = session.now().day

        def ask(reader: Reader) -> str:
            say = in_language(office_rules(session.workspace, reader, actor.org).paper_language)
            return reminder(missing_sheets(reader, actor.org, today, self._period), today, say)

        self._page.read(ask, self._copy, key="reminder")

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._page.notice(_("The reminder is on the clipboard; paste it into a message."))

    def _say(self, error: BaseException) -> None:
        if self.dialog:
            self.dialog.say(error)
        else:
            self._page.session.tell(error)

    def _closed(self, dialog: FeedbackSheets, _result: int) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _put_away(self, dialog: "ReturnedSheet", _result: int) -> None:
        self.returned = None
        dialog.deleteLater()

    @property
    def _period(self) -> str | None:
        """The only period that is shown; without one, all."""
        return self._wish.period or None

    def _actor(self) -> Actor | None:
        if self._page.session.actor is None:
            self._page.session.tell(Refused(NOBODY))
        return self._page.session.actor


def is_returned(file: Path) -> bool:
    """Say whether a file that was let go is a feedback sheet; one that can't be read is none."""
    from inspector.tables.feedback_reading import is_feedback_sheet

    try:
        return is_feedback_sheet(file)
    except OSError:
        return False
