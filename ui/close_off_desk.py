"""How a case is closed off: its line of steps, each step with its papers, signed with the own key."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.close_off_recording import Act, record_close_off
from db.issued_reports import ReportWish
from db.material_intake import MaterialIntake, take_materials
from db.queries.close_offs import CloseOffSheet, close_off_sheet
from inspector.errors import Refused
from inspector.model.close_off import STEP_NAMES, CloseOffStep
from inspector.model.close_off_acts import (
    Filing,
    StepToDo,
    do_step,
    file,
    refuse,
    send_back,
    settle,
    take_objection,
)
from inspector.model.events import Blob
from inspector.model.issued_report import ReportKind
from inspector.periods import Instant
from inspector.words import N_, _
from ui.background import Report
from ui.dialogs.close_off import CloseOffDialog
from ui.dialogs.close_off_step import CloseOffStepDialog
from ui.dialogs.close_off_words import CloseOffWords
from ui.form_draft import FormDraft
from ui.given_files import GivenFiles
from ui.material_words import refused_words
from ui.outside import open_outside
from ui.own_key import OwnKey
from ui.page import Page
from ui.photo_ways import NO_PATH

if TYPE_CHECKING:
    from db.changes import Changes
    from db.workspace import Actor
    from inspector.journal.person_key import PersonKey

Dialog = CloseOffStepDialog | CloseOffWords


def open_close_off(page: Page, subject: str) -> "CloseOffDesk":
    """Show the close-off of the finding or task ``subject`` over ``page``, to be led through its steps."""
    desk = CloseOffDesk(page, subject)
    desk.refresh()
    return desk


class CloseOffDesk(QObject):
    """Leads whoever acts through the close-off of one case; it goes with its dialog."""

    def __init__(self, page: Page, subject: str) -> None:
        super().__init__(page)
        self._page, self._session, self._subject = page, page.session, subject
        self.sheet: CloseOffSheet | None = None
        self.dialog: CloseOffDialog | None = None
        self.asking: Dialog | None = None
        self._seen = ""
        self._has_ended = False
        self.key = OwnKey(self._session, page)
        self._session.changed.connect(self._look_again)
        self._session.actor_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask how it stands for whoever acts now."""
        actor = self._session.actor
        if actor is None:
            self._session.tell(Refused(N_("Choose who you are first, at the top right.")))
            self._end()
            return
        workspace, today = self._session.workspace, self._session.now().day
        self._page.read(
            lambda reader: close_off_sheet(workspace, reader, self._subject, actor, today),
            self._show,
            key=(id(self), "close-off"),
        )

    def do(self, step: CloseOffStep) -> None:
        """Ask what there is to say of a step."""
        if self.sheet and self.dialog:
            asking = CloseOffStepDialog(self.sheet, step, self._session.now(), self.dialog)
            asking.files_given.connect(partial(self._take, asking))
            asking.told.connect(partial(self._tell_step, asking))
            self._open(asking, step)

    def send_back(self) -> None:
        """Ask to which step it is sent back, and why."""
        if self.sheet:
            done = [(one.step, _(STEP_NAMES[one.step])) for one in self.sheet.close_off.done]
            asking = self._words(
                _("Send back"),
                _("The step is done again, and those after it; what was recorded stays on the time line."),
                _("Reason"),
                _("Send back and sign"),
                choice=_("Back to"),
                choices=done,
                draft="back",
            )
            asking.told.connect(
                lambda words, _day, choice: self._record(
                    asking, lambda case, who, _rules: send_back(case, who, CloseOffStep(choice), words)
                )
            )

    def take_objection(self) -> None:
        """Ask what was objected, and when."""
        today = self._session.now().day
        asking = self._words(
            _("Objection"),
            _("Whoever objected stays unnamed unless the words say so. It is answered before the filing."),
            _("What was objected"),
            _("Record"),
            day=_("Day"),
            proposed=True,
            draft="objection",
        )
        asking.told.connect(
            lambda words, day, _choice: self._record(
                asking,
                lambda case, who, _rules: take_objection(case, who, day or today, words, today),
                signs=False,
            )
        )

    def answer(self, objection: str) -> None:
        """Ask what came of an objection."""
        asking = self._words(
            _("Answer the objection"),
            _("What was looked into, and what came of it; it stands in the file."),
            _("Answer"),
            _("Record"),
            draft=f"answer {objection}",
        )
        asking.told.connect(
            lambda words, _day, _choice: self._record(
                asking, lambda case, who, _rules: settle(case, who, objection, words), signs=False
            )
        )

    def refuse(self) -> None:
        """Ask what is still to be put right, and by when."""
        today = self._session.now().day
        asking = self._words(
            _("Do not file"),
            _("The case goes back to whoever puts it right; its close-off begins anew after the re-check."),
            _("What is still to be put right"),
            _("Refuse and sign"),
            day=_("New deadline"),
            draft="refuse",
        )
        asking.told.connect(
            lambda words, day, _choice: self._record(
                asking, lambda case, who, _rules: refuse(case, who, words, day, today)
            )
        )

    def print(self, kind: ReportKind) -> None:
        """Lead to the page of reports with a wish for a paper of this close-off."""
        if self.dialog:
            self.dialog.close()
        self._page.wanted.emit("reports", ReportWish(kind=kind, about=(self._subject,)))

    def _show(self, sheet: CloseOffSheet | None) -> None:
        if self._has_ended:
            return
        if sheet is None:
            self._session.tell(Refused(N_("This case is not recorded here any more.")))
            self._end()
            return
        self.sheet = sheet
        dialog = self.dialog or self._begin()
        dialog.show_sheet(sheet)
        self._ask_pictures(dialog, sheet)

    def _begin(self) -> CloseOffDialog:
        dialog = CloseOffDialog(self._page.window())
        dialog.view.step_asked.connect(self.do)
        dialog.view.answer_asked.connect(self.answer)
        dialog.view.paper_opened.connect(self._open_paper)
        dialog.back_asked.connect(self.send_back)
        dialog.objection_asked.connect(self.take_objection)
        dialog.refusal_asked.connect(self.refuse)
        dialog.form_asked.connect(partial(self.print, ReportKind.CLOSE_OFF_FORM))
        dialog.notice_asked.connect(partial(self.print, ReportKind.PUBLIC_NOTICE))
        dialog.file_asked.connect(partial(self.print, ReportKind.CLOSE_OFF_FILE))
        dialog.finished.connect(self._end)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _end(self) -> None:
        """Let the dialog go, and hear of nothing more."""
        self._has_ended = True
        dialog, self.dialog = self.dialog, None
        if dialog:
            dialog.finished.disconnect(self._end)
            dialog.close()
            dialog.deleteLater()
        self.key.give_up()
        self._session.changed.disconnect(self._look_again)
        self._session.actor_changed.disconnect(self.refresh)
        self.deleteLater()

    def _look_again(self, _changes: object) -> None:
        self.refresh()

    def _ask_pictures(self, dialog: CloseOffDialog, sheet: CloseOffSheet) -> None:
        previews = [one.preview for one in dialog.view.previews(sheet) if one.preview]
        if previews:
            self._page.work(lambda _report: self._small(previews), dialog.view.show_pictures)

    def _small(self, previews: list[Blob]) -> dict[str, bytes]:
        blobs = self._session.workspace.blobs
        return {one.sha256: Path(blobs.thumbnail(one)).read_bytes() for one in previews if blobs.has(one)}

    def _open_paper(self, blob: Blob, name: str) -> None:
        open_outside(self._session, self._session.workspace.blobs, blob, name)

    def _words(
        self,
        title: str,
        sentence: str,
        words: str,
        action: str,
        *,
        day: str = "",
        proposed: bool = False,
        choice: str = "",
        choices: "list[tuple[CloseOffStep, str]] | None" = None,
        draft: str,
    ) -> CloseOffWords:
        today = self._session.now().day
        asking = CloseOffWords(
            title,
            sentence,
            words,
            action,
            today=today,
            day=day,
            proposed=today if proposed else None,
            choice=choice,
            choices=choices or (),
            parent=self.dialog,
        )
        self._open(asking, draft)
        return asking

    def _open(self, asking: Dialog, name: str) -> None:
        """Ask, with what was typed under ``name`` and not recorded."""
        self.asking = asking
        actor = self._session.actor
        key = f"close-off/{self._subject}/{name}/{actor.person if actor else ''}"
        self._draft = FormDraft(self._session, key, asking)
        # what happens from here on is not what the answer was decided on
        self._seen = self.sheet.last if self.sheet else ""
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _take(self, asking: CloseOffStepDialog, given: GivenFiles) -> None:
        files = [one for one in (*given.photos, *given.others) if not one.is_dir()]
        if not files:
            sentence = NO_PATH if given.has_no_path else N_("There is no file to add. Folders are not added.")
            asking.say(Refused(sentence))
            return
        blobs, now = self._session.workspace.blobs, self._session.now()

        def take(report: Report) -> tuple[MaterialIntake, dict[str, bytes]]:
            intake = take_materials(blobs, files, now, os.urandom, report=report)
            previews = [one.preview for one in intake.materials if one.preview]
            return intake, self._small(previews)

        def show(taken: tuple[MaterialIntake, dict[str, bytes]]) -> None:
            intake, pictures = taken
            asking.show_papers(intake.materials, pictures)
            if intake.refused:
                self._page.notice(refused_words(intake.refused), tone="red")

        self._page.work(take, show, title=_("Adding files"))

    def _tell_step(self, asking: CloseOffStepDialog, told: StepToDo | Filing) -> None:
        today = self._session.now().day
        if isinstance(told, Filing):
            self._record(asking, lambda case, who, rules: file(case, who, told, rules, today))
        else:
            self._record(asking, lambda case, who, rules: do_step(case, who, told, rules, today))

    def _record(self, asking: Dialog, act: Act, *, signs: bool = True) -> None:
        """Check what was decided before the passphrase is asked for, so that nobody signs in vain."""
        actor, sheet = self._session.actor, self.sheet
        if actor is None or sheet is None:
            return
        if not signs:
            self._write(asking, act, actor, self._seen, None)
            return
        go_on = partial(self._write, asking, act, actor, self._seen)
        case, who, rules = sheet.case, sheet.who, sheet.rules
        try:
            act(case, who, rules)
        except Refused as refused:
            asking.say(refused)
            return
        asking.setEnabled(True)
        self.key.ask(_("The step is signed with your own key; it says who answers for it."), go_on, asking)

    def _write(
        self, asking: Dialog, act: Act, actor: "Actor", seen: str, key: "PersonKey | None" = None
    ) -> None:
        session, draft = self._session, self._draft
        draft.flush()
        now: Instant = session.now()
        record = partial(record_close_off, session.workspace, self._subject, seen, act, actor, now, key)
        session.write(
            partial(record, finishes=draft.key), partial(self._tell_done, asking, draft), asking.say
        )

    def _tell_done(self, asking: Dialog, draft: FormDraft, _changes: "Changes") -> None:
        draft.recorded()
        asking.accept()
        self._page.notice(_("Recorded."))
